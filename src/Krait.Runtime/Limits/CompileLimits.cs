using System;
using System.Threading;
using Krait.Wasm;

namespace Krait.Runtime;

/// <summary>What compiling one module may take: its shape and its time.</summary>
public sealed record CompileLimits
{
    /// <summary>The largest shapes that the engine takes, no deadline, no cancellation.</summary>
    public static CompileLimits Default { get; } = new();

    /// <summary>For modules from strangers: <see cref="ModuleLimits.Untrusted"/> and ten seconds.</summary>
    public static CompileLimits Untrusted { get; } = new() { Shape = ModuleLimits.Untrusted, Deadline = TimeSpan.FromSeconds(10) };

    /// <summary>The largest shapes that are taken. They bound the memory that compiling needs.</summary>
    public ModuleLimits Shape { get; init; } = ModuleLimits.Default;

    /// <summary>
    /// Time for decoding, validating and compiling together. Null for none. Checked every few thousand items and instructions and
    /// between the functions that get machine code, each of which is finished once begun; reached as
    /// <see cref="ResourceKind.CompileTime"/>.
    /// </summary>
    public TimeSpan? Deadline { get; init; }

    /// <summary>Ends the compilation with an <see cref="OperationCanceledException"/>, at the same places as the deadline.</summary>
    public CancellationToken CancellationToken { get; init; }
}
