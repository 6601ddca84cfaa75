using System;
using Krait.Udf;

namespace Krait.Cli.Running;

/// <summary>A Python program that ended with an exception or at a limit, with the traceback to show.</summary>
internal sealed class PythonFailure(ExitCode code, PythonTraceback traceback) : Exception(traceback.Type)
{
    public ExitCode Code { get; } = code;

    public PythonTraceback Traceback { get; } = traceback;
}
