using System;
using System.Runtime.CompilerServices;
using System.Threading;
using Krait.Testing;
using Krait.Wasm;
using static Krait.Runtime.Tests.WasmBuilder;

namespace Krait.Runtime.Tests.Store;

// Alone, because they measure the whole process.
[Collection(nameof(RunsAlone))]
public class LifetimeTests
{
    [Fact]
    public void CompiledModulesThatAreDroppedAreUnloaded()
    {
        using Engine engine = TestEngine.New();
        WeakReference[] modules = new WeakReference[50];
        for (int i = 0; i < modules.Length; i++)
            modules[i] = CompileRunDrop(engine, i);

        Collect();

        Assert.All(modules, module => Assert.False(module.IsAlive));
    }

    [Fact]
    public void InstancesThatTheirHostFunctionsKnowAreCollected()
    {
        using Engine engine = TestEngine.New();
        WeakReference[] instances = new WeakReference[20];
        for (int i = 0; i < instances.Length; i++)
            instances[i] = CallHostDrop(engine);

        Collect();

        Assert.All(instances, instance => Assert.False(instance.IsAlive));
    }

    [Fact]
    public void ManyModulesLeaveNoMemoryBehind()
    {
        using Engine engine = TestEngine.New();
        for (int i = 0; i < 50; i++)
            CompileRunDrop(engine, i);
        Collect();
        long before = GC.GetTotalMemory(forceFullCollection: true);
        for (int i = 0; i < 300; i++)
            CompileRunDrop(engine, i);
        Collect();
        long growthBytes = GC.GetTotalMemory(forceFullCollection: true) - before;

        Assert.True(growthBytes < 300 * 1000, $"{growthBytes} bytes after 300 modules");
    }

    [Fact]
    public void AFunctionInASharedTableOutlivesItsInstance()
    {
        using Engine engine = TestEngine.New();
        WasmBuilder owner = new();
        owner.Table();
        int type = owner.Type([], [I32]);
        owner.Export("table", ExternalKind.Table, 0);
        owner.Function("call", [], [I32], [], code => code.I32Const(0).CallIndirect(type));
        Linker linker = new(engine);
        using Instance table = linker.Instantiate(engine.Compile(owner.Build()));
        PutFunctionInto(engine, table);
        Collect();

        Assert.Equal([42], table.GetFunction("call").Invoke());
    }

    [Fact]
    public void DisposingInsideAHostCallLetsTheCallFinish()
    {
        using Engine engine = TestEngine.New();
        WasmBuilder builder = new();
        int end = builder.ImportFunction("env", "end", [], []);
        builder.Memory(1);
        builder.Function("f", [], [I32], [], code => code.Call(end).I32Const(8).Memory(WasmOp.I32Load, 1, 0));
        Instance? instance = null;
        Linker linker = new Linker(engine).DefineFunction("env", "end", () => { instance!.Dispose(); });
        instance = linker.Instantiate(engine.Compile(builder.Build()));
        Memory memory = instance.GetMemory("memory");
        memory.Write(8, 5);

        Assert.Equal([5], instance.GetFunction("f").Invoke());
        Assert.Throws<ObjectDisposedException>(() => memory.Read<int>(8));
    }

    [Fact]
    public void DisposingOnAnotherThreadLetsTheCallFinish()
    {
        using Engine engine = TestEngine.New();
        WasmBuilder builder = new();
        int wait = builder.ImportFunction("env", "wait", [], []);
        builder.Memory(1);
        builder.Function("f", [], [I32], [], code => code.Call(wait).I32Const(8).Memory(WasmOp.I32Load, 1, 0));
        using ManualResetEventSlim isInside = new(false);
        using ManualResetEventSlim isDisposed = new(false);
        Linker linker = new Linker(engine).DefineFunction("env", "wait", () =>
        {
            isInside.Set();
            isDisposed.Wait();
        });
        Instance instance = linker.Instantiate(engine.Compile(builder.Build()));
        instance.GetMemory("memory").Write(8, 5);
        Value[] results = [];
        Thread thread = new(() => results = instance.GetFunction("f").Invoke());
        thread.Start();
        isInside.Wait();
        instance.Dispose();
        isDisposed.Set();
        thread.Join();

        Assert.Equal([5], results);
        Assert.True(instance.IsFreed);
    }

    [Fact]
    public void ModulesOfAnotherEngineAreRefused()
    {
        using Engine engine = TestEngine.New();
        using Engine other = TestEngine.New();
        CompiledModule module = other.Compile(FirstCallTests.Fibonacci().Build());

        Assert.Throws<ArgumentException>(() => new Linker(engine).Instantiate(module));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference CallHostDrop(Engine engine)
    {
        WasmBuilder builder = new();
        int size = builder.ImportFunction("env", "size", [], [I32]);
        builder.Memory(1);
        builder.Function("f", [], [I32], [], code => code.Call(size));
        Instance? instance = null;
        Linker linker = new Linker(engine).DefineFunction("env", "size", () => (int)instance!.GetMemory("memory").SizeBytes);
        instance = linker.Instantiate(engine.Compile(builder.Build()));
        Assert.Equal([65536], instance.GetFunction("f").Invoke());
        return new WeakReference(instance);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference CompileRunDrop(Engine engine, int number)
    {
        WasmBuilder builder = new();
        builder.Function("f", [I32], [I32], [], code => code.LocalGet(0).I32Const(number).Op(WasmOp.I32Add));
        using CompiledModule module = engine.Compile(builder.Build());
        using Instance instance = new Linker(engine).Instantiate(module);
        Assert.Equal(number + 1, instance.GetFunction<int, int>("f")(1));
        return new WeakReference(module);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void PutFunctionInto(Engine engine, Instance table)
    {
        WasmBuilder builder = new();
        int function = builder.Function("f", [], [I32], [], code => code.I32Const(42));
        using Instance instance = builder.Instantiate(engine);
        table.GetTable("table").Set(0, Value.FromFunction(instance.GetFunction("f")));
        Assert.Equal(0, function);
    }

    private static void Collect()
    {
        for (int i = 0; i < 4; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }
}
