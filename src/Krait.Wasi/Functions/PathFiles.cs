using System;
using System.Text;
using Krait.Wasi.Abi;
using Krait.Wasi.Files;

namespace Krait.Wasi.Functions;

/// <summary>What paths mean, without opening it.</summary>
internal static class PathFiles
{
    // path_filestat_get(fd, flags, path, path_len, stat)
    public static WasiErrno FilestatGet(in GuestCall call)
    {
        WasiErrno errno = Paths.Resolve(call, 0, WasiRights.PathFilestatGet, 2, Paths.LastLinkOf(call.UInt32(1)), out ResolvedPath path);
        if (errno != WasiErrno.Success)
            return errno;
        using (path)
        {
            errno = Paths.Stat(path, out FileStat stat);
            if (errno == WasiErrno.Success)
                Filestat.Write(call, call.UInt32(4), stat);
            return errno;
        }
    }

    // path_filestat_set_times(fd, flags, path, path_len, atim, mtim, fst_flags)
    public static WasiErrno FilestatSetTimes(in GuestCall call)
    {
        WasiErrno errno = Paths.Resolve(call, 0, WasiRights.PathFilestatSetTimes, 2, Paths.LastLinkOf(call.UInt32(1)), out ResolvedPath path);
        if (errno != WasiErrno.Success)
            return errno;
        using (path)
        {
            errno = Filestat.ReadTimes(call, call.UInt64(4), call.UInt64(5), call.UInt32(6), out FileTimes times);
            if (errno == WasiErrno.Success)
                errno = Paths.Stat(path, out _);
            if (errno != WasiErrno.Success)
                return errno;
            return path.Name is null ? path.Directory.SetTimes(times) : path.Directory.SetEntryTimes(path.Name, times);
        }
    }

    // path_readlink(fd, path, path_len, buf, buf_len, bufused): a target that is too long for the buffer is cut off, as in POSIX.
    public static WasiErrno Readlink(in GuestCall call)
    {
        WasiErrno errno = Paths.Resolve(call, 0, WasiRights.PathReadlink, 1, LastLink.FollowBeforeSlash, out ResolvedPath path);
        if (errno != WasiErrno.Success)
            return errno;
        using (path)
        {
            errno = Paths.Stat(path, out _);
            if (errno != WasiErrno.Success)
                return errno;
            if (path.Name is null)
                return WasiErrno.Inval;
            if (path.Directory.ReadLink(path.Name, out errno) is not { } target)
                return errno;
            byte[] bytes = Encoding.UTF8.GetBytes(target);
            uint count = Math.Min((uint)bytes.Length, call.UInt32(4));
            call.CheckRange(call.UInt32(3), call.UInt32(4));
            call.CheckRange(call.UInt32(5), sizeof(uint));
            bytes.AsSpan(0, (int)count).CopyTo(call.Bytes(call.UInt32(3), count));
            call.Write(call.UInt32(5), count);
            return WasiErrno.Success;
        }
    }
}
