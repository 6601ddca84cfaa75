using System;

namespace Krait.Server;

/// <summary>Bounds of HTTP requests: size, time and number.</summary>
public sealed record ServerLimits
{
    /// <summary>The defaults.</summary>
    public static ServerLimits Default { get; } = new();

    /// <summary>Largest body of a registration, in bytes; base64 takes a third more than the module. Default 16 MiB.</summary>
    public long MaximumUdfBytes { get; init; } = 16 << 20;

    /// <summary>Largest body of a search, a test call or an index, in bytes. Default 2 MiB.</summary>
    public long MaximumQueryBytes { get; init; } = 2 << 20;

    /// <summary>Largest body of a bulk request, in bytes. Default 64 MiB.</summary>
    public long MaximumBulkBytes { get; init; } = 64 << 20;

    /// <summary>Bodies of all requests that are under way, in bytes; a request beyond is answered 429. Default 512 MiB.</summary>
    public long MaximumBodyMemoryBytes { get; init; } = 512 << 20;

    /// <summary>Requests at work at the same time, 1 to 4,096; more wait. Default 32.</summary>
    public int MaximumConcurrentRequests { get; init; } = 32;

    /// <summary>Requests that may wait for a place, 0 to 65,536; more are answered 429. As many may wait for an interpreter; more are answered 503. Default 1,024.</summary>
    public int MaximumWaitingRequests { get; init; } = 1024;

    /// <summary>How long a request waits for an interpreter that is being prepared, outside of its place, before it is answered 503. Default 10 s.</summary>
    public TimeSpan InterpreterWait { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Time of one request, waiting included but for <see cref="InterpreterWait"/>. Default 120 s.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(120);
}
