using System;
using System.Collections.Generic;
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

    /// <summary>True when there is a python3.</summary>
    public static bool IsPresent { get; } = Tool.Exists("python3");

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
