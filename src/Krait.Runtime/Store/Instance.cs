using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Krait.Runtime.Profiling;
using Krait.Runtime.Store;
using Krait.Runtime.Tracing;
using Krait.Wasm;

namespace Krait.Runtime;

/// <summary>A module at work: its memories, tables and globals, and the functions that use them.</summary>
/// <remarks>
/// One thread at a time; a second one gets an <see cref="InvalidOperationException"/>. Disposing frees its memory once no
/// linked instance is left that could reach it; without disposal the garbage collector does so.
/// </remarks>
public sealed unsafe partial class Instance : IDisposable
{
    private readonly Dictionary<int, Function> _functions = [];
    private readonly ContextBlock _block;
    private GuestStore _store;
    private bool _isDisposed;

    internal Instance(CompiledModule module, GuestStore store)
    {
        Module = module;
        _store = store;
        _block = new ContextBlock(this, module.Code.Layout.SizeBytes);
        Context->Place = -1;
        store.Add(this);
    }

    /// <summary>The module this is an instance of.</summary>
    public CompiledModule Module { get; }

    /// <summary>Fuel used since <see cref="SetLimits"/>, in units; 0 unless the engine meters.</summary>
    public long FuelUsed => Module.Engine.Options.MeterFuel ? Store.FuelUsed : 0;

    /// <summary>Most bytes of linear memory it ever had: the sum over the memories it defines or imports.</summary>
    public long PeakMemoryBytes => Memories.Sum(memory => memory.SizeBytes);

    /// <summary>The limits in force.</summary>
    public CallLimits Limits => Store.Limits;

    /// <summary>Whether it has been disposed.</summary>
    public bool IsDisposed
    {
        get => Volatile.Read(ref _isDisposed);
        private set => Volatile.Write(ref _isDisposed, value);
    }

    /// <summary>What a host keeps with the instance, so that host functions which serve many instances find it without a search.</summary>
    internal object? HostState { get; set; }

    internal GuestStore Store => _store.IsRoot ? _store : _store = _store.Root();

    internal GuestContext* Context => (GuestContext*)_block.Start;

    /// <summary>True once its native memory is gone.</summary>
    internal bool IsFreed => _block.IsFreed;

    internal nint WeakHandle => _block.WeakHandle;

    internal Memory[] Memories { get; set; } = [];

    internal Table[] Tables { get; set; } = [];

    internal Global[] Globals { get; set; } = [];

    internal Tag[] Tags { get; set; } = [];

    /// <summary>What satisfied the function imports; keeps host delegates and their code alive.</summary>
    internal object[] ImportedFunctions { get; set; } = [];

    /// <summary>What tells the engine's tracer of calls; keeps the hooks alive.</summary>
    internal TraceHooks? TraceHooks { get; set; }

    /// <summary>What the engine's profiler reads; null where nobody profiles.</summary>
    internal ProfiledStack? ProfiledStack { get; set; }

    /// <summary>Passive and used-up segments: true once nothing is left of them.</summary>
    internal bool[] DroppedData { get; set; } = [];

    internal bool[] DroppedElements { get; set; } = [];

    /// <summary>What it was made from and goes back to with <see cref="Reset"/>; null for an instance that was made in another way.</summary>
    public Snapshot? Snapshot { get; internal set; }

    internal Memory? MemoryOrNull => Memories.Length == 0 ? null : Memories[0];

    /// <summary>Sets deadline, fuel, cancellation and stack for all calls from now on; the clock starts here.</summary>
    /// <param name="limits">Replaces the earlier limits entirely.</param>
    /// <exception cref="ArgumentException">A fuel limit without metering, or a number out of range.</exception>
    /// <exception cref="InvalidOperationException">Another thread is running the instance.</exception>
    /// <remarks>Instances linked with each other share their limits. Cost: about 100 ns with a deadline.</remarks>
    public void SetLimits(CallLimits limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        Store.CheckThread();
        Store.SetLimits(limits);
    }

