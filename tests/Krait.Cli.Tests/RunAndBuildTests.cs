using System;
using System.IO;
using System.Text.Json;

namespace Krait.Cli.Tests;

public class RunAndBuildTests
{
    [Fact]
    public void RunPrintsTheProgramsOutput()
    {
        CommandResult result = CommandResult.Run("run", CommandResult.Example("find_prime.py"));
        Assert.Equal((0, "17389\n", string.Empty), (result.ExitCode, result.Output, result.Error));
    }

    [Fact]
    public void RunShowsAnUncaughtException()
    {
        using var folder = new TemporaryFolder();
        CommandResult result = CommandResult.Run("run", folder.Write("program.py", "print('before')\nraise ValueError('no good')\n"));
        Assert.Equal((1, "before\n"), (result.ExitCode, result.Output));
        Assert.Contains("program.py\", line 2", result.Error, StringComparison.Ordinal);
        Assert.EndsWith("ValueError: no good\n", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void RunStopsAtItsDeadline()
    {
        using var folder = new TemporaryFolder();
        CommandResult result = CommandResult.Run("run", folder.Write("program.py", "while True:\n    pass\n"), "--timeout", "50");
        Assert.Equal(75, result.ExitCode);
    }

    [Fact]
    public void BuildWritesAModuleThatCallRuns()
    {
        using var folder = new TemporaryFolder();
        string module = folder.Combine("find_prime.wasm");
        CommandResult built = CommandResult.Run("build", CommandResult.Example("find_prime.py"), "-o", module);
        Assert.Equal((0, string.Empty), (built.ExitCode, built.Error));
        CommandResult called = CommandResult.Run("call", module, "find_prime", "25");
        Assert.Equal((0, "97\n"), (called.ExitCode, called.Output));
    }

    [Fact]
    public void BuildOfANumericFunctionIsTiny()
    {
        using var folder = new TemporaryFolder();
        string module = folder.Combine("add.wasm");
        CommandResult.Run("build", folder.Write("add.py", "def half(x: float) -> float:\n    return x * 0.5\n"), "-o", module);
        using JsonDocument report = JsonDocument.Parse(CommandResult.Run("inspect", module, "--json").Output);
        Assert.Empty(report.RootElement.GetProperty("imports").EnumerateArray());
        Assert.DoesNotContain(report.RootElement.GetProperty("sections").EnumerateArray(), static section => section.GetProperty("name").GetString() == "memory");
        Assert.InRange(report.RootElement.GetProperty("code_bytes").GetInt32(), 1, 60);
    }

    [Fact]
    public void BuildOfBadSourceWritesNothing()
    {
        using var folder = new TemporaryFolder();
        string module = folder.Combine("bad.wasm");
        CommandResult result = CommandResult.Run("build", folder.Write("bad.py", "def f(x: int) -> str:\n    return x\n"), "-o", module);
        Assert.Equal(65, result.ExitCode);
        Assert.False(File.Exists(module));
        Assert.Contains("bad.py:2:", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void BuildSaysWhereItCannotWrite()
    {
        CommandResult result = CommandResult.Run("build", CommandResult.Example("find_prime.py"), "-o", Path.Combine(CommandResult.Example("find_prime.py"), "x.wasm"));
        Assert.Equal(73, result.ExitCode);
    }

    [Fact]
    public void InspectShowsAPythonFilesMetadata()
    {
        CommandResult result = CommandResult.Run("inspect", CommandResult.Example("udfs", "text_similarity.py"), "--json");
        Assert.Equal(0, result.ExitCode);
        Assert.Equal("text_similarity", JsonElement.Parse(result.Output).GetProperty("name").GetString());
    }

    [Fact]
    public void InspectShowsAModuleAsTables()
    {
        using var folder = new TemporaryFolder();
        string file = folder.Write("m.wat", """(module (import "env" "log" (func (param i32 i32))) (memory (export "memory") 1) (func (export "run")))""");
        CommandResult result = CommandResult.Run("inspect", file);
        Assert.Equal(0, result.ExitCode);
        foreach (string expected in (string[])["Imports", "env", "log", "Exports", "memory", "run", "Sections"])
            Assert.Contains(expected, result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void MalformedModuleIsInvalidInput()
    {
        using var folder = new TemporaryFolder();
        CommandResult result = CommandResult.Run("inspect", folder.Write("bad.wasm", "not a module"));
        Assert.Equal(65, result.ExitCode);
        Assert.Contains("magic header not detected", result.Error, StringComparison.Ordinal);
    }
}
