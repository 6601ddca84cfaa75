using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Krait.Wasi;
using Krait.Wasi.Files;

namespace Krait.Guests.Emscripten;

// A guest's path is made absolute and clean as text first, which also says in which mount it lies. The mount's own
// resolver walks the rest, so that links never lead out of a mount.

/// <summary>All of a guest's paths: mounts below one root, and the current directory.</summary>
internal sealed class PathSpace : IDisposable
{
    private readonly WasiOptions _options;
    private readonly ImmutableArray<(string Path, IDirectoryHandle Root)> _mounts;

    /// <param name="mounts">One of them is <c>/</c>.</param>
    /// <param name="options">Limits of paths.</param>
    public PathSpace(ImmutableArray<WasiMount> mounts, WasiOptions options)
    {
        _options = options;

        // The longest path first, so that the first that fits is the innermost.
        _mounts =
        [
            .. mounts
                .Select(static mount => (Clean("/", mount.GuestPath), mount.FileSystem.OpenRoot()))
                .OrderByDescending(static mount => mount.Item1.Length),
        ];
        if (_mounts.Length == 0 || _mounts[^1].Path != "/")
            throw new ArgumentException("a mount at / was expected", nameof(mounts));
    }

    /// <summary>Absolute and clean.</summary>
    public string CurrentDirectory { get; set; } = "/";

    /// <summary>Makes a path absolute, without <c>.</c>, <c>..</c> and doubled slashes; above the root is the root.</summary>
    public static string Clean(string directory, string path)
    {
        List<string> names = [];
        string whole = path.StartsWith('/') ? path : directory + "/" + path;
        foreach (string name in whole.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (name == "..")
                names.RemoveRange(Math.Max(0, names.Count - 1), Math.Min(1, names.Count));
            else if (name != ".")
                names.Add(name);
        }

        return "/" + string.Join('/', names);
    }

    /// <summary>Walks a path.</summary>
    /// <param name="absolute">From <see cref="Clean"/>.</param>
    /// <param name="lastLink">What happens to a symbolic link at the end.</param>
    /// <param name="resolved">The caller disposes it.</param>
    /// <returns>Success also if the last name does not exist.</returns>
    public WasiErrno Resolve(string absolute, LastLink lastLink, out ResolvedPath resolved)
    {
        // A link to an absolute path starts again from the guest's root, which may lead to another mount.
        for (int restarts = 0; restarts <= _options.MaximumLinksFollowed; restarts++)
        {
            (string path, IDirectoryHandle root) = _mounts.First(mount => IsBelow(absolute, mount.Path));
            string rest = absolute[path.Length..].TrimStart('/');
            WasiErrno errno = PathResolver.Resolve(root, rest.Length == 0 ? "." : rest, lastLink, _options, out resolved, out string? elsewhere);
            if (elsewhere is null)
                return errno;
            absolute = Clean("/", elsewhere) + (elsewhere.EndsWith('/') && elsewhere.Trim('/').Length > 0 ? "/" : "");
        }

        resolved = default;
        return WasiErrno.Loop;
    }

    public void Dispose()
    {
        foreach ((_, IDirectoryHandle root) in _mounts)
            root.Dispose();
    }

    private static bool IsBelow(string path, string mount) =>
        mount == "/" || (path.StartsWith(mount, StringComparison.Ordinal) && (path.Length == mount.Length || path[mount.Length] == '/'));
}
