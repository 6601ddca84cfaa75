using System.Collections.Generic;
using System.Linq;
using Krait.Wasm;

namespace Krait.Python.Tests.Compilation;

/// <summary>What the compiler makes of a program: its size, its exports, its sections.</summary>
public class PythonCompilerTests
{
    private static readonly CompileOptions s_bare = new() { Debug = DebugInformation.None };

    // Sizes of the same functions made by PPCI: 63, 99 and 138 bytes, without any check for overflow.
    [Theory]
    [InlineData("def add(a: int, b: int) -> int:\n    return a + b\n", 100)]
    [InlineData("def add(a: float, b: float) -> float:\n    return a + b\n", 63)]
    [InlineData("def total(n: int) -> int:\n    t = 0\n    for i in range(n):\n        t = t ^ i\n    return t\n", 138)]
    public void NumericFunctionsStaySmallAndNeedNothing(string source, int maximumBytes)
    {
        Module module = ModuleOf(source, s_bare);

        Assert.Empty(module.Imports);
        Assert.Empty(module.Memories);
        Assert.InRange(PythonCompiler.Compile(new SourceText(source), s_bare).Module.Length, 1, maximumBytes);
    }

    [Fact]
    public void DescribesExportsAsPythonWritesThem()
    {
        CompileResult result = Compile("def f(a: int, b: list[str], c: float | None = None) -> tuple[bool, str]:\n    return a > 0, b[0]\n");

        Assert.Equal("f(a: int, b: list[str], c: float | None) -> tuple[bool, str]", Assert.Single(result.Exports).ToString());
        Assert.Equal([false, false, true], result.Exports[0].Parameters.Select(parameter => parameter.HasDefault));
    }

    [Fact]
    public void KeepsNamesWithUnderscoreInside()
    {
        CompileResult result = Compile("def _half(n: int) -> int:\n    return n // 2\ndef f(n: int) -> int:\n    return _half(n)\n");

        Assert.Equal(["f"], result.Exports.Select(export => export.Name));
    }

    [Fact]
    public void WarnsOfAFunctionThatNobodyCanCall()
    {
        CompileResult result = Compile("def f(n: int) -> int:\n    return n\ndef g(n):\n    return n\n");

        Diagnostic warning = Assert.Single(result.Diagnostics);
        Assert.Equal("PY2028", warning.Id);
        Assert.Equal(DiagnosticSeverity.Warning, warning.Severity);
    }

    [Fact]
    public void MakesOneInstanceOfAHelperForEachChoiceOfTypes()
    {
        using CompiledProgram program = CompiledProgram.Start("def twice(x):\n    return x + x\nprint(twice(2), twice(1.5), twice('ab'), twice([1]))\n");

        Assert.Equal("4 3.0 abab [1, 1]\n", program.Run());
    }

    [Fact]
    public void WritesTheSectionsThatWereAskedFor()
    {
        const string Source = "def f(a: int) -> int:\n    return a\n";

        Module full = ModuleOf(Source, new CompileOptions { MetadataJson = "{}" });
        Module bare = ModuleOf(Source, s_bare);

        Assert.Equal(["krait.metadata", "krait.debug", "name"], full.CustomSections.Select(section => section.Name));
        Assert.Equal("f", full.Names.FunctionName(0));
        Assert.Empty(bare.CustomSections);
    }

    [Fact]
    public void ShowsEachStageAsText()
    {
        var stages = new List<string>();
        var texts = new List<string>();

        PythonCompiler.Compile(
            new SourceText("def f(a: int) -> int:\n    return a + 1\n"),
            new CompileOptions { Dump = (stage, text) => { stages.Add(stage); texts.Add(text); } });

        Assert.Equal("ir", stages[0]);
        Assert.Contains("lower", stages);
        Assert.Contains("function f(a: i64) -> i64", texts[0], System.StringComparison.Ordinal);
        Assert.Contains("return Add(a, 1)", texts[0], System.StringComparison.Ordinal);
    }

    [Fact]
    public void GivesTheSameBytesForTheSameSource()
    {
        const string Source = "def f(xs: list[str]) -> str:\n    return ', '.join(sorted(xs))\n";

        Assert.Equal(PythonCompiler.Compile(new SourceText(Source)).Module.ToArray(), PythonCompiler.Compile(new SourceText(Source)).Module.ToArray());
    }

    [Fact]
    public void ReportsAllErrorsInSourceOrder()
    {
        CompileResult result = PythonCompiler.Compile(new SourceText("def f(a: int) -> str:\n    return a\ndef g(b: str) -> int:\n    return b + 1\n"));

        Assert.False(result.Succeeded);
        Assert.Equal(["PY2004", "PY2003"], result.Diagnostics.Select(diagnostic => diagnostic.Id));
        Assert.Throws<System.InvalidOperationException>(() => result.Module);
    }

    private static CompileResult Compile(string source)
    {
        CompileResult result = PythonCompiler.Compile(new SourceText(source));
        Assert.True(result.Succeeded);
        return result;
    }

    private static Module ModuleOf(string source, CompileOptions options) =>
        ModuleDecoder.Decode(PythonCompiler.Compile(new SourceText(source), options).Module);
}
