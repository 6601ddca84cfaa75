using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Krait.Wasi;
using Krait.Wasi.Files;

namespace Krait.Guests.Emscripten;

// The host's way to files takes the guest's paths and rules, links and mounts included: what Python would find is what it gets.

/// <summary>A guest's files, read and written by its host between calls.</summary>
internal sealed class GuestFiles(EmscriptenHost host)
{
    private const int MaximumEntries = 100_000;

    /// <summary>Reads a whole file.</summary>
    /// <param name="path">From the current directory on, unless absolute.</param>
    /// <param name="maximumBytes">A larger one is refused.</param>
    /// <exception cref="IOException">There is no such file, or it is too large.</exception>
    public byte[] Read(string path, long maximumBytes)
    {
        using ResolvedPath found = Find(path);
        using IFileHandle file = found.Name is null
            ? throw Error(WasiErrno.Isdir, path)
            : found.Directory.OpenFile(found.Name, FileOpenModes.Read, out WasiErrno errno) ?? throw Error(errno, path);
        Check(file.Stat(out FileStat stat), path);
        if (stat.SizeBytes > (ulong)Math.Min(maximumBytes, Array.MaxLength))
            throw new IOException($"\"{path}\": {stat.SizeBytes} bytes, at most {maximumBytes} are read");
        byte[] content = new byte[stat.SizeBytes];
        Check(file.Read(0, content, out int count), path);
        return count == content.Length ? content : content[..count];
    }

    /// <summary>Writes a whole file, making the directories above it.</summary>
    /// <exception cref="IOException">It does not fit, and is not there any more; or something is in the way.</exception>
    public void Write(string path, ReadOnlySpan<byte> content)
    {
        MakeDirectories(path);
        using ResolvedPath found = Find(path);
        using IFileHandle file = found.Name is null
            ? throw Error(WasiErrno.Isdir, path)
            : found.Directory.OpenFile(found.Name, FileOpenModes.Write | FileOpenModes.Create | FileOpenModes.Truncate, out WasiErrno errno) ?? throw Error(errno, path);
        WasiErrno written = file.Write(0, content, out int count);
        if (written == WasiErrno.Success && count == content.Length)
            return;

        // Half of a file, or of a module, is worse than none.
        found.Directory.RemoveFile(found.Name);
        throw Error(written == WasiErrno.Success ? WasiErrno.Nospc : written, path);
    }

    /// <summary>Removes a file.</summary>
    /// <exception cref="IOException">There is no such file.</exception>
    public void Remove(string path)
    {
        using ResolvedPath found = Find(path);
        Check(found.Name is null ? WasiErrno.Isdir : found.Directory.RemoveFile(found.Name), path);
    }

    /// <summary>Whether a path leads to a directory.</summary>
    public bool IsDirectory(string path) => TypeOf(path) == WasiFileType.Directory;

    /// <summary>Whether a path leads to a file.</summary>
    public bool IsFile(string path) => TypeOf(path) == WasiFileType.RegularFile;

    /// <summary>The names in a directory in order, those of directories with <c>/</c> behind them.</summary>
    /// <exception cref="IOException">There is no such directory, or it has more than 100,000 entries.</exception>
    public IReadOnlyList<string> List(string path)
    {
        using ResolvedPath found = Find(path);
        IDirectoryHandle directory = found.Directory;
        WasiErrno errno = WasiErrno.Success;
        using IDirectoryHandle? opened = found.Name is null ? null : directory.OpenDirectory(found.Name, out errno) ?? throw Error(errno, path);
        IReadOnlyList<DirectoryEntry> entries = (opened ?? directory).List(MaximumEntries, out errno) ?? throw Error(errno, path);
        return [.. entries.Select(static entry => entry.Type == WasiFileType.Directory ? entry.Name + "/" : entry.Name).Order(StringComparer.Ordinal)];
    }

    private static void Check(WasiErrno errno, string path)
    {
        if (errno != WasiErrno.Success)
            throw Error(errno, path);
    }

    private static IOException Error(WasiErrno errno, string path) => errno switch
    {
        WasiErrno.Noent => new FileNotFoundException($"\"{path}\": there is no such file in the sandbox", path),
        WasiErrno.Nospc => new IOException($"\"{path}\": the sandbox has no room for it (MaximumFileBytes)"),
        WasiErrno.Isdir => new IOException($"\"{path}\" is a directory of the sandbox, a file was expected"),
        WasiErrno.Notdir => new IOException($"\"{path}\": a part of it is no directory of the sandbox"),
        _ => new IOException($"\"{path}\": {errno}"),
    };

    private ResolvedPath Find(string path)
    {
        Check(host.Paths.Resolve(PathSpace.Clean(host.Paths.CurrentDirectory, path), LastLink.Follow, out ResolvedPath found), path);
        return found;
    }

    private WasiFileType? TypeOf(string path)
    {
        if (host.Paths.Resolve(PathSpace.Clean(host.Paths.CurrentDirectory, path), LastLink.Follow, out ResolvedPath found) != WasiErrno.Success)
            return null;
        using (found)
        {
            WasiErrno errno = found.Name is null ? found.Directory.Stat(out FileStat stat) : found.Directory.StatEntry(found.Name, out stat);
            return errno == WasiErrno.Success ? stat.Type : null;
        }
    }

    private void MakeDirectories(string path)
    {
        string absolute = PathSpace.Clean(host.Paths.CurrentDirectory, path);
        for (int end = absolute.IndexOf('/', 1); end > 0; end = absolute.IndexOf('/', end + 1))
        {
            string directory = absolute[..end];
            if (IsDirectory(directory))
                continue;
            using ResolvedPath found = Find(directory);
            Check(found.Name is null ? WasiErrno.Exist : found.Directory.CreateDirectory(found.Name), directory);
        }
    }
}
