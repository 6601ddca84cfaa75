using System;
using Krait.Runtime.Splitting;

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

    /// <summary>
    /// Is told of calls; null, the default, costs nothing. Where it wants <see cref="TracedCalls.Functions"/>, modules are compiled
    /// with calls of it written into their functions: <see cref="CompiledModule.Source"/> shows them, fuel and stack pay for them,
    /// and tail calls keep their stack as before. Places in traces are those of the original.
    /// </summary>
    public ICallTracer? Tracer { get; init; }

    /// <summary>When functions are compiled. Default <see cref="CompileTiming.Automatic"/>; the interpreter always translates on the first call.</summary>
    public CompileTiming CompileTiming { get; init; }

    /// <summary>
    /// Where compiled code of large modules is kept between processes; null, the default, for nowhere. Serves
    /// <see cref="Engine.Compile(ReadOnlyMemory{byte}, CompileLimits)"/> with the compiler and without a tracer of functions.
    /// A module that is found is not validated again.
    /// </summary>
    public CodeCache? CodeCache { get; init; }

    /// <summary>
    /// What becomes of functions beyond the sizes at which the just-in-time compiler stops optimising, such as the loops of
    /// interpreters. Default <see cref="LargeFunctions.Split"/>.
    /// </summary>
    public LargeFunctions LargeFunctions { get; init; }

    /// <summary>
    /// Finds out where guests spend their time; null, the default, costs nothing. With it, modules are compiled with a few more
    /// instructions per call, for which fuel and stack pay: <see cref="CompiledModule.Source"/> shows them. Not together with a
    /// <see cref="Tracer"/> of functions.
    /// </summary>
    public GuestProfiler? Profiler { get; init; }

    /// <summary>Whether compiled code takes the way through bytes that it would take through a file. For tests.</summary>
    internal CodeForm CodeForm { get; init; }

    /// <summary>Gives the instance that a linker hands out in place of the one that it made. For tests.</summary>
    internal Func<Linker, Instance, InstanceOptions, Instance>? Replacement { get; init; }

    /// <summary>From which size on functions are split, and into what.</summary>
    internal MethodSizes MethodSizes { get; init; } = MethodSizes.Default;

    /// <summary>Whether loops see deadlines and cancellation. Code without these checks exists to measure what they cost.</summary>
    internal LoopChecks LoopChecks { get; init; }
}
