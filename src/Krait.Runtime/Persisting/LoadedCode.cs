using System;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Threading;
using Krait.Runtime.IlCompiler;
using Krait.Runtime.Store;
using Module = Krait.Wasm.Module;

namespace Krait.Runtime.Persisting;

/// <summary>Code from an assembly that was compiled earlier.</summary>
internal sealed class LoadedCode : IlModuleCode
{
    private readonly GuestLoadContext _context;
    private readonly MethodTable _methods;
    private readonly Lock _gate = new();
    private readonly bool[]? _prepared; // written under _gate; null where there is machine code

    private LoadedCode(Module module, Assembly assembly, GuestLoadContext context, TypeLease types, MethodTable methods, bool[]? prepared)
        : base(module, assembly.ManifestModule, ContextLayout.Of(module), types, CodeHold.Weak)
    {
        _context = context;
        _methods = methods;
        _prepared = prepared;
    }

    /// <summary>Unloads the code once the module and all its instances are out of reach.</summary>
    ~LoadedCode()
    {
        if (_context.IsCollectible)
            _context.Unload();
    }

    /// <param name="module">The guest's module.</param>
    /// <param name="serialized">Its compiled form.</param>
    /// <param name="path">The full path of the file that the compiled form is in; null where it is in memory.</param>
    /// <param name="engine">The engine that it is to run in.</param>
    /// <exception cref="SerializedModuleException">The assembly cannot be loaded.</exception>
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "Generated code refers to the engine and to numbers.")]
    public static LoadedCode Load(Module module, SerializedModule serialized, string? path, Engine engine)
    {
        // Only machine code gains from being mapped, and a mapped file that somebody cuts short takes the process with it.
        if (path is not null && !serialized.HasMachineCode)
            return Load(module, serialized with { Assembly = SerializedModule.ReadAssembly(path, serialized.AssemblyId) }, path: null, engine);
        MethodTable methods = new(serialized.Methods, module.Functions.Length);
        GuestLoadContext context = new(isCollectible: !serialized.HasMachineCode);
        Assembly assembly;
        try
        {
            assembly = path is null ? context.LoadFromStream(MemoryStreams.Over(serialized.Assembly)) : context.LoadFromAssemblyPath(path);
        }
        catch (BadImageFormatException e)
        {
            throw SerializedModuleException.Damaged(e.Message);
        }

        if (assembly.ManifestModule.ModuleVersionId != serialized.AssemblyId)
        {
            // The runtime keeps what it once mapped from a path, though another file may be there.
            return path is null
                ? throw SerializedModuleException.Damaged("its assembly belongs to another module")
                : Load(module, serialized with { Assembly = SerializedModule.ReadAssembly(path, serialized.AssemblyId) }, path: null, engine);
        }

        bool[]? prepared = serialized.HasMachineCode ? null : new bool[module.Functions.Length];
        return new LoadedCode(module, assembly, context, new TypeLease(module, engine.Types), methods, prepared);
    }

    /// <inheritdoc/>
    public override void EnsurePrepared(int function)
    {
        int defined = function - Module.ImportedFunctionCount;
        if (_prepared is null || Volatile.Read(ref _prepared[defined]))
            return;
        lock (_gate)
        {
            if (_prepared[defined])
                return;
            LargeMethods.Prepare(this, defined, defined + 1, CancellationToken.None);
            Volatile.Write(ref _prepared[defined], true);
        }
    }

    /// <inheritdoc/>
    protected override int EntryTokenOf(int defined) => _methods.EntryTokenOf(defined);

    /// <inheritdoc/>
    protected override MethodMap MapOf(int defined) => _methods.MapOf(defined);
}
