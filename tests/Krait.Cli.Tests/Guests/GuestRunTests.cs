using System;
using System.Diagnostics;
using System.IO;
using System.Text;

namespace Krait.Cli.Tests.Guests;

/// <summary><c>krait run</c> with programs that interpreters run. CPython on this machine is the judge where there is one.</summary>
public class GuestRunTests
{
    private const string Program = """
        import sys, beside
        print(sys.argv[1:], beside.NAME, __name__, __file__ == sys.path[0] + "/program.py")
        for line in sys.stdin:
            print(line.strip().upper())
        print("to the other", file=sys.stderr)
        sys.exit(int(sys.argv[1]))
        """;

    [Fact]
    public void AProgramHasArgumentsInputAndItsFolder()
    {
        Interpreters.Need();
        using var folder = new TemporaryFolder();
        folder.Write("beside.py", "NAME = 'beside'\n");
        string file = folder.Write("program.py", Program);
        CommandResult result = CommandResult.RunWith("one\ntwo\n"u8.ToArray(), "run", file, "7", "--", "-x");
        Assert.Equal((7, "['7', '-x'] beside __main__ True\nONE\nTWO\n", "to the other\n"), (result.ExitCode, result.Output, result.Error));
    }

    [Theory]
    [InlineData("raise ValueError('no good')")]
    [InlineData("def f(x):\n    return 1 / x\n\nimport sys\nf(0)")]
    [InlineData("try:\n    {}['a']\nexcept KeyError as error:\n    raise RuntimeError('later') from error")]
    [InlineData("import sys\nsys.exit('reason')")]
    [InlineData("class E(Exception):\n    pass\n\nimport sys\nraise E('a', 'b')")]
    [InlineData("import sys\nx = (1,\n")]
    public void ErrorsAreThoseOfCPython(string source)
    {
        Interpreters.Need();
        using var folder = new TemporaryFolder();
        string file = folder.Write("program.py", source + "\n");
        CommandResult result = CommandResult.Run("run", "--tier", "cpython", file);
        (int exitCode, string error) = RunNative(file);
        Assert.Equal(exitCode, result.ExitCode);
        Assert.Equal(WithoutMarks(error), WithoutMarks(result.Error));
    }

    [Fact]
    public void TheFolderCanBeReadOnly()
    {
        Interpreters.Need();
        using var folder = new TemporaryFolder();
        string file = folder.Write("program.py", "import os\nfolder = os.path.dirname(__file__)\nprint(os.listdir(folder))\nopen(folder + '/new', 'w')\n");
        CommandResult result = CommandResult.Run("run", file);
        Assert.Equal((1, "['program.py']\n"), (result.ExitCode, result.Output));
        Assert.Contains("Read-only file system", result.Error, StringComparison.Ordinal);
        Assert.Equal(0, CommandResult.Run("run", file, "--dir", folder.Path).ExitCode);
        Assert.True(File.Exists(folder.Combine("new")));
    }

    [Fact]
    public void AutoTakesTheTypedTierWhereItFits()
    {
        Interpreters.Need();
        using var folder = new TemporaryFolder();
        CommandResult typed = CommandResult.Run("run", "-v", folder.Write("typed.py", "print(sum(range(5)))\n"));
        Assert.Equal((0, "10\n", "krait: tier typed: the typed compiler takes the whole file\n"), (typed.ExitCode, typed.Output, typed.Error));
        CommandResult other = CommandResult.Run("run", "-v", folder.Write("other.py", "x = 1\nimport json\nprint(json.dumps([x]))\n"));
        Assert.Equal((0, "[1]\n"), (other.ExitCode, other.Output));
        Assert.StartsWith("krait: tier cpython: the typed compiler refuses line 2: ", other.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cpython", "cpython")]
    [InlineData("micropython", "micropython")]
    public void ATierCanBeChosen(string tier, string name)
    {
        Interpreters.Need();
        using var folder = new TemporaryFolder();
        CommandResult result = CommandResult.Run("run", "--tier", tier, folder.Write("program.py", "import sys\nprint(sys.implementation.name)\n"));
        Assert.Equal((0, name + "\n", string.Empty), (result.ExitCode, result.Output, result.Error));
    }

    [Fact]
    public void TierTypedRefusesWhatItDoesNotCompile()
    {
        using var folder = new TemporaryFolder();
        CommandResult result = CommandResult.Run("run", "--tier", "typed", folder.Write("program.py", "import json\n"));
        Assert.Equal(65, result.ExitCode);
        Assert.Contains("program.py:1:", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void CodeModulesAndInputAreProgramsToo()
    {
        Interpreters.Need();
        Assert.Equal("['-c', 'a', 'b']\n", CommandResult.Run("run", "-c", "import sys; print(sys.argv)", "a", "b").Output);
        Assert.Equal("[\n    1,\n    2\n]\n", CommandResult.RunWith("[1, 2]"u8.ToArray(), "run", "-m", "json.tool").Output);
        Assert.Equal("['-', 'a']\n", CommandResult.RunWith("import sys; print(sys.argv)"u8.ToArray(), "run", "-", "a").Output);
        CommandResult missing = CommandResult.Run("run", "-m", "nosuch");
        Assert.Equal((1, "krait: No module named nosuch\n"), (missing.ExitCode, missing.Error));
    }

    [Fact]
    public void OptionsThatContradictAreRefused()
    {
        Assert.Equal(2, CommandResult.Run("run").ExitCode);
        Assert.Equal(2, CommandResult.Run("run", "-c", "1", "-m", "json").ExitCode);
        Assert.Equal(2, CommandResult.Run("run", "-c", "1", "--tier", "typed").ExitCode);
        Assert.Equal(2, CommandResult.Run("run", "-c", "1", "--fuel", "5").ExitCode);
        Assert.Equal(2, CommandResult.Run("run", "-c", "1", "--trace=calls").ExitCode);
    }

    private static (int ExitCode, string Error) RunNative(string file)
    {
        var start = new ProcessStartInfo("python3", ["-I", file]) { RedirectStandardError = true, StandardErrorEncoding = Encoding.UTF8 };
        try
        {
            using Process process = Process.Start(start)!;
            string error = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, error);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("python3 is not here");
            throw;
        }
    }

    // Versions differ in which parts of a line they mark.
    private static string WithoutMarks(string text) =>
        string.Join('\n', Array.FindAll(text.Split('\n'), static line => line.Trim(' ', '^', '~').Length > 0));
}
