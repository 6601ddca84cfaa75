using Krait.Testing;

namespace Krait.Runtime.Tests.Exceptions;

// The fuel of every way through throws and handlers, to the unit. A function's entry costs 1, an instruction 1, a throw 1,000.
public sealed class ExceptionFuelTests
{
    private const string Guest = """
        (module
          (tag $t (param i32)) (tag $u)
          (func $throws (param i32)                   ;; 1 + 1 + 1000
            (throw $t (local.get 0)))
          (func (export "uncaught") (param i32) (result i32)
            (call $throws (local.get 0))              ;; 1 + 2, and 1 for what does not come
            (i32.const 5))
          (func (export "table") (result i32)
            (block (result i32)                       ;; 1, and 2 after the block
              (try_table (result i32) (catch $t 0)
                (i32.const 7) (throw $t)))            ;; 1 + 1000
            (i32.const 1) i32.add)
          (func (export "table, callee") (result i32)
            (block (result i32)                       ;; 1, and 2 after the block
              (try_table (result i32) (catch $t 0)
                (call $throws (i32.const 7)) (i32.const 8))) ;; 3, and 1002
            (i32.const 1) i32.add)
          (func (export "table, reference") (result i32) (local exnref)
            (block (result i32)
              (try_table (result i32) (catch $t 0)
                (block (result exnref)
                  (try_table (result exnref) (catch_all_ref 0) (throw $t (i32.const 3)))) ;; 1 + 1001
                throw_ref)))                          ;; 1000
          (func (export "legacy") (result i32)
            try (result i32)
              (throw $t (i32.const 7))                ;; 1 + 1001
            catch $t
              (i32.const 1) i32.add                   ;; 2
            catch_all
              (i32.const 2) (i32.const 3) i32.add
            end
            (i32.const 4) i32.add)                    ;; 2
          (func (export "legacy, callee") (result i32)
            try (result i32)
              (call $throws (i32.const 7)) (i32.const 8) (i32.const 9) i32.add ;; 1 + 5, and 1002
            catch_all
              (i32.const 2)                           ;; 1
            end)
          (func (export "legacy, not thrown") (result i32)
            try (result i32)
              (i32.const 8)                           ;; 1 + 1
            catch $t
              (i32.const 1) i32.add
            catch_all
              (i32.const 2)
            end)
          (func (export "rethrow") (result i32)
            try (result i32)
              try (result i32)
                (throw $t (i32.const 1))              ;; 1 + 1001
              catch_all
                (nop) (nop) (drop (i32.const 3)) rethrow 0 ;; 1 + 1000
              end
            catch $t
            end)
          (func (export "delegate") (result i32)
            try (result i32)
              try (result i32)
                try (result i32)
                  (throw $t (i32.const 1))            ;; 1 + 1001
                delegate 1
              catch_all
                (i32.const 2) (i32.const 2) i32.add
              end
            catch $t
              (i32.const 3) i32.add                   ;; 2
            end)
          (func (export "rounds") (param i32) (result i32) (local i32)
            (loop
              (local.set 1 (i32.add (local.get 1)
                (block (result i32) (try_table (result i32) (catch $t 0) (call $throws (local.get 0)) (i32.const 0)))))
              (br_if 0 (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))
            (local.get 1)))
        """;

    private static readonly Engine s_engine = TestEngine.NewMetered();

    [Theory]
    [InlineData("table", 8, 1 + 2 + 1 + 1000)]
    [InlineData("table, callee", 8, 1 + 2 + 3 + 1002)]
    [InlineData("table, reference", 3, 1 + 1001 + 1000)]
    [InlineData("legacy", 12, 1 + 1001 + 2 + 2)]
    [InlineData("legacy, callee", 2, 1 + 5 + 1002 + 1)]
    [InlineData("legacy, not thrown", 8, 1 + 1)]
    [InlineData("rethrow", 1, 1 + 1001 + 1 + 1000)]
    [InlineData("delegate", 4, 1 + 1001 + 2)]
    public void EachWayCostsTheSameEveryTime(string function, int result, long fuel)
    {
        using Instance instance = Wat.Instantiate(s_engine, Guest);
        instance.SetLimits(new CallLimits { Fuel = 100_000 });
        for (int i = 1; i <= 3; i++)
        {
            Assert.Equal(result, instance.GetFunction(function).Invoke()[0].AsInt32());
            Assert.Equal(i * fuel, instance.FuelUsed);
        }
    }

    [Fact]
    public void AnUncaughtExceptionHasPaidForWhatWasBegun()
    {
        using Instance instance = Wat.Instantiate(s_engine, Guest);
        instance.SetLimits(new CallLimits { Fuel = 100_000 });
        Assert.Throws<GuestException>(() => instance.GetFunction("uncaught").Invoke(1));
        Assert.Equal(1 + 3 + 1002, instance.FuelUsed);
    }

    [Theory]
    [InlineData("table")]
    [InlineData("table, callee")]
    [InlineData("table, reference")]
    [InlineData("legacy")]
    [InlineData("legacy, callee")]
    [InlineData("rethrow")]
    [InlineData("delegate")]
    public void FuelEndsAtTheLastUnit(string function)
    {
        using Instance instance = Wat.Instantiate(s_engine, Guest);
        instance.SetLimits(new CallLimits { Fuel = 100_000 });
        instance.GetFunction(function).Invoke();
        long used = instance.FuelUsed;
        instance.SetLimits(new CallLimits { Fuel = used });
        instance.GetFunction(function).Invoke();
        Assert.Equal(used, instance.FuelUsed);
        for (long fuel = used - 1; 0 <= fuel; fuel -= 331)
        {
            instance.SetLimits(new CallLimits { Fuel = fuel });
            Assert.Equal(ResourceKind.Fuel, Assert.Throws<ResourceLimitException>(() => instance.GetFunction(function).Invoke()).Kind);
        }
    }

    [Fact]
    public void RoundsWithThrowsCostTheSameEach()
    {
        using Instance instance = Wat.Instantiate(s_engine, Guest);
        long[] used = new long[4];
        for (int rounds = 1; rounds < used.Length; rounds++)
        {
            instance.SetLimits(new CallLimits { Fuel = 100_000 });
            Assert.Equal(rounds * (rounds + 1) / 2, instance.GetFunction("rounds").Invoke(rounds)[0].AsInt32());
            used[rounds] = instance.FuelUsed;
        }

        Assert.Equal(used[2] - used[1], used[3] - used[2]);
        Assert.InRange(used[2] - used[1], 1_003, 1_020);
    }

    [Fact]
    public void AHostThatThrowsIntoTheGuestCostsNoMoreThanTheCall()
    {
        Tag tag = new(new Krait.Wasm.FunctionType([], []));
        Linker linker = new Linker(s_engine).DefineTag("host", "t", tag)
            .DefineFunction("host", "throws", () => { throw new GuestException(tag); });
        using Instance instance = Wat.Instantiate(linker, """
            (module
              (import "host" "t" (tag $t))
              (import "host" "throws" (func $throws))
              (func (export "f") (block (try_table (catch $t 0) (call $throws) (drop (i32.const 1)))) nop))
            """);
        instance.SetLimits(new CallLimits { Fuel = 1_000 });
        instance.GetFunction("f").Invoke();
        Assert.Equal(1 + 1 + 1, instance.FuelUsed);
    }
}
