using System;

namespace Krait.Cli.Tests;

public class HelpTests
{
    [Theory]
    [InlineData("run")]
    [InlineData("eval")]
    [InlineData("repl")]
    [InlineData("call")]
    [InlineData("build")]
    [InlineData("inspect")]
    [InlineData("validate")]
    [InlineData("wat2wasm")]
    [InlineData("wasm2wat")]
    [InlineData("serve")]
    [InlineData("udf")]
    public void EveryCommandShowsExamples(string command)
    {
        CommandResult result = CommandResult.Run(command, "--help");
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("Examples:\n  krait " + command, result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void RootHelpListsTheCommands()
    {
        string output = CommandResult.Run("--help").Output;
        foreach (string command in (string[])["run", "eval", "repl", "call", "build", "inspect", "validate", "wat2wasm", "wasm2wat", "serve", "udf", "demo"])
            Assert.Contains("  " + command, output, StringComparison.Ordinal);
    }

    [Fact]
    public void WrongCommandLineIsAUsageError()
    {
        CommandResult result = CommandResult.Run("cal");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("'cal'", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void UdfWithoutAServerSaysHowToStartOne()
    {
        CommandResult result = CommandResult.Run("udf", "list", "--url", "http://127.0.0.1:9");
        Assert.Equal(69, result.ExitCode);
        Assert.Contains("krait serve", result.Error, StringComparison.Ordinal);
    }
}
