using System.CommandLine;
using System.IO;
using Krait.Cli.Output;
using Krait.Cli.Running;
using Krait.Runtime;

namespace Krait.Cli.Commands;

/// <summary><c>krait compile FILE -o OUT.krait</c>: a module to code that starts at once.</summary>
internal static class CompileCommand
{
    public static Command Create(Terminal terminal)
    {
        var file = new Argument<FileInfo>("file") { Description = "A .wasm or .wat file." };
        var output = new Option<FileInfo?>("--output", "-o") { Description = "The file to write; otherwise the module's name with .krait." };
        var noFuel = new Option<bool>("--no-fuel") { Description = "Do not count fuel: faster, and --fuel bounds nothing." };
        var noMachineCode = new Option<bool>("--no-machine-code") { Description = "Leave machine code to the just-in-time compiler." };
        var command = new Command(
            "compile",
            "Compile a module ahead of time, to machine code where crossgen2 is present. The result is code with all rights of whoever runs it: take it from nobody.")
        {
            file, output, noFuel, noMachineCode,
        };
        command.SetAction(result =>
        {
            FileInfo source = result.GetRequiredValue(file);
            InputFile input = InputFile.Read(source);
            if (input.Kind is not (InputKind.WasmBinary or InputKind.WasmText))
                throw new CommandFailure(ExitCode.InvalidInput, $"'{source.Name}' is not a .wasm or .wat file; 'krait build' makes modules of Python");
            Crossgen? crossgen = result.GetValue(noMachineCode) ? null : Crossgen.Find();
            byte[] compiled = ModulePrecompiler.Compile(input, new EngineOptions { MeterFuel = !result.GetValue(noFuel) }, crossgen, terminal.RichError);
            string path = result.GetValue(output)?.FullName ?? Path.ChangeExtension(source.FullName, ".krait");
            OutputFile.Replace(path, compiled);
            string kind = crossgen is null ? "no machine code" : "with machine code";
            terminal.Output.WriteLine($"{Path.GetFileName(path)}: {compiled.Length} bytes, {kind}");
            if (crossgen is null && !result.GetValue(noMachineCode))
                terminal.Error.WriteLine("krait: crossgen2 is not here, so the module starts slower; docs/ENGINE.md says where to get it");
            return (int)ExitCode.Success;
        });
        ExamplesHelp.Attach(command, "krait compile program.wasm -o program.krait", "krait run program.krait");
        return command;
    }
}
