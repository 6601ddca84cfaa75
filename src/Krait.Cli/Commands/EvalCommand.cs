using System.CommandLine;
using Krait.Cli.Guests;
using Krait.Cli.Output;
using Krait.Guests;

namespace Krait.Cli.Commands;

/// <summary><c>krait eval CODE ARGS</c>: runs a text of Python and shows the value of its last expression.</summary>
internal static class EvalCommand
{
    public static Command Create(Terminal terminal)
    {
        var code = new Argument<string>("code") { Description = "An expression, or statements of which the last one may be an expression." };
        var micropython = new Option<bool>("--micropython") { Description = "Run MicroPython instead of CPython." };
        WasiGrantOptions grants = WasiGrantOptions.Create();
        RunLimitOptions limits = RunLimitOptions.ForInterpreter();
        var command = new Command("eval", "Compute Python in a sandbox and print the value as Python's prompt would.") { code, micropython };
        grants.AddTo(command);
        limits.AddTo(command);
        command.SetAction(result =>
        {
            PythonGrants given = grants.ReadForPython(result, "-c", limits.ReadForPython(result)) with
            {
                Interpreter = result.GetValue(micropython) ? PythonInterpreter.MicroPython : PythonInterpreter.CPython,
                ModulePath = string.Empty,
            };
            using PythonSession session = PythonSession.Start(given, terminal);
            return session.Run("run_shown", PythonLiteral.Of(result.GetRequiredValue(code)));
        });
        ExamplesHelp.Attach(
            command,
            "krait eval \"2+3\"",
            "krait eval \"import json; json.dumps({'a': 1})\"",
            "krait eval --micropython \"sum(range(10))\"",
            "krait eval --dir data:/data:ro \"import os; os.listdir('/data')\"");
        return command;
    }
}
