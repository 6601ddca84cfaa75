using Krait.Runtime.Store;
using Krait.Wasm;

namespace Krait.Runtime.IlCompiler;

/// <summary>Code of a module that was compiled as a whole, into memory.</summary>
internal sealed class CompiledCode : IlModuleCode
{
    private readonly MethodMap[] _methods;

    public CompiledCode(Module module, System.Reflection.Module code, ContextLayout layout, TypeLease types, MethodMap[] methods)
        : base(module, code, layout, types, CodeHold.Strong)
    {
        _methods = methods;
    }

    /// <inheritdoc/>
    protected override int EntryTokenOf(int defined) => _methods[defined].EntryToken;

    /// <inheritdoc/>
    protected override MethodMap MapOf(int defined) => _methods[defined];
}
