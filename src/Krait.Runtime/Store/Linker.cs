using System;
using System.Collections.Concurrent;
using Krait.Runtime.Store;
using Krait.Wasm;

namespace Krait.Runtime;

/// <summary>What modules may import, by name; makes instances.</summary>
/// <remarks>
/// Define everything first; instantiating from several threads is safe from then on. Guests get nothing that is not
/// defined here.
/// </remarks>
public sealed partial class Linker
{
    private readonly ConcurrentDictionary<(string Module, string Name), object> _definitions = new();

    /// <summary>Makes an empty linker.</summary>
    public Linker(Engine engine)
    {
        ArgumentNullException.ThrowIfNull(engine);
        Engine = engine;
    }

    /// <summary>The engine whose modules it links.</summary>
    public Engine Engine { get; }

    /// <summary>Defines a host function from any delegate whose parameters and result are numbers.</summary>
    /// <param name="moduleName">First half of the name.</param>
    /// <param name="name">Second half of the name.</param>
    /// <param name="function">
    /// Parameters <c>int</c>, <c>uint</c>, <c>bool</c> (i32), <c>long</c>, <c>ulong</c> (i64), <c>float</c>, <c>double</c>; optionally
    /// led by <see cref="Caller"/> or <see cref="Instance"/>. Result the same, nothing, or a value tuple. What it throws
    /// passes through the guest to the host that called.
    /// </param>
    /// <returns>This linker, to chain.</returns>
    /// <exception cref="ArgumentException">The name is taken, or the delegate's signature has no guest type.</exception>
    /// <remarks>A call from the guest costs a few nanoseconds and no allocation.</remarks>
    public Linker DefineFunction(string moduleName, string name, Delegate function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return Define(moduleName, name, Engine.Code.HostFunctionFor(function));
    }

    /// <summary>Defines a host function of any type, called with <see cref="Value"/>s.</summary>
    /// <param name="moduleName">First half of the name.</param>
    /// <param name="name">Second half of the name.</param>
    /// <param name="type">Its parameters and results.</param>
    /// <param name="callback">What it does.</param>
    /// <returns>This linker, to chain.</returns>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public Linker DefineFunction(string moduleName, string name, FunctionType type, HostCallback callback)
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(callback);
        return Define(moduleName, name, Engine.Code.HostFunctionFor(type, callback));
    }

    /// <summary>Defines a function of another instance. The two become one unit: one thread, one set of limits.</summary>
    /// <returns>This linker, to chain.</returns>
    public Linker DefineFunction(string moduleName, string name, Function function) => Define(moduleName, name, function);

    /// <summary>Defines a memory.</summary>
    /// <returns>This linker, to chain.</returns>
    public Linker DefineMemory(string moduleName, string name, Memory memory) => Define(moduleName, name, memory);

    /// <summary>Defines a table.</summary>
    /// <returns>This linker, to chain.</returns>
    public Linker DefineTable(string moduleName, string name, Table table) => Define(moduleName, name, table);

    /// <summary>Defines a global.</summary>
    /// <returns>This linker, to chain.</returns>
    public Linker DefineGlobal(string moduleName, string name, Global global) => Define(moduleName, name, global);

    /// <summary>Defines a tag of exceptions.</summary>
    /// <returns>This linker, to chain.</returns>
    public Linker DefineTag(string moduleName, string name, Tag tag) => Define(moduleName, name, tag);

    /// <summary>Defines everything an instance exports, under one module name.</summary>
    /// <returns>This linker, to chain.</returns>
    public Linker DefineInstance(string moduleName, Instance instance)
    {
        ArgumentNullException.ThrowIfNull(instance);
        foreach (Export export in instance.Module.Exports)
            Define(moduleName, export.Name, instance.ExportedItem(export));
        return this;
    }

    /// <summary>Whether a name is defined.</summary>
    public bool IsDefined(string moduleName, string name) => _definitions.ContainsKey((moduleName, name));

    /// <summary>A new linker with the same definitions, to which more can be added.</summary>
    public Linker Clone()
    {
        Linker clone = new(Engine);
        foreach (((string moduleName, string name), object item) in _definitions)
            clone.Define(moduleName, name, item);
        return clone;
    }

    /// <summary>Makes an instance: links imports, fills memories and tables, runs the start function.</summary>
    /// <param name="module">Code compiled by this linker's engine.</param>
    /// <param name="options">Limits; null for <see cref="InstanceOptions.Default"/>.</param>
    /// <exception cref="LinkException">An import is missing or of another type.</exception>
    /// <exception cref="ResourceLimitException">A memory or table starts above its limit, or the start function ran into one.</exception>
    /// <exception cref="TrapException">A segment does not fit, or the start function trapped.</exception>
    /// <remarks>Cost: microseconds for a small module, plus the start function.</remarks>
    public Instance Instantiate(CompiledModule module, InstanceOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(module);
        if (!ReferenceEquals(module.Engine, Engine))
            throw new ArgumentException("the module was compiled by another engine", nameof(module));
        options ??= InstanceOptions.Default;
        Instance made = new Instantiation(module, _definitions, options).Run();
        return Engine.Options.Replacement is { } replacement ? replacement(this, made, options) : made;
    }

    internal Instance Instantiate(Snapshot snapshot, InstanceOptions options)
    {
        if (!ReferenceEquals(snapshot.Module.Engine, Engine))
            throw new ArgumentException("the snapshot's module was compiled by another engine", nameof(snapshot));
        return new Instantiation(snapshot.Module, _definitions, options, snapshot).Run();
    }

    private Linker Define(string moduleName, string name, object item)
    {
        ArgumentNullException.ThrowIfNull(moduleName);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(item);
        if (!_definitions.TryAdd((moduleName, name), item))
            throw new ArgumentException($"\"{moduleName}\" \"{name}\" is already defined", nameof(name));
        return this;
    }
}
