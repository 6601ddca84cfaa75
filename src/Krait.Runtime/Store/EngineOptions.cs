namespace Krait.Runtime;

/// <summary>Settings that compiled code depends on, fixed for one engine.</summary>
public sealed record EngineOptions
{
    /// <summary>The compiler, without fuel metering.</summary>
    public static EngineOptions Default { get; } = new();

    /// <summary>How guest code is run. Default <see cref="EngineBackend.Compiler"/>. Instances of different engines never mix.</summary>
    public EngineBackend Backend { get; init; }

    /// <summary>
    /// Compile code that counts the work it does, so that <see cref="CallLimits.Fuel"/> and
    /// <see cref="Instance.FuelUsed"/> work. Costs time in every basic block. Default off.
    /// </summary>
    public bool MeterFuel { get; init; }

    /// <summary>Whether loops see deadlines and cancellation. Code without these checks exists to measure what they cost.</summary>
    internal LoopChecks LoopChecks { get; init; }
}
