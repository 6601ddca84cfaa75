using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using Krait.Runtime.IlCompiler;
using Krait.Runtime.Profiling;
using Krait.Runtime.Tracing;
using Krait.Wasm;

namespace Krait.Runtime.Store;

/// <summary>The making of one instance, step by step in the specification's order.</summary>
/// <remarks>Spec: exec/modules, instantiation.</remarks>
[SuppressMessage("Design", "CA1001", Justification = "The instance belongs to whoever asked for it.")]
internal sealed unsafe class Instantiation
{
    private readonly CompiledModule _compiled;
    private readonly Module _module;
    private readonly IReadOnlyDictionary<(string Module, string Name), object> _definitions;
    private readonly InstanceOptions _options;
    private readonly object?[] _imports;
    private readonly Snapshot? _snapshot;
    private Instance _instance = null!;

    public Instantiation(
        CompiledModule compiled,
        IReadOnlyDictionary<(string Module, string Name), object> definitions,
        InstanceOptions options,
        Snapshot? snapshot = null)
    {
        _compiled = compiled;
        _module = compiled.Source;
        _definitions = definitions;
        _options = options;
        _imports = new object?[_module.Imports.Length];
        _snapshot = snapshot;
    }

    public Instance Run()
    {
        ObjectDisposedException.ThrowIf(_compiled.IsDisposed, _compiled);
        GuestStore store = ResolveImports();
        bool isNewStore = !store.IsRunning && store.IsEmpty;
        _instance = new Instance(_compiled, store);
        store.Restrict(_options.Store);
        bool isEntered = false;
        bool isDone = false;

        // Not caught and thrown again: start functions that make instances nest deeply, and each such throw would need
        // more of the stack, on top of all of them.
        try
        {
            store.Enter();
            isEntered = true;
            if (isNewStore)
                store.SetLimits(_options.Limits);
            FillContext();
            if (_snapshot is null)
            {
                CopySegments();
                RunStart();
            }

            isDone = true;
        }
        finally
        {
            if (isEntered)
                _instance.Store.Leave();

            // What it put into imported tables stays callable: the store frees it with the rest.
            if (!isDone)
                _instance.Dispose();
        }

        return _instance;
    }

    /// <summary>Finds every import, checks its type, and joins the stores of all that have one.</summary>
    private GuestStore ResolveImports()
    {
        GuestStore? store = null;
        for (int i = 0; i < _imports.Length; i++)
        {
            Import import = _module.Imports[i];
            if (_snapshot is not null && import.Type.Kind is ExternalKind.Memory or ExternalKind.Table or ExternalKind.Global)
                continue;
            if (!_definitions.TryGetValue((import.ModuleName, import.Name), out object? item))
                throw LinkException.Unknown(import.ModuleName, import.Name, ImportTypes.Describe(_module, import.Type));
            if (!ImportTypes.Matches(_module, import.Type, item))
            {
                throw LinkException.Incompatible(
                    import.ModuleName, import.Name, ImportTypes.Describe(_module, import.Type), ImportTypes.Describe(item));
            }

            if (_snapshot is not null && item is Function)
                throw LinkException.NotOfTheHost(import.ModuleName, import.Name);
            _imports[i] = item;
            GuestStore? other = item switch
            {
                Function function => function.Store,
                Memory memory => memory.Store,
                Table table => table.Store,
                Global global => global.Store,
                _ => null,
            };
            other?.CheckThread();
            if (other is not null)
                store = GuestStore.Merge(store, other, _compiled.Engine);
        }

        store ??= new GuestStore(_compiled.Engine);
        foreach (object? item in _imports)
        {
            switch (item)
            {
                case Memory memory: memory.Join(store); break;
                case Table table: table.Join(store); break;
                case Global global: global.Store = store; break;
            }
        }

        return store;
    }

