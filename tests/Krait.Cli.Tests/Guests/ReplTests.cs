using System;
using System.Text;

namespace Krait.Cli.Tests.Guests;

/// <summary><c>krait repl</c> as a person at a terminal sees it.</summary>
public class ReplTests
{
    private const string Prompt = ">>> ";
    private const string More = "... ";

    [Fact]
    public void ASessionLooksLikePythons()
    {
        TerminalRun run = Repl(
            (Prompt, "2 + 3\r"),
            (Prompt, "def f(x):\r"),
            (More, "return x * 2\r"),
            (More, "\r"),
            (Prompt, "f(21)\r"),
            (Prompt, "_ + 1\r"),
            (Prompt, "None\r"),
            (Prompt, "1/0\r"),
            (Prompt, "f(\r"),
            (More, "4)\r"),
            (Prompt, "2 +\r"),
            (Prompt, "quit(3)\r"));
        Assert.Equal(3, run.ExitCode);
        Assert.Equal(
            """
            >>> 2 + 3
            5
            >>> def f(x):
            ...     return x * 2
            ...
            >>> f(21)
            42
            >>> _ + 1
            43
            >>> None
            >>> 1/0
            Traceback (most recent call last):
              File "<python-input-5>", line 1, in <module>
                1/0
                ~^~
            ZeroDivisionError: division by zero
            >>> f(
            ... 4)
            8
            >>> 2 +
              File "<python-input-7>", line 1
                2 +
                   ^
            SyntaxError: invalid syntax
            >>> quit(3)
            """,
            AfterBanner(run));
        Assert.StartsWith("Python 3.14", run.Screen, StringComparison.Ordinal);
    }

    [Fact]
    public void TabAsksTheInterpreter()
    {
        TerminalRun run = Repl(
            (Prompt, "answer = 41\r"),
            (Prompt, "ans\t + 1\r"),
            (Prompt, "import sys\r"),
            (Prompt, "sys.implem\t.name\r"),
            (Prompt, "\u0004"));
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(">>> answer = 41\n>>> answer + 1\n42\n>>> import sys\n>>> sys.implementation.name\n'cpython'\n>>>", AfterBanner(run));
    }

    [Fact]
    public void CtrlCInterruptsWhatRuns()
    {
        TerminalRun run = Repl(
            (Prompt, "typed\u0003"),
            (Prompt, "kept = 1\r"),
            (Prompt, "while True: kept += 1 if kept > 1 else (print('running') or 1)\r"),
            (More, "\r"),
            ("running", "\u0003"),
            (Prompt, "print('wai' 'ting', flush=True) or input()\r"), // A prompt's own flush swallows an interrupt, in any CPython.
            ("waiting", "\u0003"),
            (Prompt, "input('na' 'me? ')\r"),
            ("name? ", "William\r"),
            (Prompt, "kept > 0\r"),
            (Prompt, "\u0004"));
        Assert.Equal(0, run.ExitCode);
        string screen = AfterBanner(run);
        Assert.StartsWith(">>> typed\nKeyboardInterrupt\n>>> kept = 1\n", screen, StringComparison.Ordinal);
        Assert.Equal(4, screen.Split("KeyboardInterrupt\n").Length);
        Assert.EndsWith(">>> input('na' 'me? ')\nname? William\n'William'\n>>> kept > 0\nTrue\n>>>", screen, StringComparison.Ordinal);
    }

    [Fact]
    public void HistoryGoesOnInTheNextSession()
    {
        using var folder = new TemporaryFolder();
        string history = folder.Combine("history");
        TerminalRun.Of(["repl", "--micropython"], history, "1", (Prompt, "6 * 7\r"), (Prompt, "'other'\r"), (Prompt, "\u0004"));
        // Recalled lines are drawn behind a prompt, too; the one to wait for comes after the answer.
        TerminalRun second = TerminalRun.Of(
            ["repl", "--micropython"], history, "1", (Prompt, "\e[A\e[A\r"), (AfterAnswer("42"), "\u0012oth\r"), (AfterAnswer("'other'"), "\u0004"));
        Assert.Equal(">>> 6 * 7\n42\n>>> 'other'\n'other'\n>>>", AfterBanner(second));
    }

