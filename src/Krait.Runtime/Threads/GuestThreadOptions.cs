namespace Krait.Runtime;

/// <summary>Size of a <see cref="GuestThreadPool"/>.</summary>
public sealed record GuestThreadOptions
{
    /// <summary>Four threads, 1 MiB of guest stack each, 64 calls waiting.</summary>
    public static GuestThreadOptions Default { get; } = new();

    /// <summary>Threads that run guests, at least 1. They start when needed. Default 4.</summary>
    public int Threads { get; init; } = 4;

    /// <summary>
    /// Bytes of stack that guests may use; host functions get 512 KiB below it. Default 1 MiB, at most 1 GiB.
    /// </summary>
    public int StackBytes { get; init; } = CallLimits.DefaultStackBytes;

    /// <summary>Calls that may wait for a thread before more are refused, at least 0. Default 64.</summary>
    public int QueueLength { get; init; } = 64;
}
