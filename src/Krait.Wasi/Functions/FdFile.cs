using Krait.Wasi.Abi;
using Krait.Wasi.Descriptors;

namespace Krait.Wasi.Functions;

/// <summary>What can be asked of or done to an open file as a whole.</summary>
internal static class FdFile
{
    private const uint AdviceCount = 6;

    // fd_advise(fd, offset, len, advice): checked and not needed.
    public static WasiErrno Advise(in GuestCall call)
    {
        WasiErrno errno = call.Host.Descriptors.Get(call.UInt32(0), WasiRights.FdAdvise, out Descriptor descriptor);
        if (errno != WasiErrno.Success)
            return errno;
        if (descriptor.Type != WasiFileType.RegularFile)
            return WasiErrno.Badf;
        return call.UInt32(3) < AdviceCount && IsRange(call.UInt64(1), call.UInt64(2)) ? WasiErrno.Success : WasiErrno.Inval;
    }

    // fd_allocate(fd, offset, len)
    public static WasiErrno Allocate(in GuestCall call)
    {
        WasiErrno errno = call.Host.Descriptors.Get(call.UInt32(0), WasiRights.FdAllocate, out Descriptor descriptor);
        if (errno != WasiErrno.Success)
            return errno;
        if (!IsRange(call.UInt64(1), call.UInt64(2)))
            return WasiErrno.Fbig;
        return call.UInt64(2) == 0 ? WasiErrno.Inval : descriptor.Allocate((long)call.UInt64(1), (long)call.UInt64(2));
    }

    // fd_datasync(fd)
    public static WasiErrno Datasync(in GuestCall call)
    {
        WasiErrno errno = call.Host.Descriptors.Get(call.UInt32(0), WasiRights.FdDatasync, out Descriptor descriptor);
        return errno != WasiErrno.Success ? errno : descriptor.Sync();
    }

    // fd_sync(fd)
    public static WasiErrno Sync(in GuestCall call)
    {
        WasiErrno errno = call.Host.Descriptors.Get(call.UInt32(0), WasiRights.FdSync, out Descriptor descriptor);
        return errno != WasiErrno.Success ? errno : descriptor.Sync();
    }

    // fd_filestat_get(fd, stat)
    public static WasiErrno FilestatGet(in GuestCall call)
    {
        WasiErrno errno = call.Host.Descriptors.Get(call.UInt32(0), WasiRights.FdFilestatGet, out Descriptor descriptor);
        if (errno != WasiErrno.Success)
            return errno;
        errno = descriptor.Stat(out FileStat stat);
        if (errno == WasiErrno.Success)
            Filestat.Write(call, call.UInt32(1), stat);
        return errno;
    }

    // fd_filestat_set_size(fd, size)
    public static WasiErrno FilestatSetSize(in GuestCall call)
    {
        WasiErrno errno = call.Host.Descriptors.Get(call.UInt32(0), WasiRights.FdFilestatSetSize, out Descriptor descriptor);
        if (errno != WasiErrno.Success)
            return errno;
        return call.UInt64(1) > long.MaxValue ? WasiErrno.Inval : descriptor.SetSize((long)call.UInt64(1));
    }

    // fd_filestat_set_times(fd, atim, mtim, fst_flags)
    public static WasiErrno FilestatSetTimes(in GuestCall call)
    {
        WasiErrno errno = call.Host.Descriptors.Get(call.UInt32(0), WasiRights.FdFilestatSetTimes, out Descriptor descriptor);
        if (errno != WasiErrno.Success)
            return errno;
        errno = Filestat.ReadTimes(call, call.UInt64(1), call.UInt64(2), call.UInt32(3), out FileTimes times);
        return errno != WasiErrno.Success ? errno : descriptor.SetTimes(times);
    }

    private static bool IsRange(ulong offset, ulong length) => offset <= long.MaxValue && length <= long.MaxValue - offset;
}