    private static string AfterAnswer(string answer) => $"\e[?2004l{answer}\r\n\e[?2004h\r\e[J>>> ";

    [Fact]
    public void MicroPythonHasAPromptToo()
    {
        TerminalRun run = TerminalRun.Of(
            ["repl", "--micropython"],
            string.Empty,
            "1",
            (Prompt, "import sys\r"),
            (Prompt, "sys.implem\t[0]\r"),
            (Prompt, "for i in range(2):\r"),
            (More, "print(i)\r"),
            (More, "\r"),
            (Prompt, "1/0\r"),
            (Prompt, "_\r"),
            (Prompt, "sys.exit(4)\r"));
        Assert.Equal(4, run.ExitCode);
        Assert.Equal(
            """
            >>> import sys
            >>> sys.implementation[0]
            'micropython'
            >>> for i in range(2):
            ...     print(i)
            ...
            0
            1
            >>> 1/0
            Traceback (most recent call last):
              File "<stdin>", line 1, in <module>
            ZeroDivisionError: divide by zero
            >>> _
            'micropython'
            >>> sys.exit(4)
            """,
            AfterBanner(run));
    }

    [Fact]
    public void ColoursAreThoseOfPython()
    {
        TerminalRun run = TerminalRun.Of(["repl"], string.Empty, string.Empty, (Prompt, "1/0\r"), (Prompt, "\u0004"));
        Assert.Contains("\e[1;35m>>> \e[0m", run.Received, StringComparison.Ordinal);
        Assert.Contains("\e[1;35mZeroDivisionError\e[0m", run.Received, StringComparison.Ordinal);
    }

    [Fact]
    public void CtrlCEndsAProgram()
    {
        using var folder = new TemporaryFolder();
        string file = folder.Write("program.py", "import sys\ntry:\n    print('running', flush=True)\n    while True: pass\nfinally:\n    print('cleaned up')\n");
        TerminalRun run = TerminalRun.Of(["run", "--tier", "cpython", file], string.Empty, "1", ("running", "\u0003"));
        Assert.Equal(130, run.ExitCode);
        Assert.Contains("cleaned up\n", run.Screen, StringComparison.Ordinal);
        Assert.EndsWith("KeyboardInterrupt", run.Screen, StringComparison.Ordinal);
    }

    [Fact]
    public void InputThatIsNoTerminalRunsQuietly()
    {
        Interpreters.Need();
        const string Session = "2+3\nx = 5\ndef f():\n    return x\n\nf()\n1/0\nfor line in (1, 2):\n    print(line)\nname = input()\nWilliam\nname\nimport sys; sys.exit(4)\n";
        CommandResult result = CommandResult.RunWith(Encoding.UTF8.GetBytes(Session), "repl");
        Assert.Equal((4, "5\n5\n1\n2\n'William'\n"), (result.ExitCode, result.Output));
        Assert.StartsWith("Traceback (most recent call last):\n", result.Error, StringComparison.Ordinal);
        Assert.EndsWith("ZeroDivisionError: division by zero\n", result.Error, StringComparison.Ordinal);
        Assert.Equal((0, "7\n"), (CommandResult.RunWith("3+4"u8.ToArray(), "repl", "--micropython") is var last ? (last.ExitCode, last.Output) : default));
    }

    [Fact]
    public void ALimitEndsAnInputAndNotTheSession()
    {
        Interpreters.Need();
        CommandResult result = CommandResult.RunWith("kept = 1\nwhile True: pass\n\n'on'\n"u8.ToArray(), "repl", "--timeout", "3000");
        Assert.Equal((0, "'on'\n"), (result.ExitCode, result.Output));
        Assert.Contains("krait: deadline of 3000 ms reached", result.Error, StringComparison.Ordinal);
    }

    private static TerminalRun Repl(params (string Expected, string Keys)[] steps) => TerminalRun.Of(["repl"], string.Empty, "1", steps);

    // The banner is two lines, which name versions.
    private static string AfterBanner(TerminalRun run)
    {
        string screen = run.Screen;
        return screen[screen.IndexOf(Prompt, StringComparison.Ordinal)..];
    }
}
