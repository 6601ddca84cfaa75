using System;
using Krait.Testing;
using Krait.Wasm;
using ValueType = Krait.Wasm.ValueType;

namespace Krait.Runtime.Tests.Store;

public class RawCallTests
{
    private static readonly Engine s_engine = TestEngine.New();

    private const string Swap = """
        (module
          (func (export "swap") (param i32 i64 f32 f64 v128) (result v128 f64 f32 i64 i32)
            local.get 4 local.get 3 local.get 2 local.get 1 local.get 0)
          (func (export "nothing"))
          (func (export "seven") (result i32) i32.const -7)
          (func (export "reference") (param externref)))
        """;

    [Fact]
    public void WordsOfEveryTypeGoThrough()
    {
        using Instance instance = Instantiate();
        long[] arguments = [-5, long.MinValue, BitConverter.SingleToUInt32Bits(1.5f), BitConverter.DoubleToInt64Bits(-2.5), 11, 22];
        long[] results = new long[7];

        instance.GetFunction("swap").InvokeRaw(arguments, results);

        Assert.Equal([11, 22, arguments[3], arguments[2], long.MinValue, (long)unchecked((uint)-5), 0], results);
    }

    [Fact]
    public void AFunctionWithoutArgumentsAndResultsTakesEmptySpans()
    {
        using Instance instance = Instantiate();
        long[] result = [99];

        instance.GetFunction("nothing").InvokeRaw([], []);
        instance.GetFunction("seven").InvokeRaw([], result);

        Assert.Equal((long)unchecked((uint)-7), result[0]);
    }

    [Theory]
    [InlineData(5, 6, "swap takes 6 words of arguments, not 5")]
    [InlineData(7, 6, "swap takes 6 words of arguments, not 7")]
    [InlineData(6, 5, "swap gives 6 words of results, room is for 5")]
    public void OtherNumbersOfWordsAreRefused(int arguments, int results, string message)
    {
        using Instance instance = Instantiate();

        ArgumentException error = Assert.Throws<ArgumentException>(() => instance.GetFunction("swap").InvokeRaw(new long[arguments], new long[results]));

        Assert.Equal(message, error.Message);
    }

    [Fact]
    public void ReferencesAreRefused()
    {
        using Instance instance = Instantiate();

        ArgumentException error = Assert.Throws<ArgumentException>(() => instance.GetFunction("reference").InvokeRaw([0x1234], []));

        Assert.Contains("references cannot be passed as words", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ATrapLeavesTheInstanceUsable()
    {
        using Instance instance = Engine("(module (func (export \"f\") (param i32) (result i32) (i32.div_s (i32.const 8) (local.get 0))))");
        Function f = instance.GetFunction("f");
        long[] result = new long[1];

        Assert.Equal(TrapCode.IntegerDivideByZero, Assert.Throws<TrapException>(() => f.InvokeRaw([0], result)).Code);
        f.InvokeRaw([2], result);

        Assert.Equal(4, result[0]);
    }

    [Fact]
    public void NothingIsAllocated()
    {
        using Instance instance = Instantiate();
        Function swap = instance.GetFunction("swap");
        long[] words = new long[6];
        swap.InvokeRaw(words, words);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
            swap.InvokeRaw(words, words);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void NothingIsAllocatedForHostCallsWithValues()
    {
        FunctionType type = new([ValueType.I32], [ValueType.I32]);
        using Instance instance = new Linker(s_engine)
            .DefineFunction("env", "host", type, static (_, arguments, results) => results[0] = arguments[0])
            .Instantiate(s_engine.CompileText("""
                (module (import "env" "host" (func $host (param i32) (result i32)))
                  (func (export "f") (param i32) (result i32) (call $host (local.get 0))))
                """));
        Function f = instance.GetFunction("f");
        long[] words = [7];
        f.InvokeRaw(words, words);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
            f.InvokeRaw(words, words);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.Equal([7], words);
    }

    private static Instance Instantiate() => Engine(Swap);

    private static Instance Engine(string text) => new Linker(s_engine).Instantiate(s_engine.CompileText(text));
}
