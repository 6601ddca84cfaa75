using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.IO;
using System.Linq;
using Krait.Testing;

namespace Krait.Guests.Tests.Hostile;

// A case is a Python file under comments:
//
//   # tries: a number with 370 million digits
//   # on: cpython micropython
//   # ends: deadline | MemoryError        one of these
//   # deadline: 500 ms                    only where the case ends by it
//   # judge: cpython                      the machine's own python3 ends with the same exception
//   # back ends: compiler interpreter     the second only where a case ends soon on it
//   # after: changed                      the sandbox lives on, but what it can do is not checked

/// <summary>Python code that tries to do harm, and how it ends.</summary>
/// <param name="Name">File name without extension.</param>
/// <param name="Tries">What it tries, in words.</param>
/// <param name="Interpreters">Where it is run.</param>
/// <param name="Ends">The names of <see cref="HostileRun"/>'s outcomes that are right.</param>
/// <param name="Deadline">Null where something else ends it.</param>
/// <param name="IsJudged">Whether CPython on the machine itself has to raise one of the exceptions as well.</param>
/// <param name="IsUsableAfter">Whether the sandbox computes as before if it lives on.</param>
/// <param name="IsInterpreted">Whether it is run on the engine's interpreter as well.</param>
/// <param name="Source">The whole file.</param>
internal sealed record HostileCase(
    string Name,
    string Tries,
    ImmutableArray<PythonInterpreter> Interpreters,
    ImmutableArray<string> Ends,
    TimeSpan? Deadline,
    bool IsJudged,
    bool IsUsableAfter,
    bool IsInterpreted,
    string Source)
{
    public static IReadOnlyList<HostileCase> All { get; } =
        [.. Directory.GetFiles(RepositoryRoot.File("tests", "cases", "hostile"), "*.py").Order(StringComparer.Ordinal).Select(Read)];

    public static HostileCase Named(string name) => All.Single(hostile => hostile.Name == name);

    private static HostileCase Read(string path)
    {
        string source = File.ReadAllText(path);
        Dictionary<string, string> header = [];
        foreach (string line in source.Split('\n').TakeWhile(static line => line.StartsWith("# ", StringComparison.Ordinal)))
        {
            string[] parts = line[2..].Split(':', 2, StringSplitOptions.TrimEntries);
            header.Add(parts[0], parts[1]);
        }

        string? deadline = header.GetValueOrDefault("deadline");
        return new HostileCase(
            Path.GetFileNameWithoutExtension(path),
            header["tries"],
            [.. header["on"].Split(' ').Select(static name => Enum.Parse<PythonInterpreter>(name, ignoreCase: true))],
            [.. header["ends"].Split('|', StringSplitOptions.TrimEntries)],
            deadline is null ? null : TimeSpan.FromMilliseconds(int.Parse(deadline.Split(' ')[0], CultureInfo.InvariantCulture)),
            header.ContainsKey("judge"),
            !header.ContainsKey("after"),
            header.TryGetValue("back ends", out string? backEnds) && backEnds.Split(' ').Contains("interpreter"),
            source);
    }
}
