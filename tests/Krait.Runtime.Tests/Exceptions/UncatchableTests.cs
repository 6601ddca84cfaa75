using System;
using System.Threading;
using Krait.Testing;

namespace Krait.Runtime.Tests.Exceptions;

// Handlers for everything are for exceptions of guests: what ends a guest ends it through all of them.
public sealed class UncatchableTests
{
    private static readonly Engine s_engine = TestEngine.New();
    private static readonly Engine s_metered = TestEngine.NewMetered();

    public static TheoryData<string, TrapCode> Traps() => new()
    {
        { "unreachable", TrapCode.Unreachable },
        { "(drop (i32.div_u (i32.const 1) (i32.const 0)))", TrapCode.IntegerDivideByZero },
        { "(drop (i32.div_s (i32.const 0x80000000) (i32.const -1)))", TrapCode.IntegerOverflow },
        { "(drop (i32.trunc_f64_s (f64.const nan)))", TrapCode.InvalidConversionToInteger },
        { "(drop (i32.load (i32.const -1)))", TrapCode.OutOfBoundsMemoryAccess },
        { "(memory.fill (i32.const 65000) (i32.const 0) (i32.const 65000))", TrapCode.OutOfBoundsMemoryAccess },
        { "(drop (table.get 0 (i32.const 9)))", TrapCode.OutOfBoundsTableAccess },
        { "(call_indirect (i32.const 9))", TrapCode.UndefinedElement },
        { "(call_indirect (i32.const 0))", TrapCode.UninitializedElement },
        { "(throw_ref (ref.null exn))", TrapCode.NullExceptionReference },
        { "(call $deep)", TrapCode.CallStackExhausted },
    };

    [Theory]
    [MemberData(nameof(Traps))]
    public void NoHandlerCatchesATrap(string code, TrapCode expected)
    {
        using Instance instance = Wat.Instantiate(s_engine, Inside(code));
        foreach (string name in (string[])["table", "legacy", "caller"])
            Assert.Equal(expected, Assert.Throws<TrapException>(() => instance.GetFunction(name).Invoke()).Code);
        Assert.Equal(0, instance.GetGlobal("caught").GetValue().AsInt32());
    }

    [Fact]
    public void NoHandlerCatchesATrapOfAStartFunction()
    {
        TrapException trap = Assert.Throws<TrapException>(() => Wat.Instantiate(s_engine, """
            (module
              (func $start (block (try_table (catch_all 0) unreachable)) try unreachable catch_all end)
              (start $start))
            """));
        Assert.Equal(TrapCode.Unreachable, trap.Code);
    }

    [Fact]
    public void NoHandlerCatchesTheEndOfFuel()
    {
        using Instance instance = Wat.Instantiate(s_metered, Inside("(loop (br 0))"));
        foreach (string name in (string[])["table", "legacy", "caller"])
        {
            instance.SetLimits(new CallLimits { Fuel = 10_000 });
            Assert.Equal(ResourceKind.Fuel, Assert.Throws<ResourceLimitException>(() => instance.GetFunction(name).Invoke()).Kind);
        }

        Assert.Equal(0, instance.GetGlobal("caught").GetValue().AsInt32());
    }

    [Fact]
    public void NoHandlerCatchesTheDeadline()
    {
        using Instance instance = Wat.Instantiate(s_engine, Inside("(loop (br 0))"));
        foreach (string name in (string[])["table", "legacy", "caller"])
        {
            instance.SetLimits(new CallLimits { Deadline = TimeSpan.FromMilliseconds(10) });
            Assert.Equal(ResourceKind.Deadline, Assert.Throws<ResourceLimitException>(() => instance.GetFunction(name).Invoke()).Kind);
        }

        Assert.Equal(0, instance.GetGlobal("caught").GetValue().AsInt32());
    }

