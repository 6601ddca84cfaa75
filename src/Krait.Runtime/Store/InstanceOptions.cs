namespace Krait.Runtime;

/// <summary>Limits and settings of one instance, fixed when it is made.</summary>
public sealed record InstanceOptions
{
    /// <summary>What applies when nothing is said: 1 GiB of memory, 1,000,000 table elements, no call limits.</summary>
    public static InstanceOptions Default { get; } = new();

    /// <summary>
    /// Bytes each memory that the instance defines may grow to; <c>memory.grow</c> answers -1 above. A module whose memory starts
    /// larger is refused with <see cref="ResourceKind.Memory"/>. Default 1 GiB; at most 4 GiB count.
    /// </summary>
    public long MaximumMemoryBytes { get; init; } = 1L << 30;

    /// <summary>
    /// Elements each table that the instance defines may have. A module whose table starts larger is refused with
    /// <see cref="ResourceKind.TableElements"/>. Default 1,000,000.
    /// </summary>
    public int MaximumTableElements { get; init; } = 1_000_000;

    /// <summary>What it and the instances it is linked with may hold together.</summary>
    public StoreLimits Store { get; init; } = StoreLimits.Default;

    /// <summary>
    /// Limits of instantiation itself (segments, initial values, the start function) and of the calls after it until they are set anew. An instance
    /// that imports from another one comes under that one's limits instead.
    /// </summary>
    public CallLimits Limits { get; init; } = CallLimits.Default;
}
