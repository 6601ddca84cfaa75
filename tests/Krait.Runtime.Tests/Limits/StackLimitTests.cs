using System;
using System.Threading;
using Krait.Testing;

namespace Krait.Runtime.Tests.Limits;

// The stack limit of a call is taken over by the next one from the same place; wherever that is not so, it is found anew.
public class StackLimitTests
{
    private const int StackBytes = 256 * 1024;

    private const string Deep = """
        (module
          (global $depth (mut i32) (i32.const 0))
          (func (export "nothing"))
          (func $deep (export "deep") (global.set $depth (i32.add (global.get $depth) (i32.const 1))) (call $deep) (call $nothing))
          (func $nothing)
          (func (export "reset") (global.set $depth (i32.const 0)))
          (func (export "depth") (result i32) (global.get $depth)))
        """;

    private static readonly Engine s_engine = TestEngine.New();

    [Fact]
    public void ACallFromDeeperInTheHostHasItsWholeStack() => OnThread(16 << 20, () =>
    {
        using Instance instance = Instantiate(Deep);
        instance.SetLimits(new CallLimits { StackBytes = StackBytes });
        int shallow = DepthOf(instance);

        int deep = Below(2 << 20, () => DepthOf(instance));
        int shallowAgain = DepthOf(instance);

        // The next page is as good as the same.
        Assert.InRange(deep, shallow * 9 / 10, shallow * 11 / 10);
        Assert.InRange(shallowAgain, shallow * 9 / 10, shallow * 11 / 10);
    });

    [Fact]
    public void EveryThreadHasItsOwnStackLimit()
    {
        using Instance instance = Instantiate(Deep);
        instance.SetLimits(new CallLimits { StackBytes = StackBytes });
        for (int i = 0; i < 20; i++)
        {
            int depth = 0;
            OnThread(4 << 20, () => depth = DepthOf(instance));
            Assert.True(100 < depth, $"the stack ended at {depth} calls");
        }
    }

    [Fact]
    public void AnInstanceLinkedBetweenTwoCallsHasAStackLimit() => OnThread(16 << 20, () =>
    {
        using Instance first = Instantiate(Deep);
        first.GetAction("nothing")();
        using Instance second = new Linker(s_engine).DefineInstance("first", first).Instantiate(s_engine.CompileText("""
            (module
              (import "first" "nothing" (func $nothing))
              (func $deep (export "deep") (call $deep) (call $nothing)))
            """));

        // The other one is called first, from the same place as before.
        first.GetAction("nothing")();
        Assert.Equal(TrapCode.CallStackExhausted, Assert.Throws<TrapException>(second.GetAction("deep")).Code);
        first.GetAction("nothing")();
    });

    [Fact]
    public void AnInterruptionBetweenTwoCallsHoldsForTheNext()
    {
        using Instance instance = Instantiate("(module (func $f) (func (export \"f\") (call $f)))");
        using CancellationTokenSource source = new();
        instance.SetLimits(new CallLimits { CancellationToken = source.Token });
        Action f = instance.GetAction("f");
        f();
        f();
        source.Cancel();

        Assert.Throws<OperationCanceledException>(f);
        Assert.Throws<OperationCanceledException>(f);

        instance.SetLimits(CallLimits.Default);
        f();
    }

    [Fact]
    public void GuestsHaveTheStackThatThePoolGivesThem()
    {
        // The interpreter keeps the frames of guests elsewhere.
        using Engine engine = new();
        using Instance instance = new Linker(engine).Instantiate(engine.CompileText("""
            (module (func $deep (export "deep") (param i32) (if (local.get 0) (then (call $deep (i32.sub (local.get 0) (i32.const 1)))))))
            """));
        instance.SetLimits(new CallLimits { StackBytes = 64 << 20 });
        Action<int> deep = instance.GetAction<int>("deep");
        using GuestThreadPool small = new(new GuestThreadOptions { Threads = 1, StackBytes = 128 * 1024 });
        using GuestThreadPool large = new(new GuestThreadOptions { Threads = 1, StackBytes = 64 << 20 });

        Assert.Equal(TrapCode.CallStackExhausted, Assert.Throws<TrapException>(() => small.Run(() => deep(100_000))).Code);
        large.Run(() => deep(100_000));
    }

    [Fact]
    public void AThreadOfAPoolHasTheWholeStackThatItWasGiven()
    {
        // The interpreter keeps the frames of guests elsewhere.
        using Engine engine = new();
        using Instance instance = new Linker(engine).Instantiate(engine.CompileText(Deep));
        instance.SetLimits(new CallLimits { StackBytes = 8 << 20 });
        using GuestThreadPool exact = new(new GuestThreadOptions { Threads = 1, StackBytes = 8 << 20 });
        using GuestThreadPool small = new(new GuestThreadOptions { Threads = 1, StackBytes = 4 << 20 });
        int depth = 0;
        OnThread(32 << 20, () => depth = DepthOf(instance));

        Assert.InRange(exact.Run(() => DepthOf(instance)), depth * 9 / 10, depth * 11 / 10);
        Assert.InRange(small.Run(() => DepthOf(instance)), depth * 4 / 10, depth * 6 / 10);
    }

    private static int DepthOf(Instance instance)
    {
        instance.GetAction("reset")();
        Assert.Equal(TrapCode.CallStackExhausted, Assert.Throws<TrapException>(instance.GetAction("deep")).Code);
        return instance.GetFunction<int>("depth")();
    }

    private static Instance Instantiate(string text) => new Linker(s_engine).Instantiate(s_engine.CompileText(text));

    // Runs work with as much of the stack in use as asked for.
    private static int Below(int bytes, Func<int> work)
    {
        Span<byte> used = stackalloc byte[64 * 1024];
        used.Fill(1);
        return (bytes <= used.Length ? work() : Below(bytes - used.Length, work)) + used[0] - 1;
    }

    private static void OnThread(int stackBytes, Action work)
    {
        Exception? error = null;
        Thread thread = new(() => error = Record.Exception(work), stackBytes);
        thread.Start();
        thread.Join();
        Assert.Null(error);
    }
}
