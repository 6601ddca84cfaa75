using System;
using System.Collections.Immutable;
using System.Globalization;
using System.IO;
using System.Linq;
using Krait.Testing;

namespace Krait.Runtime.Tests.Hostile;

// A file of tests/cases/attacks. Its first lines are comments that say how it is run and how it must end:
//
//   ;; Recurses through a table.                               what it tries
//   ;; peak: 50 MB                                             memory that the process may grow by meanwhile
//   ;; run: attack(1, 2) stack=65536 => trap CallStackExhausted
//   ;; run: instantiate fuel=1000 => limit Fuel
//   ;; generate: nested-blocks 100000                          for modules too large to be written down
//
// Settings are named in AttackRun. The text format follows, unless the module is generated.

/// <summary>One hostile module with its expected ends.</summary>
internal sealed record AttackCase(string Name, string Text, string? Generator, int PeakMegabytes, ImmutableArray<AttackRun> Runs)
{
    private static readonly string s_folder = RepositoryRoot.File("tests", "cases", "attacks");

    public static ImmutableArray<string> Names { get; } =
    [
        .. Directory.EnumerateFiles(s_folder, "*.wat", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(s_folder, file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal),
    ];

    public static AttackCase Read(string name)
    {
        string text = File.ReadAllText(Path.Combine(s_folder, name));
        string? generator = null;
        int peakMegabytes = 0;
        ImmutableArray<AttackRun>.Builder runs = ImmutableArray.CreateBuilder<AttackRun>();
        foreach (string line in text.Split('\n').TakeWhile(line => line.StartsWith(";;", StringComparison.Ordinal)))
        {
            string content = line[2..].Trim();
            int colon = content.IndexOf(": ", StringComparison.Ordinal);
            switch (colon < 0 ? string.Empty : content[..colon])
            {
                case "peak":
                    peakMegabytes = int.Parse(content[6..].Replace("MB", string.Empty, StringComparison.Ordinal), CultureInfo.InvariantCulture);
                    break;
                case "generate":
                    generator = content[10..];
                    break;
                case "run":
                    runs.Add(AttackRun.Parse(content[5..]));
                    break;
            }
        }

        return peakMegabytes > 0 && runs.Count > 0
            ? new AttackCase(name, text, generator, peakMegabytes, runs.ToImmutable())
            : throw new InvalidDataException($"{name} needs a line ';; peak: N MB' and a line ';; run: ...'");
    }
}
