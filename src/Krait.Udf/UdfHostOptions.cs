using System;

namespace Krait.Udf;

/// <summary>How a <see cref="UdfHost"/> is set up. Immutable; checked by <see cref="UdfHost.Open"/>.</summary>
public sealed record UdfHostOptions
{
    /// <summary>Options with every default.</summary>
    public static UdfHostOptions Default { get; } = new();

    /// <summary>File of the SQLite database, created when absent. Null keeps the registry in memory until the host is disposed.</summary>
    public string? DatabasePath { get; init; }

    /// <summary>Limits of a UDF that sets none of its own.</summary>
    public UdfLimits DefaultLimits { get; init; } = UdfLimits.Default;

    /// <summary>The most a registration may ask for, limit by limit.</summary>
    public UdfLimits MaximumLimits { get; init; } = UdfLimits.Maximum;

    /// <summary>Threads that run guest code, 1 to 256.</summary>
    public int GuestThreads { get; init; } = Math.Clamp(Environment.ProcessorCount, 1, 256);

    /// <summary>Work that may wait for a guest thread before <see cref="UdfErrorCode.TooManyRequests"/>, 0 to 65,536.</summary>
    public int GuestQueueLength { get; init; } = 256;

    /// <summary>Compiled modules kept in memory, 1 to 65,536; the one used longest ago leaves first.</summary>
    public int CompiledModules { get; init; } = 256;

    /// <summary>Source of creation times and elapsed times.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
