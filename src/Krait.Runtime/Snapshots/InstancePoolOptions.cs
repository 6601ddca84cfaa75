namespace Krait.Runtime;

/// <summary>Limits of an <see cref="InstancePool"/>. Immutable.</summary>
public sealed record InstancePoolOptions
{
    /// <summary>Default limits.</summary>
    public static InstancePoolOptions Default { get; } = new();

    /// <summary>Instances that exist at the same time, in use or not; renting one more ends in <see cref="ResourceKind.Instances"/>. Default 1,000.</summary>
    public int MaximumInstances { get; init; } = 1000;

    /// <summary>Instances that are kept for the next use; one more is disposed when it comes back. Default 64.</summary>
    public int MaximumIdleInstances { get; init; } = 64;

    /// <summary>What every instance is made with; its <see cref="InstanceOptions.Limits"/> begin anew with every use.</summary>
    public InstanceOptions Instance { get; init; } = InstanceOptions.Default;
}
