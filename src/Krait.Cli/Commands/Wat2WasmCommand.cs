using System.CommandLine;
using System.IO;
using System.Linq;
using Krait.Cli.Output;
using Krait.Cli.Running;
using Krait.Wasm;

namespace Krait.Cli.Commands;

/// <summary><c>krait wat2wasm FILE</c>: WebAssembly text to the binary format.</summary>
internal static class Wat2WasmCommand
{
    public static Command Create(Terminal terminal)
    {
        var file = new Argument<string>("file") { Description = "A .wat file; - for standard input." };
        var output = new Option<string?>("--output", "-o")
        {
            Description = "The module to write; - for standard output. Otherwise the file's name with .wasm, and standard output for standard input.",
        };
        var noNames = new Option<bool>("--no-names") { Description = "Leave out the name section." };
        var noCheck = new Option<bool>("--no-check") { Description = "Write modules that are not valid, too." };
        var command = new Command("wat2wasm", "Translate WebAssembly text to a binary module.") { file, output, noNames, noCheck };
        command.SetAction(result =>
        {
            string path = result.GetRequiredValue(file);
            Module module = InputFile.ReadModule(path, terminal.Input).DecodeModule();
            if (!result.GetValue(noCheck))
                ModuleValidator.Validate(module);
            byte[] bytes = ModuleEncoder.Encode(result.GetValue(noNames) ? module.WithCustomSections(WithoutNames(module)) : module);
            OutputFile.Write(result.GetValue(output) ?? DefaultOutput(path), bytes, terminal.RawOutput);
            return (int)ExitCode.Success;
        });
        ExamplesHelp.Attach(command, "krait wat2wasm module.wat -o module.wasm", "krait wat2wasm - -o - < module.wat > module.wasm");
        return command;
    }

    private static System.Collections.Immutable.ImmutableArray<CustomSection> WithoutNames(Module module) =>
        [.. module.CustomSections.Where(static section => section.Name != NameSection.SectionName)];

    private static string DefaultOutput(string path) =>
        path == InputFile.StandardStream ? path : Path.ChangeExtension(path, ".wasm");
}
