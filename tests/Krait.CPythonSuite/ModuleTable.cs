using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using Krait.Testing;

namespace Krait.CPythonSuite;

// Tables/modules.txt lists what runs, Tables/excluded.txt modules that do not, with their reasons. In modules.txt a line that
// begins a module says how many of its tests pass and skip themselves; the lines below name tests that do not pass:
//
//   test_example 12 3
//     ExampleTests.test_one : why it does not pass
//     ExampleTests.test_two ! why it is not even started
//
// "long" behind the numbers says that only `./dev suite cpython` runs the module.

/// <summary>The committed tables.</summary>
internal static class ModuleTable
{
    private const string Started = " : ";
    private const string NotStarted = " ! ";

    /// <summary>Path of the table of modules that run.</summary>
    public static string RowsFile { get; } = RepositoryRoot.File("tests", "Krait.CPythonSuite", "Tables", "modules.txt");

    private static readonly string s_excludedFile = RepositoryRoot.File("tests", "Krait.CPythonSuite", "Tables", "excluded.txt");

    /// <summary>Modules that run.</summary>
    public static IReadOnlyList<ModuleRow> Rows { get; } = Read(File.ReadAllLines(RowsFile));

    /// <summary>Modules that do not run, and why.</summary>
    public static IReadOnlyDictionary<string, string> ExcludedModules { get; } =
        Lines(File.ReadAllLines(s_excludedFile)).Select(static line => line.Split(' ', 2)).ToDictionary(static parts => parts[0], static parts => parts[1].Trim());

    /// <summary>The text of the table with these rows, under the comment that it begins with.</summary>
    public static string Format(IEnumerable<ModuleRow> rows)
    {
        var text = new StringBuilder();
        foreach (string line in File.ReadAllLines(RowsFile).TakeWhile(static line => line.StartsWith('#')))
            text.Append(line).Append('\n');
        foreach (ModuleRow row in rows.OrderBy(static row => row.Name, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"{row.Name} {row.Passed} {row.Skipped}{(row.IsLong ? " long" : "")}\n");
            foreach (ExcludedTest test in row.Excluded.OrderBy(static test => test.Name, StringComparer.Ordinal))
                text.Append(CultureInfo.InvariantCulture, $"  {test.Name}{(test.IsStarted ? Started : NotStarted)}{test.Reason}\n");
        }

        return text.ToString();
    }

    private static List<ModuleRow> Read(string[] text)
    {
        var rows = new List<ModuleRow>();
        foreach (string line in Lines(text))
        {
            if (line.StartsWith(' '))
            {
                ModuleRow last = rows[^1];
                rows[^1] = last with { Excluded = [.. last.Excluded, ReadTest(line.Trim())] };
                continue;
            }

            string[] parts = line.Split(' ');
            rows.Add(new ModuleRow(parts[0], parts.Length > 3 && parts[3] == "long", Number(parts[1]), Number(parts[2]), []));
        }

        return rows;
    }

    private static ExcludedTest ReadTest(string line)
    {
        int started = line.IndexOf(Started, StringComparison.Ordinal);
        int notStarted = line.IndexOf(NotStarted, StringComparison.Ordinal);
        bool isStarted = started >= 0 && (notStarted < 0 || started < notStarted);
        int at = isStarted ? started : notStarted;
        return at < 0
            ? throw new InvalidDataException($"'{line}': a test, ' : ' or ' ! ' and a reason were expected")
            : new ExcludedTest(line[..at], isStarted, line[(at + Started.Length)..]);
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static IEnumerable<string> Lines(string[] text) => text.Where(static line => line.Trim().Length > 0 && !line.StartsWith('#'));
}
