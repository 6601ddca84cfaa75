using System;
using System.Collections.Frozen;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Krait.Wasm;

namespace Krait.Runtime.Tests.Hostile;

/// <summary>One way to run a hostile module: what is called, under which limits, and how it must end.</summary>
/// <param name="Line">The line of the case, for messages.</param>
/// <param name="Function">The export to call; null to stop after instantiation or compilation.</param>
/// <param name="Arguments">Its arguments, i32 each.</param>
/// <param name="Settings">Limits by name.</param>
/// <param name="Outcome">The expected end, as <see cref="AttackOutcome"/> writes it.</param>
internal sealed record AttackRun(string Line, string? Function, int[] Arguments, FrozenDictionary<string, long> Settings, string Outcome)
{
    private static readonly string[] s_names =
        ["fuel", "deadline", "cancel", "stack", "memory", "table", "all-memory", "all-tables", "instances", "references", "compile-time", "full-size"];

    public bool MetersFuel => Settings.ContainsKey("fuel");

    public CompileLimits CompileLimits => new()
    {
        Shape = Settings.ContainsKey("full-size") ? ModuleLimits.Default : ModuleLimits.Untrusted,
        Deadline = Time("compile-time"),
    };

    public static AttackRun Parse(string line)
    {
        string[] halves = line.Split("=>");
        string[] words = halves[0].Replace(", ", ",", StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Dictionary<string, long> settings = [];
        foreach (string word in words.Skip(1))
        {
            string[] parts = word.Split('=');
            if (!s_names.Contains(parts[0]))
                throw new InvalidDataException($"'{parts[0]}' in '{line}' is none of {string.Join(", ", s_names)}");
            settings.Add(parts[0], parts.Length == 1 ? 1 : long.Parse(parts[1], CultureInfo.InvariantCulture));
        }

        int open = words[0].IndexOf('(', StringComparison.Ordinal);
        int[] arguments = open < 0
            ? []
            : [.. words[0][(open + 1)..^1].Split(',', StringSplitOptions.RemoveEmptyEntries).Select(text => int.Parse(text, CultureInfo.InvariantCulture))];
        return new AttackRun(line, open < 0 ? null : words[0][..open], arguments, settings.ToFrozenDictionary(), halves[1].Trim());
    }

    public InstanceOptions InstanceOptions(CallLimits calls) => new()
    {
        MaximumMemoryBytes = Number("memory", 64 << 20),
        MaximumTableElements = (int)Number("table", 1_000_000),
        Limits = calls,
        Store = new StoreLimits
        {
            MaximumMemoryBytes = Number("all-memory", 128 << 20),
            MaximumTableElements = Number("all-tables", 2_000_000),
            MaximumInstances = (int)Number("instances", 100),
            MaximumReferences = (int)Number("references", 1_000),
        },
    };

    public CallLimits CallLimits(System.Threading.CancellationToken cancellationToken) => new()
    {
        Fuel = MetersFuel ? Number("fuel", 0) : null,
        Deadline = Time("deadline"),
        StackBytes = (int)Number("stack", Runtime.CallLimits.DefaultStackBytes),
        CancellationToken = cancellationToken,
    };

    public TimeSpan? Time(string name) => Settings.TryGetValue(name, out long ms) ? TimeSpan.FromMilliseconds(ms) : null;

    private long Number(string name, long otherwise) => Settings.GetValueOrDefault(name, otherwise);
}
