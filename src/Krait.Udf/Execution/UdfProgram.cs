using System;
using System.Collections.Immutable;
using System.Linq;
using Krait.Runtime;
using Krait.Udf.Host;
using Krait.Wasm;

namespace Krait.Udf.Execution;

/// <summary>One version, compiled and linked as far as it goes without an instance. Immutable, shared by all its calls.</summary>
/// <param name="Record">The version.</param>
/// <param name="Module">Executable code. Dropped to the garbage collector with the program.</param>
/// <param name="Imports">Host functions the module asks for.</param>
/// <param name="Entry">What is called.</param>
/// <param name="Traces">Reads tracebacks of its errors.</param>
/// <param name="Statistics">Where its calls are counted.</param>
internal sealed record UdfProgram(
    UdfRecord Record,
    CompiledModule Module,
    ImmutableArray<(HostFunctionRow Row, string Name)> Imports,
    EntryPoint Entry,
    PythonTracebackReader Traces,
    StatisticsCollector Statistics)
{
    /// <summary>Export that a module of another language wants to be called once before all others.</summary>
    public const string InitializeExport = "_initialize";

    /// <summary>Export that gives back everything one call allocated.</summary>
    public const string ResetExport = "krait_reset";

    /// <summary>Export that gives the host space in the module's memory.</summary>
    public const string AllocateExport = "krait_alloc";

    /// <summary>Export of the module's memory.</summary>
    public const string MemoryExport = "memory";

    /// <summary>Whether the module can ask for parameters by host calls.</summary>
    public bool ReadsParameters => Imports.Any(import => import.Name is "has_param" || import.Name.StartsWith("get_param_", StringComparison.Ordinal));

    public int MemoryCount => Module.Source.MemoryTypes.Length;

    /// <summary>Gives an exception without frames the entry function as its place.</summary>
    public PythonTraceback AtEntry(PythonTraceback traceback) =>
        Traces.ReadAt(traceback.Type, traceback.Message, Module.FindExport(Entry.FunctionName)!.Index, Entry.FunctionName);

    public FunctionType EntryType => Module.Source.FunctionTypeOf(Module.FindExport(Entry.FunctionName)!.Index);
}
