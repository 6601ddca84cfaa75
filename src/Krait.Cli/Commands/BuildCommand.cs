using System.CommandLine;
using System.IO;
using Krait.Cli.Output;
using Krait.Cli.Running;

namespace Krait.Cli.Commands;

/// <summary><c>krait build FILE.py -o OUT.wasm</c>: typed Python to a module.</summary>
internal static class BuildCommand
{
    public static Command Create(Terminal terminal)
    {
        var file = new Argument<FileInfo>("file") { Description = "A .py file, or a .wat file." };
        var output = new Option<FileInfo?>("--output", "-o") { Description = "The module to write; otherwise the file's name with .wasm." };
        var command = new Command("build", "Compile typed Python, or WebAssembly text, to a .wasm module.") { file, output };
        command.SetAction(result =>
        {
            FileInfo source = result.GetRequiredValue(file);
            byte[] module = ModuleBuilder.Build(InputFile.Read(source));
            string path = result.GetValue(output)?.FullName ?? Path.ChangeExtension(source.FullName, ".wasm");
            OutputFile.Write(path, module);
            terminal.Output.WriteLine($"{Path.GetFileName(path)}: {module.Length} bytes");
            return (int)ExitCode.Success;
        });
        ExamplesHelp.Attach(command, "krait build examples/find_prime.py -o find_prime.wasm");
        return command;
    }
}
