using System;
using System.Collections.Generic;
using System.Threading;
using Krait.Testing;
using Krait.Wasm;
using static Krait.Runtime.Tests.Snapshots.SnapshotModule;
using ValueType = Krait.Wasm.ValueType;

namespace Krait.Runtime.Tests.Snapshots;

public class SnapshotTests
{
    private static readonly Engine s_engine = TestEngine.New();
    private static readonly CompiledModule s_module = s_engine.CompileText(SnapshotModule.Text);

    [Fact]
    public void InstanceBeginsInTheStateOfTheSnapshot()
    {
        using Instance original = New();
        original.GetFunction("change").Invoke();
        string state = State(original);
        using Snapshot snapshot = original.TakeSnapshot();
        original.GetFunction("change").Invoke();
        Assert.NotEqual(state, State(original));
        using Instance copy = snapshot.Instantiate();
        Assert.Equal(state, State(copy));
        Assert.Equal(2, Call(copy, "call", 3));
        Assert.Equal(42, Call(copy, "call", 2));
        Assert.Equal(1, Call(copy, "call", 0));
        Assert.Equal(2, Call(copy, "held"));
        Assert.Equal("active bytes", copy.GetMemory("memory").ReadUtf8(100000, 12));
    }

    [Fact]
    public void InstancesOfASnapshotDoNotSeeEachOther()
    {
        using Instance original = New();
        using Snapshot snapshot = original.TakeSnapshot();
        using Instance first = snapshot.Instantiate();
        using Instance second = snapshot.Instantiate();
        string state = State(original);
        first.GetFunction("change").Invoke();
        first.GetFunction("grow").Invoke();
        Assert.Equal(state, State(second));
        Assert.Equal(state, State(original));
        Assert.Throws<TrapException>(() => second.GetFunction("call").Invoke(3));
        using Instance third = snapshot.Instantiate();
        Assert.Equal(state, State(third));
    }

    [Fact]
    public void ResetGoesBackWhateverHappened()
    {
        using Instance original = New();
        original.GetFunction("change").Invoke();
        using Snapshot snapshot = original.TakeSnapshot();
        using Instance instance = snapshot.Instantiate();
        string state = State(instance);
        Func<int> grow = instance.GetFunction("grow").ToDelegate<Func<int>>();
        Memory memory = instance.GetMemory("memory");
        for (int round = 0; round < 3; round++)
        {
            instance.GetFunction("change").Invoke();
            Assert.Equal(4, grow());
            Assert.Equal(5, Call(instance, "far"));
            instance.GetFunction("copy_data").Invoke();
            instance.GetFunction("drop").Invoke();
            Assert.Throws<TrapException>(() => instance.GetFunction("copy_data").Invoke());
            Assert.Throws<TrapException>(() => instance.GetFunction("fail").Invoke());
            instance.Reset();
            Assert.Equal(state, State(instance));
            Assert.Equal(2 * Memory.PageSizeBytes, memory.SizeBytes);
            Assert.Throws<TrapException>(() => memory.Read<int>(200000));
            Assert.Throws<TrapException>(() => instance.GetFunction("far").Invoke());
            Assert.Equal(2, Call(instance, "call", 3));
            Assert.Throws<TrapException>(() => instance.GetFunction("call").Invoke(4));
        }

        // What grows again after a reset is zero.
        Assert.Equal(4, Call(instance, "grow", []));
        Assert.Equal(0, memory.Read<int>(200004));
        Assert.Equal(0, memory.Read<int>(262140));
    }

    [Fact]
    public void UsedSegmentsStayUsed()
    {
        using Instance original = New();
        original.GetFunction("drop").Invoke();
        using Snapshot snapshot = original.TakeSnapshot();
        using Instance copy = snapshot.Instantiate();
        Assert.Throws<TrapException>(() => copy.GetFunction("copy_data").Invoke());
        Assert.Throws<TrapException>(() => copy.GetFunction("copy_elements").Invoke());
    }

    [Fact]
    public void SegmentsThatAreLeftCanBeUsed()
    {
        using Instance original = New();
        using Snapshot snapshot = original.TakeSnapshot();
        using Instance copy = snapshot.Instantiate();
        copy.GetFunction("copy_data").Invoke();
        copy.GetFunction("copy_elements").Invoke();
        Assert.Equal("passive", copy.GetMemory("memory").ReadUtf8(0, 7));
        Assert.Equal(2, Call(copy, "call", 1));
    }

    [Fact]
    public void StartFunctionAndSegmentsDoNotRunAgain()
    {
        CompiledModule module = s_engine.CompileText("""
            (module (import "host" "tick" (func $tick (result i32)))
              (memory (export "m") 1) (data (i32.const 0) "first")
              (start $s) (func $s (drop (call $tick))))
            """);
        int ticks = 0;
        Linker linker = new Linker(s_engine).DefineFunction("host", "tick", () => ++ticks);
        using Instance original = linker.Instantiate(module);
        original.GetMemory("m").Write(0, "later"u8);
        using Snapshot snapshot = original.TakeSnapshot();
        using Instance copy = snapshot.Instantiate(linker);
        copy.Reset();
        Assert.Equal(1, ticks);
        Assert.Equal("later", copy.GetMemory("m").ReadUtf8(0, 5));
    }

