using System;
using System.Threading;
using Krait.Testing;

namespace Krait.Runtime.Tests.Limits;

// What instances that are linked with each other share: memory, tables, instances, references, stack, thread, deadline.
public class StoreLimitTests
{
    private const string Growing = """
        (module
          (memory (export "memory") 1)
          (table (export "table") 10 funcref)
          (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0)))
          (func (export "grow_table") (param i32) (result i32) (table.grow (ref.null func) (local.get 0))))
        """;

    private const string Importing = """
        (module
          (import "a" "memory" (memory 1))
          (import "a" "grow" (func $other (param i32) (result i32)))
          (table 10 funcref)
          (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0)))
          (func (export "grow_table") (param i32) (result i32) (table.grow (ref.null func) (local.get 0))))
        """;

    private static readonly Engine s_engine = TestEngine.New();

    [Fact]
    public void MemoriesOfLinkedInstancesAreCountedTogether()
    {
        Linker linker = new(s_engine);
        InstanceOptions options = new() { Store = new StoreLimits { MaximumMemoryBytes = 4 * 65536 } };
        using Instance first = linker.Instantiate(TextModule.Compile(s_engine, Growing), options);
        linker.DefineFunction("a", "grow", first.GetFunction("grow"));
        using Instance second = linker.Instantiate(TextModule.Compile(s_engine, """
            (module (import "a" "grow" (func (param i32) (result i32))) (memory 1)
              (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0))))
            """));

        Assert.Equal(1, first.GetFunction<int, int>("grow")(1));
        Assert.Equal(1, second.GetFunction<int, int>("grow")(1));
        Assert.Equal(-1, second.GetFunction<int, int>("grow")(1));
        Assert.Equal(-1, first.GetFunction<int, int>("grow")(1));
        Assert.Equal(2, first.GetFunction<int, int>("grow")(0));
    }

    [Fact]
    public void AnInstanceIsRefusedWhoseMemoryDoesNotFitBesideTheOthers()
    {
        Linker linker = new(s_engine);
        using Instance first = linker.Instantiate(
            TextModule.Compile(s_engine, Growing), new InstanceOptions { Store = new StoreLimits { MaximumMemoryBytes = 2 * 65536 } });
        linker.DefineInstance("a", first);
        CompiledModule large = TextModule.Compile(s_engine, """(module (import "a" "grow" (func (param i32) (result i32))) (memory 2))""");

        ResourceLimitException error = Assert.Throws<ResourceLimitException>(() => linker.Instantiate(large));

        Assert.Equal(ResourceKind.Memory, error.Kind);
        Assert.Equal("memory limit of 131072 bytes reached: all memories of the linked instances together", error.Message);
        Assert.Equal(1, first.GetFunction<int, int>("grow")(1));
    }

    [Fact]
    public void AMemoryOfTheHostCountsOnceForAllThatImportIt()
    {
        Memory memory = new(2, 10);
        Linker linker = new Linker(s_engine).DefineMemory("a", "memory", memory);
        CompiledModule module = TextModule.Compile(s_engine, """
            (module (import "a" "memory" (memory 1)) (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0))))
            """);
        InstanceOptions options = new() { Store = new StoreLimits { MaximumMemoryBytes = 3 * 65536 } };
        using Instance first = linker.Instantiate(module, options);
        using Instance second = linker.Instantiate(module, options);

        Assert.Equal(2, second.GetFunction<int, int>("grow")(1));
        Assert.Equal(-1, first.GetFunction<int, int>("grow")(1));
    }

    [Fact]
    public void TablesOfLinkedInstancesAreCountedTogether()
    {
        Linker linker = new(s_engine);
        using Instance first = linker.Instantiate(
            TextModule.Compile(s_engine, Growing), new InstanceOptions { Store = new StoreLimits { MaximumTableElements = 30 } });
        linker.DefineInstance("a", first);
        using Instance second = linker.Instantiate(TextModule.Compile(s_engine, Importing));

        Assert.Equal(10, first.GetFunction<int, int>("grow_table")(6));
        Assert.Equal(10, second.GetFunction<int, int>("grow_table")(4));
        Assert.Equal(-1, second.GetFunction<int, int>("grow_table")(1));
        ResourceLimitException error = Assert.Throws<ResourceLimitException>(
            () => linker.Instantiate(TextModule.Compile(s_engine, Importing)));
        Assert.Equal(ResourceKind.TableElements, error.Kind);
    }

    [Fact]
    public void TheLowerLimitHoldsWhenInstancesAreLinked()
    {
        Linker linker = new(s_engine);
        using Instance strict = linker.Instantiate(
            TextModule.Compile(s_engine, Growing), new InstanceOptions { Store = new StoreLimits { MaximumTableElements = 25 } });
        linker.DefineInstance("a", strict);
        using Instance lax = linker.Instantiate(
            TextModule.Compile(s_engine, Importing), new InstanceOptions { Store = new StoreLimits { MaximumTableElements = 1_000 } });

        Assert.Equal(-1, lax.GetFunction<int, int>("grow_table")(6));
        Assert.Equal(10, lax.GetFunction<int, int>("grow_table")(5));
    }

