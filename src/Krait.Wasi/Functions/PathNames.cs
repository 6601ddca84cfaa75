using Krait.Wasi.Abi;
using Krait.Wasi.Files;

namespace Krait.Wasi.Functions;

/// <summary>Making, moving and removing names. None of these follows a link at the end of a path.</summary>
internal static class PathNames
{
    // path_create_directory(fd, path, path_len)
    public static WasiErrno CreateDirectory(in GuestCall call)
    {
        WasiErrno errno = Paths.Resolve(call, 0, WasiRights.PathCreateDirectory, 1, LastLink.Keep, out ResolvedPath path);
        if (errno != WasiErrno.Success)
            return errno;
        using (path)
            return path.Name is null ? WasiErrno.Exist : path.Directory.CreateDirectory(path.Name);
    }

    // path_remove_directory(fd, path, path_len)
    public static WasiErrno RemoveDirectory(in GuestCall call)
    {
        WasiErrno errno = Paths.Resolve(call, 0, WasiRights.PathRemoveDirectory, 1, LastLink.Keep, out ResolvedPath path);
        if (errno != WasiErrno.Success)
            return errno;
        using (path)
        {
            if (path.Name is null)
                return path.EndsUpwards ? WasiErrno.Notempty : WasiErrno.Inval;
            return path.Directory.RemoveDirectory(path.Name);
        }
    }

    // path_unlink_file(fd, path, path_len)
    public static WasiErrno UnlinkFile(in GuestCall call)
    {
        WasiErrno errno = Paths.Resolve(call, 0, WasiRights.PathUnlinkFile, 1, LastLink.Keep, out ResolvedPath path);
        if (errno != WasiErrno.Success)
            return errno;
        using (path)
        {
            if (path.Name is null)
                return WasiErrno.Isdir;
            errno = Paths.Stat(path, out FileStat stat);
            if (errno != WasiErrno.Success)
                return errno;
            return stat.Type == WasiFileType.Directory ? WasiErrno.Isdir : path.Directory.RemoveFile(path.Name);
        }
    }

    // path_rename(fd, old_path, old_path_len, new_fd, new_path, new_path_len)
    public static WasiErrno Rename(in GuestCall call)
    {
        WasiErrno errno = Paths.Resolve(call, 0, WasiRights.PathRenameSource, 1, LastLink.Keep, out ResolvedPath source);
        if (errno != WasiErrno.Success)
            return errno;
        using (source)
        {
            errno = Paths.Resolve(call, 3, WasiRights.PathRenameTarget, 4, LastLink.Keep, out ResolvedPath target);
            if (errno != WasiErrno.Success)
                return errno;
            using (target)
            {
                if (source.Name is null || target.Name is null)
                    return WasiErrno.Busy;
                errno = Paths.Stat(source, out FileStat stat);
                if (errno != WasiErrno.Success)
                    return errno;
                return target.EndsWithSlash && stat.Type != WasiFileType.Directory
                    ? WasiErrno.Notdir
                    : source.Directory.Rename(source.Name, target.Directory, target.Name);
            }
        }
    }

    // path_link(old_fd, old_flags, old_path, old_path_len, new_fd, new_path, new_path_len). Links to links are not made: what the
    // name means could change between the look and the link.
    public static WasiErrno Link(in GuestCall call)
    {
        if ((call.UInt32(1) & Paths.SymlinkFollow) != 0)
            return WasiErrno.Inval;
        WasiErrno errno = Paths.Resolve(call, 0, WasiRights.PathLinkSource, 2, LastLink.Keep, out ResolvedPath source);
        if (errno != WasiErrno.Success)
            return errno;
        using (source)
        {
            errno = Paths.Resolve(call, 4, WasiRights.PathLinkTarget, 5, LastLink.Keep, out ResolvedPath target);
            if (errno != WasiErrno.Success)
                return errno;
            using (target)
                return Link(source, target);
        }
    }

    // path_symlink(old_path, old_path_len, fd, new_path, new_path_len). An absolute target could only lead out of the folder.
    public static WasiErrno Symlink(in GuestCall call)
    {
        WasiErrno errno = call.ReadPath(0, out string target);
        if (errno != WasiErrno.Success)
            return errno;
        if (target.Length == 0)
            return WasiErrno.Noent;
        if (target[0] == '/')
            return WasiErrno.Notcapable;
        errno = Paths.Resolve(call, 2, WasiRights.PathSymlink, 3, LastLink.Keep, out ResolvedPath path);
        if (errno != WasiErrno.Success)
            return errno;
        using (path)
        {
            if (path.Name is null)
                return WasiErrno.Exist;
            return path.EndsWithSlash ? SlashAfterNewName(path) : path.Directory.CreateSymbolicLink(path.Name, target);
        }
    }

    private static WasiErrno Link(in ResolvedPath source, in ResolvedPath target)
    {
        if (source.Name is null)
            return WasiErrno.Perm;
        WasiErrno errno = Paths.Stat(source, out FileStat stat);
        if (errno != WasiErrno.Success)
            return errno;
        if (target.Name is null)
            return WasiErrno.Exist;
        if (target.EndsWithSlash)
            return SlashAfterNewName(target);
        if (target.Directory.StatEntry(target.Name, out _) == WasiErrno.Success)
            return WasiErrno.Exist;
        return stat.Type == WasiFileType.Directory
            ? WasiErrno.Perm
            : target.Directory.CreateHardLink(target.Name, source.Directory, source.Name);
    }

    // A new name that is no directory cannot end with a slash.
    private static WasiErrno SlashAfterNewName(in ResolvedPath path)
    {
        WasiErrno errno = path.Directory.StatEntry(path.Name!, out FileStat stat);
        if (errno != WasiErrno.Success)
            return errno;
        return stat.Type == WasiFileType.Directory ? WasiErrno.Exist : WasiErrno.Notdir;
    }
}
