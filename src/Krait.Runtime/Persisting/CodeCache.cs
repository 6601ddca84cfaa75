using System;
using System.Collections.Generic;
using System.IO;
using System.Security.Cryptography;
using System.Text;
using System.Threading;
using Krait.Runtime.Persisting;
using Krait.Wasm;

namespace Krait.Runtime;

// The one place of the engine that writes files. An entry is a compiled module under the hash of all that its code depends on:
//
//   FOLDER/<SHA-256 of key, shape limits and module>.krait        read and written by the owner alone
//   FOLDER/<random>.tmp                                           being written; renamed when complete
//
// Whoever can write here runs code as this user, so nothing is used whose permissions say that others could have. What cannot
// be read, is damaged or belongs to another module is deleted and made again; what cannot be written is not cached.
#pragma warning disable RS0030 // Files are what this class is about.

/// <summary>A folder in which an engine keeps compiled modules, so that a module is compiled once for many processes.</summary>
/// <remarks>
/// Thread-safe, and several processes may share a folder. Entries are code that runs with all rights of the process: the folder
/// must be the user's own and closed to others, which is checked on Unix before every use; on Windows the folder's access list
/// is the caller's business. Root should use a folder of its own.
/// </remarks>
public sealed class CodeCache
{
    private const string Extension = ".krait";
    private static readonly TimeSpan s_abandonedAfter = TimeSpan.FromHours(1);

    private readonly ClosedFolder _folder;

    /// <summary>Uses a folder, which is made if it does not exist.</summary>
    /// <param name="folder">The folder; nothing else may be kept in it.</param>
    /// <exception cref="UnauthorizedAccessException">Others may read or write the folder, or it is a link.</exception>
    /// <exception cref="IOException">The folder cannot be made.</exception>
    public CodeCache(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        Folder = Path.GetFullPath(folder);
        _folder = new ClosedFolder(Folder, "code cache");
        _folder.Check();
    }

    /// <summary>The folder's full path.</summary>
    public string Folder { get; }

    /// <summary>
    /// The size that all entries together are kept below, in bytes. Default 1 GiB. After each new entry those go that were not used
    /// for longest; a larger module is not kept.
    /// </summary>
    public long MaximumBytes { get; init; } = 1L << 30;

    /// <summary>Modules smaller than this are compiled each time, in bytes. Default 256 KiB.</summary>
    public long MinimumModuleBytes { get; init; } = 256 << 10;

    /// <summary>See <see cref="PrecompileOptions.Translate"/>; null, the default, keeps code without machine code.</summary>
    public Func<ReadOnlyMemory<byte>, CancellationToken, byte[]>? Translate { get; init; }

    /// <summary>Where a module's entry is or would be.</summary>
    internal string PathOf(ReadOnlyMemory<byte> wasm, ModuleLimits shape, EngineOptions options)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{CodeKey.Of(options)}\n{shape}\n{(Translate is null ? "no machine code" : "machine code")}\n"));
        hash.AppendData(wasm.Span);
        return Path.Combine(Folder, Convert.ToHexStringLower(hash.GetHashAndReset()) + Extension);
    }

    /// <summary>The entry at a path if it can be trusted and is of this module; else null, and it is gone.</summary>
    /// <exception cref="UnauthorizedAccessException">Others may read or write the folder.</exception>
    internal SerializedModule? Find(string path, ReadOnlyMemory<byte> wasm)
    {
        _folder.Check();
        try
        {
            FileInfo file = new(path);
            if (!file.Exists)
                return null;
            if (ClosedFolder.IsOwn(file) && SerializedModule.Read(path) is { } found && found.Wasm.Span.SequenceEqual(wasm.Span))
            {
                found.CheckWhole();
                file.LastWriteTimeUtc = TimeProvider.System.GetUtcNow().UtcDateTime;
                return found;
            }
        }
        catch (SerializedModuleException)
        {
            // Deleted below.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }

        Delete(path);
        return null;
    }

    /// <summary>Deletes an entry that turned out to be of no use.</summary>
    internal static void Delete(string path) => ClosedFolder.Delete(path);

    /// <summary>Keeps a compiled module and makes room for it.</summary>
    /// <returns>Whether it is there now.</returns>
    /// <exception cref="UnauthorizedAccessException">Others may read or write the folder.</exception>
    internal bool Add(string path, ReadOnlyMemory<byte> serialized)
    {
        _folder.Check();
        if (MaximumBytes < serialized.Length)
            return false;
        if (!_folder.TryWrite(path, serialized.Span))
            return false;
        try
        {
            MakeRoom(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next entry makes room for this one as well.
        }

        return true;
    }

    // Entries that others are reading stay readable after their names are gone.
    private void MakeRoom(string newest)
    {
        List<FileInfo> entries = [];
        long totalBytes = 0;
        DateTime abandoned = TimeProvider.System.GetUtcNow().UtcDateTime - s_abandonedAfter;
        foreach (FileInfo file in new DirectoryInfo(Folder).EnumerateFiles())
        {
            if (file.Extension == ClosedFolder.TemporaryExtension && file.LastWriteTimeUtc < abandoned)
                Delete(file.FullName);
            if (file.Extension != Extension)
                continue;
            entries.Add(file);
            totalBytes += file.Length;
        }

        entries.Sort(static (a, b) => a.LastWriteTimeUtc.CompareTo(b.LastWriteTimeUtc));
        foreach (FileInfo entry in entries)
        {
            if (totalBytes <= MaximumBytes)
                return;
            if (entry.FullName == newest)
                continue;
            Delete(entry.FullName);
            totalBytes -= entry.Length;
        }
    }
}
