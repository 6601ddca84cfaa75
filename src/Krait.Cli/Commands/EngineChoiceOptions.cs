using System;
using System.CommandLine;
using System.IO;
using System.Text;
using Krait.Cli.Drawing;
using Krait.Cli.Output;
using Krait.Cli.Running;
using Krait.Runtime;
using Krait.Udf;

namespace Krait.Cli.Commands;

/// <summary>How <c>run</c> and <c>call</c> run a guest, and what they show of it on the way.</summary>
internal sealed class EngineChoiceOptions
{
    private const string TraceName = "--trace";
    private const string All = "all";
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(1);

    private readonly Option<string?> _trace = new(TraceName)
    {
        Description = "Print calls on standard error: of the module's functions (calls), of the host's (imports) or both (all, the default).",
        HelpName = "=calls|imports|all",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<long> _lines = new("--trace-lines")
    {
        Description = "Lines of trace printed at most.",
        DefaultValueFactory = static _ => 10_000,
    };

    private readonly Option<string?> _profile = new("--profile")
    {
        Description = "Draw where the guest spends its time, as SVG.",
        HelpName = "file.svg",
    };

    private readonly Option<EngineBackend> _backend = new("--backend")
    {
        Description = "How guest code is run: compiler or interpreter.",
        HelpName = "compiler|interpreter",
        DefaultValueFactory = static _ => EngineBackend.Compiler,
    };

    private readonly Option<string?> _codeCache = new("--code-cache")
    {
        Description = "Keep the code of large modules in this folder: the first run compiles all of it, later ones start sooner.",
        HelpName = "folder",
    };

    public static EngineChoiceOptions Create() => new();

    /// <summary>
    /// The arguments with "all" given to a bare <c>--trace</c>, which would otherwise take the next argument, mostly a file, for
    /// its value.
    /// </summary>
    public static string[] Complete(string[] arguments)
    {
        int end = Array.IndexOf(arguments, "--");
        int index = Array.IndexOf(arguments, TraceName, 0, end < 0 ? arguments.Length : end);
        return index < 0 ? arguments : [.. arguments[..index], $"{TraceName}={All}", .. arguments[(index + 1)..]];
    }

    public void AddTo(Command command)
    {
        command.Options.Add(_trace);
        command.Options.Add(_lines);
        command.Options.Add(_profile);
        command.Options.Add(_backend);
        command.Options.Add(_codeCache);
    }

    /// <summary>Runs a guest with the chosen engine. The picture of its time is drawn whether it ends well or with an error.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="terminal">Where a trace goes.</param>
    /// <param name="limits">What the guest may use.</param>
    /// <param name="title">What the picture is called.</param>
    /// <param name="run">Runs the guest and gives the command's exit code.</param>
    /// <exception cref="CommandFailure">An option has no such value, or the picture cannot be written.</exception>
    public int Run(ParseResult result, Terminal terminal, UdfLimits limits, string title, Func<GuestSettings, int> run)
    {
        EngineOptions engine = Read(result, terminal);
        if (result.GetValue(_profile) is not { } path)
            return run(new GuestSettings(engine, limits));
        if (engine.Tracer is { } tracer && tracer.Calls != TracedCalls.Imports)
            throw new CommandFailure(ExitCode.Usage, "--profile goes with --trace=imports only: printing every call would be most of the time");
        using var profiler = new GuestProfiler(s_interval);
        try
        {
            return run(new GuestSettings(engine with { Profiler = profiler }, limits));
        }
        finally
        {
            OutputFile.Write(path, Encoding.UTF8.GetBytes(FlameGraph.Draw(title, profiler.Read())));
        }
    }

    /// <summary>Fails if an option is given: interpreters run on an engine of their own.</summary>
    /// <exception cref="CommandFailure">One is.</exception>
    public void CheckUnused(ParseResult result)
    {
        foreach (Option option in (ReadOnlySpan<Option>)[_trace, _lines, _profile, _backend, _codeCache])
        {
            if (result.GetResult(option) is { Implicit: false })
                throw new CommandFailure(ExitCode.Usage, $"{option.Name} is for modules and typed programs; this one runs in an interpreter");
        }
    }

    // Fuel is metered.
    private EngineOptions Read(ParseResult result, Terminal terminal) => new()
    {
        MeterFuel = true,
        Backend = result.GetValue(_backend),
        Tracer = result.GetValue(_trace) is { } trace ? new TraceWriter(terminal.Error, CallsOf(trace), result.GetValue(_lines)) : null,
        CodeCache = result.GetValue(_codeCache) is { Length: > 0 } folder ? OpenCache(folder) : null,
    };

    private static CodeCache OpenCache(string folder)
    {
        try
        {
            return new CodeCache(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailure(ExitCode.Usage, exception.Message);
        }
    }

    private static TracedCalls CallsOf(string text) => text switch
    {
        "calls" => TracedCalls.Functions,
        "imports" => TracedCalls.Imports,
        All => TracedCalls.Functions | TracedCalls.Imports,
        _ => throw new CommandFailure(ExitCode.Usage, $"--trace takes calls, imports or all, found '{text}'"),
    };
}
