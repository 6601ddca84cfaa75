using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace Krait.Cli.Prompt;

// One input is one line of the file: line ends within it are written as \n, backslashes doubled. Each input is appended when it is
// made, so that sessions side by side lose nothing.

/// <summary>Inputs of this session and of earlier ones, oldest first.</summary>
internal sealed class LineHistory
{
    /// <summary>How many inputs are kept from one session to the next.</summary>
    public const int MaximumEntries = 1000;

    private const int MaximumFileBytes = 4 << 20;

    private readonly List<string> _entries;
    private readonly string? _path;

    private LineHistory(List<string> entries, string? path)
    {
        _entries = entries;
        _path = path;
    }

    public IReadOnlyList<string> Entries => _entries;

    /// <summary>Reads a file, which need not exist.</summary>
    /// <param name="path">Null for a history that is forgotten.</param>
    public static LineHistory Open(string? path)
    {
        if (path is null)
            return new LineHistory([], null);
        try
        {
            string[] lines = File.Exists(path) && new FileInfo(path).Length <= MaximumFileBytes ? File.ReadAllLines(path) : [];
            if (lines.Length > 2 * MaximumEntries)
                Rewrite(path, lines[^MaximumEntries..]);
            return new LineHistory([.. lines.TakeLast(MaximumEntries).Select(Decode)], path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new LineHistory([], null);
        }
    }

    /// <summary>Adds an input, unless it is empty or the last one again. A file that cannot be written is left alone.</summary>
    public void Add(string text)
    {
        text = text.TrimEnd();
        if (text.Length == 0 || (_entries.Count > 0 && _entries[^1] == text))
            return;
        _entries.Add(text);
        if (_entries.Count > 2 * MaximumEntries)
            _entries.RemoveRange(0, MaximumEntries);
        if (_path is null)
            return;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
            using FileStream file = Create(_path, FileMode.Append);
            using var writer = new StreamWriter(file);
            writer.Write(Encode(text) + "\n");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The session goes on without.
        }
    }

    private static void Rewrite(string path, string[] lines)
    {
        string work = path + "." + Guid.NewGuid().ToString("N");
        using (FileStream file = Create(work, FileMode.CreateNew))
        {
            using var writer = new StreamWriter(file);
            foreach (string line in lines)
                writer.Write(line + "\n");
        }

        File.Move(work, path, overwrite: true);
    }

    // What people type is theirs alone.
    private static FileStream Create(string path, FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write, Share = FileShare.ReadWrite };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, options);
    }

    private static string Encode(string text) => text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("\n", @"\n", StringComparison.Ordinal);

    private static string Decode(string line)
    {
        var text = new System.Text.StringBuilder(line.Length);
        for (int i = 0; i < line.Length; i++)
        {
            if (line[i] == '\\' && i + 1 < line.Length)
                text.Append(line[++i] == 'n' ? '\n' : line[i]);
            else
                text.Append(line[i]);
        }

        return text.ToString();
    }
}