    private void FillContext()
    {
        _snapshot?.Join();
        _instance.Snapshot = _snapshot;
        PlaceFunctions();
        PlaceMemories();
        PlaceTables();
        PlaceTags();
        PlaceTypes();
        PlaceGlobals();
        if (_snapshot is not null)
            _snapshot.Image.RestoreWords(_instance);
        else
            PlaceTableInitializers();
        if (_compiled.Code.Rewritten is TracedModule traced)
            Hooks.FillTable(traced, _compiled.Code);
        if (_compiled.Code.Rewritten is ProfiledModule profiled)
            _instance.ProfiledStack = ProfiledStack.Attach(_instance, profiled);
    }

    private TraceHooks Hooks => _instance.TraceHooks ??= new TraceHooks(_instance, _compiled.Engine.Options.Tracer!);

    private void PlaceFunctions()
    {
        ContextLayout layout = _compiled.Code.Layout;
        byte* start = (byte*)_instance.Context;
        List<object> functions = new(_module.ImportedFunctionCount);
        foreach (object? item in _imports)
        {
            if (item is not (HostFunction or Function))
                continue;
            int index = functions.Count;
            functions.Add(item);
            FunctionRecord* slot = (FunctionRecord*)(start + layout.Import(index));
            FunctionRecord** reference = (FunctionRecord**)(start + layout.Reference(index));
            if (item is Function function)
            {
                LazyCode.Complete(function.Record);
                *slot = *function.Record;
                *reference = function.Record;
                continue;
            }

            HostFunction host = (HostFunction)item;
            if (_compiled.Engine.Options.Tracer is { } tracer && (tracer.Calls & TracedCalls.Imports) != 0)
                host = Hooks.Around(host, index);
            HostBlock* block = (HostBlock*)(start + layout.Host(index));
            *block = new HostBlock { Scratch = _instance.Context->Scratch, Target = host.TargetHandle, Instance = _instance.WeakHandle };
            *slot = Record(host.Code, (nint)block, index);
            *reference = slot;
        }

        _instance.ImportedFunctions = functions.ToArray();
        _compiled.Code.WriteRecords(start, _instance.WeakHandle);
    }

    private FunctionRecord Record(nint code, nint context, int functionIndex) => new()
    {
        Code = code,
        Context = context,
        TypeId = _compiled.Code.TypeNumberOf(_module.FunctionTypeIndices[functionIndex]),
        FunctionIndex = functionIndex,
        Owner = _instance.WeakHandle,
    };

    private void PlaceMemories()
    {
        Memory[] memories = new Memory[_module.MemoryTypes.Length];
        int imported = Take(memories);
        for (int i = imported; i < memories.Length; i++)
        {
            SizeLimits limits = _module.MemoryTypes[i].Limits;
            ulong limitBytes = (ulong)Math.Max(_options.MaximumMemoryBytes, 0);
            memories[i] = _snapshot is null
                ? new Memory(limits.Minimum, limits.Maximum, limitBytes) { Owner = _instance }
                : new Memory(_snapshot.Image.Memories[i], limits.Maximum, limitBytes) { Owner = _instance };
            memories[i].Join(_instance.Store);
        }

        _instance.Memories = memories;
        if (memories.Length > 0)
            memories[0].Attach(_instance.Context);
    }

    private void PlaceTables()
    {
        Table[] tables = new Table[_module.TableTypes.Length];
        int imported = Take(tables);
        for (int i = imported; i < tables.Length; i++)
        {
            tables[i] = new Table(_module.TableTypes[i], _options.MaximumTableElements) { Owner = _instance };
            tables[i].Join(_instance.Store);
        }

        _instance.Tables = tables;
        for (int i = 0; i < tables.Length; i++)
            tables[i].Attach((TableView*)((byte*)_instance.Context + _compiled.Code.Layout.Table(i)));
    }

