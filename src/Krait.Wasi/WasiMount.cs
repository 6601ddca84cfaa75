using System;

namespace Krait.Wasi;

/// <summary>A file system and the path under which a guest finds it.</summary>
public sealed record WasiMount
{
    /// <summary>Mounts a file system.</summary>
    /// <param name="guestPath">For example <c>/data</c> or <c>.</c>; without NUL.</param>
    /// <param name="fileSystem">What the guest sees there. The caller keeps it and may mount it for several guests.</param>
    public WasiMount(string guestPath, IFileSystem fileSystem)
    {
        ArgumentException.ThrowIfNullOrEmpty(guestPath);
        ArgumentNullException.ThrowIfNull(fileSystem);
        if (guestPath.Contains('\0', StringComparison.Ordinal))
            throw new ArgumentException("a path without NUL was expected", nameof(guestPath));
        GuestPath = guestPath;
        FileSystem = fileSystem;
    }

    /// <summary>The path under which the guest finds it.</summary>
    public string GuestPath { get; }

    /// <summary>What the guest sees there.</summary>
    public IFileSystem FileSystem { get; }
}
