using System;
using System.Text;
using Krait.Wasi.Abi;
using Krait.Wasi.Descriptors;

namespace Krait.Wasi.Functions;

/// <summary>Descriptors as such: closing, numbering, modes, rights, and how a guest learns of its mounts.</summary>
internal static class Fd
{
    // fd_close(fd)
    public static WasiErrno Close(in GuestCall call) => call.Host.Descriptors.Close(call.UInt32(0));

    // fd_renumber(fd, to)
    public static WasiErrno Renumber(in GuestCall call) => call.Host.Descriptors.Renumber(call.UInt32(0), call.UInt32(1));

    // fd_fdstat_get(fd, stat) writes 24 bytes:
    //
    //   +0     +2      +4       +8            +16
    //   | type | flags | zeros  | rights base | rights inheriting |
    public static WasiErrno FdstatGet(in GuestCall call)
    {
        WasiErrno errno = call.Host.Descriptors.Get(call.UInt32(0), WasiRights.None, out Descriptor descriptor);
        if (errno != WasiErrno.Success)
            return errno;
        uint address = call.UInt32(1);
        call.Bytes(address, 24).Clear();
        call.Write(address, (byte)descriptor.Type);
        call.Write(address + 2, (ushort)descriptor.Flags);
        call.Write(address + 8, (ulong)descriptor.RightsBase);
        call.Write(address + 16, (ulong)descriptor.RightsInheriting);
        return WasiErrno.Success;
    }

    // fd_fdstat_set_flags(fd, flags). As with POSIX's fcntl, synchronised writing is chosen when a file is opened.
    public static WasiErrno FdstatSetFlags(in GuestCall call)
    {
        WasiErrno errno = call.Host.Descriptors.Get(call.UInt32(0), WasiRights.FdFdstatSetFlags, out Descriptor descriptor);
        if (errno != WasiErrno.Success)
            return errno;
        if (call.UInt32(1) > (uint)FdFlags.All)
            return WasiErrno.Inval;
        const FdFlags Changeable = FdFlags.Append | FdFlags.Nonblock;
        descriptor.Flags = (descriptor.Flags & ~Changeable) | ((FdFlags)call.UInt32(1) & Changeable);
        return WasiErrno.Success;
    }

    // fd_fdstat_set_rights(fd, fs_rights_base, fs_rights_inheriting)
    public static WasiErrno FdstatSetRights(in GuestCall call)
    {
        WasiErrno errno = call.Host.Descriptors.Get(call.UInt32(0), WasiRights.None, out Descriptor descriptor);
        return errno != WasiErrno.Success ? errno : descriptor.SetRights((WasiRights)call.UInt64(1), (WasiRights)call.UInt64(2));
    }

    // fd_prestat_get(fd, stat) writes 8 bytes: a tag, 0 for a directory, and the length of the path. Programs ask from
    // descriptor 3 on until the answer is EBADF.
    public static WasiErrno PrestatGet(in GuestCall call)
    {
        if (!TryMountPath(call, out byte[] path))
            return WasiErrno.Badf;
        call.CheckRange(call.UInt32(1), 8);
        call.Write(call.UInt32(1), 0u);
        call.Write(call.UInt32(1) + 4, (uint)path.Length);
        return WasiErrno.Success;
    }

    // fd_prestat_dir_name(fd, path, path_len) writes the path without a NUL.
    public static WasiErrno PrestatDirName(in GuestCall call)
    {
        if (!TryMountPath(call, out byte[] path))
            return WasiErrno.Badf;
        if (call.UInt32(2) < path.Length)
            return WasiErrno.Nametoolong;
        path.AsSpan().CopyTo(call.Bytes(call.UInt32(1), (uint)path.Length));
        return WasiErrno.Success;
    }

    private static bool TryMountPath(in GuestCall call, out byte[] path)
    {
        path = call.Host.Descriptors.Find(call.UInt32(0)) is DirectoryDescriptor { MountPath: { } mountPath } ? Encoding.UTF8.GetBytes(mountPath) : [];
        return path.Length > 0;
    }
}