    [Fact]
    public void NoHandlerCatchesCancellation()
    {
        using Instance instance = Wat.Instantiate(s_engine, Inside("(loop (br 0))"));
        foreach (string name in (string[])["table", "legacy", "caller"])
        {
            using CancellationTokenSource source = new(millisecondsDelay: 10);
            instance.SetLimits(new CallLimits { CancellationToken = source.Token });
            Assert.ThrowsAny<OperationCanceledException>(() => instance.GetFunction(name).Invoke());
        }

        Assert.Equal(0, instance.GetGlobal("caught").GetValue().AsInt32());
    }

    [Theory]
    [InlineData("(loop (block (try_table (catch_all 0) (throw $t))) (br 0))")]
    [InlineData("(loop try (throw $t) catch_all end (br 0))")]
    [InlineData("(loop try (call $throws) catch_all end (br 0))")]
    [InlineData("(loop try try (throw $t) catch_all rethrow 0 end catch $t (br 1) end)")]
    [InlineData("(loop try try (throw $t) delegate 0 catch_all (br 1) end)")]
    public void EndlessThrowsMeetEveryLimit(string code)
    {
        string text = $$"""
            (module
              (tag $t) (func $throws (throw $t))
              (func $f (export "f") {{code}}))
            """;
        Wat.AssertEndedByEveryLimit(s_engine, s_metered, text);
    }

    [Fact]
    public void ADeepThrowEndsInTheOutermostHandler()
    {
        // The exception passes as many frames as the stack holds, each with a handler that does not want it.
        using Instance instance = Wat.Instantiate(s_engine, """
            (module
              (tag $t (param i32)) (tag $u)
              (func $down (param i32) (result i32)
                try (result i32)
                  (if (i32.eqz (local.get 0)) (then (throw $t (i32.const 41))))
                  (call $down (i32.sub (local.get 0) (i32.const 1)))
                catch $u
                  (i32.const 0)
                end)
              (func (export "f") (param i32) (result i32)
                (block (result i32) (try_table (result i32) (catch $t 0) (call $down (local.get 0))))))
            """);
        Assert.Equal(41, instance.GetFunction("f").Invoke(1_000)[0].AsInt32());
        Assert.Equal(41, instance.GetFunction("f").Invoke(1_000)[0].AsInt32());
    }

    [Fact]
    public void AThrowNearTheEndOfTheStackIsCaughtOrTheStackIsExhausted()
    {
        // Each depth throws once on the way down; however deep it goes, the end is the trap and never a fault of the process.
        using Instance instance = Wat.Instantiate(s_engine, """
            (module
              (tag $t)
              (global $depth (export "depth") (mut i32) (i32.const 0))
              (func $f (export "f")
                (global.set $depth (i32.add (global.get $depth) (i32.const 1)))
                (if (i32.eqz (i32.rem_u (global.get $depth) (i32.const 256)))
                  (then (block (try_table (catch_all 0) (throw $t)))))
                try (call $f) catch_all end))
            """);
        Assert.Equal(TrapCode.CallStackExhausted, Assert.Throws<TrapException>(() => instance.GetFunction("f").Invoke()).Code);
        Assert.InRange(instance.GetGlobal("depth").GetValue().AsInt32(), 256, int.MaxValue);
    }

    // The code stands in a try of each form, and in a function that is called from one.
    private static string Inside(string code) => $$"""
        (module
          (tag $t)
          (memory 1) (table 3 funcref)
          (global $caught (export "caught") (mut i32) (i32.const 0))
          (func $deep (call $deep) (call $deep))
          (func $plain {{code}})
          (func (export "table")
            (block $all (try_table (catch_all $all) {{code}} return))
            (global.set $caught (i32.const 1)))
          (func (export "legacy")
            try
              {{code}}
            catch $t
              (global.set $caught (i32.const 1))
            catch_all
              (global.set $caught (i32.const 1))
            end)
          (func (export "caller")
            try
              (block $all (try_table (catch_all $all) (call $plain) return))
              (global.set $caught (i32.const 1))
            catch_all
              (global.set $caught (i32.const 1))
            end))
        """;
}
