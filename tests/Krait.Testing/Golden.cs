using System;
using System.IO;

namespace Krait.Testing;

/// <summary>Compares text with a committed file; <c>./dev bless</c> rewrites the file instead.</summary>
public static class Golden
{
    /// <summary>True while expected files are being rewritten.</summary>
    public static bool IsBlessing { get; } = Environment.GetEnvironmentVariable("KRAIT_BLESS") == "1";

    /// <summary>Throws with the first difference, unless blessing.</summary>
    /// <exception cref="GoldenMismatchException">The file is missing or its text differs.</exception>
    public static void Check(string file, string actual)
    {
        ArgumentNullException.ThrowIfNull(actual);
        string text = actual.ReplaceLineEndings("\n");
        if (IsBlessing)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
            return;
        }

        if (!File.Exists(file))
            throw new GoldenMismatchException($"{file} is missing; './dev bless' writes it");
        string expected = File.ReadAllText(file).ReplaceLineEndings("\n");
        if (expected == text)
            return;

        string[] expectedLines = expected.Split('\n');
        string[] actualLines = text.Split('\n');
        int line = 0;
        while (line < expectedLines.Length && line < actualLines.Length && expectedLines[line] == actualLines[line])
            line++;
        throw new GoldenMismatchException(
            $"{file}:{line + 1}\nexpected: {(line < expectedLines.Length ? expectedLines[line] : "(end)")}\n" +
            $"actual:   {(line < actualLines.Length ? actualLines[line] : "(end)")}\n'./dev bless' rewrites it");
    }
}
