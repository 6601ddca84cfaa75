using System;
using Krait.Testing;

namespace Krait.Runtime.Tests.Exceptions;

// How long an exception reference lives, and that a guest that makes them for ever needs no more memory.
[Collection(nameof(RunsAlone))]
public sealed class ExceptionReferenceTests
{
    // Each call of "make" throws, catches with a reference and keeps none; "hold" puts one into a global, "hold in table" into a table.
    private const string Guest = """
        (module
          (tag $t (param i32)) (tag $wide (param v128 v128 v128 v128 v128 v128 v128 v128 v128 v128 v128 v128 v128 v128 v128 v128))
          (global $held (mut exnref) (ref.null exn))
          (table $table (export "table") 1 40000 exnref)
          (func $make (param i32) (result exnref)
            (block (result exnref) (try_table (catch_all_ref 0) (throw $t (local.get 0))) unreachable))
          (func $again (param exnref) (result exnref)
            (block (result exnref) (try_table (catch_all_ref 0) (throw_ref (local.get 0))) unreachable))
          (func $value (param exnref) (result i32)
            (block (result i32) (try_table (catch $t 0) (throw_ref (local.get 0))) unreachable))
          (func (export "make") (param i32) (loop
            (drop (call $make (i32.const 1)))
            (br_if 0 (local.tee 0 (i32.sub (local.get 0) (i32.const 1))))))
          (func (export "hold") (param i32) (global.set $held (call $make (local.get 0))))
          (func (export "held") (result i32) (call $value (global.get $held)))
          (func (export "hold in table") (param i32) (table.set (i32.const 0) (call $make (local.get 0))))
          (func (export "held in table") (result i32) (call $value (table.get (i32.const 0))))
          (func (export "latest after") (param i32) (result i32) (local $kept exnref)
            (local.set $kept (call $make (i32.const 77)))
            (loop
              (drop (call $make (i32.const 1)))
              (br_if 0 (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))
            (call $value (local.get $kept)))
          (func (export "again") (param i32) (result i32) (local $kept exnref)
            (local.set $kept (call $make (i32.const 78)))
            (loop
              (local.set $kept (call $again (local.get $kept)))
              (br_if 0 (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))
            (call $value (local.get $kept)))
          (func (export "fill table") (param i32)
            (drop (table.grow (ref.null exn) (local.get 0)))
            (loop
              (table.set (local.get 0) (call $make (i32.const 5)))
              (br_if 0 (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))))
        """;

    // Enough to forget most of what was made many times over.
    private const int Many = 8 * GuestException.MaximumReferences;

    private static readonly Engine s_engine = TestEngine.New();

    [Fact]
    public void ThrowingAndCatchingForEverNeedsNoMoreMemory()
    {
        using Instance instance = Wat.Instantiate(s_engine, Guest);
        instance.GetFunction("make").Invoke(Many / 2);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        instance.GetFunction("make").Invoke(Many);
        long after = GC.GetTotalMemory(forceFullCollection: true);

        // Were one of them kept for each catch, it would be some 20 MB more.
        Assert.InRange(after - before, long.MinValue, 8 << 20);
    }

    [Fact]
    public void AGlobalAndATableKeepTheirExceptions()
    {
        using Instance instance = Wat.Instantiate(s_engine, Guest);
        instance.GetFunction("hold").Invoke(11);
        instance.GetFunction("hold in table").Invoke(12);
        instance.GetFunction("make").Invoke(Many);
        Assert.Equal(11, instance.GetFunction("held").Invoke()[0].AsInt32());
        Assert.Equal(12, instance.GetFunction("held in table").Invoke()[0].AsInt32());
    }

    [Fact]
    public void AVariableKeepsItsExceptionAmongTheLatest()
    {
        using Instance instance = Wat.Instantiate(s_engine, Guest);
        Assert.Equal(77, instance.GetFunction("latest after").Invoke(GuestException.MaximumReferences / 4)[0].AsInt32());
    }

    [Fact]
    public void AForgottenReferenceIsReported()
    {
        using Instance instance = Wat.Instantiate(s_engine, Guest);
        ResourceLimitException error = Assert.Throws<ResourceLimitException>(
            () => instance.GetFunction("latest after").Invoke(GuestException.MaximumReferences + 1));
        Assert.Equal(ResourceKind.ExceptionReferences, error.Kind);
        Assert.Equal(GuestException.MaximumReferences, error.Limit);
        Assert.Equal("exceptions", error.Unit);
    }

