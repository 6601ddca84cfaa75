using Krait.Wasi.Abi;
using Krait.Wasi.Descriptors;
using Krait.Wasi.Files;

namespace Krait.Wasi.Functions;

/// <summary>What all functions on paths begin with.</summary>
internal static class Paths
{
    public const uint SymlinkFollow = 1;

    /// <summary>Reads a path argument and walks it.</summary>
    /// <param name="call">The call.</param>
    /// <param name="fdArgument">Argument that holds the directory's descriptor.</param>
    /// <param name="rights">Rights the directory must have.</param>
    /// <param name="pathArgument">Argument that holds the path's address; its length follows.</param>
    /// <param name="lastLink">What happens to a link at the end.</param>
    /// <param name="resolved">The caller disposes it.</param>
    public static WasiErrno Resolve(in GuestCall call, int fdArgument, WasiRights rights, int pathArgument, LastLink lastLink, out ResolvedPath resolved)
    {
        resolved = default;
        WasiErrno errno = call.Host.Descriptors.GetDirectory(call.UInt32(fdArgument), rights, out DirectoryDescriptor directory);
        if (errno != WasiErrno.Success)
            return errno;
        errno = call.ReadPath(pathArgument, out string path);
        return errno != WasiErrno.Success ? errno : PathResolver.Resolve(directory.Directory, path, lastLink, call.Options, out resolved);
    }

    /// <summary>The meaning of lookup flags for a function that tells about or opens what it finds.</summary>
    public static LastLink LastLinkOf(uint lookupFlags) =>
        (lookupFlags & SymlinkFollow) != 0 ? LastLink.Follow : LastLink.FollowBeforeSlash;

    /// <summary>Tells about what a path means; a slash after something other than a directory is an error.</summary>
    public static WasiErrno Stat(in ResolvedPath path, out FileStat stat)
    {
        if (path.Name is null)
            return path.Directory.Stat(out stat);
        WasiErrno errno = path.Directory.StatEntry(path.Name, out stat);
        return errno == WasiErrno.Success && path.EndsWithSlash && stat.Type != WasiFileType.Directory ? WasiErrno.Notdir : errno;
    }
}
