using System;
using System.Collections.Immutable;
using System.IO;
using Krait.Runtime;
using Krait.Wasi;

namespace Krait.Guests;

/// <summary>What a sandbox is granted. Nothing by default: no files but scratch ones in memory, no environment, no network.</summary>
public sealed record PythonSandboxOptions
{
    /// <summary>CPython, 256 MiB of memory, no deadline.</summary>
    public static PythonSandboxOptions Default { get; } = new();

    /// <summary>Which Python runs. CPython unless set.</summary>
    public PythonInterpreter Interpreter { get; init; }

    /// <summary>
    /// Limits of everything that runs Python: <see cref="PythonSandbox.Execute"/>, <see cref="PythonSandbox.Evaluate"/>,
    /// <see cref="PythonSandbox.Repr"/>, <see cref="PythonSandbox.Hold"/>, calls, names that are set and got, modules that are defined, and what
    /// one does with a <see cref="PythonObject"/>. They are set anew for every one; a <see cref="PythonSandbox.Batch"/> has them once for all
    /// that is in it, and what a function of the host calls is within the limits of the call that has called it. The stack in them is not used:
    /// the interpreters get what they need. Starting the interpreter is not limited, and neither are files that the host reads and writes.
    /// </summary>
    /// <remarks>At the deadline, or when the token is cancelled, Python raises <c>KeyboardInterrupt</c>; see <see cref="InterruptGrace"/>.</remarks>
    public CallLimits Limits { get; init; } = CallLimits.Default;

    /// <summary>
    /// How long Python may go on after its deadline or a cancellation, for what stands in <c>finally</c> and <c>with</c>. A call that is
    /// still running then is ended by the engine, and its sandbox with it. Zero ends it at once. 250 ms unless set.
    /// </summary>
    public TimeSpan InterruptGrace { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Bytes the interpreter may use in all, itself included; Python raises <c>MemoryError</c> above. At least 32 MiB for CPython. 256 MiB unless set.</summary>
    public long MaximumMemoryBytes { get; init; } = 256L << 20;

    /// <summary>Bytes of the heap of MicroPython, within <see cref="MaximumMemoryBytes"/>. It collects garbage only between two calls. 16 MiB unless set.</summary>
    public int MicroPythonHeapBytes { get; init; } = 16 << 20;

    /// <summary>File systems and where Python finds them. Not at <c>/</c> and not below <c>/lib</c>.</summary>
    public ImmutableArray<WasiMount> Mounts { get; init; } = [];

    /// <summary>Bytes of files that Python may write in memory, outside of mounts. 64 MiB unless set.</summary>
    public long MaximumFileBytes { get; init; } = MemoryFileSystem.DefaultQuotaBytes;

    /// <summary>
    /// Bytes that an image may take which <see cref="PythonSandbox.TakeImage()"/> or <see cref="PythonSandbox.Fork"/> makes of the sandbox:
    /// memory without pages of zeros, and files. 1 GiB unless set.
    /// </summary>
    public long MaximumImageBytes { get; init; } = 1L << 30;

    /// <summary>Environment variables as <c>NAME=value</c>, after those that CPython needs.</summary>
    public ImmutableArray<string> Environment { get; init; } = [];

    /// <summary>Standard input. Stays open.</summary>
    public Stream Input { get; init; } = Stream.Null;

    /// <summary>Standard output. Stays open.</summary>
    public Stream Output { get; init; } = Stream.Null;

    /// <summary>Standard error. Stays open.</summary>
    public Stream Error { get; init; } = Stream.Null;

    /// <summary>Bytes that may be written to standard output, and as many to standard error; what does not fit raises <c>OSError</c>. Null for no limit.</summary>
    public long? MaximumOutputBytes { get; init; }

    /// <summary>Levels of lists, dicts and other containers within each other that a value may have when it crosses. 100 unless set.</summary>
    public int MaximumValueDepth { get; init; } = 100;

    /// <summary>
    /// Bytes that one value may take in the host when it crosses out of the sandbox, about: 32 for each value and what it holds. 64 MiB
    /// unless set.
    /// </summary>
    public long MaximumValueBytes { get; init; } = 64L << 20;

    /// <summary>The clocks. Coarse unless set.</summary>
    public WasiClock Clock { get; init; } = WasiClock.Coarse;

    /// <summary>The random numbers, those of string hashes included. Secure unless set.</summary>
    public WasiRandom Random { get; init; } = WasiRandom.Secure;
}
