using System;
using System.Threading;
using Krait.Runtime.IlCompiler;
using Krait.Runtime.Limits;
using Krait.Runtime.Persisting;
using Krait.Runtime.Store;
using Krait.Wasm;

namespace Krait.Runtime;

// Compiled modules that outlive the process.
public sealed partial class Engine
{
    // Code with a tracer or profiler in it belongs to this process, and the interpreter has no code: both make their own of the module.
    private bool CanUsePersistedCode => Options.Backend == EngineBackend.Compiler && !TracesFunctions && Options.Profiler is null;

    private bool TracesFunctions => Options.Tracer is { } tracer && (tracer.Calls & TracedCalls.Functions) != 0;

    /// <summary>Compiles a module into bytes that <see cref="Deserialize"/> takes, for this engine's settings.</summary>
    /// <param name="bytes">The binary format.</param>
    /// <param name="options">Limits, progress and translation; null for <see cref="PrecompileOptions.Default"/>.</param>
    /// <returns>The module, its code as a .NET assembly, and what the code depends on.</returns>
    /// <inheritdoc cref="Compile(ReadOnlyMemory{byte}, CompileLimits)" path="/exception"/>
    /// <remarks>
    /// The result is code with all rights of the process that loads it: keep it where only trusted accounts can write. Works
    /// with either back end.
    /// </remarks>
    /// <exception cref="PlatformNotSupportedException">This process may not generate code at run time.</exception>
    public byte[] Precompile(ReadOnlyMemory<byte> bytes, PrecompileOptions? options = null)
    {
        options ??= PrecompileOptions.Default;
        if (options.Translate is not { } translate)
            return Emit(bytes, options, MachineCodeBy.JustInTimeCompiler).Encode();
        SerializedModule module = Emit(bytes, options, MachineCodeBy.Translator);
        module = module.With(translate(module.Assembly, options.Limits.CancellationToken));

        // What is emitted for a translator leaves large functions to it, and the just-in-time compiler needs to be prepared for them.
        return (module.HasMachineCode ? module : Emit(bytes, options, MachineCodeBy.JustInTimeCompiler)).Encode();
    }

    /// <summary>Loads a module that <see cref="CompiledModule.Serialize"/> or <see cref="Precompile"/> has written.</summary>
    /// <param name="serialized">
    /// What was written. It is code that will run with all rights of this process, and nothing about it is validated: never take
    /// it from strangers, only from this program's own files. Must not change while the module is in use.
    /// </param>
    /// <exception cref="SerializedModuleException">The bytes are no compiled module, damaged, or for another engine, runtime or settings.</exception>
    /// <remarks>
    /// .NET copies the assembly; <see cref="DeserializeFile"/> maps it instead. An engine that interprets, profiles or
    /// traces functions validates and compiles the module inside again. Code that was compiled ahead of time to machine code is
    /// never unloaded; other code is, as that of <see cref="Compile(ReadOnlyMemory{byte}, CompileLimits)"/>.
    /// </remarks>
    public CompiledModule Deserialize(ReadOnlyMemory<byte> serialized) => Load(SerializedModule.Decode(serialized), path: null);

    /// <summary>Loads a compiled module from a file, whose assembly is mapped rather than read.</summary>
    /// <param name="path">
    /// The file. It is code that will run with all rights of this process, and nothing about it is validated: never take it from
    /// strangers. It may be deleted or replaced by another file, but not written to, while the module is in use.
    /// </param>
    /// <exception cref="SerializedModuleException">The file is no compiled module, damaged, or for another engine, runtime or settings.</exception>
    /// <exception cref="System.IO.IOException">The file cannot be read.</exception>
    /// <inheritdoc cref="Deserialize" path="/remarks"/>
    public CompiledModule DeserializeFile(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        string fullPath = System.IO.Path.GetFullPath(path);
        return Load(SerializedModule.Read(fullPath), fullPath);
    }

    private SerializedModule Emit(ReadOnlyMemory<byte> bytes, PrecompileOptions options, MachineCodeBy machineCode)
    {
        IlCodeProvider.RequireDynamicCode();
        using CompileClock clock = new(options.Limits, Deadlines);
        try
        {
            Module module = ModuleDecoder.Decode(bytes, options.Limits.Shape, clock.Token);
            CompilationRun run = new(clock.Token, options.Progress) { MachineCode = machineCode };
            return PersistedAssembly.Compile(Validate(module, options.Limits, clock.Token), bytes, Options, run);
        }
        catch (OperationCanceledException e)
        {
            throw clock.Error(e);
        }
    }

    internal byte[] Serialize(CompiledModule compiled)
    {
        if (compiled.Code.Rewritten is not null)
            throw new InvalidOperationException("the code of an engine that traces or profiles functions stays in its process; use an engine without");
        ReadOnlyMemory<byte> bytes = compiled.Bytes.IsEmpty ? ModuleEncoder.Encode(compiled.Source) : compiled.Bytes;
        return Precompile(bytes);
    }

    // What is in the cache was validated under the same limits: they are part of its name.
    private CompiledModule CompileThrough(CodeCache cache, ReadOnlyMemory<byte> bytes, CompileLimits limits)
    {
        string path = cache.PathOf(bytes, limits.Shape, Options);
        if (cache.Find(path, bytes) is { } found && found.Key == CodeKey.Of(Options))
        {
            try
            {
                return Load(found, path);
            }
            catch (SerializedModuleException)
            {
                CodeCache.Delete(path);
            }
        }

        byte[] serialized = Precompile(bytes, new PrecompileOptions { Limits = limits, Translate = cache.Translate });
        bool isKept = cache.Add(path, serialized);
        SerializedModule compiled = SerializedModule.Decode(serialized);
        if (!isKept || !compiled.HasMachineCode)
            return Load(compiled, path: null);
        try
        {
            return Load(compiled, path);
        }
        catch (SerializedModuleException)
        {
            // Another process has put its own code of the same module there meanwhile.
            return Load(compiled, path: null);
        }
    }

    private ModuleCode GenerateCode(ValidatedModule module, CancellationToken cancellationToken)
    {
        if (Options.CodeForm == CodeForm.Generated || !CanUsePersistedCode)
            return Code.Compile(module, this, cancellationToken);
        byte[] bytes = PersistedAssembly.Compile(module, default, Options, new CompilationRun(cancellationToken, Progress: null)).Encode();
        return LoadedCode.Load(module.Module, SerializedModule.Decode(bytes), path: null, this);
    }

    private CompiledModule Load(SerializedModule serialized, string? path)
    {
        string key = CodeKey.Of(Options);
        if (serialized.Key != key)
        {
            serialized.CheckWhole();
            throw new SerializedModuleException(
                $"the compiled module is for '{serialized.Key}', this engine needs '{key}'; compile the module again with the same settings");
        }

        if (!CanUsePersistedCode)
        {
            serialized.CheckWhole();
            return Compile(serialized.Wasm);
        }

        Module module;
        try
        {
            module = ModuleDecoder.Decode(serialized.Wasm);
        }
        finally
        {
            // Damage is the first thing to be told.
            serialized.CheckWhole();
        }

        LoadedCode code = LoadedCode.Load(module, serialized, path, this);
        return new CompiledModule(this, module, code) { Bytes = serialized.Wasm, Identity = serialized.Identity };
    }
}
