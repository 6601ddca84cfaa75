using System.CommandLine;
using System.IO;
using Krait.Cli.Output;
using Krait.Cli.Running;

namespace Krait.Cli.Commands;

/// <summary><c>krait run FILE</c>: runs a Python program or a module's <c>_start</c>.</summary>
internal static class RunCommand
{
    public static Command Create(Terminal terminal)
    {
        var file = new Argument<FileInfo>("file") { Description = "A .py, .wasm or .wat file." };
        RunLimitOptions limits = RunLimitOptions.Create();
        var command = new Command("run", "Run a program: the top level of a Python file, or a module's '_start' or 'main'.") { file };
        limits.AddTo(command);
        command.SetAction(result =>
        {
            ProgramRunner.Run(InputFile.Read(result.GetRequiredValue(file)), limits.Read(result), terminal.Output.Write);
            return (int)ExitCode.Success;
        });
        ExamplesHelp.Attach(command, "krait run examples/find_prime.py", "krait run program.wasm --timeout 1000 --fuel 1000000");
        return command;
    }
}
