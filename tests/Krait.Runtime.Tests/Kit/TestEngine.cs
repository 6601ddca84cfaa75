using System;
using Krait.Runtime;

namespace Krait.Testing;

/// <summary>Makes the engines of tests: the back end is the one that <c>KRAIT_BACKEND</c> names, the compiler by default.</summary>
internal static class TestEngine
{
    /// <summary>The back end that this run of the tests is about.</summary>
    public static EngineBackend Backend { get; } = Environment.GetEnvironmentVariable("KRAIT_BACKEND") switch
    {
        null or "" or "compiler" => EngineBackend.Compiler,
        "interpreter" => EngineBackend.Interpreter,
        string other => throw new InvalidOperationException($"KRAIT_BACKEND is 'compiler' or 'interpreter', not '{other}'"),
    };

    /// <summary>How compiled code is come by: <c>KRAIT_CODE</c> is 'generated', the default, 'serialized' or 'lazy'.</summary>
    public static (CodeForm Form, CompileTiming Timing) Code { get; } = Environment.GetEnvironmentVariable("KRAIT_CODE") switch
    {
        null or "" or "generated" => (CodeForm.Generated, CompileTiming.Automatic),
        "serialized" => (CodeForm.Serialized, CompileTiming.Automatic),
        "lazy" => (CodeForm.Generated, CompileTiming.OnFirstCall),
        string other => throw new InvalidOperationException($"KRAIT_CODE is 'generated', 'serialized' or 'lazy', not '{other}'"),
    };

    /// <summary>True while the interpreter is tested.</summary>
    public static bool IsInterpreter => Backend == EngineBackend.Interpreter;

    /// <summary>An engine of this run's back end.</summary>
    /// <param name="options">The other settings; null for the defaults.</param>
    public static Engine New(EngineOptions? options = null) => new((options ?? EngineOptions.Default) with { Backend = Backend, CodeForm = Code.Form, CompileTiming = Code.Timing });

    /// <summary>An engine of this run's back end that meters fuel.</summary>
    public static Engine NewMetered() => New(new EngineOptions { MeterFuel = true });
}
