using System.CommandLine;
using System.IO;
using System.Text;
using System.Text.Json;
using Krait.Cli.Drawing;
using Krait.Cli.Output;
using Krait.Cli.Running;

namespace Krait.Cli.Commands;

/// <summary><c>krait inspect FILE</c>: what a module holds, or the metadata of a Python function.</summary>
internal static class InspectCommand
{
    public static Command Create(Terminal terminal)
    {
        var file = new Argument<FileInfo>("file") { Description = "A .wasm, .wat or .py file." };
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var map = new Option<string?>("--map") { Description = "Draw where the module's bytes are, as SVG; - for standard output.", HelpName = "file.svg" };
        var command = new Command("inspect", "Show a module's types, imports, exports and sizes, or a Python file's metadata.") { file, json, map };
        command.SetAction(result =>
        {
            InputFile input = InputFile.Read(result.GetRequiredValue(file));
            if (result.GetValue(map) is { } picture)
                OutputFile.Write(picture, Draw(input), terminal.RawOutput);
            else if (input.Kind == InputKind.Python)
                PrintMetadata(terminal, input);
            else if (result.GetValue(json))
                terminal.Output.WriteLine(JsonSerializer.Serialize(ModuleReport.Create(input), ReportJson.Default.ModuleReport));
            else
                ModuleReportPrinter.Print(terminal, ModuleReport.Create(input));
            return (int)ExitCode.Success;
        });
        ExamplesHelp.Attach(command, "krait inspect module.wasm", "krait inspect module.wat --json", "krait inspect module.wasm --map module.svg", "krait inspect examples/udfs/text_similarity.py");
        return command;
    }

    // A Python file is drawn as the module that it becomes.
    private static byte[] Draw(InputFile input)
    {
        byte[] binary = input.Kind == InputKind.WasmBinary ? input.Bytes : ModuleBuilder.Build(input);
        return Encoding.UTF8.GetBytes(ModuleMapPicture.Draw(ModuleMap.Create(input.Name, binary)));
    }

    // Metadata is JSON by nature: the same text stands in the compiled module.
    private static void PrintMetadata(Terminal terminal, InputFile input) =>
        terminal.Output.WriteLine(PythonPrograms.ExtractMetadata(input));
}
