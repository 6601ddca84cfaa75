using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.InteropServices;
using Krait.Python;
using Krait.Runtime;

namespace Krait.Benchmarks;

/// <summary>A typed Python program in an engine of its own, called through the binary interface of docs/ABI.md.</summary>
internal sealed class TypedGuest : IDisposable
{
    private readonly Engine _engine;
    private readonly CompiledModule _module;

    private TypedGuest(string file, EngineOptions options)
    {
        CompileResult result = PythonCompiler.Compile(new SourceText(File.ReadAllText(file), Path.GetFileName(file)));
        ModuleSizeBytes = result.Module.Length;
        _engine = new Engine(options);
        _module = _engine.Compile(result.Module);
        Instance = new Linker(_engine)
            .DefineFunction("python", "py_print", static (int _, int _) => { })
            .Instantiate(_module);
    }

    public int ModuleSizeBytes { get; }

    public Instance Instance { get; }

    public static TypedGuest Load(string file, bool metered) => new(file, new EngineOptions { MeterFuel = metered });

    /// <summary>Copies numbers into the guest and answers their address.</summary>
    public int Write(IReadOnlyList<long> items)
    {
        var allocate = Instance.GetDelegate<Func<int, int>>("krait_alloc");
        int address = allocate(items.Count * sizeof(long));
        Instance.GetMemory("memory").Write(address, MemoryMarshal.AsBytes<long>([.. items]));
        return address;
    }

    public void Dispose()
    {
        Instance.Dispose();
        _module.Dispose();
        _engine.Dispose();
    }
}
