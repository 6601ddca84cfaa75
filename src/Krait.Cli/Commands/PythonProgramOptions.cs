using System;
using System.CommandLine;
using System.IO;
using Krait.Cli.Guests;
using Krait.Cli.Output;
using Krait.Cli.Running;
using Krait.Guests;
using Krait.Wasi;

namespace Krait.Cli.Commands;

/// <summary>How <c>run</c> runs Python: what of it, and in which tier.</summary>
internal sealed class PythonProgramOptions
{
    private readonly Option<string?> _code = new("--code", "-c") { Description = "Run this Python text; everything else on the line is its arguments.", HelpName = "code" };

    private readonly Option<string?> _module = new("--module", "-m") { Description = "Run a module of Python's library, or of the current folder, as a program.", HelpName = "name" };

    private readonly Option<PythonTier> _tier = new("--tier")
    {
        Description = "What runs Python: typed, cpython, micropython, or auto: typed if the compiler takes the file, otherwise cpython.",
        HelpName = "auto|typed|cpython|micropython",
        DefaultValueFactory = static _ => PythonTier.Auto,
    };

    private readonly Option<bool> _verbose = new("--verbose", "-v") { Description = "Say in which tier Python runs, and why." };

    public static PythonProgramOptions Create() => new();

    public void AddTo(Command command)
    {
        command.Options.Add(_code);
        command.Options.Add(_module);
        command.Options.Add(_tier);
        command.Options.Add(_verbose);
    }

    /// <summary>Whether Python is named by an option, so that there is no file.</summary>
    public bool HasProgram(ParseResult result) => result.GetValue(_code) is not null || result.GetValue(_module) is not null;

    /// <summary>Chooses the tier of a file, and says so if it was asked.</summary>
    /// <exception cref="CommandFailure">Tier typed is wanted, and the file does not compile.</exception>
    public TierChoice Choose(ParseResult result, InputFile input, Terminal terminal) =>
        Tell(result, TierChoice.Make(result.GetValue(_tier), input), terminal);

    /// <summary>Runs the program that an option names.</summary>
    /// <returns>Its exit status.</returns>
    /// <exception cref="CommandFailure">The options contradict each other.</exception>
    public int RunNamed(ParseResult result, PythonGrants grants, Terminal terminal)
    {
        string? code = result.GetValue(_code);
        if (code is not null && result.GetValue(_module) is not null)
            throw new CommandFailure(ExitCode.Usage, "-c and -m name two programs; give one of them");
        PythonTier tier = ChooseWithoutFile(result, terminal);
        if (code is not null)
            return Run(grants with { ModulePath = string.Empty }, tier, terminal, "run_text", PythonLiteral.Of(code));
        string current = Directory.GetCurrentDirectory();
        return Run(WithFolder(grants, current), tier, terminal, "run_module", PythonLiteral.Of(result.GetValue(_module)));
    }

    /// <summary>Runs what stands on standard input.</summary>
    /// <returns>Its exit status.</returns>
    public int RunInput(ParseResult result, PythonGrants grants, Terminal terminal) =>
        Run(grants with { ModulePath = string.Empty }, ChooseWithoutFile(result, terminal), terminal, "run_input");

    /// <summary>Runs a file, whose folder it may read.</summary>
    /// <returns>Its exit status.</returns>
    public static int RunFile(FileInfo file, PythonGrants grants, PythonTier tier, Terminal terminal)
    {
        string path = file.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? file.FullName;
        PythonGrants given = WithFolder(grants, Path.GetDirectoryName(path)!);
        return Run(given, tier, terminal, "run_file", PythonLiteral.Of(given.ModulePath + "/" + Path.GetFileName(path)));
    }

    private static int Run(PythonGrants grants, PythonTier tier, Terminal terminal, string function, params ReadOnlySpan<string> arguments)
    {
        PythonInterpreter interpreter = tier == PythonTier.MicroPython ? PythonInterpreter.MicroPython : PythonInterpreter.CPython;
        using PythonSession session = PythonSession.Start(grants with { Interpreter = interpreter }, terminal);
        return session.Run(function, arguments);
    }

    // What is granted by name comes last, so that it may be the same folder, writable.
    private static PythonGrants WithFolder(PythonGrants grants, string folder)
    {
        foreach (WasiMount mount in grants.Mounts)
        {
            if (mount.FileSystem is HostFolder granted && granted.Path == folder)
                return grants with { ModulePath = mount.GuestPath };
        }

        WasiMount program = GuestPaths.Program(folder);
        return grants with { ModulePath = program.GuestPath, Mounts = grants.Mounts.Insert(0, program) };
    }

    private PythonTier ChooseWithoutFile(ParseResult result, Terminal terminal)
    {
        PythonTier tier = result.GetValue(_tier);
        return tier switch
        {
            PythonTier.Typed => throw new CommandFailure(ExitCode.Usage, "--tier typed runs a file"),
            PythonTier.Auto => Tell(result, new TierChoice(PythonTier.CPython, "the typed compiler takes files only", Compiled: null), terminal).Tier,
            _ => tier,
        };
    }

    private TierChoice Tell(ParseResult result, TierChoice choice, Terminal terminal)
    {
        if (result.GetValue(_verbose))
            terminal.Error.WriteLine($"krait: tier {choice.Tier.ToString().ToLowerInvariant()}: {choice.Reason}");
        return choice;
    }
}
