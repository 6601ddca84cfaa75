using System;
using System.CommandLine;
using System.CommandLine.Parsing;
using Krait.Cli.Commands;
using Krait.Cli.Output;

namespace Krait.Cli;

/// <summary>The root of the command: which subcommands there are, and how any of them may end.</summary>
internal static class KraitCommand
{
    /// <summary>Parses the arguments, runs the chosen subcommand and answers the process's exit code.</summary>
    public static int Run(string[] args, Terminal terminal)
    {
        ParseResult result = Build(terminal).Parse(EngineChoiceOptions.Complete(args));
        var invocation = new InvocationConfiguration
        {
            Output = terminal.Output,
            Error = terminal.Error,
            EnableDefaultExceptionHandler = false,
        };

        try
        {
            if (result.Errors.Count == 0 || result.Action is ExamplesHelp)
                return result.Invoke(invocation);

            foreach (ParseError error in result.Errors)
                terminal.Error.WriteLine("krait: " + error.Message);
            terminal.Error.WriteLine("krait: see 'krait --help' and 'krait COMMAND --help'");
            return (int)ExitCode.Usage;
        }
        catch (OperationCanceledException)
        {
            return (int)ExitCode.Interrupted;
        }
        catch (Exception exception)
        {
            return (int)ErrorReporter.Report(terminal, exception);
        }
    }

    private static RootCommand Build(Terminal terminal)
    {
        var root = new RootCommand("Run Python as WebAssembly: sandboxed, metered, fast.")
        {
            RunCommand.Create(terminal),
            EvalCommand.Create(terminal),
            ReplCommand.Create(terminal),
            CallCommand.Create(terminal),
            BuildCommand.Create(terminal),
            CompileCommand.Create(terminal),
            InspectCommand.Create(terminal),
            ValidateCommand.Create(terminal),
            Wat2WasmCommand.Create(terminal),
            Wasm2WatCommand.Create(terminal),
            GuestsCommand.Create(terminal),
            ServeCommand.Create(terminal),
            UdfCommand.Create(terminal),
            DemoCommand.Create(terminal),
        };
        ExamplesHelp.Attach(
            root,
            "krait demo",
            "krait call examples/find_prime.py find_prime 2000",
            "krait build examples/find_prime.py -o find_prime.wasm",
            "krait serve --data ./store");
        return root;
    }
}
