using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Numerics;
using System.Text;
using Krait.Guests.Tests.Kit;
using Krait.Runtime;
using Krait.Testing;

namespace Krait.Guests.Tests;

// The C# examples of docs/GUESTS.md are the code between the marks below, which runs here. Its commands run in Krait.Cli.Tests.

/// <summary>What docs/GUESTS.md shows is what happens.</summary>
public sealed class GuestsPageTests
{
    private const string Begin = "        // An example begins here.\n";
    private const string End = "        // An example ends here.\n";

    // By the first column of the table of values: expressions and what they give, and values and what they become. Null where
    // nothing crosses in that direction.
    private static readonly Dictionary<string, ((string Python, object? Value)[]? Out, (object? Value, string Repr)[]? In)> s_values = new()
    {
        ["`None`, bool, float"] = (
            [("None", null), ("1 > 2", false), ("0.5", 0.5)],
            [(null, "None"), (true, "True"), (0.5, "0.5"), (0.5f, "0.5"), ((Half)0.5, "0.5")]),
        ["int of any size"] = (
            [("2 ** 62", 1L << 62), ("2 ** 64", BigInteger.One << 64)],
            [(7, "7"), ((byte)7, "7"), (7UL, "7"), ((Int128)7, "7"), (BigInteger.One << 64, "18446744073709551616")]),
        ["str"] = ([("'a\\U0001F600'", "a\U0001F600")], [("ab", "'ab'"), ('c', "'c'")]),
        ["bytes, bytearray"] = (
            [("b'ab'", "ab"u8.ToArray()), ("bytearray(b'ab')", "ab"u8.ToArray())],
            [("ab"u8.ToArray(), "b'ab'"), (new ReadOnlyMemory<byte>([97]), "b'a'")]),
        ["list"] = ([("[1, 'a']", new List<object?> { 1L, "a" })], [(new[] { 1, 2 }, "[1, 2]"), (Enumerable.Range(0, 2).Select(static n => n), "[0, 1]")]),
        ["tuple"] = ([("(1, 'a')", new PythonTuple(1L, "a"))], [((1, "a"), "(1, 'a')")]),
        ["dict"] = ([("{'a': 1}", PythonDictionary.Of([new("a", 1L)]))], [(new Dictionary<string, int> { ["a"] = 1 }, "{'a': 1}")]),
        ["set, frozenset"] = ([("{1}", new PythonSet([1L], isFrozen: false)), ("frozenset([1])", new PythonSet([1L], isFrozen: true))], [(new HashSet<int> { 1 }, "{1}")]),
        ["complex, dates, times (CPython)"] = (
            [
                ("1+2j", new Complex(1, 2)), ("datetime.date(2024, 2, 29)", new DateOnly(2024, 2, 29)), ("datetime.datetime(2024, 2, 29, 1)", new DateTime(2024, 2, 29, 1, 0, 0)),
                ("datetime.datetime(2024, 2, 29, tzinfo=datetime.timezone.utc)", new DateTimeOffset(2024, 2, 29, 0, 0, 0, TimeSpan.Zero)),
                ("datetime.time(1, 2)", new TimeOnly(1, 2)), ("datetime.timedelta(1)", TimeSpan.FromDays(1)),
            ],
            [(new Complex(1, 2), "(1+2j)"), (new DateOnly(2024, 2, 29), "datetime.date(2024, 2, 29)"), (TimeSpan.FromDays(1), "datetime.timedelta(days=1)")]),
        ["dataclass (CPython)"] = ([("Point(1, 2)", new PythonRecord("Point", [new("x", 1L), new("y", 2L)]))], null),
        ["function"] = (null, [(new Func<long>(static () => 7), "7")]),
    };

    public static TheoryData<string> Rows => [.. s_values.Keys];

    [Fact]
    public void ThePageShowsTheExamplesThatRun()
    {
        string source = File.ReadAllText(RepositoryRoot.File("tests", "Krait.Guests.Tests", "GuestsPageTests.cs")).ReplaceLineEndings("\n");
        string[] examples = [.. source.Split(Begin)[1..].Select(static part => Unindented(part.Split(End)[0]))];
        string[] shown = [.. Page().Split("```csharp\n")[1..].Select(static part => part.Split("\n```\n")[0])];
        Assert.Equal(examples, shown);
    }