    [Fact]
    public void HostFunctionsAreLinkedAnew()
    {
        using Instance original = New();
        original.GetFunction("change").Invoke();
        using Snapshot snapshot = original.TakeSnapshot();
        using Instance copy = snapshot.Instantiate(new Linker(s_engine).DefineFunction("host", "tick", () => 43));
        Assert.Equal(43, Call(copy, "call", 2));
        Assert.Throws<LinkException>(() => snapshot.Instantiate(new Linker(s_engine)));
        Assert.Throws<LinkException>(() => snapshot.Instantiate(new Linker(s_engine).DefineFunction("host", "tick", static () => 1L)));
        Assert.Throws<LinkException>(() => snapshot.Instantiate(new Linker(s_engine).DefineFunction("host", "tick", original.GetFunction("one"))));
    }

    [Fact]
    public void ImportedMemoriesTablesAndGlobalsBecomeTheInstancesOwn()
    {
        CompiledModule module = s_engine.CompileText("""
            (module
              (import "env" "memory" (memory 1 4))
              (import "env" "table" (table 2 8 funcref))
              (import "env" "counter" (global $c (mut i32)))
              (elem (i32.const 1) func $f)
              (func $f (export "count") (result i32)
                (global.set $c (i32.add (global.get $c) (i32.const 1)))
                (i32.store (i32.const 0) (global.get $c))
                (i32.load (i32.const 0)))
              (func (export "call") (result i32) (call_indirect (result i32) (i32.const 1))))
            """);
        Memory memory = new(1, 4);
        Global counter = new(new GlobalType(ValueType.I32, Mutability.Variable), 10);
        using Instance original = new Linker(s_engine)
            .DefineMemory("env", "memory", memory)
            .DefineTable("env", "table", new Table(new TableType(ValueType.FuncRef, new SizeLimits(2, 8))))
            .DefineGlobal("env", "counter", counter)
            .Instantiate(module);
        Assert.Equal(11, Call(original, "count"));
        using Snapshot snapshot = original.TakeSnapshot();
        using Instance copy = snapshot.Instantiate();
        Assert.Equal(12, Call(copy, "call"));
        Assert.Equal(13, Call(copy, "count"));
        Assert.Equal(11, counter.GetValue().AsInt32());
        Assert.Equal(11, memory.Read<int>(0));
        copy.Reset();
        Assert.Equal(12, Call(copy, "call"));
    }

    [Fact]
    public void WhatASnapshotCannotKeepIsRefused()
    {
        using Instance original = New();
        original.GetFunction("keep").Invoke(Value.FromHostObject("an object"));
        Assert.Contains("an object of the host", Refusal(original), StringComparison.Ordinal);
        original.GetFunction("keep").Invoke(Value.Null(ValueType.ExternRef));
        original.TakeSnapshot().Dispose();

        using Instance user = New(new Linker(s_engine).DefineFunction("host", "tick", original.GetFunction("one")));
        Assert.Contains("linked with others", Refusal(original), StringComparison.Ordinal);
        Assert.Contains("linked with others", Refusal(user), StringComparison.Ordinal);
    }

    [Fact]
    public void StateOfTheHostCanRefuseAndIsReset()
    {
        FakeState state = new();
        using Instance original = New();
        original.AddState(state);
        state.Obstacle = "two files are open";
        Assert.Contains("two files are open", Refusal(original), StringComparison.Ordinal);
        state.Obstacle = null;
        using Snapshot snapshot = original.TakeSnapshot();
        using Instance copy = snapshot.Instantiate();
        copy.AddState(state);
        copy.Reset();
        Assert.Equal(1, state.Resets);
    }

    [Fact]
    public void RunningInstanceIsNeitherTakenNorReset()
    {
        List<string> messages = [];
        Instance? running = null;
        Linker linker = new Linker(s_engine).DefineFunction("host", "tick", () =>
        {
            messages.Add(Assert.Throws<InvalidOperationException>(() => running!.TakeSnapshot()).Message);
            messages.Add(Assert.Throws<InvalidOperationException>(running!.Reset).Message);
            return 1;
        });
        using Instance original = New();
        original.GetFunction("change").Invoke();
        using Snapshot snapshot = original.TakeSnapshot();
        running = snapshot.Instantiate(linker);
        Assert.Equal(1, Call(running, "call", 2));
        running.Dispose();
        Assert.All(messages, static message => Assert.Contains("while it runs", message, StringComparison.Ordinal));
        Assert.Equal(2, messages.Count);
    }

