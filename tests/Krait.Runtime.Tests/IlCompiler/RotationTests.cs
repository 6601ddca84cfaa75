using System.Globalization;
using System.Numerics;
using Krait.Testing;

namespace Krait.Runtime.Tests.IlCompiler;

// Exclusive ors of rotations of one value, whose rotations are compiled in a way of their own, and those that only look like them.
public sealed class RotationTests
{
    private static readonly Engine s_engine = TestEngine.New();

    private static readonly long[] s_values = [0, 1, -1, 2, 0x5555_5555, 0x5555_5555_5555_5555, 0x8000_0000, long.MinValue, 0x1234_5678_9abc_def0, 0x0101_0101];

    public static TheoryData<int, int, int> Counts() => new()
    {
        { 26, 21, 7 }, { 30, 19, 10 }, { 1, 31, 5 }, { 2, 4, 6 }, { 5, 5, 5 }, { 5, 5, 9 }, { 9, 5, 5 }, { 9, 5, 9 }, { 0, 3, 4 },
        { 3, 0, 4 }, { 3, 4, 0 }, { 32, 64, 96 }, { -1, -2, -3 }, { 33, 1, 65 },
    };

    [Theory]
    [MemberData(nameof(Counts))]
    public void SumsOfRotationsAreRight(int first, int second, int third)
    {
        foreach (string op in (string[])["rotl", "rotr"])
        {
            using Instance narrow = Compile("i32", op, first, second, third);
            using Instance wide = Compile("i64", op, first, second, third);
            foreach (long value in s_values)
            {
                int x = (int)value;
                CheckAll(narrow, x, Rotate32(op, x, first), Rotate32(op, x, second), Rotate32(op, x, third));
                CheckAll(wide, value, Rotate64(op, value, first), Rotate64(op, value, second), Rotate64(op, value, third));
            }
        }
    }

    [Fact]
    public void RotationsOfConstantsAreDividedByAndComparedRightly()
    {
        // The local holds a constant that the just-in-time compiler sees through.
        using Instance instance = TextModule.Instantiate(s_engine, """
            (module
              (func (export "quotient") (param i32) (result i32) (local i32)
                (local.set 1 (i32.const 1))
                (i32.div_s (local.get 0)
                  (i32.xor (i32.rotl (local.get 1) (i32.const 31)) (i32.rotl (local.get 1) (i32.const 5)))))
              (func (export "is less") (result i32) (local i32)
                (local.set 0 (i32.const 1))
                (i32.lt_s
                  (i32.xor (i32.rotl (local.get 0) (i32.const 31)) (i32.rotl (local.get 0) (i32.const 5)))
                  (i32.const 0))))
            """);
        int divisor = int.MinValue | 32;
        foreach (int x in (int[])[int.MinValue, int.MaxValue, -1, 0, 1, divisor])
            Assert.Equal(x / divisor, instance.GetFunction<int, int>("quotient")(x));
        Assert.Equal(1, instance.GetFunction<int>("is less")());
    }

    // Two of them, three of them, and what a comparison with zero says of both.
    private static void CheckAll(Instance instance, Value x, long first, long second, long third)
    {
        Assert.Equal(first ^ second, ToInt64(instance.GetFunction("two").Invoke(x)[0]));
        Assert.Equal(first ^ second ^ third, ToInt64(instance.GetFunction("three").Invoke(x)[0]));
        Assert.Equal((first ^ second) == 0 ? 1 : 0, instance.GetFunction("two, zero").Invoke(x)[0].AsInt32());
        Assert.Equal((first ^ second ^ third) == 0 ? 1 : 0, instance.GetFunction("three, zero").Invoke(x)[0].AsInt32());
        Assert.Equal((first ^ second) < 0 ? 1 : 0, instance.GetFunction("two, negative").Invoke(x)[0].AsInt32());
        Assert.Equal(first == 0 ? 1 : 0, instance.GetFunction("one, zero").Invoke(x)[0].AsInt32());
    }

    private static long ToInt64(Value value) => value.Type == Krait.Wasm.ValueType.I32 ? value.AsInt32() : value.AsInt64();

    private static long Rotate32(string op, int x, int by) =>
        (int)(op == "rotl" ? BitOperations.RotateLeft((uint)x, by) : BitOperations.RotateRight((uint)x, by));

    private static long Rotate64(string op, long x, int by) =>
        (long)(op == "rotl" ? BitOperations.RotateLeft((ulong)x, by) : BitOperations.RotateRight((ulong)x, by));

    private static Instance Compile(string type, string op, int first, int second, int third)
    {
        string one = Rotation(first);
        string two = $"({type}.xor {one} {Rotation(second)})";
        string three = $"({type}.xor {two} {Rotation(third)})";
        return TextModule.Instantiate(s_engine, $"""
            (module
              (func (export "two") (param {type}) (result {type}) {two})
              (func (export "three") (param {type}) (result {type}) {three})
              (func (export "one, zero") (param {type}) (result i32) ({type}.eqz {one}))
              (func (export "two, zero") (param {type}) (result i32) ({type}.eqz {two}))
              (func (export "three, zero") (param {type}) (result i32) (if (result i32) ({type}.eqz {three}) (then (i32.const 1)) (else (i32.const 0))))
              (func (export "two, negative") (param {type}) (result i32) ({type}.lt_s {two} ({type}.const 0))))
            """);

        string Rotation(int by) => string.Create(CultureInfo.InvariantCulture, $"({type}.{op} (local.get 0) ({type}.const {by}))");
    }
}
