using System;
using System.Collections.Generic;

namespace Krait.Wasi.Files;

// Paths are walked one name at a time from an open directory, and every directory on the way stays open until the end. So
// ".." means the directory that was open before, never the parent that the operating system knows; a directory that is
// moved or replaced by a link while the walk goes on changes nothing about what is already open; and links are read and
// walked here, below the same starting directory.

/// <summary>Finds what a guest's path means, without ever leaving the directory it starts from.</summary>
internal sealed class PathResolver
{
    private readonly WasiOptions _options;
    private readonly List<IDirectoryHandle> _opened = [];
    private readonly Stack<string> _pending = [];
    private readonly IDirectoryHandle _start;
    private bool _endsUpwards;
    private string? _absoluteTarget;
    private int _linksFollowed;
    private int _namesWalked;

    private PathResolver(IDirectoryHandle start, WasiOptions options)
    {
        _start = start;
        _options = options;
    }

    private IDirectoryHandle Current => _opened.Count == 0 ? _start : _opened[^1];

    /// <summary>Walks a path from a directory.</summary>
    /// <param name="start">Stays open.</param>
    /// <param name="path">What the guest gave.</param>
    /// <param name="lastLink">Whether a symbolic link at the end of the path is followed.</param>
    /// <param name="options">Limits of length, depth and links.</param>
    /// <param name="resolved">The caller disposes it.</param>
    /// <returns>Success also if the last name does not exist.</returns>
    public static WasiErrno Resolve(IDirectoryHandle start, string path, LastLink lastLink, WasiOptions options, out ResolvedPath resolved) =>
        Resolve(start, path, lastLink, options, out resolved, out _);

    /// <summary>Walks a path for a guest that has a root of its own above the directory.</summary>
    /// <param name="start">Stays open.</param>
    /// <param name="path">What the guest gave.</param>
    /// <param name="lastLink">Whether a symbolic link at the end of the path is followed.</param>
    /// <param name="options">Limits of length, depth and links.</param>
    /// <param name="resolved">The caller disposes it.</param>
    /// <param name="elsewhere">Not null if a link led to an absolute path: that, and what was left to walk behind it. The walk failed then.</param>
    /// <returns>Success also if the last name does not exist.</returns>
    public static WasiErrno Resolve(
        IDirectoryHandle start, string path, LastLink lastLink, WasiOptions options, out ResolvedPath resolved, out string? elsewhere)
    {
        resolved = default;
        elsewhere = null;
        if (path.Length == 0)
            return WasiErrno.Noent;
        if (path[0] == '/')
            return WasiErrno.Notcapable;
        var resolver = new PathResolver(start, options);
        bool endsWithSlash = path[^1] == '/';
        resolver.Push(path);
        WasiErrno errno = resolver.Walk(lastLink == LastLink.Follow || (endsWithSlash && lastLink == LastLink.FollowBeforeSlash), out string? name);
        resolver.CloseAllBut(errno == WasiErrno.Success ? resolver.Current : null);
        if (errno == WasiErrno.Success)
            resolved = new ResolvedPath(resolver.Current, !ReferenceEquals(resolver.Current, start), name, endsWithSlash, resolver._endsUpwards);
        else if (resolver._absoluteTarget is { } target)
            elsewhere = string.Join('/', (string[])[target, .. resolver._pending]) + (endsWithSlash ? "/" : "");
        return errno;
    }

    private WasiErrno Walk(bool followLast, out string? name)
    {
        name = null;
        while (_pending.TryPop(out string? part))
        {
            // Links may lengthen a path again and again; the names walked in total stay bounded too.
            if (++_namesWalked > _options.MaximumPathBytes)
                return WasiErrno.Nametoolong;
            bool isLast = _pending.Count == 0;
            _endsUpwards = part == "..";
            WasiErrno errno;
            if (part == ".")
                errno = WasiErrno.Success;
            else if (part == "..")
                errno = Leave();
            else if (!isLast)
                errno = Enter(part);
            else if (followLast && IsLink(part))
                errno = Follow(part);
            else
            {
                name = part;
                return WasiErrno.Success;
            }

            if (errno != WasiErrno.Success)
                return errno;
        }

        return WasiErrno.Success;
    }

    private WasiErrno Leave()
    {
        if (_opened.Count == 0)
            return WasiErrno.Notcapable;
        _opened[^1].Dispose();
        _opened.RemoveAt(_opened.Count - 1);
        return WasiErrno.Success;
    }

    private WasiErrno Enter(string name)
    {
        if (_opened.Count >= _options.MaximumPathDepth)
            return WasiErrno.Nametoolong;
        if (Current.OpenDirectory(name, out WasiErrno errno) is { } directory)
        {
            _opened.Add(directory);
            return WasiErrno.Success;
        }

        return errno is WasiErrno.Loop or WasiErrno.Notdir && IsLink(name) ? Follow(name) : errno;
    }

    private bool IsLink(string name) =>
        Current.StatEntry(name, out FileStat stat) == WasiErrno.Success && stat.Type == WasiFileType.SymbolicLink;

    private WasiErrno Follow(string name)
    {
        if (++_linksFollowed > _options.MaximumLinksFollowed)
            return WasiErrno.Loop;
        if (Current.ReadLink(name, out WasiErrno errno) is not { } target)
            return errno;
        if (target.Length == 0)
            return WasiErrno.Noent;
        if (target[0] == '/')
        {
            _absoluteTarget = target;
            return WasiErrno.Notcapable;
        }

        Push(target);
        return WasiErrno.Success;
    }

    // "a/" is the directory a, so "." takes the place of what follows the last slash of a link's target; the path's own last
    // slash is told to the caller instead, which knows what it means for a name that is not there.
    private void Push(string path)
    {
        string[] parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (_namesWalked > 0 && path[^1] == '/')
            _pending.Push(".");
        for (int i = parts.Length - 1; i >= 0; i--)
            _pending.Push(parts[i]);
    }

    private void CloseAllBut(IDirectoryHandle? kept)
    {
        foreach (IDirectoryHandle directory in _opened)
        {
            if (!ReferenceEquals(directory, kept))
                directory.Dispose();
        }
    }
}

/// <summary>What happens to a symbolic link at the end of a path.</summary>
internal enum LastLink
{
    /// <summary>It is what the path means.</summary>
    Keep,

    /// <summary>It is what the path means, unless a slash follows it.</summary>
    FollowBeforeSlash,

    /// <summary>The path means what the link points to.</summary>
    Follow,
}
