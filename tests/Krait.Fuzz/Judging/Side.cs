using System;
using System.Collections.Generic;
using System.Linq;
using Krait.Runtime;
using Krait.Runtime.Splitting;
using Krait.Wasm;

namespace Krait.Fuzz.Judging;

/// <summary>One way to run programs, compared with the others.</summary>
/// <param name="Name">For messages.</param>
/// <param name="Engine">Runs them.</param>
internal sealed record Side(string Name, Engine Engine)
{
    private const ulong SomeStride = 8;

    // From parts that hold a few instructions to parts that hold most blocks of a generated function, but not the function.
    private static readonly MethodSizes[] s_sizes = [MethodSizes.Tiny, new(Whole: 12, Part: 120), new(Whole: 12, Part: 400), new(Whole: 12, Part: 1_500)];

    /// <summary>The IL compiler with fuel: what the others are compared with.</summary>
    public static Side Reference { get; private set; } = NewReference();

    /// <summary>The others. Sides without fuel run only programs that end by themselves.</summary>
    public static IReadOnlyList<Side> Others { get; private set; } = NewOthers();

    /// <summary>It runs one program in so many: all, but for sides that rarely differ from another.</summary>
    public ulong Stride { get; init; } = 1;

    /// <summary>Which ones: those whose seed gives this remainder.</summary>
    public ulong Turn { get; init; }

    /// <summary>Makes code of a module.</summary>
    public Func<Module, CompiledModule> Compile { get; init; } = module => Engine.Compile(module);

    public bool HasFuel => Engine.Options.MeterFuel;

    /// <summary>Makes new engines: one keeps code for every signature that its host functions ever had. Not while another thread uses them.</summary>
    public static void Renew()
    {
        foreach (Side side in Others.Append(Reference))
            side.Engine.Dispose();
        Reference = NewReference();
        Others = NewOthers();
        GC.Collect();
    }

    private static Side NewReference() => new("compiler", new Engine(new EngineOptions { MeterFuel = true }));

    private static IReadOnlyList<Side> NewOthers()
    {
        Engine saving = new(new EngineOptions { MeterFuel = true, MethodSizes = s_sizes[1] });
        return
        [
            new("interpreter", new Engine(new EngineOptions { Backend = EngineBackend.Interpreter, MeterFuel = true })),
            new("compiler without fuel", new Engine()),
            new("interpreter without fuel", new Engine(new EngineOptions { Backend = EngineBackend.Interpreter })) { Stride = SomeStride, Turn = 1 },
            new("compiler with a tracer", new Engine(new EngineOptions { Tracer = new SilentTracer() })) { Stride = SomeStride, Turn = 3 },
            new("interpreter with a tracer", new Engine(new EngineOptions { Backend = EngineBackend.Interpreter, Tracer = new SilentTracer() })) { Stride = SomeStride, Turn = 5 },
            .. s_sizes.Select((sizes, i) => InParts(sizes) with { Stride = (ulong)s_sizes.Length, Turn = (ulong)i }),
            new("code with parts that was saved", saving) { Stride = SomeStride, Turn = 7, Compile = module => saving.Deserialize(saving.Compile(module).Serialize()) },
        ];
    }

    private static Side InParts(MethodSizes sizes) =>
        new($"compiler with parts of weight {sizes.Part}", new Engine(new EngineOptions { MeterFuel = true, MethodSizes = sizes }));
}
