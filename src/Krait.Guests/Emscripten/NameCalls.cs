using System;
using System.Collections.Generic;
using System.Text;
using Krait.Wasi;
using Krait.Wasi.Abi;
using Krait.Wasi.Files;
using Krait.Wasi.Functions;

namespace Krait.Guests.Emscripten;

/// <summary>Making, moving and removing names, and the current directory.</summary>
internal static class NameCalls
{
    private delegate WasiErrno NameMethod(in ResolvedPath path);

    public static IReadOnlyList<SyscallRow> Rows { get; } =
    [
        new("__syscall_mkdirat", "iii", MakeDirectory),
        new("__syscall_mknodat", "iiii", static (EmscriptenHost host, in GuestCall call) => WasiErrno.Perm.Negated()),
        new("__syscall_unlinkat", "iii", Unlink),
        new("__syscall_rmdir", "i", static (EmscriptenHost host, in GuestCall call) => At(host, call, FileConstants.CurrentDirectory, 0, RemoveDirectory)),
        new("__syscall_renameat", "iiii", Rename),
        new("__syscall_symlinkat", "iii", Symlink),
        new("__syscall_readlinkat", "iiii", ReadLink),
        new("__syscall_getcwd", "ii", GetCurrentDirectory),
        new("__syscall_chdir", "i", ChangeDirectory),
        new("__syscall_fchdir", "i", ChangeToDescriptor),
    ];

    private static int At(EmscriptenHost host, in GuestCall call, int directoryFd, int pathIndex, NameMethod method)
    {
        WasiErrno errno = call.ReadPath(host, directoryFd, pathIndex, out string absolute);
        if (errno != WasiErrno.Success)
            return errno.Negated();
        errno = host.Paths.Resolve(absolute, LastLink.Keep, out ResolvedPath path);
        if (errno != WasiErrno.Success)
            return errno.Negated();
        using (path)
            return method(path).Negated();
    }

    private static int MakeDirectory(EmscriptenHost host, in GuestCall call)
    {
        int permissions = call.Int32(2) & ~host.FileModeMask;
        return At(host, call, call.Int32(0), 1, (in ResolvedPath path) =>
        {
            WasiErrno errno = path.Name is null ? WasiErrno.Exist : path.Directory.CreateDirectory(path.Name);
            if (errno == WasiErrno.Success)
                path.Directory.SetEntryPermissions(path.Name!, permissions);
            return errno;
        });
    }

    private static WasiErrno RemoveDirectory(in ResolvedPath path) =>
        path.Name is null ? WasiErrno.Busy : path.Directory.RemoveDirectory(path.Name);

    private static WasiErrno RemoveFile(in ResolvedPath path)
    {
        if (path.Name is null)
            return WasiErrno.Isdir;
        WasiErrno errno = Paths.Stat(path, out FileStat stat);
        if (errno != WasiErrno.Success)
            return errno;
        return stat.Type == WasiFileType.Directory ? WasiErrno.Isdir : path.Directory.RemoveFile(path.Name);
    }

    private static int Unlink(EmscriptenHost host, in GuestCall call) =>
        At(host, call, call.Int32(0), 1, (call.UInt32(2) & FileConstants.RemoveDirectory) != 0 ? RemoveDirectory : RemoveFile);

    private static int Rename(EmscriptenHost host, in GuestCall call)
    {
        WasiErrno errno = call.ReadPath(host, call.Int32(2), 3, out string target);
        if (errno != WasiErrno.Success)
            return errno.Negated();
        return At(host, call, call.Int32(0), 1, (in ResolvedPath from) =>
        {
            WasiErrno found = host.Paths.Resolve(target, LastLink.Keep, out ResolvedPath to);
            if (found != WasiErrno.Success)
                return found;
            using (to)
                return from.Name is null || to.Name is null ? WasiErrno.Busy : from.Directory.Rename(from.Name, to.Directory, to.Name);
        });
    }

    // symlinkat(target, dirfd, path)
    private static int Symlink(EmscriptenHost host, in GuestCall call)
    {
        WasiErrno errno = call.ReadName(0, out string target);
        if (errno != WasiErrno.Success)
            return errno.Negated();
        return At(host, call, call.Int32(1), 2, (in ResolvedPath path) =>
            path.Name is null ? WasiErrno.Exist : path.Directory.CreateSymbolicLink(path.Name, target));
    }

    // readlinkat(dirfd, path, buffer, size): cut off where the buffer ends, without a NUL.
    private static int ReadLink(EmscriptenHost host, in GuestCall call)
    {
        if (call.Int32(3) <= 0)
            return WasiErrno.Inval.Negated();
        string target = string.Empty;
        int result = At(host, call, call.Int32(0), 1, (in ResolvedPath path) =>
        {
            if (path.Name is null)
                return WasiErrno.Inval;
            target = path.Directory.ReadLink(path.Name, out WasiErrno errno) ?? string.Empty;
            return errno;
        });
        if (result < 0)
            return result;
        byte[] bytes = Encoding.UTF8.GetBytes(target);
        int count = Math.Min(bytes.Length, call.Int32(3));
        bytes.AsSpan(0, count).CopyTo(call.Bytes(call.UInt32(2), (uint)count));
        return count;
    }

    private static int GetCurrentDirectory(EmscriptenHost host, in GuestCall call)
    {
        uint sizeBytes = call.UInt32(1);
        int needed = Encoding.UTF8.GetByteCount(host.Paths.CurrentDirectory) + 1;
        if (sizeBytes == 0)
            return WasiErrno.Inval.Negated();
        if (sizeBytes < needed)
            return WasiErrno.Range.Negated();
        call.WriteText(call.UInt32(0), (uint)needed, host.Paths.CurrentDirectory);
        return needed;
    }

    private static int ChangeDirectory(EmscriptenHost host, in GuestCall call)
    {
        WasiErrno errno = call.ReadPath(host, FileConstants.CurrentDirectory, 0, out string absolute);
        if (errno != WasiErrno.Success)
            return errno.Negated();
        errno = host.Paths.Resolve(absolute, LastLink.Follow, out ResolvedPath path);
        if (errno != WasiErrno.Success)
            return errno.Negated();
        using (path)
        {
            errno = Paths.Stat(path, out FileStat stat);
            if (errno == WasiErrno.Success && stat.Type != WasiFileType.Directory)
                errno = WasiErrno.Notdir;
        }

        if (errno == WasiErrno.Success)
            host.Paths.CurrentDirectory = PathSpace.Clean("/", absolute);
        return errno.Negated();
    }

    private static int ChangeToDescriptor(EmscriptenHost host, in GuestCall call)
    {
        if (host.DirectoryAt(call.UInt32(0)) is not { } directory)
            return (host.Wasi.Descriptors.Find(call.UInt32(0)) is null ? WasiErrno.Badf : WasiErrno.Notdir).Negated();
        host.Paths.CurrentDirectory = directory.Path;
        return 0;
    }
}
