using System.Collections.Generic;
using Krait.Runtime;

namespace Krait.Fuzz.Judging;

/// <summary>One way to run programs, compared with the others.</summary>
/// <param name="Name">For messages.</param>
/// <param name="Engine">Runs them.</param>
internal sealed record Side(string Name, Engine Engine)
{
    /// <summary>The IL compiler with fuel: what the others are compared with.</summary>
    public static Side Reference { get; } = new("compiler", new Engine(new EngineOptions { MeterFuel = true }));

    /// <summary>The others. Sides without fuel run only programs that end by themselves.</summary>
    public static IReadOnlyList<Side> Others { get; } =
    [
        new("interpreter", new Engine(new EngineOptions { Backend = EngineBackend.Interpreter, MeterFuel = true })),
        new("compiler without fuel", new Engine()),
    ];

    public bool HasFuel => Engine.Options.MeterFuel;
}
