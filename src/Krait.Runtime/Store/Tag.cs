using System;
using System.Threading;
using Krait.Wasm;

namespace Krait.Runtime;

/// <summary>A kind of exception: what a guest throws, and what handlers tell exceptions apart by.</summary>
/// <remarks>
/// Two tags are the same only if they are the same object; equal types mean nothing. An instance makes one for each tag that its
/// module defines; the host makes one to share it between modules, or to throw and recognise exceptions itself.
/// Immutable, any thread. Spec: exec/runtime, tag instances.
/// </remarks>
public sealed class Tag
{
    private static long s_last;

    /// <summary>Makes a tag that instances can import.</summary>
    /// <param name="type">The parameters are the values an exception of the tag carries; there are no results.</param>
    /// <exception cref="ArgumentException">The type has results.</exception>
    public Tag(FunctionType type)
    {
        ArgumentNullException.ThrowIfNull(type);
        if (!type.Results.IsEmpty)
            throw new ArgumentException($"a tag has parameters only, not {type}", nameof(type));
        Type = type;
        Number = Interlocked.Increment(ref s_last);
    }

    /// <summary>The values an exception of the tag carries, as parameters; no results.</summary>
    public FunctionType Type { get; }

    /// <summary>What compiled code compares; never 0 and never used twice in a process.</summary>
    internal long Number { get; }

    /// <summary>The types of the values, e.g. <c>tag (i32, f64)</c>.</summary>
    public override string ToString() => Describe(Type);

    internal static string Describe(FunctionType type) => $"tag ({string.Join(", ", type.Parameters)})";
}
