using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Text.Json;
using Krait.Cli.Output;
using Krait.Cli.Running;

namespace Krait.Cli.Commands;

/// <summary><c>krait call FILE FUNCTION ARGS...</c>: compiles the file, calls one function and prints its result.</summary>
internal static class CallCommand
{
    public static Command Create(Terminal terminal)
    {
        var file = new Argument<FileInfo>("file") { Description = "A .py, .wasm, .wat or .krait file." };
        var function = new Argument<string>("function") { Description = "The function's name." };
        var arguments = new Argument<string[]>("args")
        {
            Description = "Arguments in order: text as it is, everything else as JSON. Write -- before a negative number.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var json = new Option<bool>("--json") { Description = "Print the result with its cost as JSON." };
        RunLimitOptions limits = RunLimitOptions.ForPrograms();
        EngineChoiceOptions engine = EngineChoiceOptions.Create();
        var command = new Command("call", "Call one function of a file and print its result.") { file, function, arguments, json };
        limits.AddTo(command);
        engine.AddTo(command);
        command.SetAction(result =>
        {
            FileInfo input = result.GetRequiredValue(file);
            string name = result.GetRequiredValue(function);
            return engine.Run(result, terminal, limits.Read(result), $"{name} of {input.Name}", settings =>
            {
                FunctionCall call = FunctionCaller.Call(input, name, result.GetValue(arguments) ?? [], settings);
                foreach (string line in call.Logs)
                    terminal.Error.WriteLine(line);
                if (result.GetValue(json))
                    terminal.Output.WriteLine(call.ToJson());
                else
                    Print(terminal, call.Results);
                return (int)ExitCode.Success;
            });
        });
        ExamplesHelp.Attach(
            command,
            "krait call examples/find_prime.py find_prime 2000",
            "krait call examples/find_prime.py find_prime 2000 --json",
            "krait call add.wat add --trace -- -1 2");
        return command;
    }

    private static void Print(Terminal terminal, IReadOnlyList<JsonElement> results)
    {
        foreach (JsonElement result in results)
            terminal.Output.WriteLine(PythonText.Print(result));
    }
}
