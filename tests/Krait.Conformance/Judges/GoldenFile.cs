using System;
using System.Globalization;
using System.IO;
using System.Text.RegularExpressions;
using Krait.Conformance.Cases;

namespace Krait.Conformance.Judges;

/// <summary>The committed outcome beside a case: the judge where there is no python3.</summary>
internal static partial class GoldenFile
{
    /// <summary>True when the run was asked to rewrite golden files (<c>./dev bless</c>).</summary>
    public static bool IsBlessing { get; } = Environment.GetEnvironmentVariable("KRAIT_BLESS") == "1";

    /// <summary>The outcome that CPython gave when the file was written.</summary>
    public static Outcome Read(CaseFile file)
    {
        string text = File.ReadAllText(file.OutPath);
        Match match = ErrorPattern().Match(text);
        return match.Success
            ? new Outcome(
                text[..match.Index],
                match.Groups["type"].Value,
                match.Groups["message"].Value.Replace("\\n", "\n", StringComparison.Ordinal),
                int.Parse(match.Groups["line"].Value, CultureInfo.InvariantCulture))
            : new Outcome(text);
    }

    /// <summary>Writes what CPython did.</summary>
    public static void Write(CaseFile file, Outcome outcome) => File.WriteAllText(file.OutPath, outcome.Print());

    [GeneratedRegex(@"\n!! (?<type>\w+) at line (?<line>\d+): (?<message>.*)\n\z")]
    private static partial Regex ErrorPattern();
}
