using System;
using System.Globalization;
using System.IO;
using Krait.Guests;

namespace Krait.Cli.Tests.Guests;

/// <summary>What people know from other Pythons for WebAssembly, done in the same way here.</summary>
public class PythonWasmExamplesTests
{
    private const string Prompt = ">>> ";

    [Fact]
    public void ThePromptComputesAndAsks()
    {
        TerminalRun run = TerminalRun.Of(
            ["repl"],
            string.Empty,
            "1",
            (Prompt, "2 + 3\r"),
            (Prompt, "import sys; sys.version\r"),
            (Prompt, "sys.platform\r"),
            (Prompt, "2 + 3   # you can edit this\r"),
            (Prompt, "input('na' 'me? ')\r"),
            ("name? ", "william\r"),
            (Prompt, "quit()\r"));
        Assert.Equal(0, run.ExitCode);
        string[] lines = run.Screen.Split('\n');
        Assert.StartsWith("Python 3.14.2 (main, ", lines[0], StringComparison.Ordinal);
        Assert.EndsWith(" on emscripten", lines[0], StringComparison.Ordinal);
        Assert.Contains("Type \"help\", \"copyright\", \"credits\" or \"license\" for more information.\n>>> 2 + 3\n5\n>>> import sys; sys.version\n'3.14.2 (main, ", run.Screen, StringComparison.Ordinal);
        Assert.EndsWith(
            "'\n>>> sys.platform\n'emscripten'\n>>> 2 + 3   # you can edit this\n5\n>>> input('na' 'me? ')\nname? william\n'william'\n>>> quit()",
            run.Screen,
            StringComparison.Ordinal);
    }

    [Fact]
    public void TheLibraryExecutesAndShows()
    {
        Interpreters.Need();
        using var output = new MemoryStream();
        using PythonSandbox python = PythonSandbox.Create(new PythonSandboxOptions { Output = output });
        python.Execute("import sys");
        Assert.StartsWith("'3.14.2 (main, ", python.Repr("sys.version"), StringComparison.Ordinal);
        Assert.Equal("'emscripten'", python.Repr("sys.platform"));
        Assert.Equal("4", python.Repr("2+2"));
        python.Execute("import time; t=time.time(); print(sum(range(10**7)), time.time()-t)");
        string[] printed = System.Text.Encoding.UTF8.GetString(output.ToArray()).TrimEnd().Split(' ');
        Assert.Equal("49999995000000", printed[0]);
        Assert.True(double.Parse(printed[1], CultureInfo.InvariantCulture) >= 0);
    }

    [Fact]
    public void AScriptGreetsFromItsPlatform()
    {
        Interpreters.Need();
        using var folder = new TemporaryFolder();
        CommandResult result = CommandResult.Run("run", folder.Write("a.py", "import sys; print(f'hi from {sys.platform}')\n"));
        Assert.Equal((0, "hi from emscripten\n", string.Empty), (result.ExitCode, result.Output, result.Error));
    }
}
