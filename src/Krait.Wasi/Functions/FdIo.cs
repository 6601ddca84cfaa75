using System;
using Krait.Wasi.Abi;
using Krait.Wasi.Descriptors;

namespace Krait.Wasi.Functions;

/// <summary>Reading and writing.</summary>
internal static class FdIo
{
    // fd_read(fd, iovs, iovs_len, nread)
    public static WasiErrno Read(in GuestCall call)
    {
        WasiErrno errno = call.Host.Descriptors.Get(call.UInt32(0), WasiRights.FdRead, out Descriptor descriptor);
        return errno != WasiErrno.Success ? errno : Buffers.ForEach(
            call, 1, 3, descriptor,
            static (in GuestCall c, Descriptor d, Span<byte> bytes, long done, out int count) => d.Read(c.Caller, bytes, out count));
    }

    // fd_write(fd, iovs, iovs_len, nwritten)
    public static WasiErrno Write(in GuestCall call)
    {
        WasiErrno errno = call.Host.Descriptors.Get(call.UInt32(0), WasiRights.FdWrite, out Descriptor descriptor);
        return errno != WasiErrno.Success ? errno : Buffers.ForEach(
            call, 1, 3, descriptor,
            static (in GuestCall c, Descriptor d, Span<byte> bytes, long done, out int count) => d.Write(c.Caller, bytes, out count));
    }

    // fd_pread(fd, iovs, iovs_len, offset, nread)
    public static WasiErrno Pread(in GuestCall call)
    {
        WasiErrno errno = Positional(call, WasiRights.FdRead, out Descriptor descriptor);
        return errno != WasiErrno.Success ? errno : Buffers.ForEach(
            call, 1, 4, descriptor,
            static (in GuestCall c, Descriptor d, Span<byte> bytes, long done, out int count) =>
                d.ReadAt(Math.Min((long)c.UInt64(3), long.MaxValue - done) + done, bytes, out count));
    }

    // fd_pwrite(fd, iovs, iovs_len, offset, nwritten). Writes there also in append mode, as POSIX says.
    public static WasiErrno Pwrite(in GuestCall call)
    {
        WasiErrno errno = Positional(call, WasiRights.FdWrite, out Descriptor descriptor);
        return errno != WasiErrno.Success ? errno : Buffers.ForEach(
            call, 1, 4, descriptor,
            static (in GuestCall c, Descriptor d, Span<byte> bytes, long done, out int count) =>
                d.WriteAt(Math.Min((long)c.UInt64(3), long.MaxValue - done) + done, bytes, out count));
    }

    // fd_seek(fd, offset, whence, newoffset)
    public static WasiErrno Seek(in GuestCall call)
    {
        SeekOrigin origin = (SeekOrigin)call.UInt32(2);
        bool onlyTells = call.UInt64(1) == 0 && origin == SeekOrigin.Current;
        return Seek(call, onlyTells ? WasiRights.FdTell : WasiRights.FdSeek, (long)call.UInt64(1), origin, call.UInt32(3));
    }

    // fd_tell(fd, offset)
    public static WasiErrno Tell(in GuestCall call) => Seek(call, WasiRights.FdTell, 0, SeekOrigin.Current, call.UInt32(1));

    private static WasiErrno Seek(in GuestCall call, WasiRights rights, long delta, SeekOrigin origin, uint address)
    {
        if (call.Host.Descriptors.Find(call.UInt32(0)) is not { } descriptor)
            return WasiErrno.Badf;

        // Streams never have the right to seek; that they cannot is the better answer, which programs know.
        if (descriptor is not (FileDescriptor or DirectoryDescriptor))
            return WasiErrno.Spipe;
        if ((rights & ~descriptor.RightsBase) != 0 && (rights != WasiRights.FdTell || (descriptor.RightsBase & WasiRights.FdSeek) == 0))
            return WasiErrno.Notcapable;
        if (origin is not (SeekOrigin.Start or SeekOrigin.Current or SeekOrigin.End))
            return WasiErrno.Inval;
        call.CheckRange(address, sizeof(ulong));
        WasiErrno errno = descriptor.Seek(delta, origin, out long position);
        if (errno == WasiErrno.Success)
            call.Write(address, (ulong)position);
        return errno;
    }

    private static WasiErrno Positional(in GuestCall call, WasiRights right, out Descriptor descriptor)
    {
        descriptor = call.Host.Descriptors.Find(call.UInt32(0))!;
        if (descriptor is null)
            return WasiErrno.Badf;
        if (descriptor is not (FileDescriptor or DirectoryDescriptor))
            return WasiErrno.Spipe;
        if (((right | WasiRights.FdSeek) & ~descriptor.RightsBase) != 0)
            return WasiErrno.Notcapable;
        return call.UInt64(3) > long.MaxValue ? WasiErrno.Inval : WasiErrno.Success;
    }
}
