using System;
using System.Runtime.CompilerServices;
using System.Threading;
using Krait.Runtime.Store;
using Krait.Runtime.Thunks;
using Krait.Wasm;

namespace Krait.Runtime.IlCompiler;

/// <summary>Runs guests as .NET code generated at run time.</summary>
internal sealed class IlCodeProvider : CodeProvider
{
    private readonly ThunkCompiler _thunks = new();

    /// <exception cref="PlatformNotSupportedException">This process may not generate code.</exception>
    public IlCodeProvider() => RequireDynamicCode();

    /// <summary>Fails, with what to do instead, where code cannot be emitted.</summary>
    /// <exception cref="PlatformNotSupportedException">This process may not generate code.</exception>
    public static void RequireDynamicCode()
    {
        if (!RuntimeFeature.IsDynamicCodeSupported)
        {
            throw new PlatformNotSupportedException(
                "compiled guests need run-time code generation, which this process does not have; use EngineBackend.Interpreter");
        }
    }

    /// <inheritdoc/>
    public override ModuleCode Compile(ValidatedModule module, Engine engine, CancellationToken cancellationToken) =>
        ModuleCompiler.Compile(module, engine, cancellationToken);

    /// <inheritdoc/>
    public override HostFunction HostFunctionFor(Delegate target) => _thunks.HostFunctionFor(target);

    /// <inheritdoc/>
    public override HostFunction HostFunctionFor(FunctionType type, HostCallback callback) => _thunks.HostFunctionFor(type, callback);

    /// <inheritdoc/>
    public override Delegate TypedCallFor(Type delegateType, Function function) =>
        _thunks.TypedCallFor(delegateType, function.Type, function.Name).CreateDelegate(delegateType, function);

    /// <inheritdoc/>
    public override UntypedCall UntypedCallFor(FunctionType type) => _thunks.UntypedCallFor(type);
}
