using System;
using System.CommandLine;
using Krait.Cli.Guests;
using Krait.Udf;

namespace Krait.Cli.Commands;

/// <summary>The limits that <c>run</c> and <c>call</c> share. A local program gets more than a stranger's function would.</summary>
internal sealed class RunLimitOptions
{
    private readonly Option<long> _timeout = new("--timeout")
    {
        Description = "Wall time in milliseconds.",
        DefaultValueFactory = static _ => UdfLimits.Maximum.DeadlineMs,
    };

    private readonly Option<long> _fuel = new("--fuel")
    {
        Description = "Fuel units.",
        DefaultValueFactory = static _ => UdfLimits.Maximum.Fuel,
    };

    private readonly Option<long> _memory = new("--memory")
    {
        Description = "Linear memory in bytes.",
        DefaultValueFactory = static _ => 256L << 20,
    };

    private readonly Option<long> _stack = new("--stack")
    {
        Description = "Stack of the guest's calls in bytes.",
        DefaultValueFactory = static _ => UdfLimits.Default.StackBytes,
    };

    public static RunLimitOptions Create() => new();

    public void AddTo(Command command)
    {
        command.Options.Add(_timeout);
        command.Options.Add(_fuel);
        command.Options.Add(_memory);
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

        return new PythonGrants { Deadline = TimeSpan.FromMilliseconds(result.GetValue(_timeout)), MemoryBytes = result.GetValue(_memory) };
    }

    public UdfLimits Read(ParseResult result) => UdfLimits.Maximum with
    {
        DeadlineMs = result.GetValue(_timeout),
        Fuel = result.GetValue(_fuel),
        MemoryBytes = result.GetValue(_memory),
        StackBytes = result.GetValue(_stack),
    };
}
