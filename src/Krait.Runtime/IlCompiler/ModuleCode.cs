using System;
using System.Collections.Generic;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using Krait.Runtime.Store;
using Krait.Wasm;
using Module = Krait.Wasm.Module;

namespace Krait.Runtime.IlCompiler;

/// <summary>The generated code of one module and what is needed to link it and to read its stack traces.</summary>
internal sealed class ModuleCode
{
    private static readonly ConditionalWeakTable<Assembly, ModuleCode> s_byAssembly = [];

    private readonly Module _module;
    private readonly Type _type;
    private readonly TypeLease _types;
    private readonly FunctionOffsets[] _offsets;
    private readonly HashSet<int> _separateBodies;
    private readonly Dictionary<int, nint> _addresses = [];
    private readonly Dictionary<int, string> _exportNames = [];

    public ModuleCode(Module module, Type type, ContextLayout layout, TypeLease types, FunctionOffsets[] offsets, HashSet<int> separateBodies)
    {
        _module = module;
        _type = type;
        Layout = layout;
        _types = types;
        _offsets = offsets;
        _separateBodies = separateBodies;
        foreach (int function in layout.RecordedFunctions)
            _addresses[function] = type.GetMethod(MethodNames.Entry(function))!.MethodHandle.GetFunctionPointer();
        foreach (Export export in module.Exports)
        {
            if (export.Kind == ExternalKind.Function)
                _exportNames.TryAdd(export.Index, export.Name);
        }

        s_byAssembly.Add(type.Assembly, this);
    }

    public ContextLayout Layout { get; }

    /// <summary>Whether the function is split into an entry and a body; only the body counts in traces.</summary>
    public bool HasSeparateBody(int function) => _separateBodies.Contains(function);

    /// <summary>The code that a generated method belongs to, or null for other methods.</summary>
    public static ModuleCode? Of(MethodBase method) =>
        s_byAssembly.TryGetValue(method.Module.Assembly, out ModuleCode? code) ? code : null;

    /// <summary>Address of a recorded function's entry.</summary>
    public nint AddressOf(int function) => _addresses[function];

    public int TypeNumberOf(int typeIndex) => _types[typeIndex];

    public string FunctionName(int index)
    {
        if (_module.Names.Functions.TryGetValue(index, out string? name) || _exportNames.TryGetValue(index, out name))
            return name;
        return string.Create(CultureInfo.InvariantCulture, $"func[{index}]");
    }

    /// <summary>The guest frame of a generated method at an IL offset.</summary>
    public GuestFrame FrameAt(int function, int ilOffset)
    {
        int codeOffset = _offsets[function - _module.ImportedFunctionCount].CodeOffsetAt(ilOffset);
        return new GuestFrame(function, FunctionName(function), codeOffset);
    }

    public GuestFrame FrameAt(TrapSite site) => new(site.FunctionIndex, FunctionName(site.FunctionIndex), site.CodeOffset);

    /// <summary>The class with the generated methods.</summary>
    public Type Type => _type;
}
