using System.Collections.Generic;
using Krait.Python.Binding;
using Krait.Python.Emit;
using Krait.Python.Syntax;
using Krait.Python.Typing;
using Krait.Wasm;

namespace Krait.Python.Ir;

// Makes the IR of a whole program: one function per instance that is reached, starting at the exports.
// Inference has found every error; what goes wrong here is a defect.

/// <summary>Builds the IR module of a typed program.</summary>
internal sealed class IrBuilder
{
    private readonly Dictionary<(string, string), IrFunction> _imports = [];
    private readonly Dictionary<Expression, IrData> _libraryData = [];
    private readonly Dictionary<Variable, IrGlobal> _globals = [];
    private readonly Dictionary<Variable, IrGlobal> _globalFlags = [];
    private readonly Queue<FunctionInstance> _pending = [];
    private IrGlobal? _heapTop;
    private IrGlobal? _isMain;
    private IrGlobal? _isInitialised;

    private IrBuilder(TypedProgram program)
    {
        Program = program;
    }

    public TypedProgram Program { get; }

    public IrModule Module { get; } = new();

    /// <summary>Builds the module. Exports get wrappers where their types need them.</summary>
    public static IrModule Build(TypedProgram program)
    {
        var builder = new IrBuilder(program);
        var exports = new ExportBuilder(builder);
        if (program.ModuleBody is { } body)
            exports.AddModuleBody(builder.CodeOf(body));
        foreach (FunctionInstance export in program.Exports)
            exports.Add(export, builder.CodeOf(export));
        builder.Drain();
        exports.AddMemoryFunctions();
        builder.Drain();
        return builder.Module;
    }

    /// <summary>The code of an instance, made now or later.</summary>
    public IrFunction CodeOf(FunctionInstance instance)
    {
        if (instance.Code is { } code)
            return code;
        PyType result = Settle(instance.ReturnType);
        code = new IrFunction(instance.Name, ReferenceEquals(result, PyType.None) ? IrType.Void : result.Held, instance.Source)
        {
            IsLibrary = instance.IsLibrary,
            Span = instance.Symbol?.Definition.NameSpan ?? new SourceSpan(0, 0),
        };
        List<Arg> names = instance.Symbol is { } symbol ? Signature.ParametersOf(symbol.Definition.Args) : [];
        for (int i = 0; i < instance.ParameterTypes.Length; i++)
            code.Parameters.Add(new IrLocal(names[i].Name, Settle(instance.ParameterTypes[i]).Held));
        instance.Code = code;
        Module.Functions.Add(code);
        _pending.Enqueue(instance);
        return code;
    }

    /// <summary>The code of a library function for final argument types.</summary>
    public IrFunction Library(string name, params PyType[] types)
    {
        FunctionSymbol symbol = Program.Library(name);
        return CodeOf(Program.Instance(symbol, types));
    }

    /// <summary>The code of a library function that is not generic.</summary>
    public IrFunction Library(string name)
    {
        FunctionSymbol symbol = Program.Library(name);
        return CodeOf(Program.Instance(symbol, Program.OpenSignature(symbol).Parameters));
    }

    /// <summary>An import with the parameter types of the given letters: i for i32, l for i64, d for f64.</summary>
    public IrFunction Import(string module, string name, string parameters, IrType result)
    {
        if (_imports.TryGetValue((module, name), out IrFunction? import))
            return import;
        import = new IrFunction(name, result, null) { Import = (module, name), IsReadOnly = true };
        for (int i = 0; i < parameters.Length; i++)
            import.Parameters.Add(new IrLocal("p" + i, parameters[i] switch { 'l' => IrType.I64, 'd' => IrType.F64, _ => IrType.I32 }));
        _imports.Add((module, name), import);
        Module.Functions.Insert(_imports.Count - 1, import);
        return import;
    }

    /// <summary>Zeroed memory that lives as long as the instance.</summary>
    public IrData Reserve(string name, int sizeBytes)
    {
        var data = new IrData(name, new byte[sizeBytes], alignment: 8);
        Module.Data.Add(data);
        Module.UsesMemory = true;
        return data;
    }

    /// <summary>The memory of a constant table of the library.</summary>
    public IrExpr LibraryData(SourceText source, string name)
    {
        Expression table = RuntimeLibrary.ScopeOf(source).Constants[name];
        if (!_libraryData.TryGetValue(table, out IrData? data))
        {
            byte[] bytes = table switch
            {
                Constant { Value: BytesConstant constant } => [.. constant.Bytes],
                Call { Args: [Constant { Value: IntConstant size }] } => new byte[(int)size.Value],
                _ => throw new InternalErrorException($"runtime library: '{name}' is not a table"),
            };
            data = new IrData(name, bytes, alignment: 8);
            _libraryData.Add(table, data);
            Module.Data.Add(data);
        }

        Module.UsesMemory = true;
        return new IrDataAddress(data);
    }

    /// <summary>The global of the top of the bump heap.</summary>
    public IrGlobal HeapTop => _heapTop ??= Module.AddGlobal(new IrGlobal("heap_top", IrType.I32));

    public bool UsesHeap => _heapTop is not null;

    /// <summary>The global that is 1 while the module runs as the main program.</summary>
    public IrGlobal IsMain => _isMain ??= Module.AddGlobal(new IrGlobal("is_main", IrType.I32));

    public bool UsesIsMain => _isMain is not null;

    /// <summary>The global that is 1 when the module's statements have run.</summary>
    public IrGlobal IsInitialised => _isInitialised ??= Module.AddGlobal(new IrGlobal("is_initialised", IrType.I32));

    public IrGlobal GlobalOf(Variable variable)
    {
        if (!_globals.TryGetValue(variable, out IrGlobal? global))
            _globals.Add(variable, global = Module.AddGlobal(new IrGlobal(variable.Name, Settle(variable.Type).Held)));
        return global;
    }

    public IrGlobal FlagOf(Variable variable)
    {
        if (!_globalFlags.TryGetValue(variable, out IrGlobal? global))
            _globalFlags.Add(variable, global = Module.AddGlobal(new IrGlobal("has_" + variable.Name, IrType.I32)));
        return global;
    }

    /// <summary>The flags that say which of the module's variables have a value.</summary>
    public IEnumerable<IrGlobal> FlagGlobals() => _globalFlags.Values;

    /// <summary>The final type: what inference could not decide does not matter, so it becomes int.</summary>
    public static PyType Settle(PyType type)
    {
        type = type.Resolve();
        switch (type)
        {
            case TypeHole hole:
                hole.Fill(PyType.Int);
                return PyType.Int;
            case ListType list:
                Settle(list.Element);
                break;
            case OptionalType optional:
                Settle(optional.Inner);
                break;
            case TupleType tuple:
                foreach (PyType element in tuple.Elements)
                    Settle(element);
                break;
        }

        return type;
    }

    private void Drain()
    {
        while (_pending.TryDequeue(out FunctionInstance? instance))
            FunctionBuilder.Build(this, instance, instance.Code!);
    }
}
