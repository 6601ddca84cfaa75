using System.Threading;

namespace Krait.Udf;

/// <summary>How one search uses one UDF.</summary>
public sealed record UdfBatchOptions
{
    /// <summary>No cancellation, and a budget of its own.</summary>
    public static UdfBatchOptions Default { get; } = new();

    /// <summary>Time shared with the search's other batches; null gives this batch the UDF's own <c>search_time_ms</c>.</summary>
    public UdfBudget? Budget { get; init; }

    /// <summary>Ends a running call with <see cref="System.OperationCanceledException"/>.</summary>
    public CancellationToken CancellationToken { get; init; }
}
