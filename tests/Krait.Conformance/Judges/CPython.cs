using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using Krait.Conformance.Cases;
using Krait.Testing;

namespace Krait.Conformance.Judges;

/// <summary>The judge: the machine's own python3, asked once for all cases.</summary>
internal static class CPython
{
    private static readonly Lazy<Dictionary<string, Outcome>> s_outcomes =
        new(() => Run([.. CaseFolder.All.Values.Select(file => file.Path)]));

    private static readonly Lazy<bool> s_hasTheTablesUnicode = new(() =>
    {
        string version = Tool.Run("python3", ["-c", "import unicodedata; print(unicodedata.unidata_version)"]).Trim();
        return File.ReadAllText(RepositoryRoot.File("src", "Krait.Python", "Library", "tables.py")).Contains($"Unicode {version}.", StringComparison.Ordinal);
    });

    /// <summary>True when there is a python3.</summary>
    public static bool IsPresent { get; } = Tool.Exists("python3");

    /// <summary>True when its Unicode is the one that the runtime library's tables were made from.</summary>
    public static bool HasTheTablesUnicode => s_hasTheTablesUnicode.Value;

    /// <summary>What CPython does with a case.</summary>
    public static Outcome OutcomeOf(CaseFile file) => s_outcomes.Value[file.Path];

    /// <summary>Runs programs, all in one process.</summary>
    /// <param name="paths">Their files.</param>
    /// <param name="intCheck">Whether an int beyond 64 bits raises OverflowError, as in the typed tier.</param>
    /// <returns>By path.</returns>
    public static Dictionary<string, Outcome> Run(string[] paths, IntCheck intCheck = IntCheck.None)
    {
        string driver = RepositoryRoot.File("tests", "cases", "python", "run_cases.py");
        using JsonDocument answer = JsonDocument.Parse(Tool.Run("python3", intCheck == IntCheck.None ? [driver] : [driver, "--int64"], string.Join('\n', paths)));
        return answer.RootElement.GetProperty("cases").EnumerateObject().ToDictionary(row => row.Name, row => new Outcome(
            row.Value.GetProperty("stdout").GetString()!,
            row.Value.GetProperty("type").GetString(),
            row.Value.GetProperty("message").GetString()!,
            row.Value.GetProperty("line").GetInt32()));
    }
}
