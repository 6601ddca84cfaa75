using System;
using System.Globalization;
using System.Linq;
using System.Text;
using Krait.Testing;
using Krait.Wasm;

namespace Krait.Runtime.Tests.Exceptions;

// Tries inside tries: the limits of their number and depth, what rethrow and delegate name, and calls that leave them.
public sealed class NestedTryTests
{
    private static readonly Engine s_engine = TestEngine.New();

    [Fact]
    public void AFunctionAtTheNestingLimitRunsAndOneMoreIsRefused()
    {
        int limit = ModuleLimits.Default.MaximumTryNesting;
        using Instance instance = Wat.Instantiate(s_engine, Nested(limit));
        foreach (string name in (string[])["legacy", "table"])
        {
            // The throw is caught at the depth asked for: each handler gives its depth if the number is its own.
            foreach (int depth in (int[])[0, 1, limit / 2, limit - 1])
                Assert.Equal(depth, instance.GetFunction(name).Invoke(depth)[0].AsInt32());
            Assert.Throws<GuestException>(() => instance.GetFunction(name).Invoke(limit));
        }

        InvalidModuleException error = Assert.Throws<InvalidModuleException>(() => Wat.Compile(s_engine, Nested(limit + 1)));
        Assert.Contains(limit.ToString(CultureInfo.InvariantCulture), error.Message, StringComparison.Ordinal);
        Assert.Contains("function 0", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFunctionAtTheLimitOfTriesRunsAndOneMoreIsRefused()
    {
        int limit = ModuleLimits.Default.MaximumTryBlocks;
        using Instance instance = Wat.Instantiate(s_engine, InARow(limit));
        Assert.Equal(limit, instance.GetFunction("f").Invoke()[0].AsInt32());
        InvalidModuleException error = Assert.Throws<InvalidModuleException>(() => Wat.Compile(s_engine, InARow(limit + 1)));
        Assert.Contains("too many try blocks in a function, the limit is 2000", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rethrow 1", 1)]
    [InlineData("rethrow 3", 2)]
    [InlineData("rethrow 5", 3)]
    public void RethrowNamesTheHandlerWhoseExceptionItThrows(string rethrow, int expected)
    {
        using Instance instance = Wat.Instantiate(s_engine, $$"""
            (module
              (tag $t (param i32))
              (func (export "f") (result i32)
                try (result i32)
                  try (result i32)
                    (throw $t (i32.const 3))
                  catch $t
                    drop
                    block (result i32)
                      try (result i32)
                        (throw $t (i32.const 2))
                      catch $t
                        drop
                        block (result i32)
                          try (result i32)
                            (throw $t (i32.const 1))
                          catch_all
                            block
                              {{rethrow}}
                            end
                            unreachable
                          end
                        end
                      end
                    end
                  end
                catch $t
                end))
            """);
        Assert.Equal(expected, instance.GetFunction("f").Invoke()[0].AsInt32());
    }

    [Fact]
    public void AnExceptionCaughtInAnArmLeavesTheArmsOwnUntouched()
    {
        using Instance instance = Wat.Instantiate(s_engine, """
            (module
              (tag $t (param i32))
              (func $throws (param i32) (throw $t (local.get 0)))
              (func (export "f") (param i32) (result i32)
                try (result i32)
                  try
                    (call $throws (i32.const 1))
                  catch $t
                    drop
                    (loop
                      try (call $throws (local.get 0)) catch_all end
                      (br_if 0 (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))
                    rethrow 0
                  end
                  (i32.const 0)
                catch $t
                end))
            """);
        Assert.Equal(1, instance.GetFunction("f").Invoke(20)[0].AsInt32());
    }

    [Theory]
    [InlineData(0, 10)]
    [InlineData(1, 20)]
    [InlineData(2, 30)]
    [InlineData(3, -1)]
    public void DelegateSkipsToTheTryThatItNames(int depth, int expected)
    {
        // Three tries catch everything; the innermost one hands its exceptions to one of them, or to the caller.
        using Instance instance = Wat.Instantiate(s_engine, $$"""
            (module
              (tag $t)
              (func $f (result i32)
                try (result i32)
                  try (result i32)
                    try (result i32)
                      try (throw $t) delegate {{depth}}
                      (i32.const 0)
                    catch_all (i32.const 10) end
                  catch_all (i32.const 20) end
                catch_all (i32.const 30) end)
              (func (export "f") (result i32)
                try (result i32) (call $f) catch_all (i32.const -1) end))
            """);
        Assert.Equal(expected, instance.GetFunction("f").Invoke()[0].AsInt32());
    }

    [Fact]
    public void ADelegateOutOfAnArmPassesTheTryOfTheArm()
    {
        using Instance instance = Wat.Instantiate(s_engine, """
            (module
              (tag $a) (tag $b)
              (func (export "f") (result i32)
                try (result i32)
                  try (result i32)
                    (throw $a)
                  catch $a
                    try (throw $b) delegate 0
                    (i32.const 1)
                  catch $b
                    (i32.const 2)
                  end
                catch $b
                  (i32.const 3)
                end))
            """);
        Assert.Equal(3, instance.GetFunction("f").Invoke()[0].AsInt32());
    }

    [Fact]
    public void DelegatesOfManyFunctionsUnderWayDoNotDisturbEachOther()
    {
        // Every call delegates past its own catch_all to its caller, where the next delegate takes over.
        using Instance instance = Wat.Instantiate(s_engine, """
            (module
              (tag $t (param i32))
              (func $down (param i32) (result i32)
                try (result i32)
                  try (result i32)
                    (if (i32.eqz (local.get 0)) (then (throw $t (i32.const 9))))
                    (call $down (i32.sub (local.get 0) (i32.const 1)))
                  delegate 1
                catch_all
                  (i32.const 0)
                end)
              (func (export "f") (param i32) (result i32)
                try (result i32) (call $down (local.get 0)) catch $t end))
            """);
        Assert.Equal(9, instance.GetFunction("f").Invoke(0)[0].AsInt32());
        Assert.Equal(9, instance.GetFunction("f").Invoke(300)[0].AsInt32());
    }

    [Fact]
    public void BranchesAndReturnsLeaveAnyNumberOfTries()
    {
        using Instance instance = Wat.Instantiate(s_engine, """
            (module
              (tag $t)
              (func $id (param i64) (result i64) (local.get 0))
              (func (export "f") (param i32) (result i64)
                (block $out (result i64)
                  (block $again
                    try
                      (block $inner
                        (try_table (catch_all $again)
                          (loop $loop
                            try
                              (block $a (block $b (block $c
                                (br_table $a $b $c $inner $again (local.get 0)))
                                (throw $t))
                                (br $out (call $id (i64.const 1))))
                              (return (i64.const 2))
                            catch $t
                              (local.set 0 (i32.const 1))
                              (br $loop)
                            end)))
                      (br $out (i64.const 3))
                    catch_all
                      (br $out (i64.const 4))
                    end)
                  (i64.const 5))))
            """);
        long[] results = [.. Enumerable.Range(0, 6).Select(i => instance.GetFunction("f").Invoke(i)[0].AsInt64())];
        Assert.Equal([2L, 1, 1, 3, 5, 5], results);
    }

    [Fact]
    public void ATailCallFromEveryKindOfTryLeavesItsHandlersBehind()
    {
        using Instance instance = Wat.Instantiate(s_engine, """
            (module
              (tag $t (param i32))
              (table funcref (elem $throws))
              (func $throws (param i32) (result i32) (throw $t (local.get 0)))
              (func $legacy (param i32) (result i32)
                try (result i32) (return_call $throws (local.get 0)) catch_all (i32.const 0) end)
              (func $arm (param i32) (result i32)
                try (result i32) (throw $t (i32.const 1)) catch_all
                  try (result i32) (return_call_indirect (param i32) (result i32) (local.get 0) (i32.const 0)) catch_all (i32.const 0) end
                end)
              (func $table (param i32) (result i32)
                (block (try_table (catch_all 0) (return_call $throws (local.get 0)))) (i32.const 0))
              (func (export "legacy") (param i32) (result i32) try (result i32) (call $legacy (local.get 0)) catch $t end)
              (func (export "arm") (param i32) (result i32) try (result i32) (call $arm (local.get 0)) catch $t end)
              (func (export "table") (param i32) (result i32) try (result i32) (call $table (local.get 0)) catch $t end))
            """);
        foreach (string name in (string[])["legacy", "arm", "table"])
            Assert.Equal(6, instance.GetFunction(name).Invoke(6)[0].AsInt32());
    }

    [Fact]
    public void FramesTellWhereItWasThrownLast()
    {
        using Instance instance = Wat.Instantiate(s_engine, """
            (module
              (tag $t)
              (func $deepest (throw $t))
              (func $deep (call $deepest))
              (func $again try (call $deep) catch_all rethrow 0 end)
              (func $reference (block (result exnref) (try_table (catch_all_ref 0) (call $deep)) unreachable) throw_ref)
              (func (export "thrown") (call $deep))
              (func (export "rethrown") (call $again))
              (func (export "by reference") (call $reference)))
            """);
        Assert.Equal(["deepest", "deep", "thrown"], FramesOf(instance, "thrown"));
        Assert.Equal(["again", "rethrown"], FramesOf(instance, "rethrown"));
        Assert.Equal(["reference", "by reference"], FramesOf(instance, "by reference"));
    }

    [Fact]
    public void FramesTellTheInstruction()
    {
        // Body of "f": i32.const 5 (2 bytes), call (at 2), end; body of $g: local.get (2 bytes), throw at 2.
        using Instance instance = Wat.Instantiate(s_engine, """
            (module
              (tag $t (param i32))
              (func $g (param i32) (throw $t (local.get 0)))
              (func (export "f") (call $g (i32.const 5)) nop))
            """);
        GuestException error = Assert.Throws<GuestException>(() => instance.GetFunction("f").Invoke());
        Assert.Equal([new GuestFrame(0, "g", 2), new GuestFrame(1, "f", 2)], error.Frames);
    }

    private static string[] FramesOf(Instance instance, string function) =>
        [.. Assert.Throws<GuestException>(() => instance.GetFunction(function).Invoke()).Frames.Select(frame => frame.FunctionName)];

    // "legacy" and "table" throw the number they get; the try of that depth catches it, counted from outside.
    private static string Nested(int depth)
    {
        StringBuilder text = new("(module (tag $t (param i32))");
        text.Append("(func (export \"legacy\") (param i32) (result i32)");
        for (int i = 0; i < depth; i++)
            text.Append(" try (result i32)");
        text.Append(" (throw $t (local.get 0))");
        for (int i = depth - 1; 0 <= i; i--)
            text.Append(CultureInfo.InvariantCulture, $" catch $t (if (param i32) (i32.ne (i32.const {i}) (local.get 0)) (then drop rethrow 1) (else drop)) (i32.const {i}) end");
        text.Append(") (func (export \"table\") (param i32) (result i32)");
        for (int i = 0; i < depth; i++)
            text.Append(CultureInfo.InvariantCulture, $" (block $e{i} (result exnref) (try_table (catch_all_ref $e{i})");
        text.Append(" (throw $t (local.get 0))");
        for (int i = depth - 1; 0 <= i; i--)
            text.Append(CultureInfo.InvariantCulture, $") unreachable) (if (param exnref) (i32.ne (i32.const {i}) (local.get 0)) (then throw_ref) (else drop)) (return (i32.const {i}))");
        return text.Append(" unreachable))").ToString();
    }

    private static string InARow(int count)
    {
        StringBuilder text = new("(module (tag $t) (func (export \"f\") (result i32) (local i32)");
        for (int i = 0; i < count; i++)
            text.Append(" try (throw $t) catch_all (local.set 0 (i32.add (local.get 0) (i32.const 1))) end");
        return text.Append(" (local.get 0)))").ToString();
    }
}
