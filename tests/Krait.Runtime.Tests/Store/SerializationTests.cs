using System;
using System.IO;
using System.Runtime.CompilerServices;
using Krait.Runtime.Tests.Splitting;
using Krait.Testing;
using Krait.Wasm;

namespace Krait.Runtime.Tests.Store;

// The official suite and the attacks run through serialized code as well, with KRAIT_CODE=serialized.
public class SerializationTests
{
    private const string Trapping = """
        (module
          (memory 1)
          (type $f (func (param i32) (result i32)))
          (table funcref (elem $load))
          (func $load (param i32) (result i32) local.get 0 i32.load offset=65000)
          (func $middle (param i32) (result i32) local.get 0 i32.const 0 call_indirect (type $f) i32.const 1 i32.add)
          (func (export "outer") (param i32) (result i32) local.get 0 call $middle i32.const 2 i32.mul))
        """;

    [Fact]
    public void ASerializedModuleRunsInAnotherEngine()
    {
        byte[] serialized = Fibonacci(new EngineOptions());
        using Engine other = TestEngine.New();

        using CompiledModule module = other.Deserialize(serialized);
        using Instance instance = new Linker(other).Instantiate(module);

        Assert.Equal(55, instance.GetFunction<int, int>("fib")(10));
    }

    [Fact]
    public void AModuleIsLoadedFromAFile()
    {
        using TemporaryFile file = new(Fibonacci(new EngineOptions()));
        using Engine engine = TestEngine.New();

        using Instance instance = new Linker(engine).Instantiate(engine.DeserializeFile(file.Path));

        Assert.Equal(6765, instance.GetFunction<int, int>("fib")(20));
    }

    [Fact]
    public void ALoadedModuleCanBeSerializedAgain()
    {
        using Engine engine = TestEngine.New();
        byte[] again = engine.Deserialize(Fibonacci(new EngineOptions())).Serialize();

        using Instance instance = new Linker(engine).Instantiate(engine.Deserialize(again));

        Assert.Equal(55, instance.GetFunction<int, int>("fib")(10));
    }

    [Fact]
    public void PrecompilingSaysHowFarItIs()
    {
        using Engine engine = TestEngine.New();
        Count count = new();

        engine.Precompile(ModuleEncoder.Encode(FirstCallTests.Fibonacci().Build()), new PrecompileOptions { Progress = count });

        Assert.Equal(1, count.Last);
    }

    [Fact]
    public void ATranslatorThatMakesNoMachineCodeLeavesLargeFunctionsToTheJustInTimeCompiler()
    {
        byte[] wasm = ModuleEncoder.Encode(LargeModule.Build().Build());
        using Engine engine = TestEngine.New();
        using Instance expected = new Linker(engine).Instantiate(engine.Compile(wasm));
        long result = expected.GetFunction<int, int, long>("run")(0, 1_000);

        byte[] serialized = engine.Precompile(wasm, new PrecompileOptions { Translate = static (assembly, _) => assembly.ToArray() });
        using Instance instance = new Linker(engine).Instantiate(engine.Deserialize(serialized));

        Assert.Equal(result, instance.GetFunction<int, int, long>("run")(0, 1_000));
        Assert.Equal(engine.Precompile(wasm).Length, serialized.Length);
    }

    [Fact]
    public void TracesOfLoadedCodeAreThoseOfGeneratedCode()
    {
        using Engine engine = TestEngine.New();
        CompiledModule generated = engine.CompileText(Trapping);
        CompiledModule loaded = engine.Deserialize(generated.Serialize());

        TrapException expected = TrapOf(engine, generated);
        TrapException found = TrapOf(engine, loaded);

        Assert.Equal(expected.Message, found.Message);
        Assert.Equal(3, found.Frames.Length);
        Assert.Equal(expected.Frames.AsSpan().ToArray(), found.Frames.AsSpan().ToArray());
    }

    [Fact]
    public void CodeWithFuelIsRefusedByAnEngineWithout()
    {
        byte[] metered = Fibonacci(new EngineOptions { MeterFuel = true });
        using Engine engine = TestEngine.New();

        SerializedModuleException error = Assert.Throws<SerializedModuleException>(() => engine.Deserialize(metered));

        Assert.Contains("compile the module again", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void BytesThatAreNoCompiledModuleAreRefused()
    {
        using Engine engine = TestEngine.New();

        SerializedModuleException error = Assert.Throws<SerializedModuleException>(() => engine.Deserialize(ModuleEncoder.Encode(FirstCallTests.Fibonacci().Build())));

        Assert.Contains("no compiled module", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EveryTruncationIsRefused()
    {
        byte[] serialized = Fibonacci(new EngineOptions());
        using Engine engine = TestEngine.New();

        for (int length = 0; length < serialized.Length; length += 1 + (length / 50))
            Assert.Throws<SerializedModuleException>(() => engine.Deserialize(serialized.AsMemory(0, length)));
    }

    [Fact]
    public void EveryDamagedByteIsNoticed()
    {
        byte[] serialized = Fibonacci(new EngineOptions());
        using Engine engine = TestEngine.New();

        for (int i = 0; i < serialized.Length; i += i < serialized.Length - 400 ? 37 : 1)
        {
            serialized[i] ^= 0x20;
            Assert.Throws<SerializedModuleException>(() => engine.Deserialize(serialized));
            serialized[i] ^= 0x20;
        }
    }

    [Fact]
    public void EveryDamagedByteOfAFileIsNoticed()
    {
        byte[] serialized = Fibonacci(new EngineOptions());
        using Engine engine = TestEngine.New();

        for (int i = 0; i < serialized.Length; i += i < serialized.Length - 400 ? 97 : 3)
        {
            serialized[i] ^= 0x20;
            using TemporaryFile file = new(serialized);
            Assert.Throws<SerializedModuleException>(() => engine.DeserializeFile(file.Path));
            serialized[i] ^= 0x20;
        }
    }

    [Fact]
    public void LoadedModulesThatAreDroppedAreUnloaded()
    {
        byte[] serialized = Fibonacci(new EngineOptions());
        using Engine engine = TestEngine.New();
        WeakReference[] modules = new WeakReference[20];
        for (int i = 0; i < modules.Length; i++)
            modules[i] = LoadRunDrop(engine, serialized);

        for (int i = 0; i < 10; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.All(modules, module => Assert.False(module.IsAlive));
    }

    private static byte[] Fibonacci(EngineOptions options)
    {
        using Engine engine = TestEngine.New(options);
        return engine.Compile(FirstCallTests.Fibonacci().Build()).Serialize();
    }

    private static TrapException TrapOf(Engine engine, CompiledModule module)
    {
        using Instance instance = new Linker(engine).Instantiate(module);
        return Assert.Throws<TrapException>(() => instance.GetFunction("outer").Invoke(10_000));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference LoadRunDrop(Engine engine, byte[] serialized)
    {
        CompiledModule module = engine.Deserialize(serialized);
        using Instance instance = new Linker(engine).Instantiate(module);
        Assert.Equal(55, instance.GetFunction<int, int>("fib")(10));
        return new WeakReference(module.Code);
    }

    private sealed class Count : IProgress<int>
    {
        public int Last { get; private set; }

        public void Report(int value) => Last = value;
    }

    private sealed class TemporaryFile : IDisposable
    {
        public TemporaryFile(byte[] content) => File.WriteAllBytes(Path, content);

        public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), System.IO.Path.GetRandomFileName());

        public void Dispose() => File.Delete(Path);
    }
}
