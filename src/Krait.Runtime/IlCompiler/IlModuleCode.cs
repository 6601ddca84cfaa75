using System.Collections.Generic;
using System.Reflection;
using System.Runtime.CompilerServices;
using Krait.Runtime.Store;
using Module = Krait.Wasm.Module;

namespace Krait.Runtime.IlCompiler;

/// <summary>The generated code of one module and what is needed to link it and to read its stack traces.</summary>
internal sealed class IlModuleCode : ModuleCode
{
    private static readonly ConditionalWeakTable<Assembly, IlModuleCode> s_byAssembly = [];

    // Keeps the code loaded that the addresses lead to.
    private readonly Assembly _assembly;
    private readonly FunctionOffsets[] _offsets;
    private readonly HashSet<int> _separateBodies;
    private readonly Dictionary<int, nint> _addresses = [];

    public IlModuleCode(Module module, GuestClasses classes, ContextLayout layout, TypeLease types, FunctionOffsets[] offsets, HashSet<int> separateBodies)
        : base(module, layout, types)
    {
        _offsets = offsets;
        _separateBodies = separateBodies;
        foreach (int function in layout.RecordedFunctions)
            _addresses[function] = classes.FindOrNull(function - module.ImportedFunctionCount, MethodNames.Entry(function))!.MethodHandle.GetFunctionPointer();
        _assembly = classes.Assembly;
        s_byAssembly.Add(_assembly, this);
    }

    /// <summary>Whether the function is split into an entry and a body; only the body counts in traces.</summary>
    public bool HasSeparateBody(int function) => _separateBodies.Contains(function);

    /// <summary>The code that a generated method belongs to, or null for other methods.</summary>
    public static IlModuleCode? Of(MethodBase method) =>
        s_byAssembly.TryGetValue(method.Module.Assembly, out IlModuleCode? code) ? code : null;

    /// <inheritdoc/>
    public override nint AddressOf(int function) => _addresses[function];

    /// <summary>The guest frame of a generated method at an IL offset.</summary>
    public GuestFrame FrameAt(int function, int ilOffset) =>
        FrameAt(new TrapSite(function, _offsets[function - Module.ImportedFunctionCount].CodeOffsetAt(ilOffset)));
}
