using System;
using System.CommandLine;
using System.IO;
using Krait.Cli.Guests;
using Krait.Cli.Output;
using Krait.Guests;

namespace Krait.Cli.Commands;

/// <summary><c>krait repl</c>: Python's prompt in a sandbox.</summary>
internal static class ReplCommand
{
    private const string HistoryVariable = "KRAIT_HISTORY";

    public static Command Create(Terminal terminal)
    {
        var micropython = new Option<bool>("--micropython") { Description = "Run MicroPython instead of CPython." };
        RunLimitOptions limits = RunLimitOptions.ForPrompt();
        WasiGrantOptions grants = WasiGrantOptions.Create();
        var command = new Command("repl", "Python's prompt in a sandbox: history, completion, several lines at once.") { micropython };
        grants.AddTo(command);
        limits.AddTo(command);
        command.SetAction(result =>
        {
            PythonGrants given = grants.ReadForPython(result, string.Empty, limits.ReadForPython(result)) with
            {
                Interpreter = result.GetValue(micropython) ? PythonInterpreter.MicroPython : PythonInterpreter.CPython,
                ModulePath = string.Empty,
            };
            using var prompt = new PythonPrompt(given, terminal, HistoryFile(given.Interpreter));
            return prompt.Run();
        });
        ExamplesHelp.Attach(
            command,
            "krait repl",
            "krait repl --micropython",
            "krait repl --dir .:/work",
            "krait repl < session.py");
        return command;
    }

    // KRAIT_HISTORY names another file; empty, it says that there is to be none.
    private static string? HistoryFile(PythonInterpreter interpreter)
    {
        if (Environment.GetEnvironmentVariable(HistoryVariable) is { } named)
            return named.Length == 0 ? null : Path.GetFullPath(named);
        string state = Environment.GetEnvironmentVariable("XDG_STATE_HOME") is { Length: > 0 } folder
            ? folder
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "state");
        return Path.Combine(state, "krait", interpreter == PythonInterpreter.CPython ? "python_history" : "micropython_history");
    }
}
