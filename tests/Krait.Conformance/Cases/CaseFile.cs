using System;
using System.Globalization;
using System.IO;
using System.Text.RegularExpressions;

namespace Krait.Conformance.Cases;

/// <summary>One program of <c>tests/cases/python/ok</c>, with the outcome that CPython gives it beside it.</summary>
internal sealed partial class CaseFile
{
    private CaseFile(string path, string name)
    {
        Path = path;
        Name = name;
        Source = File.ReadAllText(path);
        Deviation = ReadDeviation(Source);
    }

    /// <summary>The full path.</summary>
    public string Path { get; }

    /// <summary>Area and name, e.g. <c>strings/slices</c>.</summary>
    public string Name { get; }

    /// <summary>The program.</summary>
    public string Source { get; }

    /// <summary>
    /// Where the typed tier ends by contract with an exception that CPython does not raise (an int beyond 64 bits):
    /// its type and line. Otherwise null.
    /// </summary>
    public (string Type, int Line)? Deviation { get; }

    /// <summary>The program prints facts of a Unicode version: it says <c># krait: unicode tables</c> on top.</summary>
    public bool DependsOnUnicode => Source.StartsWith("# krait: unicode tables\n", StringComparison.Ordinal);

    /// <summary>The golden file.</summary>
    public string OutPath => System.IO.Path.ChangeExtension(Path, ".out");

    /// <summary>Reads a case.</summary>
    public static CaseFile Read(string folder, string path) =>
        new(path, System.IO.Path.ChangeExtension(System.IO.Path.GetRelativePath(folder, path), null).Replace('\\', '/'));

    /// <summary>Says how an outcome differs from the expected one, or null when it does not.</summary>
    /// <param name="expected">CPython's.</param>
    /// <param name="found">Krait's.</param>
    public string? Difference(Outcome expected, Outcome found)
    {
        if (Deviation is { } deviation)
        {
            // Up to the exception both print the same; CPython then goes on.
            return found.ErrorType == deviation.Type && found.Line == deviation.Line && expected.Stdout.StartsWith(found.Stdout, StringComparison.Ordinal)
                ? null
                : $"expected {deviation.Type} at line {deviation.Line} by contract, found:\n{found.Print()}";
        }

        return expected.InSharedWords() == found.InSharedWords()
            ? null
            : $"{FirstDifference(expected.Print(), found.Print())}\nfound:\n{found.Print()}";
    }

    private static string FirstDifference(string expected, string found)
    {
        string[] left = expected.Split('\n');
        string[] right = found.Split('\n');
        for (int i = 0; i < left.Length || i < right.Length; i++)
        {
            string a = i < left.Length ? left[i] : "(end)";
            string b = i < right.Length ? right[i] : "(end)";
            if (a != b)
                return $"output line {i + 1}: CPython \"{a}\", Krait \"{b}\"";
        }

        return "";
    }

    private static (string, int)? ReadDeviation(string source)
    {
        Match match = DirectivePattern().Match(source);
        if (!match.Success)
            return null;
        return (match.Groups["type"].Value, int.Parse(match.Groups["line"].Value, CultureInfo.InvariantCulture));
    }

    [GeneratedRegex(@"\A# krait: raises (?<type>\w+) at line (?<line>\d+)\n")]
    private static partial Regex DirectivePattern();
}
