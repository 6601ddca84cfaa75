using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Text;
using Krait.Python.Ir;
using Krait.Wasm;

namespace Krait.Python.Emit;

/// <summary>Turns the lowered IR into a WebAssembly module. Numbers everything, lays out memory, writes the sections.</summary>
internal sealed class WasmEmitter
{
    /// <summary>The first address that data may have: address 0 is None.</summary>
    private const int FirstDataAddress = 16;

    private readonly IrModule _ir;
    private readonly DebugBuilder _debug = new();
    private readonly List<FunctionType> _types = [];
    private readonly List<IrFunction> _functions = [];
    private readonly List<IrGlobal> _globals = [];
    private readonly List<IrData> _data = [];
    private int _heapBase;

    private WasmEmitter(IrModule ir)
    {
        _ir = ir;
    }

    /// <summary>The module's bytes.</summary>
    public static byte[] Emit(IrModule ir, string sourceName, string? metadata, DebugInformation debug)
    {
        var emitter = new WasmEmitter(ir);
        emitter.FindUsed();
        emitter.Number();
        emitter.PlaceData();
        return ModuleEncoder.Encode(emitter.Build(sourceName, metadata, debug));
    }

    // What no export reaches is left out: inference and building may have asked for more than the code needs.
    private void FindUsed()
    {
        var functions = new HashSet<IrFunction>();
        var globals = new HashSet<IrGlobal>(_ir.Globals.Where(global => global.IsKept));
        var data = new HashSet<IrData>();
        var pending = new Stack<IrFunction>(_ir.Functions.Where(function => function.ExportName is not null));
        while (pending.TryPop(out IrFunction? function))
        {
            if (!functions.Add(function))
                continue;
            IrWalker.ForEach(
                function.Body,
                statement =>
                {
                    if (statement is IrSetGlobal set)
                        globals.Add(set.Global);
                },
                expression =>
                {
                    if (expression is IrCall call)
                        pending.Push(call.Target);
                    else if (expression is IrGlobalGet get)
                        globals.Add(get.Global);
                    else if (expression is IrDataAddress address)
                        data.Add(address.Data);
                });
        }

        _functions.AddRange(_ir.Functions.Where(functions.Contains).OrderBy(function => function.Import is null));
        _globals.AddRange(_ir.Globals.Where(globals.Contains));
        // Zeroed memory comes last, so that it takes no room in the module.
        _data.AddRange(_ir.Data.Where(data.Contains).OrderBy(each => each.Bytes.All(value => value == 0)));
    }

    private void Number()
    {
        for (int i = 0; i < _functions.Count; i++)
            _functions[i].Index = i;
        for (int i = 0; i < _globals.Count; i++)
            _globals[i].Index = i;
    }

    private void PlaceData()
    {
        int address = FirstDataAddress;
        foreach (IrData data in _data)
        {
            address = (address + data.Alignment - 1) & -data.Alignment;
            data.Address = address;
            address += data.Bytes.Length;
        }

        _heapBase = (address + 15) & -16;
    }

    private Module Build(string sourceName, string? metadata, DebugInformation debug)
    {
        List<IrFunction> imports = [.. _functions.Where(function => function.Import is not null)];
        List<IrFunction> defined = [.. _functions.Where(function => function.Import is null)];
        ImmutableArray<DefinedFunction> functions =
            [.. defined.Select(function => new DefinedFunction(TypeIndex(function), FunctionEmitter.Emit(function, _debug, _heapBase)))];
        ImmutableArray<Import> importRows =
            [.. imports.Select(import => new Import(import.Import!.Value.Module, import.Import.Value.Name, new FunctionReference(TypeIndex(import))))];
        bool hasMemory = _ir.UsesMemory && NeedsMemory(defined);
        return new Module
        {
            Types = [.. _types.Select(TypeDefinition.Of)],
            Imports = importRows,
            Functions = functions,
            Memories = hasMemory ? [new MemoryType(new SizeLimits((ulong)(1 + (_heapBase / MemoryType.PageSizeBytes))))] : [],
            Globals = [.. _globals.Select(Define)],
            Exports = [.. Exports(defined, hasMemory)],
            DataSegments = hasMemory ? [.. Segments()] : [],
            CustomSections = [.. CustomSections(sourceName, metadata, debug)],
        };
    }

    private bool NeedsMemory(List<IrFunction> defined)
    {
        if (0 < _data.Count)
            return true;
        bool isUsed = false;
        foreach (IrFunction function in defined)
        {
            IrWalker.ForEach(
                function.Body,
                statement => isUsed |= statement is IrStore or IrEffect,
                expression => isUsed |= expression is IrLoad or IrApply { Op: WasmOp.MemoryGrow or WasmOp.MemorySize });
        }

        return isUsed;
    }

    private DefinedGlobal Define(IrGlobal global)
    {
        long bits = global.Name == "heap_top" ? _heapBase : global.InitialBits;
        ConstantExpression value = global.Type switch
        {
            IrType.I64 => ConstantExpression.I64(bits),
            IrType.F64 => ConstantExpression.F64(System.BitConverter.Int64BitsToDouble(bits)),
            _ => ConstantExpression.I32((int)bits),
        };
        return new DefinedGlobal(new GlobalType(FunctionEmitter.TypeOf(global.Type), Mutability.Variable), value);
    }

    private IEnumerable<Export> Exports(List<IrFunction> defined, bool hasMemory)
    {
        foreach (IrFunction function in defined.Where(function => function.ExportName is not null))
            yield return new Export(function.ExportName!, ExternalKind.Function, function.Index);
        if (hasMemory)
            yield return new Export("memory", ExternalKind.Memory, 0);
        foreach (IrGlobal global in _globals.Where(global => global.ExportName is not null))
            yield return new Export(global.ExportName!, ExternalKind.Global, global.Index);
    }

    // Neighbouring pieces share a segment; a gap of alignment is cheaper than a new one.
    private IEnumerable<DataSegment> Segments()
    {
        List<IrData> filled = [.. _data.Where(data => data.Bytes.Any(value => value != 0))];
        if (filled.Count == 0)
            yield break;
        int start = filled[0].Address;
        var bytes = new byte[filled[^1].Address + filled[^1].Bytes.Length - start];
        foreach (IrData data in filled)
            data.Bytes.CopyTo(bytes, data.Address - start);
        yield return DataSegment.At(start, bytes);
    }

    private IEnumerable<CustomSection> CustomSections(string sourceName, string? metadata, DebugInformation debug)
    {
        if (metadata is not null)
            yield return new CustomSection("krait.metadata", Encoding.UTF8.GetBytes(metadata));
        if (debug == DebugInformation.None)
            yield break;
        yield return new CustomSection(DebugBuilder.SectionName, _debug.Encode(sourceName, _ir.HasExceptionFrames ? _ir.ExceptionFrames.Address : 0));
        yield return new NameSection { Functions = _functions.ToImmutableSortedDictionary(function => function.Index, function => function.Name) }.ToCustomSection();
    }

    private int TypeIndex(IrFunction function)
    {
        ImmutableArray<ValueType> results = function.MultipleResults is { } several
            ? [.. several.Select(FunctionEmitter.TypeOf)]
            : function.ReturnType == IrType.Void ? [] : [FunctionEmitter.TypeOf(function.ReturnType)];
        var type = new FunctionType([.. function.Parameters.Select(parameter => FunctionEmitter.TypeOf(parameter.Type))], results);
        int index = _types.IndexOf(type);
        if (0 <= index)
            return index;
        _types.Add(type);
        return _types.Count - 1;
    }
}
