using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Krait.Runtime.Store;
using Krait.Wasm;

namespace Krait.Runtime;

/// <summary>A module ready to run; any number of instances share its code.</summary>
/// <remarks>
/// Immutable and thread-safe. Its code is unloaded by the garbage collector once the module and all its instances are
/// out of reach; disposing only says that no more instances will be made.
/// </remarks>
public sealed class CompiledModule : IDisposable
{
    private readonly Dictionary<string, Export> _exports;
    private byte[]? _identity;

    internal CompiledModule(Engine engine, ValidatedModule validated, ModuleCode code)
        : this(engine, validated.Module, code)
    {
    }

    internal CompiledModule(Engine engine, Module source, ModuleCode code)
    {
        Engine = engine;
        Source = source;
        Code = code;
        _exports = new Dictionary<string, Export>(Source.Exports.Length, StringComparer.Ordinal);
        foreach (Export export in Source.Exports)
            _exports.Add(export.Name, export);
    }

    /// <summary>The engine that compiled it.</summary>
    public Engine Engine { get; }

    /// <summary>The module as data.</summary>
    public Module Source { get; }

    /// <summary>What it offers, in order.</summary>
    public ImmutableArray<Export> Exports => Source.Exports;

    /// <summary>What it needs, in order.</summary>
    public ImmutableArray<Import> Imports => Source.Imports;

    /// <summary>Whether it has been disposed.</summary>
    public bool IsDisposed { get; private set; }

    internal ModuleCode Code { get; }

    /// <summary>What it was decoded from; empty where it was not.</summary>
    internal ReadOnlyMemory<byte> Bytes { get; init; }

    /// <summary>SHA-256 of the module in the binary form that the encoder gives it: the same for all engines. Computed when first asked for.</summary>
    internal ImmutableArray<byte> Identity
    {
        get => ImmutableCollectionsMarshal.AsImmutableArray(_identity ??= IdentityOf(Source));
        init => _identity = ImmutableCollectionsMarshal.AsArray(value);
    }

    // Through a stream: the binary form may be of hundreds of megabytes, and nobody keeps it.
    internal static byte[] IdentityOf(Module module)
    {
        using SHA256 hash = SHA256.Create();
        using CryptoStream stream = new(Stream.Null, hash, CryptoStreamMode.Write);
        ModuleEncoder.Encode(module, stream);
        stream.FlushFinalBlock();
        return hash.Hash!;
    }

    /// <summary>Compiles the module once more, into bytes that <see cref="Engine.Deserialize"/> takes.</summary>
    /// <returns>The module, its code as a .NET assembly, and what the code depends on.</returns>
    /// <exception cref="InvalidOperationException">The engine's tracer follows functions: traced code stays in its process.</exception>
    /// <remarks>
    /// The result is code with all rights of the process that loads it: keep it where only trusted accounts can write. Cost: a
    /// compilation. <see cref="Engine.Precompile"/> does it without compiling into memory first.
    /// </remarks>
    public byte[] Serialize() => Engine.Serialize(this);

    /// <summary>The export of a name, or null.</summary>
    public Export? FindExport(string name) => _exports.GetValueOrDefault(name);

    /// <summary>A function's name: from the name section, else an export, else <c>func[12]</c>.</summary>
    /// <param name="functionIndex">Index in the function space, imports first.</param>
    public string FunctionName(int functionIndex) => Code.FunctionName(functionIndex);

    /// <summary>A function's name in traces of calls: <c>module.name</c> for an import.</summary>
    internal string CallName(int functionIndex)
    {
        if (Source.ImportedFunctionCount <= functionIndex)
            return FunctionName(functionIndex);
        int left = functionIndex;
        foreach (Import import in Source.Imports)
        {
            if (import.Type.Kind == ExternalKind.Function && left-- == 0)
                return $"{import.ModuleName}.{import.Name}";
        }

        return FunctionName(functionIndex);
    }

    /// <inheritdoc/>
    public void Dispose() => IsDisposed = true;
}
