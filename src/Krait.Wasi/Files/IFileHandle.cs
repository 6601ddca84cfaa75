using System;

namespace Krait.Wasi;

/// <summary>An open regular file. It has no position of its own; every access says where.</summary>
/// <remarks>Offsets are at least 0. Closing gives back what the operating system holds.</remarks>
public interface IFileHandle : IDisposable
{
    /// <summary>Tells about the file.</summary>
    public WasiErrno Stat(out FileStat stat);

    /// <summary>Reads up to the span's length; fewer bytes only at the end of the file, 0 behind it.</summary>
    public WasiErrno Read(long offset, Span<byte> destination, out int count);

    /// <summary>Writes bytes; behind the end the gap becomes zeros. Fewer than all only where the next write fails.</summary>
    public WasiErrno Write(long offset, ReadOnlySpan<byte> source, out int count);

    /// <summary>Writes at the end, wherever that is by then.</summary>
    /// <param name="source">The bytes.</param>
    /// <param name="count">Bytes written.</param>
    /// <param name="end">Size of the file afterwards.</param>
    public WasiErrno Append(ReadOnlySpan<byte> source, out int count, out long end);

    /// <summary>Cuts the file or fills it up with zeros.</summary>
    public WasiErrno SetSize(long sizeBytes);

    /// <summary>Makes sure that a range exists: the file grows to the end of it and never shrinks.</summary>
    public WasiErrno Allocate(long offset, long lengthBytes);

    /// <summary>Sets the file's times.</summary>
    public WasiErrno SetTimes(FileTimes times);

    /// <summary>Sets what <see cref="FileStat.Permissions"/> shows; <see cref="WasiErrno.Notsup"/> where nothing is kept.</summary>
    public WasiErrno SetPermissions(int permissions) => WasiErrno.Notsup;

    /// <summary>Waits until content and attributes are safe on the disk.</summary>
    public WasiErrno Sync();
}