    private void PlaceTags()
    {
        Tag[] tags = new Tag[_module.TagTypes.Length];
        for (int i = Take(tags); i < tags.Length; i++)
            tags[i] = new Tag(_module.FunctionTypeAt(_module.TagTypes[i].TypeIndex));
        _instance.Tags = tags;
        for (int i = 0; i < tags.Length; i++)
            *(long*)((byte*)_instance.Context + _compiled.Code.Layout.Tag(i)) = tags[i].Number;
    }

    private void PlaceTypes()
    {
        for (int i = 0; i < _module.Types.Length; i++)
            *(int*)((byte*)_instance.Context + _compiled.Code.Layout.TypeNumber(i)) = _compiled.Code.TypeNumberOf(i);
    }

    private void PlaceGlobals()
    {
        Global[] globals = new Global[_module.GlobalTypes.Length];
        int imported = Take(globals);
        _instance.Globals = globals;
        for (int i = 0; i < globals.Length; i++)
        {
            long* cell = (long*)((byte*)_instance.Context + _compiled.Code.Layout.Global(i));
            if (i < _module.ImportedGlobalCount)
            {
                if (imported == 0)
                    globals[i] = new Global(_module.GlobalTypes[i]) { Store = _instance.Store };
                *(long**)cell = globals[i].Address;
                continue;
            }

            if (_snapshot is not null)
            {
                globals[i] = new Global(_module.GlobalTypes[i], _instance, cell) { Store = _instance.Store };
                continue;
            }

            ConstantEvaluator.Evaluate(_module.Globals[i - imported].Initializer, _instance, _module.GlobalTypes[i].Value, cell);
            globals[i] = new Global(_module.GlobalTypes[i], _instance, cell) { Store = _instance.Store };
        }
    }

    private void PlaceTableInitializers()
    {
        for (int i = 0; i < _module.Tables.Length; i++)
        {
            if (_module.Tables[i].Initializer is not ConstantExpression initializer)
                continue;
            Table table = _instance.Tables[_module.ImportedTableCount + i];
            Prepare(table.Length);
            table.Range(0, (uint)table.Length).Fill(Evaluate(initializer));
        }
    }

    private void CopySegments()
    {
        _instance.DroppedElements = new bool[_module.Elements.Length];
        for (int i = 0; i < _module.Elements.Length; i++)
        {
            ElementSegment segment = _module.Elements[i];
            if (segment.Mode == SegmentMode.Active)
            {
                Prepare(segment.Length);
                BulkOperations.InitializeTable(_instance, segment.TableIndex, i, (uint)Evaluate(segment.Offset!), 0, (uint)segment.Length);
            }

            _instance.DroppedElements[i] = segment.Mode != SegmentMode.Passive;
        }

        _instance.DroppedData = new bool[_module.DataSegments.Length];
        for (int i = 0; i < _module.DataSegments.Length; i++)
        {
            DataSegment segment = _module.DataSegments[i];
            if (segment.Mode != SegmentMode.Active)
                continue;
            ReadOnlySpan<byte> bytes = segment.Bytes.Span;
            Prepare(bytes.Length);
            bytes.CopyTo(_instance.Memories[segment.MemoryIndex].GetSpan((uint)Evaluate(segment.Offset!), bytes.Length));
            _instance.DroppedData[i] = true;
        }
    }

    // Like the instructions that a segment stands for: paid before it is done, and one unit for itself. A segment is no
    // larger than the module, so looking at the clock between segments is often enough.
    private void Prepare(int length)
    {
        _instance.Store.Charge(1L + length);
        _instance.Store.CheckInterrupt();
    }

    private void RunStart()
    {
        if (_module.StartFunction is int start)
            _instance.FunctionAt(start).Invoke();
    }

    private long Evaluate(ConstantExpression expression) => ConstantEvaluator.Evaluate(expression, _instance);

    private int Take<T>(T[] destination)
        where T : class
    {
        int count = 0;
        foreach (object? item in _imports)
        {
            if (item is T wanted)
                destination[count++] = wanted;
        }

        return count;
    }
}
