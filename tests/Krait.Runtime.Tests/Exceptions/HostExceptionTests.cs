using System;
using System.Linq;
using Krait.Testing;
using Krait.Wasm;
using ValueType = Krait.Wasm.ValueType;

namespace Krait.Runtime.Tests.Exceptions;

// Exceptions that meet the host on their way.
public sealed class HostExceptionTests
{
    // $mid runs a host function inside a handler for everything; the host function of most tests calls "inner" or throws.
    private const string Guest = """
        (module
          (import "host" "call" (func $host (param i32) (result i32)))
          (import "host" "t" (tag $t (param i32)))
          (func $inner (export "inner") (param i32) (throw $t (local.get 0)))
          (func (export "plain") (param i32) (result i32) (call $host (local.get 0)))
          (func (export "table") (param i32) (result i32)
            (block (result i32) (try_table (result i32) (catch $t 0) (call $host (local.get 0)))))
          (func (export "all") (param i32) (result i32)
            (block (try_table (catch_all 0) (return (call $host (local.get 0)))))
            (i32.const -1))
          (func (export "legacy") (param i32) (result i32)
            try (result i32)
              (call $host (local.get 0))
            catch $t
            catch_all
              (i32.const -1)
            end)
          (func (export "rethrows") (param i32) (result i32)
            try (result i32)
              (call $host (local.get 0))
            catch_all
              rethrow 0
            end))
        """;

    private static readonly Engine s_engine = TestEngine.New();
    private static readonly Tag s_tag = new(new FunctionType([ValueType.I32], []));
    private static readonly Tag s_other = new(new FunctionType([ValueType.I32], []));

    [Fact]
    public void AnExceptionPassesThroughTheHost()
    {
        Instance? instance = null;
        using (instance = Link(value => instance!.GetFunction("inner").Invoke(value).Length))
        {
            Assert.Equal(7, instance.GetFunction("table").Invoke(7)[0].AsInt32());
            Assert.Equal(8, instance.GetFunction("legacy").Invoke(8)[0].AsInt32());
            Assert.Equal(-1, instance.GetFunction("all").Invoke(9)[0].AsInt32());
            GuestException error = Assert.Throws<GuestException>(() => instance.GetFunction("plain").Invoke(10));
            Assert.Equal(["inner", "plain"], error.Frames.Select(frame => frame.FunctionName));
        }
    }

    [Fact]
    public void AnExceptionPassesThroughManyChangesBetweenHostAndGuest()
    {
        Instance? instance = null;
        using (instance = Link(value => instance!.GetFunction(value == 0 ? "inner" : "rethrows").Invoke(value == 0 ? 77 : value - 1).Length))
        {
            Assert.Equal(77, instance.GetFunction("table").Invoke(20)[0].AsInt32());
            GuestException error = Assert.Throws<GuestException>(() => instance.GetFunction("plain").Invoke(20));
            Assert.Equal([77], error.Values);
        }
    }

    [Fact]
    public void TheHostCatchesWhatAGuestThrows()
    {
        Instance? instance = null;
        using (instance = Link(value =>
        {
            try
            {
                instance!.GetFunction("inner").Invoke(value);
                return 0;
            }
            catch (GuestException error) when (ReferenceEquals(error.Tag, s_tag))
            {
                return error.Values[0].AsInt32() * 2;
            }
        }))
        {
            Assert.Equal(14, instance.GetFunction("plain").Invoke(7)[0].AsInt32());
            Assert.Equal(16, instance.GetFunction("table").Invoke(8)[0].AsInt32());
        }
    }

    [Fact]
    public void TheHostThrowsForItsGuestToCatch()
    {
        using Instance instance = Link(value => throw new GuestException(value < 0 ? s_other : s_tag, value));
        Assert.Equal(7, instance.GetFunction("table").Invoke(7)[0].AsInt32());
        Assert.Equal(8, instance.GetFunction("legacy").Invoke(8)[0].AsInt32());
        Assert.Equal(-1, instance.GetFunction("legacy").Invoke(-8)[0].AsInt32());
        Assert.Equal(-1, instance.GetFunction("all").Invoke(9)[0].AsInt32());
        GuestException error = Assert.Throws<GuestException>(() => instance.GetFunction("table").Invoke(-9));
        Assert.Same(s_other, error.Tag);
        Assert.Equal(["table"], error.Frames.Select(frame => frame.FunctionName));
    }

