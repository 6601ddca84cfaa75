using System;
using System.Diagnostics.CodeAnalysis;
using System.IO;
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

    private LoadedCode(Module module, Assembly assembly, GuestLoadContext context, TypeLease types, MethodTable methods)
        : base(module, assembly.ManifestModule, ContextLayout.Of(module), types, CodeHold.Weak)
    {
        _context = context;
        _methods = methods;
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
    /// <param name="cancellationToken">Ends the making of machine code.</param>
    /// <exception cref="SerializedModuleException">The assembly cannot be loaded.</exception>
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "Generated code refers to the engine and to numbers.")]
    public static LoadedCode Load(Module module, SerializedModule serialized, string? path, Engine engine, CancellationToken cancellationToken)
    {
        MethodTable methods = new(serialized.Methods, module.Functions.Length);
        GuestLoadContext context = new(isCollectible: !serialized.HasMachineCode);
        Assembly assembly;
        try
        {
            assembly = path is null ? context.LoadFromStream(new MemoryStream(serialized.Assembly.ToArray())) : context.LoadFromAssemblyPath(path);
        }
        catch (BadImageFormatException e)
        {
            throw SerializedModuleException.Damaged(e.Message);
        }

        if (assembly.ManifestModule.ModuleVersionId != serialized.AssemblyId)
            throw SerializedModuleException.Damaged("its assembly belongs to another module");
        LoadedCode code = new(module, assembly, context, new TypeLease(module, engine.Types), methods);
        if (!serialized.HasMachineCode)
            LargeMethods.Prepare(code, cancellationToken);
        return code;
    }

    /// <inheritdoc/>
    protected override int EntryTokenOf(int defined) => _methods.EntryTokenOf(defined);

    /// <inheritdoc/>
    protected override MethodMap MapOf(int defined) => _methods.MapOf(defined);
}
