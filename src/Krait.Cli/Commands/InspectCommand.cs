using System.CommandLine;
using System.IO;
using System.Text.Json;
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
        var command = new Command("inspect", "Show a module's types, imports, exports and sizes, or a Python file's metadata.") { file, json };
        command.SetAction(result =>
        {
            InputFile input = InputFile.Read(result.GetRequiredValue(file));
            if (input.Kind == InputKind.Python)
                PrintMetadata(terminal, input);
            else if (result.GetValue(json))
                terminal.Output.WriteLine(JsonSerializer.Serialize(ModuleReport.Create(input), ReportJson.Default.ModuleReport));
            else
                ModuleReportPrinter.Print(terminal, ModuleReport.Create(input));
            return (int)ExitCode.Success;
        });
        ExamplesHelp.Attach(command, "krait inspect module.wasm", "krait inspect module.wat --json", "krait inspect examples/udfs/text_similarity.py");
        return command;
    }

    // Metadata is JSON by nature: the same text stands in the compiled module.
    private static void PrintMetadata(Terminal terminal, InputFile input) =>
        terminal.Output.WriteLine(PythonPrograms.ExtractMetadata(input));
}
