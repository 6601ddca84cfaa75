using System;
using System.Collections.Immutable;

namespace Krait.Udf;

/// <summary>The one table from UDF errors to HTTP statuses, exit codes and titles. Server and command line both read it.</summary>
public static class ErrorMapping
{
    /// <summary>All rows, in the order of <see cref="UdfErrorCode"/>, so that a code is its own index.</summary>
    public static ImmutableArray<ErrorFacts> Rows { get; } =
    [
        new(UdfErrorCode.UdfNotFound, "UDF_NOT_FOUND", HttpStatus: 404, ExitCode: 66, "The UDF does not exist."),
        new(UdfErrorCode.UdfAlreadyExists, "UDF_ALREADY_EXISTS", HttpStatus: 409, ExitCode: 73, "This version exists with other bytes."),
        new(UdfErrorCode.InvalidWasm, "INVALID_WASM", HttpStatus: 422, ExitCode: 65, "The WebAssembly module cannot be used."),
        new(UdfErrorCode.CompilationFailed, "COMPILATION_FAILED", HttpStatus: 422, ExitCode: 65, "The source does not compile."),
        new(UdfErrorCode.InvalidParameters, "INVALID_PARAMETERS", HttpStatus: 400, ExitCode: 2, "A value of the request is wrong."),
        new(UdfErrorCode.ExecutionFailed, "EXECUTION_FAILED", HttpStatus: 500, ExitCode: 1, "The UDF failed while it ran."),
        new(UdfErrorCode.Timeout, "TIMEOUT", HttpStatus: 504, ExitCode: 75, "The UDF ran past its deadline."),
        new(UdfErrorCode.FuelExhausted, "FUEL_EXHAUSTED", HttpStatus: 500, ExitCode: 75, "The UDF used up its fuel."),
        new(UdfErrorCode.MemoryLimit, "MEMORY_LIMIT", HttpStatus: 500, ExitCode: 75, "The UDF needs more memory than its limit."),
        new(UdfErrorCode.PayloadTooLarge, "PAYLOAD_TOO_LARGE", HttpStatus: 413, ExitCode: 75, "Something is larger than its limit."),
        new(UdfErrorCode.TooManyRequests, "TOO_MANY_REQUESTS", HttpStatus: 429, ExitCode: 69, "All guest threads are busy."),
        new(UdfErrorCode.InterpreterNotReady, "INTERPRETER_NOT_READY", HttpStatus: 503, ExitCode: 69, "The interpreter is being prepared."),
        new(UdfErrorCode.StoreFailed, "STORE_FAILED", HttpStatus: 500, ExitCode: 69, "The registry's store failed."),
    ];

    /// <summary>The facts of one code. Cost: an array access.</summary>
    /// <param name="code">A declared member of <see cref="UdfErrorCode"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The code is not declared.</exception>
    public static ErrorFacts Of(UdfErrorCode code)
    {
        int index = (int)code;
        ArgumentOutOfRangeException.ThrowIfNegative(index, nameof(code));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Rows.Length, nameof(code));
        return Rows[index];
    }
}
