using System;
using Krait.Runtime;
using Krait.Wasi.Abi;

namespace Krait.Wasi.Descriptors;

/// <summary>An open regular file with its position.</summary>
internal sealed class FileDescriptor : Descriptor
{
    private readonly IFileHandle _file;
    private readonly long _maximumBytes;
    private long _position;

    public FileDescriptor(IFileHandle file, WasiRights rightsBase, FdFlags flags, long maximumBytes)
        : base(rightsBase, WasiRights.None)
    {
        _file = file;
        _maximumBytes = maximumBytes;
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
        if ((Flags & FdFlags.Append) != 0)
            return Append(source, out count);
        WasiErrno errno = WriteAt(_position, source, out count);
        _position += count;
        return errno;
    }

    public override WasiErrno ReadAt(long offset, Span<byte> destination, out int count) => _file.Read(offset, destination, out count);

    public override WasiErrno WriteAt(long offset, ReadOnlySpan<byte> source, out int count)
    {
        WasiErrno errno = Fit(offset, ref source);
        return errno != WasiErrno.Success ? Refuse(out count, errno) : Synchronised(_file.Write(offset, source, out count));
    }

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

    public override WasiErrno SetSize(long sizeBytes) => sizeBytes > _maximumBytes ? WasiErrno.Fbig : _file.SetSize(sizeBytes);

    public override WasiErrno SetTimes(FileTimes times) => _file.SetTimes(times);

    public override WasiErrno SetPermissions(int permissions) => _file.SetPermissions(permissions);

    public override WasiErrno Allocate(long offset, long lengthBytes) =>
        offset > _maximumBytes - lengthBytes ? WasiErrno.Fbig : _file.Allocate(offset, lengthBytes);

    public override WasiErrno Sync() => _file.Sync();

    public override Readiness PollRead() =>
        _file.Stat(out FileStat stat) == WasiErrno.Success && (long)stat.SizeBytes > _position
            ? Readiness.At(stat.SizeBytes - (ulong)_position)
            : Readiness.At(0);

    public override void Dispose() => _file.Dispose();

    private WasiErrno Append(ReadOnlySpan<byte> source, out int count)
    {
        // Somebody else may append in between; what two guests write at once may pass the limit by what one of them writes.
        WasiErrno errno = _file.Stat(out FileStat stat);
        if (errno == WasiErrno.Success)
            errno = Fit((long)stat.SizeBytes, ref source);
        if (errno != WasiErrno.Success)
            return Refuse(out count, errno);
        errno = _file.Append(source, out count, out long end);
        if (errno == WasiErrno.Success)
            _position = end;
        return Synchronised(errno);
    }

    // Cuts what is written down to what the file may hold.
    private WasiErrno Fit(long offset, ref ReadOnlySpan<byte> source)
    {
        if (source.IsEmpty)
            return WasiErrno.Success;
        if (offset >= _maximumBytes)
            return WasiErrno.Fbig;
        source = source[..(int)Math.Min(source.Length, _maximumBytes - offset)];
        return WasiErrno.Success;
    }

    private WasiErrno Synchronised(WasiErrno errno) =>
        errno == WasiErrno.Success && (Flags & FdFlags.Synchronised) != 0 ? _file.Sync() : errno;
}
