using System;
using System.Threading;
using Krait.Testing;
using Krait.Wasm;

namespace Krait.Runtime.Tests.Limits;

public class CallScopeTests
{
    private const string Text = """
        (module
          (func (export "one") (result i32) (i32.const 1))
          (func $down (export "down") (param i32) (result i32)
            (if (result i32) (local.get 0) (then (i32.add (i32.const 1) (call $down (i32.sub (local.get 0) (i32.const 1))))) (else (i32.const 0)))))
        """;

    private static readonly Engine s_metered = TestEngine.NewMetered();

    private static Instance Make() => new Linker(s_metered).Instantiate(s_metered.Compile(TextParser.Parse(Text)));

    [Fact]
    public void SeveralCallsRunInOneScope()
    {
        using Instance instance = Make();
        Func<int> one = instance.GetFunction<int>("one");
        using (instance.EnterScope())
            Assert.Equal(3, one() + one() + one());

        Assert.Equal(1, one());
    }

    [Fact]
    public void AnotherThreadIsRefusedUntilTheScopeEnds()
    {
        using Instance instance = Make();
        Func<int> one = instance.GetFunction<int>("one");
        using (instance.EnterScope())
            Assert.IsType<InvalidOperationException>(OnAnotherThread(one));

        Assert.Null(OnAnotherThread(one));
    }

    [Fact]
    public void TheStackLimitHoldsInAScope()
    {
        using Instance instance = Make();
        Func<int, int> down = instance.GetFunction<int, int>("down");
        using CallScope scope = instance.EnterScope();
        Assert.Equal(100, down(100));
        TrapException trap = Assert.Throws<TrapException>(() => down(10_000_000));
        Assert.Equal(TrapCode.CallStackExhausted, trap.Code);
        Assert.Equal(100, down(100));
    }

    [Fact]
    public void DisposingInAScopeEndsTheInstanceAfterIt()
    {
        Instance instance = Make();
        using (instance.EnterScope())
            instance.Dispose();

        Assert.Throws<ObjectDisposedException>(() => instance.EnterScope());
    }

    [Fact]
    public void RefuelGivesTheFullFuelAgain()
    {
        using Instance instance = Make();
        instance.SetLimits(new CallLimits { Fuel = 1_000 });
        Func<int, int> down = instance.GetFunction<int, int>("down");
        down(10);
        long used = instance.FuelUsed;
        instance.Refuel();
        Assert.Equal(0, instance.FuelUsed);
        down(10);
        Assert.Equal(used, instance.FuelUsed);
        Assert.Throws<ResourceLimitException>(() => down(1_000));
    }

    private static Exception? OnAnotherThread(Func<int> call)
    {
        Exception? error = null;
        var thread = new Thread(() => error = Record.Exception(() => call()));
        thread.Start();
        thread.Join();
        return error;
    }
}