    [Fact]
    public void OneExceptionObjectMayBeThrownAgainAndAgain()
    {
        GuestException exception = new(s_tag, 5);
        using Instance instance = Link(_ => throw exception);
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(5, instance.GetFunction("table").Invoke(i)[0].AsInt32());
            GuestException error = Assert.Throws<GuestException>(() => instance.GetFunction("rethrows").Invoke(i));
            Assert.NotSame(exception, error);
            Assert.Equal([5], error.Values);
        }
    }

    [Fact]
    public void NoHandlerSeesOtherExceptionsOfTheHost()
    {
        FormatException thrown = new("mine");
        using Instance instance = Link(_ => throw thrown);
        foreach (string name in (string[])["plain", "table", "all", "legacy", "rethrows"])
            Assert.Same(thrown, Assert.Throws<FormatException>(() => instance.GetFunction(name).Invoke(1)));
    }

    [Fact]
    public void ATrapPassesHostAndHandlers()
    {
        Instance? instance = null;
        using Instance trapping = Wat.Instantiate(s_engine, """(module (func (export "f") unreachable))""");
        using (instance = Link(value => trapping.GetFunction("f").Invoke().Length))
        {
            foreach (string name in (string[])["plain", "table", "all", "legacy", "rethrows"])
                Assert.Equal(TrapCode.Unreachable, Assert.Throws<TrapException>(() => instance.GetFunction(name).Invoke(1)).Code);
        }
    }

    [Fact]
    public void AnInstanceWorksOnAfterAnExceptionLeftIt()
    {
        using Instance instance = Wat.Instantiate(s_engine, """
            (module
              (tag $t (param f64))
              (memory 1) (global $g (mut i32) (i32.const 0))
              (func (export "throws") (i32.store (i32.const 4) (i32.const 5)) (global.set $g (i32.const 6)) (throw $t (f64.const 0.5)))
              (func (export "state") (result i32) (i32.add (i32.load (i32.const 4)) (global.get $g))))
            """);
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal("uncaught exception of tag (f64): 0.5", Assert.Throws<GuestException>(() => instance.GetFunction("throws").Invoke()).Message);
            Assert.Equal(11, instance.GetFunction("state").Invoke()[0].AsInt32());
        }
    }

    [Fact]
    public void AStartFunctionMayThrow()
    {
        const string text = """
            (module
              (import "host" "t" (tag $t (param i32)))
              (func $start (throw $t (i32.const 3)))
              (start $start))
            """;
        Linker linker = new Linker(s_engine).DefineTag("host", "t", s_tag);
        GuestException error = Assert.Throws<GuestException>(() => Wat.Instantiate(linker, text));
        Assert.Equal([3], error.Values);
        Assert.Equal(["start"], error.Frames.Select(frame => frame.FunctionName));
    }

    [Fact]
    public void AStartFunctionMayCatch()
    {
        using Instance instance = Wat.Instantiate(s_engine, """
            (module
              (tag $t (param i32))
              (global $g (export "g") (mut i32) (i32.const 0))
              (func $start
                (block (result i32) (try_table (result i32) (catch $t 0) (throw $t (i32.const 3))))
                global.set $g)
              (start $start))
            """);
        Assert.Equal(3, instance.GetGlobal("g").GetValue().AsInt32());
    }

    [Fact]
    public void AnExceptionOfAnotherInstancesStartFunctionReachesTheGuestThatMadeIt()
    {
        Linker inner = new Linker(s_engine).DefineTag("host", "t", s_tag);
        CompiledModule module = Wat.Compile(s_engine, """
            (module (import "host" "t" (tag $t (param i32))) (func $start (throw $t (i32.const 44))) (start $start))
            """);
        using Instance instance = Link(_ =>
        {
            using Instance made = inner.Instantiate(module);
            return 0;
        });
        Assert.Equal(44, instance.GetFunction("table").Invoke(1)[0].AsInt32());
    }

    [Fact]
    public void TypedCallsThrowAndCatchToo()
    {
        using Instance instance = Link(value => throw new GuestException(s_tag, value + 1));
        Assert.Equal(6, instance.GetFunction<int, int>("table")(5));
        Assert.Equal([6], Assert.Throws<GuestException>(() => instance.GetFunction<int, int>("plain")(5)).Values);
    }

    private static Instance Link(Func<int, int> host) => Wat.Instantiate(
        new Linker(s_engine).DefineFunction("host", "call", host).DefineTag("host", "t", s_tag), Guest);
}
