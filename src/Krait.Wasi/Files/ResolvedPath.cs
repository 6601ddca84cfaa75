using System;

namespace Krait.Wasi.Files;

/// <summary>Where a path leads: a name in an open directory, or that directory itself.</summary>
/// <param name="Directory">The directory; closed with this value if resolving opened it.</param>
/// <param name="IsOwned">Whether it was opened for this path.</param>
/// <param name="Name">The name in it, which need not exist; null for the directory itself.</param>
/// <param name="EndsWithSlash">Whether the path can only mean a directory.</param>
/// <param name="EndsUpwards">Whether its last part is <c>..</c>.</param>
internal readonly record struct ResolvedPath(IDirectoryHandle Directory, bool IsOwned, string? Name, bool EndsWithSlash, bool EndsUpwards) : IDisposable
{
    public void Dispose()
    {
        if (IsOwned)
            Directory.Dispose();
    }
}
