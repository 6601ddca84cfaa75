namespace Krait.Udf;

/// <summary>The limits of one UDF. Immutable. Names, units and ranges as users write them are in <see cref="UdfLimitTable"/>.</summary>
public sealed record UdfLimits
{
    /// <summary>What a UDF gets that asks for nothing.</summary>
    public static UdfLimits Default { get; } = new();

    /// <summary>The most a host grants unless it is configured otherwise.</summary>
    public static UdfLimits Maximum { get; } = new()
    {
        DeadlineMs = 60_000,
        MemoryBytes = 1L << 30,
        Fuel = 1_000_000_000_000,
        StackBytes = 16 << 20,
        LogBytes = 1 << 20,
        ResultBytes = 16 << 20,
        SourceBytes = 4 << 20,
        ModuleBytes = 64 << 20,
        CompileTimeMs = 60_000,
        SearchTimeMs = 300_000,
    };

    /// <summary>Wall time of one call, instantiation and module top level included, in milliseconds. Default 5,000.</summary>
    public long DeadlineMs { get; init; } = 5_000;

    /// <summary>Linear memory of one instance in bytes. Default 16 MiB.</summary>
    public long MemoryBytes { get; init; } = 16 << 20;

    /// <summary>Fuel units of one call. Default 1,000,000,000.</summary>
    public long Fuel { get; init; } = 1_000_000_000;

    /// <summary>Stack of the guest's calls in bytes. Default 1 MiB.</summary>
    public long StackBytes { get; init; } = 1 << 20;

    /// <summary>Bytes of log and print output kept per call; the rest is dropped behind a marker. Default 64 KiB.</summary>
    public long LogBytes { get; init; } = 64 << 10;

    /// <summary>Bytes of one result. Default 1 MiB.</summary>
    public long ResultBytes { get; init; } = 1 << 20;

    /// <summary>Bytes of Python or WebAssembly text. Default 256 KiB.</summary>
    public long SourceBytes { get; init; } = 256 << 10;

    /// <summary>Bytes of a binary module. Default 10 MiB.</summary>
    public long ModuleBytes { get; init; } = 10 << 20;

    /// <summary>Wall time of compiling source and module, in milliseconds. Default 10,000.</summary>
    public long CompileTimeMs { get; init; } = 10_000;

    /// <summary>Wall time of all UDF calls of one search, in milliseconds. Default 30,000.</summary>
    public long SearchTimeMs { get; init; } = 30_000;
}
