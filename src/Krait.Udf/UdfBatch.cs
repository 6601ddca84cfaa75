using System;
using System.Collections.Immutable;

namespace Krait.Udf;

/// <summary>
/// One search's use of one UDF: parameters bound once, an instance kept between documents.
/// Belongs to one thread at a time; disposing gives the instance back.
/// </summary>
public sealed class UdfBatch : IDisposable
{
    internal UdfBatch(UdfRecord record) => Record = record;

    /// <summary>The version that runs.</summary>
    public UdfRecord Record { get; }

    /// <summary>Fuel units used by all calls so far.</summary>
    public long FuelUsed { get; }

    /// <summary>Largest linear memory so far in bytes.</summary>
    public long MemoryPeakBytes { get; }

    /// <summary>Lines logged or printed by the last call, control characters escaped.</summary>
    public ImmutableArray<string> Logs { get; } = [];

    /// <summary>Calls the UDF on one document. Call it on a thread of <see cref="UdfHost.RunOnGuestThread"/>.</summary>
    /// <param name="document">The document; read during the call only.</param>
    /// <returns>The result.</returns>
    /// <exception cref="UdfException">
    /// The call failed. <see cref="UdfException.Scope"/> says whether other documents may succeed; the batch stays usable if so.
    /// </exception>
    /// <exception cref="OperationCanceledException">The batch's token was cancelled.</exception>
    public UdfValue Evaluate(in UdfDocument document) => throw new NotSupportedException("execution is not connected to the engine");

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
