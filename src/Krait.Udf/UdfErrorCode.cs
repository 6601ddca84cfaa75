namespace Krait.Udf;

/// <summary>What went wrong, in the words of the HTTP interface. <see cref="ErrorMapping"/> holds the facts of each.</summary>
public enum UdfErrorCode
{
    /// <summary>No UDF has this name, or the name has no such version.</summary>
    UdfNotFound,

    /// <summary>The name and version are taken by other bytes; versions are immutable.</summary>
    UdfAlreadyExists,

    /// <summary>The bytes are no WebAssembly module, or one that cannot be linked or has no fitting entry function.</summary>
    InvalidWasm,

    /// <summary>The source does not compile in the mode asked for.</summary>
    CompilationFailed,

    /// <summary>A request value is missing, unknown or of the wrong type.</summary>
    InvalidParameters,

    /// <summary>The UDF ran and failed: an uncaught Python exception or a WebAssembly trap.</summary>
    ExecutionFailed,

    /// <summary>The deadline of a call, of a compilation, or of all UDF work of one search passed.</summary>
    Timeout,

    /// <summary>The call used up its fuel.</summary>
    FuelExhausted,

    /// <summary>The call needed more memory than its limit.</summary>
    MemoryLimit,

    /// <summary>Source, module, result or request is larger than its limit.</summary>
    PayloadTooLarge,

    /// <summary>All guest threads are busy and the queue is full.</summary>
    TooManyRequests,

    /// <summary>The interpreter of the mode is being prepared on this machine; <see cref="UdfException.Readiness"/> says when it is ready.</summary>
    InterpreterNotReady,

    /// <summary>Stored bytes do not match their recorded sha256, or the store cannot be read or written.</summary>
    StoreFailed,
}
