using System;
using System.Collections.Generic;
using System.Linq;
using Krait.Wasm;
using ValueType = Krait.Wasm.ValueType;

namespace Krait.Runtime.Tests;

/// <summary>Puts small modules together for tests.</summary>
internal sealed class WasmBuilder
{
    private readonly List<TypeDefinition> _types = [];
    private readonly List<Import> _imports = [];
    private readonly List<DefinedFunction> _functions = [];
    private readonly List<Export> _exports = [];
    private readonly List<DefinedGlobal> _globals = [];
    private readonly List<DefinedTable> _tables = [];
    private readonly List<ElementSegment> _elements = [];
    private readonly List<DataSegment> _data = [];
    private MemoryType? _memory;
    private int? _start;
    private int _importedFunctions;

    public static ValueType I32 => ValueType.I32;

    public static ValueType I64 => ValueType.I64;

    public static ValueType F32 => ValueType.F32;

    public static ValueType F64 => ValueType.F64;

    public static ValueType V128 => ValueType.V128;

    public int Type(ValueType[] parameters, ValueType[] results)
    {
        _types.Add(new FunctionType([.. parameters], [.. results]));
        return _types.Count - 1;
    }

    public int ImportFunction(string module, string name, ValueType[] parameters, ValueType[] results)
    {
        _imports.Add(new Import(module, name, new FunctionReference(Type(parameters, results))));
        return _importedFunctions++;
    }

    public WasmBuilder Memory(int minimumPages, int? maximumPages = null)
    {
        _memory = new MemoryType(new SizeLimits((ulong)minimumPages, (ulong?)maximumPages));
        _exports.Add(new Export("memory", ExternalKind.Memory, 0));
        return this;
    }

    public WasmBuilder Table(params int[] functions)
    {
        _tables.Add(new DefinedTable(new TableType(ValueType.FuncRef, new SizeLimits((ulong)functions.Length + 1))));
        _elements.Add(ElementSegment.ActiveFunctions(0, ConstantExpression.I32(0), [.. functions]));
        return this;
    }

    public int Global(ValueType type, Mutability mutability, ConstantExpression value)
    {
        _globals.Add(new DefinedGlobal(new GlobalType(type, mutability), value));
        return _globals.Count - 1;
    }

    public WasmBuilder Data(int address, byte[] bytes)
    {
        _data.Add(DataSegment.At(address, bytes));
        return this;
    }

    public WasmBuilder Export(string name, ExternalKind kind, int index)
    {
        _exports.Add(new Export(name, kind, index));
        return this;
    }

    public WasmBuilder Start(int function)
    {
        _start = function;
        return this;
    }

    /// <summary>Adds and exports a function; the final <c>end</c> is written here.</summary>
    public int Function(string name, ValueType[] parameters, ValueType[] results, ValueType[] locals, Action<InstructionWriter> write)
    {
        InstructionWriter writer = new();
        write(writer);
        writer.End();
        LocalRun[] runs = locals.Select(type => new LocalRun(1, type)).ToArray();
        _functions.Add(new DefinedFunction(Type(parameters, results), new FunctionBody([.. runs], writer.ToArray())));
        int index = _importedFunctions + _functions.Count - 1;
        _exports.Add(new Export(name, ExternalKind.Function, index));
        return index;
    }

    public Module Build() => new()
    {
        Types = [.. _types],
        Imports = [.. _imports],
        Functions = [.. _functions],
        Exports = [.. _exports],
        Globals = [.. _globals],
        Tables = [.. _tables],
        Elements = [.. _elements],
        DataSegments = [.. _data],
        Memories = _memory is null ? [] : [_memory],
        StartFunction = _start,
    };

    /// <summary>Compiles and instantiates without imports.</summary>
    public Instance Instantiate(Engine engine, InstanceOptions? options = null) =>
        new Linker(engine).Instantiate(engine.Compile(Build()), options);
}
