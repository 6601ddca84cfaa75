using System;
using Krait.Runtime;
using Krait.Wasi.Abi;

namespace Krait.Wasi.Descriptors;

/// <summary>An open regular file with its position.</summary>
internal sealed class FileDescriptor : Descriptor
{
    private readonly IFileHandle _file;
    private long _position;

    public FileDescriptor(IFileHandle file, WasiRights rightsBase, FdFlags flags)
        : base(rightsBase, WasiRights.None)
    {
        _file = file;
        Flags = flags;
    }

    public override WasiFileType Type => WasiFileType.RegularFile;

    public override WasiErrno Read(Caller caller, Span<byte> destination, out int count)
    {
        WasiErrno errno = _file.Read(_position, destination, out count);
        _position += count;
        return errno;
    }

    public override WasiErrno Write(Caller caller, ReadOnlySpan<byte> source, out int count)
    {
        WasiErrno errno;
        if ((Flags & FdFlags.Append) != 0)
        {
            errno = _file.Append(source, out count, out long end);
            if (errno == WasiErrno.Success)
                _position = end;
        }
        else if (_position > long.MaxValue - source.Length)
        {
            return Refuse(out count, WasiErrno.Fbig);
        }
        else
        {
            errno = _file.Write(_position, source, out count);
            _position += count;
        }

        return Synchronised(errno);
    }

    public override WasiErrno ReadAt(long offset, Span<byte> destination, out int count) => _file.Read(offset, destination, out count);

    public override WasiErrno WriteAt(long offset, ReadOnlySpan<byte> source, out int count) =>
        offset > long.MaxValue - source.Length ? Refuse(out count, WasiErrno.Fbig) : Synchronised(_file.Write(offset, source, out count));

    public override WasiErrno Seek(long delta, SeekOrigin origin, out long position)
    {
        position = 0;
        long start = 0;
        if (origin == SeekOrigin.Current)
        {
            start = _position;
        }
        else if (origin == SeekOrigin.End)
        {
            WasiErrno errno = _file.Stat(out FileStat stat);
            if (errno != WasiErrno.Success)
                return errno;
            start = (long)stat.SizeBytes;
        }

        // Both summands cannot be negative at once, so only the upper end can be passed.
        if (delta > 0 && start > long.MaxValue - delta)
            return WasiErrno.Overflow;
        if (start + delta < 0)
            return WasiErrno.Inval;
        position = _position = start + delta;
        return WasiErrno.Success;
    }

    public override WasiErrno Stat(out FileStat stat) => _file.Stat(out stat);

    public override WasiErrno SetSize(long sizeBytes) => _file.SetSize(sizeBytes);

    public override WasiErrno SetTimes(FileTimes times) => _file.SetTimes(times);

    public override WasiErrno Allocate(long offset, long lengthBytes) => _file.Allocate(offset, lengthBytes);

    public override WasiErrno Sync() => _file.Sync();

    public override Readiness PollRead() =>
        _file.Stat(out FileStat stat) == WasiErrno.Success && (long)stat.SizeBytes > _position
            ? Readiness.At(stat.SizeBytes - (ulong)_position)
            : Readiness.At(0);

    public override void Dispose() => _file.Dispose();

    private WasiErrno Synchronised(WasiErrno errno) =>
        errno == WasiErrno.Success && (Flags & FdFlags.Synchronised) != 0 ? _file.Sync() : errno;
}
