using System;
using System.CommandLine;
using Krait.Cli.Guests;
using Krait.Udf;

namespace Krait.Cli.Commands;

/// <summary>The limits of what a command runs. A local program gets more than a stranger's function would.</summary>
internal sealed class RunLimitOptions
{
    private readonly Option<long?> _timeout;

    private readonly Option<long> _memory = new("--memory")
    {
        Description = "Memory in bytes, that of an interpreter itself included.",
        DefaultValueFactory = static _ => 256L << 20,
    };

    private readonly Option<long> _fuel = new("--fuel")
    {
        Description = "Fuel units.",
        DefaultValueFactory = static _ => UdfLimits.Maximum.Fuel,
    };

    private readonly Option<long> _stack = new("--stack")
    {
        Description = "Stack of the guest's calls in bytes.",
        DefaultValueFactory = static _ => UdfLimits.Default.StackBytes,
    };

    private readonly bool _hasPrograms; // modules and typed programs, not interpreters alone

    private RunLimitOptions(Option<long?> timeout, bool hasPrograms)
    {
        _timeout = timeout;
        _hasPrograms = hasPrograms;
    }

    private static Option<long?> Timeout => new("--timeout")
    {
        Description = "Wall time in milliseconds.",
        HelpName = "timeout",
        DefaultValueFactory = static _ => UdfLimits.Maximum.DeadlineMs,
    };

    /// <summary>Those of a command that runs modules and typed programs, and perhaps interpreters.</summary>
    public static RunLimitOptions ForPrograms() => new(Timeout, hasPrograms: true);

    /// <summary>Those of a command that runs an interpreter.</summary>
    public static RunLimitOptions ForInterpreter() => new(Timeout, hasPrograms: false);

    /// <summary>Those of a prompt, where a person decides how long something may take.</summary>
    public static RunLimitOptions ForPrompt() => new(
        new Option<long?>("--timeout") { Description = "Wall time of each input in milliseconds; none unless given.", HelpName = "timeout" },
        hasPrograms: false);

    public void AddTo(Command command)
    {
        command.Options.Add(_timeout);
        if (_hasPrograms)
            command.Options.Add(_fuel);
        command.Options.Add(_memory);
        if (_hasPrograms)
            command.Options.Add(_stack);
    }

    /// <summary>The limits of an interpreter, with nothing granted.</summary>
    /// <exception cref="CommandFailure">An option is given that interpreters do not have.</exception>
    public PythonGrants ReadForPython(ParseResult result)
    {
        foreach (Option option in (ReadOnlySpan<Option>)[_fuel, _stack])
        {
            if (result.GetResult(option) is { Implicit: false })
                throw new CommandFailure(ExitCode.Usage, $"{option.Name} is for modules and typed programs; this one runs in an interpreter, whose limits are --timeout and --memory");
        }

        return new PythonGrants
        {
            Deadline = result.GetValue(_timeout) is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null,
            MemoryBytes = result.GetValue(_memory),
        };
    }

    public UdfLimits Read(ParseResult result) => UdfLimits.Maximum with
    {
        DeadlineMs = result.GetValue(_timeout) ?? UdfLimits.Maximum.DeadlineMs,
        Fuel = result.GetValue(_fuel),
        MemoryBytes = result.GetValue(_memory),
        StackBytes = result.GetValue(_stack),
    };
}