    /// <summary>Gives the full fuel of the limits in force again; deadline, cancellation and stack go on as they are.</summary>
    /// <exception cref="InvalidOperationException">Another thread is running the instance.</exception>
    /// <remarks>For many short calls under one deadline: costs a few nanoseconds, where <see cref="SetLimits"/> arms a timer.</remarks>
    public void Refuel()
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        Store.CheckThread();
        Store.Refuel();
    }

    /// <summary>Keeps the instance entered by this thread, so that several calls in a row cost less each.</summary>
    /// <returns>Dispose it on the same thread after the last call.</returns>
    /// <exception cref="InvalidOperationException">Another thread is running the instance.</exception>
    /// <remarks>Entering costs some tens of nanoseconds, which every call outside a scope pays by itself.</remarks>
    public CallScope EnterScope()
    {
        EnterCall();
        return new CallScope(this);
    }

    /// <summary>An exported function.</summary>
    /// <exception cref="ArgumentException">There is no such export, or it is something else.</exception>
    public Function GetFunction(string name) => (Function)Find(name, ExternalKind.Function);

    /// <summary>An exported memory.</summary>
    /// <exception cref="ArgumentException">There is no such export, or it is something else.</exception>
    public Memory GetMemory(string name) => (Memory)Find(name, ExternalKind.Memory);

    /// <summary>An exported table.</summary>
    /// <exception cref="ArgumentException">There is no such export, or it is something else.</exception>
    public Table GetTable(string name) => (Table)Find(name, ExternalKind.Table);

    /// <summary>An exported global.</summary>
    /// <exception cref="ArgumentException">There is no such export, or it is something else.</exception>
    public Global GetGlobal(string name) => (Global)Find(name, ExternalKind.Global);

    /// <summary>An exported tag.</summary>
    /// <exception cref="ArgumentException">There is no such export, or it is something else.</exception>
    public Tag GetTag(string name) => (Tag)Find(name, ExternalKind.Tag);

    /// <summary>An exported function, if there is one of that name.</summary>
    public bool TryGetFunction(string name, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Function? function)
    {
        function = Module.FindExport(name) is { Kind: ExternalKind.Function } export ? FunctionAt(export.Index) : null;
        return function is not null;
    }

    /// <summary>An exported memory, if there is one of that name.</summary>
    public bool TryGetMemory(string name, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Memory? memory)
    {
        memory = Module.FindExport(name) is { Kind: ExternalKind.Memory } export ? Memories[export.Index] : null;
        return memory is not null;
    }

    /// <summary>An exported table, if there is one of that name.</summary>
    public bool TryGetTable(string name, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Table? table)
    {
        table = Module.FindExport(name) is { Kind: ExternalKind.Table } export ? Tables[export.Index] : null;
        return table is not null;
    }

    /// <summary>An exported global, if there is one of that name.</summary>
    public bool TryGetGlobal(string name, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Global? global)
    {
        global = Module.FindExport(name) is { Kind: ExternalKind.Global } export ? Globals[export.Index] : null;
        return global is not null;
    }

    /// <summary>An exported function as a delegate that does not box.</summary>
    /// <exception cref="ArgumentException">There is no such function, or its type is another.</exception>
    /// <remarks>Keep the delegate: making it costs about a microsecond, calling it some nanoseconds.</remarks>
    public TDelegate GetDelegate<TDelegate>(string name)
        where TDelegate : Delegate =>
        GetFunction(name).ToDelegate<TDelegate>();

    /// <summary>Ends the instance. A call that is still running goes on to its end.</summary>
    public void Dispose()
    {
        if (IsDisposed)
            return;
        IsDisposed = true;
        Store.FreeIfUnused();
    }

    /// <summary>A function by its index, imports first; the same object every time.</summary>
    internal Function FunctionAt(int index)
    {
        if (_functions.TryGetValue(index, out Function? function))
            return function;
        if (index < ImportedFunctions.Length && ImportedFunctions[index] is Function imported)
            function = imported;
        else
            function = new Function(this, index, Module.Source.FunctionTypeOf(index), RecordOf(index));
        return _functions[index] = function;
    }

    /// <summary>The record that a reference to a function points to.</summary>
    internal FunctionRecord* RecordOf(int index)
    {
        ContextLayout layout = Module.Code.Layout;
        byte* start = _block.Start;
        return index < ImportedFunctions.Length
            ? *(FunctionRecord**)(start + layout.Reference(index))
            : (FunctionRecord*)(start + layout.Record(index));
    }

    internal object ExportedItem(Export export) => export.Kind switch
    {
        ExternalKind.Function => FunctionAt(export.Index),
        ExternalKind.Memory => Memories[export.Index],
        ExternalKind.Table => Tables[export.Index],
        ExternalKind.Global => Globals[export.Index],
        _ => Tags[export.Index],
    };

    /// <summary>Points everything that leaves or finds results in scratch words at those of the store.</summary>
    internal void ShareScratch(long* scratch)
    {
        Context->Scratch = scratch;
        for (int i = 0; i < Module.Source.ImportedFunctionCount; i++)
            ((HostBlock*)(_block.Start + Module.Code.Layout.Host(i)))->Scratch = scratch;
    }

    internal void EnterCall()
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        Store.Enter();

        // Looked at again, because from here on a disposal on another thread leaves the memory to this call.
        if (!IsDisposed)
            return;
        LeaveCall();
        throw new ObjectDisposedException(nameof(Instance));
    }

    internal void LeaveCall()
    {
        Store.Leave();
        if (IsDisposed)
            Store.FreeIfUnused();
    }

    /// <summary>Frees what the instance owns natively; only the store calls this, for all its members at once.</summary>
    internal void FreeNative()
    {
        foreach (Memory memory in Memories)
        {
            memory.Detach(Context);
            if (ReferenceEquals(memory.Owner, this))
                memory.Free();
        }

        for (int i = 0; i < Tables.Length; i++)
        {
            Tables[i].Detach((TableView*)(_block.Start + Module.Code.Layout.Table(i)));
            if (ReferenceEquals(Tables[i].Owner, this))
                Tables[i].Free();
        }

        _block.Free();
        Snapshot?.Leave();
    }

    private object Find(string name, ExternalKind kind)
    {
        ArgumentNullException.ThrowIfNull(name);
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        Export? export = Module.FindExport(name);
        if (export is null || export.Kind != kind)
        {
            string there = string.Join(", ", Module.Exports.Where(other => other.Kind == kind).Select(other => $"\"{other.Name}\""));
            string what = kind.ToString().ToLowerInvariant();
            throw new ArgumentException($"the module exports no {what} \"{name}\"; it exports {(there.Length == 0 ? "none" : there)}", nameof(name));
        }

        return ExportedItem(export);
    }
}
