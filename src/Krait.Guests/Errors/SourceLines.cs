using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Text;
using Krait.Guests.CPython;
using Krait.Guests.Emscripten;

namespace Krait.Guests.Errors;

/// <summary>Finds lines of source for frames: in files of the sandbox and in CPython's library.</summary>
/// <remarks>For one exception: a file is read once.</remarks>
internal sealed class SourceLines(EmscriptenHost host)
{
    private const int MaximumFileBytes = 1 << 20;

    // More than the library's largest module.
    private const int MaximumLibraryFileBytes = 4 << 20;

    // Modules of the library that were asked for stay; guarded by itself.
    private static readonly Dictionary<string, string[]?> s_library = new(StringComparer.Ordinal);

    private readonly GuestFiles _files = new(host);
    private readonly Dictionary<string, string[]?> _read = new(StringComparer.Ordinal);

    /// <summary>Takes source apart as Python does.</summary>
    public static string[] Split(string source) => source.ReplaceLineEndings("\n").Split('\n');

    /// <summary>The lines of a file; null where there are none that can be read.</summary>
    public string[]? Of(string file)
    {
        if (file.StartsWith(CPythonFiles.LibraryPath + "/", StringComparison.Ordinal))
            return OfLibrary(file[(CPythonFiles.LibraryPath.Length + 1)..]);
        if (!file.EndsWith(".py", StringComparison.Ordinal) || file.Contains('\0', StringComparison.Ordinal))
            return null;
        if (!_read.TryGetValue(file, out string[]? lines))
            _read[file] = lines = Read(file);
        return lines;
    }

    private static string[]? OfLibrary(string entry)
    {
        lock (s_library)
        {
            if (!s_library.TryGetValue(entry, out string[]? lines))
            {
                lines = ReadLibrary(entry);

                // Names of what is not there are the guest's to make up.
                if (lines is not null)
                    s_library[entry] = lines;
            }

            return lines;
        }
    }

    private static string[]? ReadLibrary(string entry)
    {
        using ZipArchive library = ZipFile.OpenRead(GuestPackages.CPythonLibraryPath);
        if (library.GetEntry(entry) is not { Length: <= MaximumLibraryFileBytes } found)
            return null;
        using var reader = new StreamReader(found.Open(), Encoding.UTF8);
        return Split(reader.ReadToEnd());
    }

    private string[]? Read(string file)
    {
        try
        {
            return Split(Encoding.UTF8.GetString(_files.Read(file, MaximumFileBytes)));
        }
        catch (IOException)
        {
            return null;
        }
    }
}
