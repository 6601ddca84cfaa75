using System;

namespace Krait.Cli.Tests.Guests;

/// <summary><c>krait eval</c>: shows values as Python's prompt does, ends with Python's exit codes.</summary>
public class EvalTests
{
    [Theory]
    [InlineData("2+3", "5\n")]
    [InlineData("None", "")]
    [InlineData("'a' * 3", "'aaa'\n")]
    [InlineData("x = 6\nx * 7", "42\n")]
    [InlineData("print('said'); 1", "said\n1\n")]
    [InlineData("for i in range(2): print(i)", "0\n1\n")]
    [InlineData("x = 1", "")]
    [InlineData("import sys; sys.argv", "['-c']\n")]
    [InlineData("'\u00e9\"\\\\'", "'\u00e9\"\\\\'\n")]
    [InlineData("__name__", "'__main__'\n")]
    [InlineData("sorted(name for name in dir() if not name.startswith('__'))", "[]\n")]
    public void ShowsTheLastExpression(string code, string output) => Check((0, output, string.Empty), "eval", code);

    [Theory]
    [InlineData("2+3", "5\n")]
    [InlineData("None", "")]
    [InlineData("print('said')", "said\n")]
    [InlineData("import sys\nprint(sys.argv)", "['-c']\n")]
    public void MicroPythonDoesToo(string code, string output) => Check((0, output, string.Empty), "eval", "--micropython", code);

    [Fact]
    public void WordsAfterTheCodeAreArguments() => Check((0, "['-c', 'a', '-b']\n", string.Empty), "eval", "import sys; sys.argv", "a", "--", "-b");

    [Fact]
    public void AnExceptionIsShownAsCPythonShowsIt() =>
        Check(
            (1, "before\n", "Traceback (most recent call last):\n  File \"<string>\", line 2, in <module>\n    1 / 0\n    ~~^~~\nZeroDivisionError: division by zero\n"),
            "eval",
            "print('before')\n1 / 0");

    [Fact]
    public void MicroPythonShowsItsTraceback() =>
        Check((1, string.Empty, "Traceback (most recent call last):\n  File \"<string>\", line 1, in <module>\nZeroDivisionError: divide by zero\n"), "eval", "--micropython", "1/0");

    [Fact]
    public void ASyntaxErrorPointsAtItsPlace() =>
        Check((1, string.Empty, "  File \"<string>\", line 1\n    2+\n      ^\nSyntaxError: invalid syntax\n"), "eval", "2+");

    [Theory]
    [InlineData("import sys; sys.exit(7)", 7, "")]
    [InlineData("raise SystemExit", 0, "")]
    [InlineData("import sys; sys.exit(-1)", 255, "")]
    [InlineData("import sys; sys.exit('why')", 1, "why\n")]
    public void ExitStatusIsPythons(string code, int status, string error)
    {
        Check((status, string.Empty, error), "eval", code);
        Check((status, string.Empty, error), "eval", "--micropython", code);
    }

    [Fact]
    public void FunctionsRegisteredForTheEndRun() =>
        Check((3, "end\n", string.Empty), "eval", "import atexit, sys; atexit.register(print, 'end'); sys.exit(3)");

    [Fact]
    public void ADeadlineEndsIt()
    {
        Interpreters.Need();
        Assert.Equal(75, CommandResult.Run("eval", "while True: pass", "--timeout", "100").ExitCode);
    }

    [Fact]
    public void NothingOfTheHostIsThere() =>
        Check((0, "(False, ['HOME'])\n", string.Empty), "eval", "import os; (os.path.exists('/etc/passwd'), [name for name in os.environ if not name.startswith('PYTHON')])");

    [Fact]
    public void GrantsReachPython()
    {
        using var folder = new TemporaryFolder();
        folder.Write("file.txt", "text");
        string[] grants = ["--dir", folder.Path + ":/data:ro", "--env", "A=1"];
        Check((0, "('text', '1')\n", string.Empty), ["eval", "import os; (open('/data/file.txt').read(), os.environ['A'])", .. grants]);
        Check((0, "OSError\n", string.Empty), ["eval", "try: open('/data/new', 'w')\nexcept OSError as error: print(type(error).__name__)", .. grants]);
    }

    [Fact]
    public void AFolderCannotHidePythonsOwn()
    {
        CommandResult result = CommandResult.Run("eval", "1", "--dir", "/tmp:/");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("HOST:/data", result.Error, StringComparison.Ordinal);
    }

    private static void Check((int ExitCode, string Output, string Error) expected, params string[] arguments)
    {
        Interpreters.Need();
        CommandResult result = CommandResult.Run(arguments);
        Assert.Equal(expected, (result.ExitCode, result.Output, result.Error));
    }
}
