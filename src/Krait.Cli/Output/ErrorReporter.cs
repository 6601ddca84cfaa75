using System;
using System.Collections.Immutable;
using System.IO;
using System.Text;
using Krait.Cli.Running;
using Krait.Runtime;
using Krait.Udf;
using Krait.Wasm;

namespace Krait.Cli.Output;

/// <summary>Says what went wrong, once, on standard error, and chooses the exit code.</summary>
internal static class ErrorReporter
{
    public static ExitCode Report(Terminal terminal, Exception exception)
    {
        switch (exception)
        {
            case CommandFailure failure:
                return Say(terminal, failure.Code, failure.Message);
            case PythonFailure program:
                terminal.Error.WriteLine(program.Traceback.Print());
                return program.Code;
            case UdfException { Traceback: { } traceback } failed:
                terminal.Error.WriteLine(traceback.Print());
                return (ExitCode)ErrorMapping.Of(failed.Code).ExitCode;
            case UdfException failed:
                foreach (UdfDiagnostic diagnostic in failed.Diagnostics)
                    terminal.Error.WriteLine(Describe(diagnostic));
                return Say(terminal, (ExitCode)ErrorMapping.Of(failed.Code).ExitCode, failed.Message);
            case ResourceLimitException:
                return Say(terminal, ExitCode.LimitReached, exception.Message);
            case TrapException trap:
                return SayWhere(terminal, "trap: " + trap.Message, trap.Frames);
            case GuestException thrown:
                return SayWhere(terminal, thrown.Message, thrown.Frames);
            case InternalErrorException:
                return Say(terminal, ExitCode.InternalError, "internal error, please report it: " + exception.Message);
            case CrossgenException:
                return Say(terminal, ExitCode.Unavailable, exception.Message);
            case KraitException:
                return Say(terminal, ExitCode.InvalidInput, exception.Message);
            case FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException or IOException:
                return Say(terminal, ExitCode.NoInput, exception.Message);
            default:
                return Say(terminal, ExitCode.InternalError, "internal error, please report it: " + exception);
        }
    }

    private static string Describe(UdfDiagnostic diagnostic)
    {
        var text = new StringBuilder($"line {diagnostic.Line}:{diagnostic.Column}: error {diagnostic.Id}: {diagnostic.Message}");
        if (diagnostic.Excerpt is { } excerpt)
            text.Append("\n    ").Append(excerpt.Trim());
        if (diagnostic.Hint is { } hint)
            text.Append("\n    hint: ").Append(hint);
        return text.ToString();
    }

    private static ExitCode SayWhere(Terminal terminal, string message, ImmutableArray<GuestFrame> frames)
    {
        terminal.Error.WriteLine("krait: " + message);
        foreach (GuestFrame frame in frames)
            terminal.Error.WriteLine("    at " + frame);
        return ExitCode.ProgramFailed;
    }

    private static ExitCode Say(Terminal terminal, ExitCode code, string message)
    {
        terminal.Error.WriteLine("krait: " + message);
        return code;
    }
}
