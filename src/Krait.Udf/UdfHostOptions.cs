using System;
using Krait.Runtime;

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

    /// <summary>Bytes of images of UDFs that an interpreter runs, kept in memory, 0 to 2^40; an image that is dropped is made again from the source.</summary>
    public long ImageBytes { get; init; } = 512L << 20;

    /// <summary>Memory of a UDF in mode cpython that asks for none, beyond that of an interpreter that has just started: its values are larger. In bytes.</summary>
    public long CPythonMemoryBytes { get; init; } = 64L << 20;

    /// <summary>
    /// Prepares interpreters when a UDF first needs one; shared, and not disposed by the host. Null: they are used as they are on this
    /// machine, which is slower where nobody has prepared them.
    /// </summary>
    public InterpreterPreparation? Preparation { get; init; }

    /// <summary>How guest code is run and who is told of its calls. Fuel is metered and modules are compiled at once, whatever this says.</summary>
    public EngineOptions Engine { get; init; } = EngineOptions.Default;

    /// <summary>Source of creation times and elapsed times.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    internal void Check()
    {
        CheckRange(GuestThreads, 1, 256, nameof(GuestThreads));
        CheckRange(GuestQueueLength, 0, 65_536, nameof(GuestQueueLength));
        CheckRange(CompiledModules, 1, 65_536, nameof(CompiledModules));
        CheckRange(ImageBytes, 0, 1L << 40, nameof(ImageBytes));
        CheckRange(CPythonMemoryBytes, UdfLimitTable.FindOrNull("memory_bytes")!.Minimum, MaximumLimits.MemoryBytes, nameof(CPythonMemoryBytes));
        CheckRange(MaximumLimits.StackBytes, 16_384, 1 << 30, nameof(MaximumLimits));
        foreach (UdfLimitRow row in UdfLimitTable.Rows)
            CheckRange(row.Read(DefaultLimits), row.Minimum, row.Read(MaximumLimits), row.Name);
    }

    private static void CheckRange(long value, long minimum, long maximum, string name)
    {
        if (value < minimum || maximum < value)
            throw new ArgumentOutOfRangeException(name, value, $"must be {minimum} to {maximum}");
    }
}
