using System.CommandLine;
using System.IO;
using Krait.Cli.Guests;
using Krait.Cli.Output;
using Krait.Cli.Running;
using Krait.Wasi;

namespace Krait.Cli.Commands;

/// <summary><c>krait run FILE ARGS</c>: runs a Python program or a module's <c>_start</c>.</summary>
internal sealed class RunCommand
{
    private readonly Argument<string?> _file = new("file") { Description = "A .py, .wasm, .wat or .krait file; '-' is Python from standard input.", Arity = ArgumentArity.ZeroOrOne };
    private readonly PythonProgramOptions _python = PythonProgramOptions.Create();
    private readonly RunLimitOptions _limits = RunLimitOptions.ForPrograms();
    private readonly EngineChoiceOptions _engine = EngineChoiceOptions.Create();
    private readonly WasiGrantOptions _grants = WasiGrantOptions.Create();
    private readonly Terminal _terminal;

    private RunCommand(Terminal terminal) => _terminal = terminal;

    public static Command Create(Terminal terminal)
    {
        var run = new RunCommand(terminal);
        var command = new Command("run", "Run a program: the top level of a Python file, or a module's '_start' or 'main'.") { run._file };
        run._grants.AddTo(command);
        run._python.AddTo(command);
        run._limits.AddTo(command);
        run._engine.AddTo(command);
        command.SetAction(run.Run);
        ExamplesHelp.Attach(
            command,
            "krait run examples/find_prime.py",
            "krait run script.py --dir data:/data:ro -- -v input.txt",
            "krait run -m json.tool < data.json",
            "krait run script.py --tier micropython",
            "krait run program.wasm --timeout 1000 --fuel 1000000",
            "krait run program.wasm --trace=imports",
            "krait run program.wasm --profile time.svg");
        return command;
    }

    private int Run(ParseResult result)
    {
        string? name = result.GetValue(_file);
        if (_python.HasProgram(result))
        {
            // There is no file, so the first word is an argument like the others.
            PythonGrants grants = ReadPythonGrants(result, "-c");
            return _python.RunNamed(result, name is null ? grants : grants with { Arguments = grants.Arguments.Insert(1, name) }, _terminal);
        }

        if (name is null)
            throw new CommandFailure(ExitCode.Usage, "a file was expected, or -c CODE, or -m MODULE");
        if (name == InputFile.StandardStream)
            return _python.RunInput(result, ReadPythonGrants(result, name), _terminal);
        var file = new FileInfo(name);
        InputFile input = InputFile.Read(file);
        if (input.Kind != InputKind.Python)
        {
            WasiOptions wasi = _grants.Read(result, input.Name, _terminal);
            return _engine.Run(result, _terminal, _limits.Read(result), input.Name, settings => ProgramRunner.Run(input, settings, _terminal.Output.Write, wasi));
        }

        TierChoice choice = _python.Choose(result, input, _terminal);
        if (choice.Compiled is not { } compiled)
            return PythonProgramOptions.RunFile(file, ReadPythonGrants(result, name), choice.Tier, _terminal);
        return _engine.Run(result, _terminal, _limits.Read(result), input.Name, settings =>
        {
            PythonScript.Run(compiled, input, settings, _terminal.Output.Write);
            return (int)ExitCode.Success;
        });
    }

    private PythonGrants ReadPythonGrants(ParseResult result, string program)
    {
        _engine.CheckUnused(result);
        return _grants.ReadForPython(result, program, _limits.ReadForPython(result));
    }
}
