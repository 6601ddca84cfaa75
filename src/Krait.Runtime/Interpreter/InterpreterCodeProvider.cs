using System;
using System.Threading;
using Krait.Runtime.Store;
using Krait.Wasm;

namespace Krait.Runtime.Interpreter;

/// <summary>Runs guests without making code at run time.</summary>
internal sealed unsafe class InterpreterCodeProvider : CodeProvider
{
    /// <inheritdoc/>
    public override ModuleCode Compile(ValidatedModule module, Engine engine, CancellationToken cancellationToken) =>
        new InterpretedModule(module, engine, ContextLayout.Of(module.Module), new TypeLease(module.Module, engine.Types));

    /// <inheritdoc/>
    public override HostFunction HostFunctionFor(Delegate target)
    {
        HostEntry entry = HostDelegate.For(target);
        return new HostFunction(entry.Type, entry, 0, entry);
    }

    /// <inheritdoc/>
    public override HostFunction HostFunctionFor(FunctionType type, HostCallback callback)
    {
        HostEntry entry = new HostCallbackEntry(type, callback);
        return new HostFunction(type, entry, 0, entry);
    }

    /// <inheritdoc/>
    public override Delegate TypedCallFor(Type delegateType, Function function) => TypedCalls.Make(delegateType, function);

    /// <inheritdoc/>
    public override UntypedCall UntypedCallFor(FunctionType type)
    {
        int parameters = WordCounts.Of(type.Parameters);
        int results = WordCounts.Of(type.Results);
        return (code, context, arguments, destination) => GuestCall.Run(code, context, arguments, parameters, destination, results);
    }
}
