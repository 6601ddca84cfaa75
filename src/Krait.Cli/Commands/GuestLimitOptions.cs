using System;
using System.CommandLine;
using Krait.Cli.Guests;
using Krait.Udf;

namespace Krait.Cli.Commands;

/// <summary>The limits of commands that run an interpreter.</summary>
internal sealed class GuestLimitOptions
{
    private readonly Option<long> _timeout = new("--timeout")
    {
        Description = "Wall time in milliseconds.",
        DefaultValueFactory = static _ => UdfLimits.Maximum.DeadlineMs,
    };

    private readonly Option<long> _memory = new("--memory")
    {
        Description = "Memory of the interpreter in bytes, itself included.",
        DefaultValueFactory = static _ => 256L << 20,
    };

    public static GuestLimitOptions Create() => new();

    public void AddTo(Command command)
    {
        command.Options.Add(_timeout);
        command.Options.Add(_memory);
    }

    /// <summary>Limits, and nothing granted.</summary>
    public PythonGrants Read(ParseResult result) => new()
    {
        Deadline = TimeSpan.FromMilliseconds(result.GetValue(_timeout)),
        MemoryBytes = result.GetValue(_memory),
    };
}
