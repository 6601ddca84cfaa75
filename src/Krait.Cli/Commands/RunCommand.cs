using System.CommandLine;
using System.IO;
using Krait.Cli.Output;
using Krait.Cli.Running;
using Krait.Wasi;

namespace Krait.Cli.Commands;

/// <summary><c>krait run FILE ARGS</c>: runs a Python program or a module's <c>_start</c>.</summary>
internal static class RunCommand
{
    public static Command Create(Terminal terminal)
    {
        var file = new Argument<FileInfo>("file") { Description = "A .py, .wasm, .wat or .krait file." };
        RunLimitOptions limits = RunLimitOptions.Create();
        EngineChoiceOptions engine = EngineChoiceOptions.Create();
        WasiGrantOptions grants = WasiGrantOptions.Create();
        var command = new Command("run", "Run a program: the top level of a Python file, or a module's '_start' or 'main'.") { file };
        grants.AddTo(command);
        limits.AddTo(command);
        engine.AddTo(command);
        command.SetAction(result =>
        {
            InputFile input = InputFile.Read(result.GetRequiredValue(file));
            WasiOptions wasi = grants.Read(result, input.Name, terminal);
            return engine.Run(result, terminal, limits.Read(result), input.Name, settings => ProgramRunner.Run(input, settings, terminal.Output.Write, wasi));
        });
        ExamplesHelp.Attach(
            command,
            "krait run examples/find_prime.py",
            "krait run program.wasm --timeout 1000 --fuel 1000000",
            "krait run program.wasm --trace=imports",
            "krait run program.wasm --profile time.svg",
            "krait run program.wasm --dir data:/data:ro --env LANG=C -- -v input.txt");
        return command;
    }
}
