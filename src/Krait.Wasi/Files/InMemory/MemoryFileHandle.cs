using System;

namespace Krait.Wasi.Files.InMemory;

/// <summary>An open file in memory.</summary>
internal sealed class MemoryFileHandle : IFileHandle
{
    private readonly MemoryFile _file;
    private bool _isClosed;

    // Made with the gate held.
    public MemoryFileHandle(MemoryFile file)
    {
        _file = file;
        file.OpenCount++;
    }

    public WasiErrno Stat(out FileStat stat)
    {
        lock (_file.Owner.Gate)
            stat = _file.Stat();
        return WasiErrno.Success;
    }

    public WasiErrno Read(long offset, Span<byte> destination, out int count)
    {
        lock (_file.Owner.Gate)
            count = _file.Read(offset, destination);
        return WasiErrno.Success;
    }

    public WasiErrno Write(long offset, ReadOnlySpan<byte> source, out int count)
    {
        lock (_file.Owner.Gate)
            count = _file.Write(offset, source);
        return count == 0 && source.Length > 0 ? WasiErrno.Nospc : WasiErrno.Success;
    }

    public WasiErrno Append(ReadOnlySpan<byte> source, out int count, out long end)
    {
        lock (_file.Owner.Gate)
        {
            count = _file.Write(_file.SizeBytes, source);
            end = _file.SizeBytes;
        }

        return count == 0 && source.Length > 0 ? WasiErrno.Nospc : WasiErrno.Success;
    }

    // A file may be large without content, but not so large that a copy of it would surprise whoever reads it.
    public WasiErrno SetSize(long sizeBytes)
    {
        if (sizeBytes > _file.Owner.QuotaBytes)
            return WasiErrno.Fbig;
        lock (_file.Owner.Gate)
            _file.SetSize(sizeBytes);
        return WasiErrno.Success;
    }

    public WasiErrno Allocate(long offset, long lengthBytes)
    {
        lock (_file.Owner.Gate)
        {
            if (!_file.TryReserve(offset, lengthBytes))
                return WasiErrno.Nospc;
            if (offset + lengthBytes > _file.SizeBytes)
                _file.SetSize(offset + lengthBytes);
        }

        return WasiErrno.Success;
    }

    public WasiErrno SetTimes(FileTimes times)
    {
        lock (_file.Owner.Gate)
            return _file.SetTimes(times);
    }

    public WasiErrno SetPermissions(int permissions)
    {
        lock (_file.Owner.Gate)
            return _file.SetPermissions(permissions);
    }

    public WasiErrno Sync() => WasiErrno.Success;

    public void Dispose()
    {
        lock (_file.Owner.Gate)
        {
            if (_isClosed)
                return;
            _isClosed = true;
            _file.OpenCount--;
            _file.ReleaseIfUnused();
        }
    }
}
