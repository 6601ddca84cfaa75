using System;
using System.Linq;
using System.Text;
using Krait.Runtime;

namespace Krait.Python.Tests.Compilation;

/// <summary>A compiled and running program: what the tests of this folder call.</summary>
internal sealed class CompiledProgram : IDisposable
{
    private readonly Engine _engine = new();
    private readonly StringBuilder _output = new();

    private CompiledProgram(CompileResult result, InstanceOptions? options)
    {
        Result = result;
        Linker linker = new(_engine);
        linker.DefineFunction("python", "py_print", (int address, int size) => Print(address, size));
        Instance = linker.Instantiate(_engine.Compile(result.Module), options);
    }

    public CompileResult Result { get; }

    public Instance Instance { get; }

    /// <summary>Everything printed so far.</summary>
    public string Output => _output.ToString();

    /// <summary>Compiles a source that must be free of errors, and instantiates it.</summary>
    public static CompiledProgram Start(string source, InstanceOptions? options = null)
    {
        CompileResult result = PythonCompiler.Compile(new SourceText(source, "test.py"));
        Assert.True(result.Succeeded, string.Join('\n', result.Diagnostics.Select(diagnostic => diagnostic.Message)));
        return new CompiledProgram(result, options);
    }

    /// <summary>Calls an export with flat values.</summary>
    public Value[] Call(string name, params Value[] arguments) => Instance.GetFunction(name).Invoke(arguments);

    /// <summary>Runs the main program and gives what it printed.</summary>
    public string Run()
    {
        Call("_start");
        return Output;
    }

    /// <summary>Puts bytes into the guest's memory.</summary>
    public int Put(ReadOnlySpan<byte> bytes)
    {
        int address = Call("krait_alloc", bytes.Length)[0].AsInt32();
        Instance.GetMemory("memory").Write(address, bytes);
        return address;
    }

    /// <summary>Reads a text result.</summary>
    public string Text(Value address, Value size) => Instance.GetMemory("memory").ReadUtf8(address.AsInt32(), size.AsInt32());

    public void Dispose()
    {
        Instance.Dispose();
        _engine.Dispose();
    }

    private void Print(int address, int size) => _output.Append(Instance.GetMemory("memory").ReadUtf8(address, size));
}