    [Fact]
    public void InstancesAreCounted()
    {
        Linker linker = new(s_engine);
        using Instance first = linker.Instantiate(
            TextModule.Compile(s_engine, Growing), new InstanceOptions { Store = new StoreLimits { MaximumInstances = 3 } });
        linker.DefineInstance("a", first);
        CompiledModule module = TextModule.Compile(s_engine, Importing);
        using Instance second = linker.Instantiate(module);
        linker.Instantiate(module).Dispose();

        ResourceLimitException error = Assert.Throws<ResourceLimitException>(() => linker.Instantiate(module));

        Assert.Equal(ResourceKind.Instances, error.Kind);
        Assert.Equal("instance limit of 3 instances reached", error.Message);
    }

    [Fact]
    public void HostObjectsThatGuestsHoldAreCountedOnceEach()
    {
        using Instance instance = TextModule.Instantiate(
            s_engine,
            """(module (func (export "same") (param externref) (result externref) (local.get 0)))""",
            new InstanceOptions { Store = new StoreLimits { MaximumReferences = 2 } });
        Function same = instance.GetFunction("same");
        object[] objects = [new(), new(), new()];

        for (int i = 0; i < 10; i++)
            Assert.Same(objects[i % 2], same.Invoke(Value.FromHostObject(objects[i % 2]))[0].Reference);
        ResourceLimitException error = Assert.Throws<ResourceLimitException>(() => same.Invoke(Value.FromHostObject(objects[2])));

        Assert.Equal(ResourceKind.References, error.Kind);
        Assert.Equal("reference limit of 2 references reached", error.Message);
    }

    [Fact]
    public void AnInstanceMadeByAHostFunctionHasTheStackLimitOfTheCall()
    {
        CompiledModule recursive = TextModule.Compile(s_engine, """
            (module (import "a" "make" (func)) (func $f (export "f") (call $f) (call $f)) (start $f))
            """);
        Linker linker = new(s_engine);
        linker.DefineFunction("env", "make", () => { linker.Instantiate(recursive); });
        using Instance outer = linker.Instantiate(TextModule.Compile(s_engine, """
            (module (import "env" "make" (func $make)) (func (export "make") (call $make)))
            """));
        linker.DefineInstance("a", outer);

        TrapException error = Assert.Throws<TrapException>(() => outer.GetFunction("make").Invoke());

        Assert.Equal(TrapCode.CallStackExhausted, error.Code);
    }

    [Fact]
    public void ADeadlineStopsLinkedInstancesWhicheverOfThemRuns()
    {
        Linker linker = new(s_engine);
        using Instance first = linker.Instantiate(TextModule.Compile(s_engine, """(module (func (export "nothing")))"""));
        linker.DefineInstance("a", first);
        using Instance second = linker.Instantiate(TextModule.Compile(s_engine, """
            (module (import "a" "nothing" (func $nothing)) (func (export "spin") (loop (call $nothing) (br 0))))
            """));
        first.SetLimits(new CallLimits { Deadline = TimeSpan.FromMilliseconds(10) });

        Assert.Equal(ResourceKind.Deadline, Assert.Throws<ResourceLimitException>(second.GetAction("spin")).Kind);
        Assert.Same(first.Limits, second.Limits);
    }

    [Fact]
    public void LinkingWithAnInstanceThatRunsOnAnotherThreadIsRefused()
    {
        using ManualResetEventSlim isInside = new(false);
        using ManualResetEventSlim mayLeave = new(false);
        Linker linker = new Linker(s_engine).DefineFunction("env", "wait", () =>
        {
            isInside.Set();
            mayLeave.Wait();
        });
        using Instance running = linker.Instantiate(TextModule.Compile(s_engine, """
            (module (import "env" "wait" (func $wait)) (func (export "f") (call $wait)) (memory (export "memory") 1))
            """));
        linker.DefineInstance("a", running);
        CompiledModule module = TextModule.Compile(s_engine, """(module (import "a" "memory" (memory 1)))""");
        Thread thread = new(() => running.GetFunction("f").Invoke());
        thread.Start();
        isInside.Wait();

        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => linker.Instantiate(module));

        mayLeave.Set();
        thread.Join();
        Assert.Contains("another thread", error.Message);
        linker.Instantiate(module).Dispose();
    }

    [Fact]
    public void GrowingATableByOneManyTimesIsCheap()
    {
        using Instance instance = TextModule.Instantiate(s_engine, """
            (module (table $t 0 funcref)
              (func (export "f") (result i32) (loop (drop (table.grow $t (ref.null func) (i32.const 1)))
                (br_if 0 (i32.lt_u (table.size $t) (i32.const 500000)))) (table.size $t)))
            """);

        // Copying the table each time would move 1 TB here.
        Assert.Equal(500_000, instance.GetFunction<int>("f")());
    }
}
