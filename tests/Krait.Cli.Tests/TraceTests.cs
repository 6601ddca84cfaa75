using System;
using System.Linq;

namespace Krait.Cli.Tests;

// The engine's own tests say what a tracer sees; these say how the command shows it.
public class TraceTests
{
    private const string Fibonacci = """
        (module
          (import "python" "py_print" (func $print (param i32 i32)))
          (memory 1)
          (data (i32.const 0) "hello\n")
          (func $fib (export "fib") (param i32) (result i32)
            (if (i32.lt_s (local.get 0) (i32.const 2)) (then (return (local.get 0))))
            (i32.add (call $fib (i32.sub (local.get 0) (i32.const 1))) (call $fib (i32.sub (local.get 0) (i32.const 2)))))
          (func $down (export "down") (param i32) (result i32)
            (if (local.get 0) (then (return_call $down (i32.sub (local.get 0) (i32.const 1)))))
            (i32.const 7))
          (func $deep (export "deep") (param i32)
            (if (local.get 0) (then (call $deep (i32.sub (local.get 0) (i32.const 1))))))
          (func (export "trap") (call $deep (i32.const 0)) (unreachable))
          (func (export "tell") (call $print (i32.const 70000) (i32.const 6)))
          (func (export "_start") (call $print (i32.const 0) (i32.const 6)) (drop (call $fib (i32.const 1)))))
        """;

    public static TheoryData<string> Backends => ["compiler", "interpreter"];

    [Theory]
    [MemberData(nameof(Backends))]
    public void ShowsCallsWithArgumentsAndResults(string backend)
    {
        CommandResult result = Call(backend, "fib", "--trace", "2");
        Assert.Equal((0, "1\n"), (result.ExitCode, result.Output));
        Assert.Equal("-> fib(2)\n  -> fib(1)\n  <- fib = 1\n  -> fib(0)\n  <- fib = 0\n<- fib = 1\n", result.Error);
    }

    [Theory]
    [InlineData("calls", "-> _start()\n  -> fib(1)\n  <- fib = 1\n<- _start\n")]
    [InlineData("imports", "-> python.py_print(0, 6)\n<- python.py_print\n")]
    [InlineData("all", "-> _start()\n  -> python.py_print(0, 6)\n  <- python.py_print\n  -> fib(1)\n  <- fib = 1\n<- _start\n")]
    public void ShowsWhatIsAskedFor(string calls, string expected)
    {
        using var folder = new TemporaryFolder();
        CommandResult result = CommandResult.Run("run", "--trace=" + calls, folder.Write("m.wat", Fibonacci));
        Assert.Equal((0, "hello\n", expected), (result.ExitCode, result.Output, result.Error));
    }

    [Fact]
    public void TakesNoFileForItsValue()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(0, CommandResult.Run("run", "--trace", folder.Write("m.wat", Fibonacci)).ExitCode);
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public void ShowsTrapsAndFailures(string backend)
    {
        CommandResult trap = Call(backend, "trap", "--trace=calls");
        Assert.Equal(1, trap.ExitCode);
        Assert.StartsWith("-> trap()\n  -> deep(0)\n  <- deep\nkrait: trap: unreachable\n", trap.Error, StringComparison.Ordinal);

        CommandResult failure = Call(backend, "tell", "--trace");
        Assert.Equal(1, failure.ExitCode);
        Assert.StartsWith("-> tell()\n  -> python.py_print(70000, 6)\n  !! python.py_print: out of bounds memory access\n", failure.Error, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public void ShowsTailCalls(string backend) =>
        Assert.Equal("-> down(1)\n<- down, calls another in its place\n-> down(0)\n<- down = 7\n", Call(backend, "down", "--trace", "1").Error);

    [Fact]
    public void StopsPrintingAtItsLimit()
    {
        CommandResult result = Call("compiler", "fib", "--trace", "--trace-lines", "3", "20");
        Assert.Equal((0, "6765\n"), (result.ExitCode, result.Output));
        Assert.Equal("-> fib(20)\n  -> fib(19)\n    -> fib(18)\ntrace: 3 lines are shown, --trace-lines shows more\n", result.Error);
    }

    [Fact]
    public void DeepCallsKeepTheirIndent()
    {
        string[] lines = Call("compiler", "deep", "--trace", "60").Error.TrimEnd('\n').Split('\n');
        Assert.Equal(new string(' ', 80) + "[60] -> deep(0)", lines[60]);
        Assert.All(lines, line => Assert.InRange(line.Length, 1, 100));
        Assert.Equal(122, lines.Length);
    }

    [Fact]
    public void NamesCannotWriteToTheTerminal()
    {
        using var folder = new TemporaryFolder();
        string name = string.Concat(Enumerable.Repeat("\\1b[2J\\u{202e}", 30));
        CommandResult result = CommandResult.Run("call", folder.Write("m.wat", $"(module (func (export \"f\") (call $x)) (func $x (@name \"{name}\")))"), "f", "--trace");
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("-> \\u{1b}[2J\\u{202e}", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', result.Error);
        Assert.DoesNotContain('\u202e', result.Error);
        Assert.Contains("...()", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void ShowsThePartsOfAPythonFunction()
    {
        using var folder = new TemporaryFolder();
        string file = folder.Write("m.py", "def half(x: int) -> int:\n    return x // 2\n\n\ndef f(x: int) -> int:\n    return half(x) + 1\n");
        CommandResult result = CommandResult.Run("call", file, "f", "--trace=calls", "10");
        Assert.Equal((0, "6\n"), (result.ExitCode, result.Output));
        Assert.Contains("-> half(10)\n", result.Error, StringComparison.Ordinal);
        Assert.Contains("<- half = 5\n", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--trace=some", "--trace takes calls, imports or all, found 'some'")]
    [InlineData("--backend=jit", "jit")]
    public void SaysWhichValuesThereAre(string option, string message)
    {
        using var folder = new TemporaryFolder();
        CommandResult result = CommandResult.Run("run", folder.Write("m.wat", Fibonacci), option);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
    }

    private static CommandResult Call(string backend, string function, params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        return CommandResult.Run(["call", folder.Write("m.wat", Fibonacci), function, "--backend", backend, .. arguments]);
    }
}