    [Fact]
    public void ThrowingTheSameExceptionAgainRenewsIt()
    {
        using Instance instance = Wat.Instantiate(s_engine, Guest);
        Assert.Equal(78, instance.GetFunction("again").Invoke(2 * GuestException.MaximumReferences)[0].AsInt32());
    }

    [Fact]
    public void MoreThanMaximumReferencesInATableAreRefused()
    {
        using Instance instance = Wat.Instantiate(s_engine, Guest);
        instance.GetFunction("fill table").Invoke(GuestException.MaximumReferences / 2);
        ResourceLimitException error = Assert.Throws<ResourceLimitException>(
            () => instance.GetFunction("fill table").Invoke(GuestException.MaximumReferences + 1));
        Assert.Equal(ResourceKind.ExceptionReferences, error.Kind);
        Assert.Equal("exception reference limit of 16384 exceptions reached", error.Message);
    }

    [Fact]
    public void AnExceptionInsideExceptionsCountsWithThem()
    {
        // Each round wraps the last exception twice, so what they hold doubles, though only a few are live.
        using Instance instance = Wat.Instantiate(s_engine, """
            (module
              (tag $leaf) (tag $pair (param exnref exnref))
              (func (export "f") (param i32) (local $e exnref)
                (local.set $e (block (result exnref) (try_table (catch_all_ref 0) (throw $leaf)) unreachable))
                (loop
                  (local.set $e (block (result exnref)
                    (try_table (catch_all_ref 0) (throw $pair (local.get $e) (local.get $e))) unreachable))
                  (br_if 0 (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))))
            """);
        instance.GetFunction("f").Invoke(8);
        ResourceLimitException error = Assert.Throws<ResourceLimitException>(() => instance.GetFunction("f").Invoke(100));
        Assert.Equal(ResourceKind.ExceptionReferences, error.Kind);
    }

    [Fact]
    public void AChainOfExceptionsEndsAtTheLimit()
    {
        // Each one holds the one before it: a list as long as the guest likes, but for the limit.
        using Instance instance = Wat.Instantiate(s_engine, """
            (module
              (tag $leaf) (tag $link (param exnref))
              (func (export "f") (local $e exnref)
                (local.set $e (block (result exnref) (try_table (catch_all_ref 0) (throw $leaf)) unreachable))
                (loop
                  (local.set $e (block (result exnref)
                    (try_table (catch_all_ref 0) (throw $link (local.get $e))) unreachable))
                  (br 0))))
            """);
        Assert.Equal(ResourceKind.ExceptionReferences, Assert.Throws<ResourceLimitException>(() => instance.GetFunction("f").Invoke()).Kind);
    }

    [Fact]
    public void AReferenceTravelsThroughTheHost()
    {
        GuestException? seen = null;
        Linker linker = new Linker(s_engine).DefineFunction(
            "host", "same",
            new Krait.Wasm.FunctionType([Krait.Wasm.ValueType.ExnRef], [Krait.Wasm.ValueType.ExnRef]),
            (_, arguments, results) =>
            {
                seen = (GuestException?)arguments[0].Reference;
                results[0] = arguments[0];
            });
        using Instance instance = Wat.Instantiate(linker, """
            (module
              (import "host" "same" (func $same (param exnref) (result exnref)))
              (tag $t (param i32))
              (func (export "f") (param i32) (result i32)
                (block (result i32)
                  (try_table (catch $t 0)
                    (throw_ref (call $same
                      (block (result exnref) (try_table (catch_all_ref 0) (throw $t (local.get 0))) unreachable))))
                  unreachable))
              (func (export "null") (result exnref) (call $same (ref.null exn))))
            """);
        Assert.Equal(13, instance.GetFunction("f").Invoke(13)[0].AsInt32());
        Assert.Equal([13], Assert.IsType<GuestException>(seen).Values);
        Assert.Null(instance.GetFunction("null").Invoke()[0].Reference);
        Assert.Null(seen);
    }
}
