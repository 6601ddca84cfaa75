using System;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Krait.Wasi.HostFiles;

/// <summary>A regular file of the host, held by a descriptor.</summary>
internal sealed class UnixFile(SafeFileHandle handle) : IFileHandle
{
    private bool _appends;

    public WasiErrno Stat(out FileStat stat) => UnixDirectory.Stat(handle, string.Empty, Libc.EmptyPath, out stat);

    public WasiErrno Read(long offset, Span<byte> destination, out int count)
    {
        count = 0;
        while (count < destination.Length)
        {
            Span<byte> rest = destination[count..];
            nint read = Libc.Read(handle, ref MemoryMarshal.GetReference(rest), rest.Length, offset + count);
            if (read < 0 && Marshal.GetLastPInvokeError() == LinuxErrors.Interrupted)
                continue;
            if (read <= 0)
                return read < 0 && count == 0 ? Libc.LastError() : WasiErrno.Success;
            count += (int)read;
        }

        return WasiErrno.Success;
    }

    public WasiErrno Write(long offset, ReadOnlySpan<byte> source, out int count)
    {
        // Linux ignores the offset while the append flag is set.
        SetAppending(false);
        count = 0;
        while (count < source.Length)
        {
            ReadOnlySpan<byte> rest = source[count..];
            nint written = Libc.Write(handle, in MemoryMarshal.GetReference(rest), rest.Length, offset + count);
            if (written < 0 && Marshal.GetLastPInvokeError() == LinuxErrors.Interrupted)
                continue;
            if (written <= 0)
                return count == 0 ? Libc.LastError() : WasiErrno.Success;
            count += (int)written;
        }

        return WasiErrno.Success;
    }

    public WasiErrno Append(ReadOnlySpan<byte> source, out int count, out long end)
    {
        // One call each: the operating system finds the end and writes there in one step.
        SetAppending(true);
        count = 0;
        end = 0;
        nint written;
        do
        {
            written = Libc.WriteHere(handle, in MemoryMarshal.GetReference(source), source.Length);
        }
        while (written < 0 && Marshal.GetLastPInvokeError() == LinuxErrors.Interrupted);
        if (written < 0)
            return Libc.LastError();
        count = (int)written;
        WasiErrno errno = Stat(out FileStat stat);
        end = (long)stat.SizeBytes;
        return errno;
    }

    public WasiErrno SetSize(long sizeBytes) => UnixDirectory.Answer(Libc.SetSize(handle, sizeBytes));

    public WasiErrno Allocate(long offset, long lengthBytes)
    {
        int error = Libc.Allocate(handle, offset, lengthBytes);
        return error == 0 ? WasiErrno.Success : LinuxErrors.Of(error);
    }

    public WasiErrno SetTimes(FileTimes times) =>
        UnixDirectory.Answer(Libc.SetTimes(handle, [Libc.TimeSpec.Of(times.AccessedNs), Libc.TimeSpec.Of(times.ModifiedNs)]));

    public WasiErrno Sync() => UnixDirectory.Answer(Libc.Sync(handle));

    public void Dispose() => handle.Dispose();

    public static WasiErrno Truncate(SafeFileHandle handle) => UnixDirectory.Answer(Libc.SetSize(handle, 0));

    private void SetAppending(bool appends)
    {
        if (_appends == appends)
            return;
        _appends = appends;
        _ = Libc.SetFlags(handle, Libc.SetStatusFlags, (appends ? Libc.Append : 0) | Libc.NonBlocking);
    }
}