    [Fact]
    public void TheTableOfValuesHasTheRowsThatAreTried() =>
        Assert.Equal(s_values.Keys, Page().Split("| Python | out | in |\n|---|---|---|\n")[1].Split("\n\n")[0].Split('\n').Select(static row => row.Split('|')[1].Trim()));

    [Theory]
    [MemberData(nameof(Rows))]
    public void ValuesCrossAsTheTableSays(string row)
    {
        foreach (PythonInterpreter interpreter in Enum.GetValues<PythonInterpreter>())
        {
            if (interpreter == PythonInterpreter.MicroPython && row.EndsWith("(CPython)", StringComparison.Ordinal))
                continue;
            using PythonSandbox sandbox = Sandboxes.New(interpreter);
            if (interpreter == PythonInterpreter.CPython)
                sandbox.Execute("import datetime\nfrom dataclasses import dataclass\n@dataclass\nclass Point:\n    x: int\n    y: int");
            foreach ((string python, object? value) in s_values[row].Out ?? [])
                Assert.Equal(value, sandbox.Evaluate(python));
            foreach ((object? value, string repr) in s_values[row].In ?? [])
            {
                sandbox.SetGlobal("value", value);
                Assert.Equal(repr, sandbox.Repr(value is Delegate ? "value()" : "value"));
            }
        }
    }

    [Fact]
    public void AFirstSandboxRunsAsShown()
    {
        Sandboxes.NeedPackages();
        // An example begins here.
        using PythonSandbox sandbox = PythonSandbox.Create(new PythonSandboxOptions
        {
            Limits = new CallLimits { Deadline = TimeSpan.FromSeconds(30) },
            Output = Console.OpenStandardOutput(),
        });
        sandbox.Execute("import json\nprint(json.dumps({'a': 1}))");
        long sum = (long)sandbox.Evaluate("sum(range(10))")!;
        // An example ends here.
        Assert.Equal(45, sum);
    }

    [Fact]
    public void ImagesRunAsShown()
    {
        Sandboxes.NeedPackages();
        // An example begins here.
        using PythonSandbox warm = PythonSandbox.Create();
        warm.Execute("import json, re\ndef rule(text): return json.loads(text)['n']");
        using PythonImage image = warm.TakeImage();

        using PythonSandbox one = PythonSandbox.Create(image);   // knows json, re and rule
        long n = (long)one.Evaluate("rule('{\"n\": 7}')")!;
        one.Reset();                                             // as it began
        using PythonSandbox other = one.Fork();                  // goes on from here
        // An example ends here.
        Assert.Equal(7, n);
        Assert.Equal(8L, other.Evaluate("rule('{\"n\": 8}')"));
    }

    [Fact]
    public void FilesAndModulesRunAsShown()
    {
        Sandboxes.NeedPackages();
        byte[] csv = Encoding.UTF8.GetBytes("1,2\n");
        using PythonSandbox sandbox = PythonSandbox.Create();
        // An example begins here.
        sandbox.WriteFile("/data/prices.csv", csv);              // bytes, for open() in Python
        sandbox.AddModule("shop.rules", "def price(n): return n * 7");
        sandbox.Execute("from shop.rules import price\nopen('report.txt', 'w').write(str(price(3)))");
        byte[] report = sandbox.ReadFile("report.txt");          // from Python's current directory on
        // An example ends here.
        Assert.Equal("21"u8.ToArray(), report);
        Assert.Equal("1,2\n", sandbox.Evaluate("open('/data/prices.csv').read()"));
    }

    private static string Page() => File.ReadAllText(RepositoryRoot.File("docs", "GUESTS.md")).ReplaceLineEndings("\n");

    private static string Unindented(string code) =>
        string.Join('\n', code.Split('\n').Select(static line => line.Length < 8 ? line : line[8..])).TrimEnd('\n', ' ');
}
