using System.CommandLine;
using System.Text;
using Krait.Cli.Output;
using Krait.Cli.Running;
using Krait.Wasm;

namespace Krait.Cli.Commands;

/// <summary><c>krait wasm2wat FILE</c>: a binary module as WebAssembly text.</summary>
internal static class Wasm2WatCommand
{
    public static Command Create(Terminal terminal)
    {
        var file = new Argument<string>("file") { Description = "A .wasm or .wat file; - for standard input." };
        var output = new Option<string?>("--output", "-o") { Description = "The text to write; otherwise standard output, as for -." };
        var fold = new Option<bool>("--fold-exprs", "-f") { Description = "Put operands inside their instruction's parentheses." };
        var noNames = new Option<bool>("--no-names") { Description = "Name items by index only." };
        var noCheck = new Option<bool>("--no-check") { Description = "Print modules that are not valid, too." };
        var command = new Command("wasm2wat", "Print a module as WebAssembly text.") { file, output, fold, noNames, noCheck };
        command.SetAction(result =>
        {
            Module module = InputFile.ReadModule(result.GetRequiredValue(file), terminal.Input).DecodeModule();
            if (!result.GetValue(noCheck))
                ModuleValidator.Validate(module);
            var options = new PrintOptions(
                result.GetValue(fold) ? CodeLayout.Folded : CodeLayout.Flat,
                result.GetValue(noNames) ? PrintedIdentifiers.Indices : PrintedIdentifiers.Names);
            byte[] text = Encoding.UTF8.GetBytes(ModulePrinter.Print(module, options));
            OutputFile.Write(result.GetValue(output) ?? InputFile.StandardStream, text, terminal.RawOutput);
            return (int)ExitCode.Success;
        });
        ExamplesHelp.Attach(command, "krait wasm2wat module.wasm", "krait wasm2wat module.wasm --fold-exprs -o module.wat");
        return command;
    }
}
