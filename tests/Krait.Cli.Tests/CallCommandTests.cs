using System.Text.Json;

namespace Krait.Cli.Tests;

public class CallCommandTests
{
    private const string Add = """
        (module
          (func (export "add") (param i32 i32) (result i32) local.get 0 local.get 1 i32.add)
          (func (export "half") (param f64) (result f64) local.get 0 f64.const 0.5 f64.mul)
          (func (export "not") (param v128) (result v128) local.get 0 v128.not)
          (func (export "forever") (loop br 0))
          (func (export "trap") unreachable))
        """;

    [Fact]
    public void PrintsWhatCPythonPrints()
    {
        CommandResult result = CommandResult.Run("call", CommandResult.Example("find_prime.py"), "find_prime", "2000");
        Assert.Equal((0, "17389\n"), (result.ExitCode, result.Output));
    }

    [Fact]
    public void JsonCarriesResultAndCost()
    {
        CommandResult result = CommandResult.Run("call", CommandResult.Example("find_prime.py"), "find_prime", "10", "--json");
        JsonElement answer = JsonElement.Parse(result.Output);
        Assert.Equal(29, answer.GetProperty("results")[0].GetInt64());
        Assert.True(answer.GetProperty("fuel_used").GetInt64() > 0);
    }

    [Theory]
    [InlineData("def f(a: str, b: int = 2) -> str:\n    return a * b\n", "f", "ab", "abab")]
    [InlineData("def f(xs: list[int]) -> list[int]:\n    return xs[::-1]\n", "f", "[1, 2, 3]", "[3, 2, 1]")]
    [InlineData("def f(x: float) -> float:\n    return x / 2\n", "f", "5", "2.5")]
    [InlineData("def f(x: bool) -> bool:\n    return not x\n", "f", "true", "False")]
    [InlineData("def f(x: bool) -> bool:\n    return not x\n", "f", "True", "False")]
    public void TakesAndGivesPythonValues(string source, string function, string argument, string expected)
    {
        using var folder = new TemporaryFolder();
        CommandResult result = CommandResult.Run("call", folder.Write("program.py", source), function, argument);
        Assert.Equal((0, expected + "\n", string.Empty), (result.ExitCode, result.Output, result.Error));
    }

    [Fact]
    public void UncaughtExceptionPrintsTraceback()
    {
        using var folder = new TemporaryFolder();
        CommandResult result = CommandResult.Run("call", folder.Write("program.py", "def f(x: int) -> int:\n    return 1 // x\n"), "f", "0");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("line 2, in f\n    return 1 // x\nZeroDivisionError", result.Error, System.StringComparison.Ordinal);
    }

    [Fact]
    public void CompileErrorShowsPlaceAndHint()
    {
        using var folder = new TemporaryFolder();
        CommandResult result = CommandResult.Run("call", folder.Write("program.py", "async def f() -> int:\n    return 1\n"), "f");
        Assert.Equal(65, result.ExitCode);
        Assert.Contains("program.py:1:1", result.Error, System.StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("add", new[] { "--", "-1", "2" }, "1")]
    [InlineData("add", new[] { "4294967295", "1" }, "0")]
    [InlineData("half", new[] { "3" }, "1.5")]
    [InlineData("half", new[] { "NaN" }, "NaN")]
    [InlineData("not", new[] { "0x0f" }, "0xfffffffffffffffffffffffffffffff0")]
    [InlineData("not", new[] { "0xffffffffffffffff0000000000000000" }, "0x0000000000000000ffffffffffffffff")]
    public void CallsWasmText(string function, string[] arguments, string expected)
    {
        using var folder = new TemporaryFolder();
        CommandResult result = CommandResult.Run(["call", folder.Write("add.wat", Add), function, .. arguments]);
        Assert.Equal((0, expected + "\n", string.Empty), (result.ExitCode, result.Output, result.Error));
    }

    [Theory]
    [InlineData(new[] { "add", "1" }, 2, "takes 2 arguments")]
    [InlineData(new[] { "add", "1", "x" }, 2, "type i32 was expected, found 'x'")]
    [InlineData(new[] { "not", "15" }, 2, "type v128 was expected, found '15'")]
    [InlineData(new[] { "missing" }, 2, "exports no function 'missing'")]
    [InlineData(new[] { "trap" }, 1, "unreachable")]
    [InlineData(new[] { "forever", "--fuel", "1000" }, 75, "fuel limit of 1000 units reached")]
    [InlineData(new[] { "forever", "--timeout", "50" }, 75, "deadline")]
    public void SaysWhatIsWrong(string[] arguments, int exitCode, string message)
    {
        using var folder = new TemporaryFolder();
        CommandResult result = CommandResult.Run(["call", folder.Write("add.wat", Add), .. arguments]);
        Assert.Equal(exitCode, result.ExitCode);
        Assert.Contains(message, result.Error, System.StringComparison.Ordinal);
    }

    [Fact]
    public void SourceThatIsNotTextIsRefused()
    {
        using var folder = new TemporaryFolder();
        string file = folder.Combine("latin.py");
        System.IO.File.WriteAllBytes(file, [.. "def f() -> int:\n    return 1  # "u8, 0xE9, (byte)'\n']);
        CommandResult result = CommandResult.Run("call", file, "f");
        Assert.Equal(65, result.ExitCode);
    }

    [Fact]
    public void MissingFileIsNamed()
    {
        CommandResult result = CommandResult.Run("call", "no_such_file.py", "f");
        Assert.Equal(66, result.ExitCode);
        Assert.Contains("no_such_file.py", result.Error, System.StringComparison.Ordinal);
    }
}
