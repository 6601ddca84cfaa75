using System;
using System.CommandLine;
using Krait.Cli.Output;
using Krait.Cli.Running;
using Krait.Wasm;

namespace Krait.Cli.Commands;

/// <summary><c>krait validate FILE...</c>: says of each module whether it is valid.</summary>
internal static class ValidateCommand
{
    public static Command Create(Terminal terminal)
    {
        var files = new Argument<string[]>("files") { Description = "Modules, .wasm or .wat; - for standard input.", Arity = ArgumentArity.OneOrMore };
        var command = new Command("validate", "Check modules by the rules of WebAssembly, without running anything.") { files };
        command.SetAction(result =>
        {
            ExitCode worst = ExitCode.Success;
            foreach (string file in result.GetRequiredValue(files))
            {
                ExitCode found = Validate(terminal, file);
                if (worst == ExitCode.Success)
                    worst = found;
            }

            return (int)worst;
        });
        ExamplesHelp.Attach(command, "krait validate module.wasm", "krait validate *.wat");
        return command;
    }

    private static ExitCode Validate(Terminal terminal, string file)
    {
        string name = file;
        try
        {
            InputFile input = InputFile.ReadModule(file, terminal.Input);
            name = input.Name;
            ModuleValidator.Validate(input.DecodeModule());
            terminal.Output.WriteLine(file + ": valid");
            return ExitCode.Success;
        }
        catch (KraitException problem)
        {
            // Messages about text begin with the file's name, line and column.
            bool isNamed = problem.Message.StartsWith(name + ":", StringComparison.Ordinal);
            terminal.Error.WriteLine("krait: " + (isNamed ? problem.Message : $"{file}: {problem.Message}"));
            return ExitCode.InvalidInput;
        }
        catch (CommandFailure problem)
        {
            terminal.Error.WriteLine("krait: " + problem.Message);
            return problem.Code;
        }
    }
}
