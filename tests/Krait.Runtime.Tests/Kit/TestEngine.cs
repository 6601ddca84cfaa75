using System;
using System.Collections.Generic;
using System.Linq;
using Krait.Runtime;
using Krait.Runtime.Splitting;

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

    // How tests come by code and state. A new form is a row here, in the tables of docs/TESTING.md, and an entry of `in_forms` in `./dev`.
    private static readonly Dictionary<string, Func<EngineOptions, EngineOptions>> s_forms = new()
    {
        [""] = static options => options,
        ["generated"] = static options => options,
        ["serialized"] = static options => options with { CodeForm = CodeForm.Serialized },
        ["lazy"] = static options => options with { CompileTiming = CompileTiming.OnFirstCall },
        ["split"] = static options => options with { MethodSizes = MethodSizes.Tiny },
        ["snapshot"] = static options => options with { Replacement = RestoredInstances.Replace },
    };

    private static readonly string s_form = Environment.GetEnvironmentVariable("KRAIT_CODE") ?? "";

    /// <summary>True while the interpreter is tested.</summary>
    public static bool IsInterpreter => Backend == EngineBackend.Interpreter;

    /// <summary>An engine of this run's back end.</summary>
    /// <param name="options">The other settings; null for the defaults.</param>
    public static Engine New(EngineOptions? options = null)
    {
        if (!s_forms.TryGetValue(s_form, out Func<EngineOptions, EngineOptions>? form))
            throw new InvalidOperationException($"KRAIT_CODE is one of {string.Join(", ", s_forms.Keys.Where(static name => name.Length > 0))}, not '{s_form}'");
        return new Engine(form((options ?? EngineOptions.Default) with { Backend = Backend }));
    }

    /// <summary>An engine of this run's back end that meters fuel.</summary>
    public static Engine NewMetered() => New(new EngineOptions { MeterFuel = true });
}
