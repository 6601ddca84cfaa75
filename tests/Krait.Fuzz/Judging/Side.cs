using System.Collections.Generic;
using System.Linq;
using Krait.Fuzz.Coverage;
using Krait.Fuzz.Generation;
using Krait.Runtime;
using Krait.Wasm;

namespace Krait.Fuzz.Judging;

/// <summary>One way to run programs, compared with the others.</summary>
/// <param name="Name">For messages.</param>
/// <param name="Engine">Runs them.</param>
/// <param name="Gaps">Features that it lacks; programs that use one of them are not run on it. A test fails when a gap closes.</param>
internal sealed record Side(string Name, Engine Engine, WasmFeatures Gaps = WasmFeatures.None)
{
    /// <summary>The IL compiler with fuel: what the others are compared with.</summary>
    public static Side Reference { get; } = new("compiler", new Engine(new EngineOptions { MeterFuel = true }));

    /// <summary>The others. Sides without fuel run only programs that end by themselves.</summary>
    public static IReadOnlyList<Side> Others { get; } =
    [
        new("interpreter", new Engine(new EngineOptions { Backend = EngineBackend.Interpreter, MeterFuel = true })),
        new("compiler without fuel", new Engine()),
    ];

    /// <summary>Whether it can run a program.</summary>
    public bool Knows(FuzzProgram program) =>
        Gaps == WasmFeatures.None
        || (program.Modules.All(module => module.TagTypes.IsEmpty) && ReachProbe.Produced(program).All(op => (OpFacts.SinceOf(op) & Gaps) == 0));

    public bool HasFuel => Engine.Options.MeterFuel;
}
