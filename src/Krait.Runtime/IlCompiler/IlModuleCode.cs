using System;
using System.Reflection;
using System.Runtime.CompilerServices;
using Krait.Runtime.Store;
using DotNetModule = System.Reflection.Module;
using Module = Krait.Wasm.Module;

namespace Krait.Runtime.IlCompiler;

/// <summary>The generated code of one module and what is needed to link it and to read its stack traces.</summary>
internal abstract class IlModuleCode : ModuleCode
{
    // Values are the code itself or a weak reference to it.
    private static readonly ConditionalWeakTable<Assembly, object> s_byAssembly = [];

    private readonly DotNetModule _code;

    /// <param name="module">The guest's module.</param>
    /// <param name="code">The .NET module with the generated methods.</param>
    /// <param name="layout">Offsets in the context.</param>
    /// <param name="types">The numbers of its types.</param>
    /// <param name="hold">How the methods lead to this object.</param>
    protected IlModuleCode(Module module, DotNetModule code, ContextLayout layout, TypeLease types, CodeHold hold)
        : base(module, layout, types)
    {
        _code = code;
        s_byAssembly.Add(code.Assembly, hold == CodeHold.Strong ? this : new WeakReference<IlModuleCode>(this));
    }

    /// <summary>Whether the function is split into an entry and a body; only the body counts in traces.</summary>
    public bool HasSeparateBody(int function) => MapOf(function - Module.ImportedFunctionCount).BodyToken is not null;

    /// <summary>The code that a generated method belongs to, or null for other methods.</summary>
    public static IlModuleCode? Of(MethodBase method)
    {
        if (!s_byAssembly.TryGetValue(method.Module.Assembly, out object? known))
            return null;
        return known is WeakReference<IlModuleCode> weak ? weak.TryGetTarget(out IlModuleCode? code) ? code : null : (IlModuleCode)known;
    }

    /// <inheritdoc/>
    public override nint AddressOf(int function) =>
        HandleOf(EntryTokenOf(function - Module.ImportedFunctionCount)).GetFunctionPointer();

    /// <summary>The method that does a defined function's work.</summary>
    public RuntimeMethodHandle WorkingMethodOf(int defined)
    {
        MethodMap map = MapOf(defined);
        return HandleOf(map.BodyToken ?? map.EntryToken);
    }

    /// <summary>Makes machine code of a large function unless it is there. For code whose entries ask.</summary>
    public virtual void EnsurePrepared(int function)
    {
    }

    /// <summary>The guest frame of a generated method at an IL offset.</summary>
    public GuestFrame FrameAt(int function, int ilOffset) =>
        FrameAt(new TrapSite(function, MapOf(function - Module.ImportedFunctionCount).Offsets.CodeOffsetAt(ilOffset)));

    /// <summary>The guest frame of the method of a part.</summary>
    public GuestFrame FrameAt(int function, int part, int ilOffset) =>
        FrameAt(new TrapSite(function, MapOf(function - Module.ImportedFunctionCount).Parts[part].Offsets.CodeOffsetAt(ilOffset)));

    /// <summary>The metadata token of the method that is called, by the function's place among the defined ones.</summary>
    protected abstract int EntryTokenOf(int defined);

    /// <summary>What is known about a function's code, by its place among the defined ones.</summary>
    protected abstract MethodMap MapOf(int defined);

    /// <summary>The method of a metadata token.</summary>
    protected RuntimeMethodHandle HandleOf(int token) => _code.ModuleHandle.ResolveMethodHandle(token);
}