    [Fact]
    public void OnlyInstancesOfASnapshotAreReset()
    {
        using Instance original = New();
        Assert.Throws<InvalidOperationException>(original.Reset);
    }

    [Fact]
    public void LimitsHoldForInstancesOfASnapshot()
    {
        using Instance original = New();
        using Snapshot snapshot = original.TakeSnapshot();
        var tooLittle = Assert.Throws<ResourceLimitException>(() => snapshot.Instantiate(InstanceOptions.Default with { MaximumMemoryBytes = Memory.PageSizeBytes }));
        Assert.Equal(ResourceKind.Memory, tooLittle.Kind);
        var tooFew = Assert.Throws<ResourceLimitException>(() => snapshot.Instantiate(InstanceOptions.Default with { MaximumTableElements = 3 }));
        Assert.Equal(ResourceKind.TableElements, tooFew.Kind);
        using Instance copy = snapshot.Instantiate(InstanceOptions.Default with
        {
            MaximumMemoryBytes = 3 * Memory.PageSizeBytes,
            Limits = CallLimits.Default with { Deadline = TimeSpan.FromMilliseconds(50) },
        });
        Assert.Throws<TrapException>(() => Call(copy, "grow"));
        Assert.Equal(2 * Memory.PageSizeBytes, copy.GetMemory("memory").SizeBytes);
        Assert.Throws<ResourceLimitException>(() => copy.GetFunction("spin").Invoke());
        copy.Reset();
        copy.SetLimits(CallLimits.Default);
        Assert.Equal(1, Call(copy, "one"));
    }

    [Fact]
    public void StoreCountsMemoryAfterAReset()
    {
        using Instance original = New();
        using Snapshot snapshot = original.TakeSnapshot();
        using Instance copy = snapshot.Instantiate(InstanceOptions.Default with
        {
            Store = StoreLimits.Default with { MaximumMemoryBytes = 4 * Memory.PageSizeBytes, MaximumTableElements = 9 },
        });
        for (int i = 0; i < 5; i++)
        {
            Assert.Equal(4, Call(copy, "grow"));
            Assert.Equal(9, copy.GetTable("table").Length + copy.GetTable("other").Length);
            copy.Reset();
        }
    }

    [Fact]
    public void DisposedSnapshotMakesNoMoreInstances()
    {
        using Instance original = New();
        Snapshot snapshot = original.TakeSnapshot();
        Instance copy = snapshot.Instantiate();
        snapshot.Dispose();
        snapshot.Dispose();
        Assert.Throws<ObjectDisposedException>(() => snapshot.Instantiate());
        copy.GetFunction("change").Invoke();
        copy.Reset();
        Assert.Equal(State(original), State(copy));
        copy.Dispose();
        Assert.Throws<ObjectDisposedException>(copy.Reset);
        Assert.Throws<ObjectDisposedException>(() => copy.TakeSnapshot());
    }

    [Fact]
    public void SnapshotOfACopyHoldsWhatTheCopyWrote()
    {
        using Instance original = New();
        using Snapshot first = original.TakeSnapshot();
        using Instance copy = first.Instantiate();
        copy.GetFunction("change").Invoke();
        copy.GetFunction("grow").Invoke();
        using Snapshot second = copy.TakeSnapshot();
        using Instance again = second.Instantiate();
        Assert.Equal(State(copy), State(again));
        Assert.Equal(5, Call(again, "far"));
        copy.Reset();
        Assert.Equal(State(original), State(copy));
        Assert.Equal(5, Call(again, "far"));
    }

    [Fact]
    public void ManyThreadsMakeAndResetInstances()
    {
        using Instance original = New();
        original.GetFunction("change").Invoke();
        using Snapshot snapshot = original.TakeSnapshot();
        string state = State(original);
        using CountdownEvent done = new(4);
        int wrong = 0;
        for (int i = 0; i < 4; i++)
        {
            new Thread(() =>
            {
                for (int round = 0; round < 20; round++)
                {
                    using Instance copy = snapshot.Instantiate();
                    for (int use = 0; use < 5; use++)
                    {
                        if (State(copy) != state)
                            Interlocked.Increment(ref wrong);
                        copy.GetFunction("change").Invoke();
                        copy.GetFunction("grow").Invoke();
                        copy.Reset();
                    }
                }

                done.Signal();
            }).Start();
        }

        done.Wait();
        Assert.Equal(0, wrong);
    }

    private static Instance New(Linker? linker = null) =>
        (linker ?? new Linker(s_engine).DefineFunction("host", "tick", static () => 42)).Instantiate(s_module);

    private static string Refusal(Instance instance) => Assert.Throws<InvalidOperationException>(() => instance.TakeSnapshot()).Message;

    private sealed class FakeState : IInstanceState
    {
        public string? Obstacle { get; set; }

        public int Resets { get; private set; }

        public string? FindObstacle() => Obstacle;

        public void Reset() => Resets++;
    }
}
