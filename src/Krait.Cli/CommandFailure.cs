using System;

namespace Krait.Cli;

/// <summary>Ends a command with a message for the user and an exit code; never a bug.</summary>
internal sealed class CommandFailure : Exception
{
    public CommandFailure(ExitCode code, string message)
        : base(message) => Code = code;

    public ExitCode Code { get; }
}
