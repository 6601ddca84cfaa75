using System;
using System.Threading;
using Krait.Wasm;

namespace Krait.Runtime.Store;

// The seam between the store and the two ways of running code. One engine has one provider, and all records, thunks and
// contexts of its instances are made for it: a FunctionRecord's Code means something to its provider only.

/// <summary>Makes code for modules, and the ways between host and guest.</summary>
internal abstract class CodeProvider
{
    /// <summary>Makes a module's code.</summary>
    /// <exception cref="ResourceLimitException">A function is too large.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public abstract ModuleCode Compile(ValidatedModule module, Engine engine, CancellationToken cancellationToken);

    /// <summary>A host function from any delegate over numbers.</summary>
    /// <exception cref="ArgumentException">The delegate's signature has no guest type.</exception>
    public abstract HostFunction HostFunctionFor(Delegate target);

    /// <summary>A host function called with words as <see cref="Value"/>s.</summary>
    public abstract HostFunction HostFunctionFor(FunctionType type, HostCallback callback);

    /// <summary>A delegate that enters the store, calls a function and leaves the store.</summary>
    /// <exception cref="ArgumentException">The delegate's signature is not the function's.</exception>
    public abstract Delegate TypedCallFor(Type delegateType, Function function);

    /// <summary>What calls a function of a type with arrays of words; enters nothing.</summary>
    public abstract UntypedCall UntypedCallFor(FunctionType type);
}
