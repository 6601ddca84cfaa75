using Krait.Wasi.Abi;
using Krait.Wasi.Descriptors;
using Krait.Wasi.Files;

namespace Krait.Wasi.Functions;

/// <summary>Opening files and directories.</summary>
internal static class PathOpen
{
    private const uint Creat = 1;
    private const uint Directory = 2;
    private const uint Excl = 4;
    private const uint Trunc = 8;

    // How often a name is looked at again when it changed between the look and the opening.
    private const int MaximumAttempts = 4;

    // path_open(fd, dirflags, path, path_len, oflags, fs_rights_base, fs_rights_inheriting, fdflags, opened_fd)
    public static WasiErrno Open(in GuestCall call)
    {
        uint flags = call.UInt32(4);
        uint fdFlags = call.UInt32(7);
        if (flags > 15 || fdFlags > (uint)FdFlags.All)
            return WasiErrno.Inval;
        call.CheckRange(call.UInt32(8), sizeof(uint));
        WasiErrno errno = call.Host.Descriptors.GetDirectory(call.UInt32(0), NeededRights(flags), out DirectoryDescriptor start);
        if (errno != WasiErrno.Success)
            return errno;

        // Rights without a meaning for files are let through and not given: some libraries ask for all.
        var rightsBase = (WasiRights)call.UInt64(5) & WasiRights.DirectoryInheriting;
        WasiRights rightsInheriting = (WasiRights)call.UInt64(6) & WasiRights.DirectoryInheriting;
        if (((rightsBase | rightsInheriting) & ~start.RightsInheriting) != 0)
            return WasiErrno.Notcapable;
        LastLink lastLink = (flags & Excl) != 0 ? LastLink.FollowBeforeSlash : Paths.LastLinkOf(call.UInt32(1));
        Descriptor? opened = null;
        for (int attempt = 0; attempt < MaximumAttempts && opened is null; attempt++)
        {
            errno = Paths.Resolve(call, 0, WasiRights.PathOpen, 2, lastLink, out ResolvedPath path);
            if (errno != WasiErrno.Success)
                return errno;
            bool mayHaveChanged;
            using (path)
                errno = Open(path, flags, rightsBase, rightsInheriting, (FdFlags)fdFlags, call.Options.MaximumFileBytes ?? long.MaxValue, out opened, out mayHaveChanged);
            if (!mayHaveChanged)
                break;
        }

        if (opened is null)
            return errno;
        errno = call.Host.Descriptors.Add(opened, out uint fd);
        if (errno == WasiErrno.Success)
            call.Write(call.UInt32(8), fd);
        return errno;
    }

    private static WasiRights NeededRights(uint flags)
    {
        WasiRights needed = WasiRights.PathOpen;
        if ((flags & Creat) != 0)
            needed |= WasiRights.PathCreateFile;
        if ((flags & Trunc) != 0)
            needed |= WasiRights.PathFilestatSetSize;
        return needed;
    }

    /// <summary>Opens what a path means, with flags and rights as in the standard.</summary>
    /// <param name="path">Where it leads.</param>
    /// <param name="flags">The standard's oflags.</param>
    /// <param name="rightsBase">What may be done with it.</param>
    /// <param name="rightsInheriting">What may be done with what is opened below it.</param>
    /// <param name="fdFlags">Its modes.</param>
    /// <param name="maximumBytes">Size that a file may be written to.</param>
    /// <param name="opened">Null unless the answer is success.</param>
    /// <param name="mayHaveChanged">True if the name changed between the look and the opening.</param>
    internal static WasiErrno Open(
        in ResolvedPath path,
        uint flags,
        WasiRights rightsBase,
        WasiRights rightsInheriting,
        FdFlags fdFlags,
        long maximumBytes,
        out Descriptor? opened,
        out bool mayHaveChanged)
    {
        opened = null;
        mayHaveChanged = false;
        WasiErrno errno = Paths.Stat(path, out FileStat stat);
        if (errno == WasiErrno.Noent && path.Name is not null && (flags & Creat) != 0)
        {
            if ((flags & Directory) != 0)
                return WasiErrno.Inval;
            if (path.EndsWithSlash)
                return WasiErrno.Isdir;
            return OpenFile(path, flags, rightsBase, fdFlags, maximumBytes, out opened, out mayHaveChanged);
        }

        if (errno != WasiErrno.Success)
            return errno;
        if ((flags & (Creat | Excl)) == (Creat | Excl))
            return WasiErrno.Exist;
        if (stat.Type == WasiFileType.Directory)
            return OpenDirectory(path, flags, rightsBase, rightsInheriting, out opened, out mayHaveChanged);
        if ((flags & Directory) != 0)
            return WasiErrno.Notdir;
        if (stat.Type == WasiFileType.SymbolicLink)
            return WasiErrno.Loop;

        // Pipes and devices can keep their opener waiting, and reach beyond the folder.
        return stat.Type == WasiFileType.RegularFile
            ? OpenFile(path, flags, rightsBase, fdFlags, maximumBytes, out opened, out mayHaveChanged)
            : WasiErrno.Acces;
    }

    private static WasiErrno OpenDirectory(
        in ResolvedPath path, uint flags, WasiRights rightsBase, WasiRights rightsInheriting, out Descriptor? opened, out bool mayHaveChanged)
    {
        opened = null;
        mayHaveChanged = false;
        if ((flags & (Creat | Trunc)) != 0 || (rightsBase & WasiRights.Writing) != 0)
            return WasiErrno.Isdir;
        IDirectoryHandle? directory = path.Name is null ? path.Directory.Reopen(out WasiErrno errno) : path.Directory.OpenDirectory(path.Name, out errno);
        if (directory is not null)
            opened = new DirectoryDescriptor(directory, null, rightsBase & WasiRights.Directory, rightsInheriting);
        mayHaveChanged = errno is WasiErrno.Notdir or WasiErrno.Loop or WasiErrno.Noent;
        return errno;
    }

    private static WasiErrno OpenFile(in ResolvedPath path, uint flags, WasiRights rightsBase, FdFlags fdFlags, long maximumBytes, out Descriptor? opened, out bool mayHaveChanged)
    {
        opened = null;
        var modes = FileOpenModes.None;
        if ((rightsBase & WasiRights.Writing) != 0)
            modes |= FileOpenModes.Write;
        if ((rightsBase & WasiRights.Reading) != 0 || modes == FileOpenModes.None)
            modes |= FileOpenModes.Read;
        if ((flags & Creat) != 0)
            modes |= FileOpenModes.Create;
        if ((flags & Excl) != 0)
            modes |= FileOpenModes.Exclusive;
        if ((flags & Trunc) != 0)
            modes |= FileOpenModes.Truncate;
        if (path.Directory.OpenFile(path.Name!, modes, out WasiErrno errno) is { } file)
            opened = new FileDescriptor(file, rightsBase & WasiRights.File, fdFlags, maximumBytes);

        // With Excl, something that is there by the time of opening is an answer and no race.
        mayHaveChanged = errno is WasiErrno.Isdir or WasiErrno.Loop or WasiErrno.Noent;
        return errno;
    }
}
