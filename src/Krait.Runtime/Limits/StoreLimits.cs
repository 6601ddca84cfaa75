using System;

namespace Krait.Runtime;

/// <summary>
/// What instances that are linked with each other may hold together. An instance that imports nothing from another one is alone,
/// and then these are its own limits.
/// </summary>
/// <remarks>When instances with different numbers are linked, the lower of each holds for all of them from then on.</remarks>
public sealed record StoreLimits
{
    /// <summary>What applies when nothing is said: 10,000 instances, 4 GiB of memory, 10,000,000 table elements, 1,000,000 references.</summary>
    public static StoreLimits Default { get; } = new();

    /// <summary>
    /// Instances, those included that were disposed while others of them live on. One more is refused with
    /// <see cref="ResourceKind.Instances"/>. Default 10,000.
    /// </summary>
    public int MaximumInstances { get; init; } = 10_000;

    /// <summary>
    /// Bytes of all linear memories together; <c>memory.grow</c> answers -1 above. A module whose memory does not fit at the
    /// start is refused with <see cref="ResourceKind.Memory"/>. Default 4 GiB.
    /// </summary>
    public long MaximumMemoryBytes { get; init; } = 1L << 32;

    /// <summary>
    /// Elements of all tables together; <c>table.grow</c> answers -1 above. A module whose tables do not fit at the start is
    /// refused with <see cref="ResourceKind.TableElements"/>. Default 10,000,000.
    /// </summary>
    public long MaximumTableElements { get; init; } = 10_000_000;

    /// <summary>
    /// Objects of the host that guests were handed as <c>externref</c>, each counted once; they live as long as the instances.
    /// One more is refused with <see cref="ResourceKind.References"/>. Default 1,000,000.
    /// </summary>
    public int MaximumReferences { get; init; } = 1_000_000;

    /// <summary>The lower of each number.</summary>
    internal StoreLimits Lower(StoreLimits other) => ReferenceEquals(this, other) ? this : new StoreLimits
    {
        MaximumInstances = Math.Min(MaximumInstances, other.MaximumInstances),
        MaximumMemoryBytes = Math.Min(MaximumMemoryBytes, other.MaximumMemoryBytes),
        MaximumTableElements = Math.Min(MaximumTableElements, other.MaximumTableElements),
        MaximumReferences = Math.Min(MaximumReferences, other.MaximumReferences),
    };
}
