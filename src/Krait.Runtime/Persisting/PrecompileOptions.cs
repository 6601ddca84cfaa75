using System;
using System.Threading;

namespace Krait.Runtime;

/// <summary>How <see cref="Engine.Precompile"/> works.</summary>
public sealed record PrecompileOptions
{
    /// <summary>The largest shapes that are taken, no deadline, nobody told, no machine code.</summary>
    public static PrecompileOptions Default { get; } = new();

    /// <summary>Shape and time, those of <see cref="Translate"/> not counted. Default <see cref="CompileLimits.Default"/>.</summary>
    public CompileLimits Limits { get; init; } = CompileLimits.Default;

    /// <summary>Is told how many of the module's functions have been compiled, on the calling thread; null for nobody.</summary>
    public IProgress<int>? Progress { get; init; }

    /// <summary>
    /// Takes the bytes of the .NET assembly and gives back the same one with machine code beside the intermediate language, as
    /// crossgen2 makes it. Null leaves machine code to the just-in-time compiler of whoever loads the module. What it throws
    /// passes through.
    /// </summary>
    public Func<ReadOnlyMemory<byte>, CancellationToken, byte[]>? Translate { get; init; }
}
