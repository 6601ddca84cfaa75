using System;
using System.Collections.Immutable;
using Krait.Runtime;
using Krait.Udf.Host;
using Krait.Wasm;

namespace Krait.Udf.Execution;

/// <summary>The one place that turns what the engine throws into UDF errors.</summary>
internal static class EngineErrors
{
    // What ran out, the error it is, and what Python calls it.
    private static readonly ImmutableArray<(ResourceKind Kind, UdfErrorCode Code, string PythonType)> s_limits =
    [
        (ResourceKind.Fuel, UdfErrorCode.FuelExhausted, "TimeoutError"),
        (ResourceKind.Deadline, UdfErrorCode.Timeout, "TimeoutError"),
        (ResourceKind.Memory, UdfErrorCode.MemoryLimit, "MemoryError"),
        (ResourceKind.TableElements, UdfErrorCode.MemoryLimit, "MemoryError"),
        (ResourceKind.Instances, UdfErrorCode.MemoryLimit, "MemoryError"),
        (ResourceKind.References, UdfErrorCode.MemoryLimit, "MemoryError"),
        (ResourceKind.ExceptionReferences, UdfErrorCode.MemoryLimit, "MemoryError"),
        (ResourceKind.FunctionLocals, UdfErrorCode.InvalidWasm, "RuntimeError"),
        (ResourceKind.ThreadQueue, UdfErrorCode.TooManyRequests, "RuntimeError"),
    ];

    /// <summary>Whether an error is a guest's doing; everything else is a bug of the host and passes as it is.</summary>
    public static bool IsGuestError(Exception error) => error is KraitException or InsufficientExecutionStackException;

    /// <summary>Maps an error of a running call.</summary>
    /// <param name="error">What the call threw; a guest error.</param>
    /// <param name="program">The program that was called.</param>
    /// <param name="instance">The instance that failed, or null.</param>
    public static UdfException Map(Exception error, ModuleProgram program, Instance? instance) => error switch
    {
        UdfException udf => WithFrames(udf, program),
        ResourceLimitException limit => MapLimit(limit, program.Traces),
        TrapException trap => MapTrap(trap, program.Traces, instance),
        InsufficientExecutionStackException => WithFrames(GuestError.Raise("RecursionError", "the thread's stack is used up"), program),
        _ => new UdfException(UdfErrorCode.ExecutionFailed, error.Message, error),
    };

    private static UdfException MapLimit(ResourceLimitException limit, PythonTracebackReader traces)
    {
        foreach ((ResourceKind kind, UdfErrorCode code, string pythonType) in s_limits)
        {
            if (kind == limit.Kind)
                return new UdfException(code, limit.Message, limit) { Traceback = traces.Read(pythonType, limit.Message, limit.Frames) };
        }

        return new UdfException(UdfErrorCode.ExecutionFailed, limit.Message, limit);
    }

    private static UdfException MapTrap(TrapException trap, PythonTracebackReader traces, Instance? instance)
    {
        PythonTraceback traceback = traces.Read(trap, instance);
        UdfErrorCode code = traceback.Type == "MemoryError" ? UdfErrorCode.MemoryLimit : UdfErrorCode.ExecutionFailed;
        string message = traceback.Message.Length == 0 ? traceback.Type : $"{traceback.Type}: {traceback.Message}";
        return new UdfException(code, message, trap) { Traceback = traceback };
    }

    // What the host itself raised in Python's words happened in the entry function, as far as is known.
    private static UdfException WithFrames(UdfException error, ModuleProgram program) =>
        error.Traceback is { Frames.IsEmpty: true } traceback
            ? new(error.Code, error.Message, error) { Scope = error.Scope, Traceback = program.AtEntry(traceback) }
            : error;
}
