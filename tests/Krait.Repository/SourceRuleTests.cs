using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace Krait.Repository;

/// <summary>House rules that no analyzer knows.</summary>
public partial class SourceRuleTests
{
    private const int MaximumFileLines = 400;

    /// <summary>Files that are one long table or one closed family; everything else stays within the budget.</summary>
    private static readonly Dictionary<string, string> s_longFiles = new()
    {
        ["src/Krait.Runtime/Interpreter/MainLoop.cs"] = "one switch, most of it one line an instruction",
        ["src/Krait.Wasm/Syntax/WasmOp.cs"] = "the instruction table, one line an instruction",
    };

    /// <summary>
    /// The only places that catch everything: CLI main, the boundary between guest and host,
    /// and where work moves to another thread and its error back.
    /// </summary>
    private static readonly string[] s_catchAll =
    [
        "src/Krait.Cli/KraitCommand.cs",
        "src/Krait.Runtime/IlCompiler/LargeMethods.cs",
        "src/Krait.Runtime/Tracing/TraceHooks.cs",
        "src/Krait.Runtime/Threads/GuestThreadPool.cs",
        "src/Krait.Udf/Execution/CompileGate.cs",
        "src/Krait.Udf/InterpreterPreparation.cs",
        "src/Krait.Udf/UdfBatch.cs",
    ];

    [Fact]
    public void FilesStayWithinTheirBudget()
    {
        string[] tooLong = [.. Checkout.SourceFiles("src", "tools", "benchmarks", "tests")
            .Where(static file => !s_longFiles.ContainsKey(file) && Checkout.ReadLines(file).Length > MaximumFileLines)];
        Assert.Empty(tooLong);
    }

    [Fact]
    public void LongFileListNamesOnlyLongFiles()
    {
        string[] stale = [.. s_longFiles.Keys.Where(static file => Checkout.ReadLines(file).Length <= MaximumFileLines)];
        Assert.Empty(stale);
    }

    [Fact]
    public void SourceIsAscii()
    {
        string[] offenders = [.. Checkout.SourceFiles("src", "tools", "benchmarks")
            .Where(static file => Checkout.ReadLines(file).Any(static line => !InStringData(line) && line.Any(static c => c > '\x7f')))];
        Assert.Empty(offenders);
    }

    [Fact]
    public void TodoNamesItsIssue()
    {
        string[] offenders = [.. Checkout.SourceFiles("src", "tools", "benchmarks", "tests")
            .SelectMany(static file => Checkout.ReadLines(file).Select((line, index) => (file, line, number: index + 1)))
            .Where(static row => UnnamedTodo().IsMatch(row.line))
            .Select(static row => $"{row.file}:{row.number}")];
        Assert.Empty(offenders);
    }

    [Fact]
    public void CatchAllStandsOnlyWhereListed()
    {
        string[] offenders = [.. Checkout.SourceFiles("src")
            .Where(static file => CatchAll().IsMatch(Checkout.Read(file)))
            .Except(s_catchAll)];
        Assert.Empty(offenders);
    }

    [Fact]
    public void NothingNamesAMachineOrARegistry()
    {
        string[] offenders = [.. new[] { ".cs", ".md", ".py", ".js", ".json", ".csproj", ".props" }
            .SelectMany(static extension => Checkout.Files(extension, "src", "tests", "tools", "benchmarks", "docs", "examples"))
            .Where(static file => MachineWords().IsMatch(Checkout.Read(file)))];
        Assert.Empty(offenders);
    }

    [GeneratedRegex(@"//.*\b(TO" + @"DO|FIX" + @"ME|HA" + @"CK)\b(?!\(#\d+\))")]
    private static partial Regex UnnamedTodo();

    [GeneratedRegex(@"catch\s*\(Exception\b(?!.*when)")]
    private static partial Regex CatchAll();

    [GeneratedRegex(@"(?<![\w/])/(wo" + @"rk|ro" + @"ot|fa" + @"rm)/|api\.nu" + @"get\.org|registry\.np" + @"mjs")]
    private static partial Regex MachineWords();

    // Every non-ASCII character between quotes counts as data.
    private static bool InStringData(string line) => line.Contains('"', StringComparison.Ordinal) || line.Contains('\'', StringComparison.Ordinal);
}
