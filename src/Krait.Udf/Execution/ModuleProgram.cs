using System;
using System.Collections.Immutable;
using System.Linq;
using Krait.Runtime;
using Krait.Udf.Host;
using Krait.Wasm;

namespace Krait.Udf.Execution;

/// <summary>A version that is a WebAssembly module, compiled and linked.</summary>
internal sealed class ModuleProgram : UdfProgram
{
    /// <summary>Export that a module of another language wants to be called once before all others.</summary>
    public const string InitializeExport = "_initialize";

    /// <summary>Export that gives back everything one call allocated.</summary>
    public const string ResetExport = "krait_reset";

    /// <summary>Export that gives the host space in the module's memory.</summary>
    public const string AllocateExport = "krait_alloc";

    /// <summary>Export of the module's memory.</summary>
    public const string MemoryExport = "memory";

    /// <param name="record">The version.</param>
    /// <param name="module">Executable code. Dropped to the garbage collector with the program.</param>
    /// <param name="entry">What is called.</param>
    /// <param name="traces">Reads tracebacks of its errors.</param>
    /// <param name="statistics">Where its calls are counted.</param>
    public ModuleProgram(UdfRecord record, CompiledModule module, EntryPoint entry, PythonTracebackReader traces, StatisticsCollector statistics)
        : base(record, entry, statistics)
    {
        Module = module;
        Imports = HostFunctionTable.Resolve(module.Source);
        EntryPoint = entry;
        Traces = traces;
    }

    public CompiledModule Module { get; }

    /// <summary>Host functions the module asks for.</summary>
    public ImmutableArray<(HostFunctionRow Row, string Name)> Imports { get; }

    public EntryPoint EntryPoint { get; }

    public PythonTracebackReader Traces { get; }

    public override bool ReadsParameters => Imports.Any(import => import.Name is "has_param" || import.Name.StartsWith("get_param_", StringComparison.Ordinal));

    // Code belongs to the garbage collector.
    public override long SizeBytes => 0;

    // A module of the typed tier makes itself new after each call.
    public override bool EndsWithCall => Record is { Isolation: UdfIsolation.Call, Mode: UdfMode.Precompiled };

    public int MemoryCount => Module.Source.MemoryTypes.Length;

    public FunctionType EntryType => Module.Source.FunctionTypeOf(EntryIndex);

    private int EntryIndex => Module.FindExport(Entry.FunctionName)!.Index;

    public override UdfInstance Start(ArgumentBinding binding, LogBuffer log, CallLimits limits) => ModuleInstance.Create(this, binding, log, limits);

    public override UdfException Map(Exception error, UdfInstance? instance) => EngineErrors.Map(error, this, (instance as ModuleInstance)?.Instance);

    /// <summary>Gives an exception without frames the entry function as its place.</summary>
    public PythonTraceback AtEntry(PythonTraceback traceback) => Traces.ReadAt(traceback.Type, traceback.Message, EntryIndex, Entry.FunctionName);
}
