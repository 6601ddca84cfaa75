using System;
using System.Linq;
using System.Runtime.Intrinsics;
using Krait.Testing;
using Krait.Wasm;
using ValueType = Krait.Wasm.ValueType;

namespace Krait.Runtime.Tests.Store;

// Vectors on every way between host and guest and inside the guest: they are twice as wide as everything else.
public sealed class VectorValueTests
{
    private static readonly Engine s_engine = TestEngine.New();
    private static readonly Vector128<byte> s_first = Vector128.Create(0x0706_0504_0302_0100, 0x0F0E_0D0C_0B0A_0908).AsByte();
    private static readonly Vector128<byte> s_second = Vector128.Create(-1L, long.MinValue).AsByte();

    [Fact]
    public void AValueKeepsSixteenBytes()
    {
        Value value = Value.FromV128(s_first);

        Assert.Equal(ValueType.V128, value.Type);
        Assert.Equal(s_first, value.AsV128());
        Assert.Equal((0x0706_0504_0302_0100, 0x0F0E_0D0C_0B0A_0908), (value.Bits, value.HighBits));
        Assert.Equal("0x0f0e0d0c0b0a09080706050403020100", value.ToString());
        Assert.Equal(value, Value.FromV128(s_first));
        Assert.NotEqual(value, Value.FromV128(Vector128.Create(0x0706_0504_0302_0100, 0L).AsByte()));
        Assert.NotEqual(Value.FromInt64(0), Value.FromV128(Vector128<byte>.Zero));
        Assert.Throws<InvalidOperationException>(() => value.AsInt64());
        Assert.Throws<InvalidOperationException>(() => Value.FromInt64(1).AsV128());
    }

    [Fact]
    public void MixedParametersAndResultsKeepTheirPlaces()
    {
        const string types = "i32 v128 f32 v128 i64 v128 f64";
        using Instance instance = Run($"(func (export \"f\") (param {types}) (result {types}) "
            + string.Concat(Enumerable.Range(0, 7).Select(i => $"local.get {i} ")) + ")");
        Value[] arguments = [-1, Value.FromV128(s_first), 1.5f, Value.FromV128(s_second), 7L, Value.FromV128(~s_first), 2.5];

        Assert.Equal(arguments, instance.GetFunction("f").Invoke(arguments));
    }

    [Fact]
    public void TypedDelegatesTakeAndGiveVectors()
    {
        using Instance instance = Run(
            """
            (func (export "and") (param v128 v128) (result v128) (v128.and (local.get 0) (local.get 1)))
            (func (export "swap") (param v128 i32 v128) (result v128 i32 v128) local.get 2 local.get 1 local.get 0)
            """);

        Assert.Equal(s_first & s_second, instance.GetFunction<Vector128<byte>, Vector128<byte>, Vector128<byte>>("and")(s_first, s_second));
        Assert.Equal(
            (s_second, 5, s_first),
            instance.GetFunction<Vector128<byte>, int, Vector128<byte>, (Vector128<byte>, int, Vector128<byte>)>("swap")(s_first, 5, s_second));
    }

    [Fact]
    public void HostFunctionsTakeAndGiveVectors()
    {
        Linker linker = new Linker(s_engine)
            .DefineFunction("env", "typed", (Vector128<byte> a, int b, Vector128<byte> c) => (c, a, (long)b))
            .DefineFunction(
                "env",
                "untyped",
                new FunctionType([ValueType.V128, ValueType.I32, ValueType.V128], [ValueType.V128, ValueType.V128, ValueType.I64]),
                (_, arguments, results) =>
                {
                    Assert.Equal(default, results[0].AsV128());
                    results[0] = arguments[2];
                    results[1] = arguments[0];
                    results[2] = (long)arguments[1].AsInt32();
                });
        foreach (string import in (string[])["typed", "untyped"])
        {
            using Instance instance = Run(
                $"""
                (import "env" "{import}" (func $host (param v128 i32 v128) (result v128 v128 i64)))
                (func (export "f") (param v128 i32 v128) (result v128 v128 i64) (call $host (local.get 0) (local.get 1) (local.get 2)))
                """,
                linker);

            Assert.Equal(
                [Value.FromV128(s_second), Value.FromV128(s_first), 9L],
                instance.GetFunction("f").Invoke(Value.FromV128(s_first), 9, Value.FromV128(s_second)));
        }
    }

    [Fact]
    public void GlobalsOfVectorsLieBesideOthers()
    {
        Global imported = new(new GlobalType(ValueType.V128, Mutability.Variable), Value.FromV128(s_first));
        Global constant = new(new GlobalType(ValueType.V128, Mutability.Constant), Value.FromV128(~s_first));
        using Instance instance = Run(
            """
            (import "env" "v" (global $v (mut v128)))
            (import "env" "c" (global $c v128))
            (global $a (export "a") (mut i32) (i32.const -1))
            (global $b (export "b") (mut v128) (v128.const i64x2 1 2))
            (global $d (export "d") (mut i64) (i64.const -2))
            (global $e (export "e") v128 (global.get $c))
            (func (export "rotate") global.get $v global.get $b global.set $v global.set $b)
            """,
            new Linker(s_engine).DefineGlobal("env", "v", imported).DefineGlobal("env", "c", constant));
        instance.GetFunction("rotate").Invoke();

        Assert.Equal(Vector128.Create(1L, 2L).AsByte(), imported.GetValue().AsV128());
        Assert.Equal(s_first, instance.GetGlobal("b").GetValue().AsV128());
        Assert.Equal(~s_first, instance.GetGlobal("e").GetValue().AsV128());
        Assert.Equal((-1, -2L), (instance.GetGlobal("a").GetValue().AsInt32(), instance.GetGlobal("d").GetValue().AsInt64()));

        instance.GetGlobal("b").SetValue(Value.FromV128(s_second));
        instance.GetFunction("rotate").Invoke();
        Assert.Equal(s_second, imported.GetValue().AsV128());
        Assert.Equal((-1, -2L), (instance.GetGlobal("a").GetValue().AsInt32(), instance.GetGlobal("d").GetValue().AsInt64()));
        Assert.Throws<ArgumentException>(() => imported.SetValue(1L));
        Assert.Throws<InvalidOperationException>(() => constant.SetValue(Value.FromV128(s_first)));
    }

    [Fact]
    public void LocalsStartAtZeroAndSurviveBranches()
    {
        using Instance instance = Run(
            """
            (func (export "zero") (result v128) (local i32 v128 i64) local.get 1)
            (func (export "loop") (param v128 i32) (result v128) (local $sum v128)
              (local.get $sum)
              (loop $again (param v128) (result v128)
                (local.set $sum (i64x2.add (local.get 0)))
                (local.set 1 (i32.sub (local.get 1) (i32.const 1)))
                (local.get $sum)
                (br_if $again (local.get 1))))
            (func (export "choose") (param v128 v128 i32) (result v128)
              (block $out (result v128)
                (if (result v128) (i32.eqz (local.get 2)) (then (local.get 0)) (else (br $out (v128.not (local.get 1)))))))
            (func (export "select") (param v128 v128 i32) (result v128) (select (result v128) (local.get 0) (local.get 1) (local.get 2)))
            (func (export "table") (param v128 i32) (result v128)
              (block $a (result v128) (block $b (result v128) (br_table $a $b (local.get 0) (local.get 1))) (v128.not)))
            """);
        Vector128<byte> Call(string name, params Value[] arguments) => instance.GetFunction(name).Invoke(arguments)[0].AsV128();
        Value first = Value.FromV128(s_first);
        Value second = Value.FromV128(s_second);

        Assert.Equal(Vector128<byte>.Zero, Call("zero"));
        Assert.Equal((s_first.AsInt64() * 5).AsByte(), Call("loop", first, 5));
        Assert.Equal(s_first, Call("choose", first, second, 0));
        Assert.Equal(~s_second, Call("choose", first, second, 1));
        Assert.Equal(s_first, Call("select", first, second, 8));
        Assert.Equal(s_second, Call("select", first, second, 0));
        Assert.Equal(s_first, Call("table", first, 0));
        Assert.Equal(~s_first, Call("table", first, 1));
    }

    [Fact]
    public void IndirectCallsTellVectorsFromNumbers()
    {
        using Instance instance = Run(
            """
            (type $v (func (param v128) (result v128 v128)))
            (type $i (func (param i64) (result i64 i64)))
            (table funcref (elem $double))
            (func $double (type $v) local.get 0 (i8x16.add (local.get 0) (local.get 0)))
            (func (export "f") (param v128) (result v128 v128) (call_indirect (type $v) (local.get 0) (i32.const 0)))
            (func (export "g") (param i64) (result i64 i64) (call_indirect (type $i) (local.get 0) (i32.const 0)))
            """);

        Assert.Equal([Value.FromV128(s_first), Value.FromV128(s_first + s_first)], instance.GetFunction("f").Invoke(Value.FromV128(s_first)));
        Assert.Equal(
            TrapCode.IndirectCallTypeMismatch,
            Assert.Throws<TrapException>(() => instance.GetFunction("g").Invoke(1L)).Code);
    }

    [Fact]
    public void LanesMoveBetweenMemoryAndVectors()
    {
        using Instance instance = Run(
            """
            (memory (export "m") 1 1)
            (data (i32.const 65520) "\00\01\02\03\04\05\06\07\08\09\0a\0b\0c\0d\0e\0f")
            (func (export "all") (param i32) (result v128) (v128.load (local.get 0)))
            (func (export "lane") (param i32 v128) (result v128) (v128.load16_lane offset=2 5 (local.get 0) (local.get 1)))
            (func (export "store") (param i32 v128) (v128.store32_lane offset=4 3 (local.get 0) (local.get 1)))
            (func (export "twice") (param i32 v128) (result v128)
              (v128.store (local.get 0) (local.get 1))
              (v128.load64_lane offset=8 0 (local.get 0) (local.get 1)))
            """);
        Value Call(string name, params Value[] arguments) => instance.GetFunction(name).Invoke(arguments)[0];
        Value vector = Value.FromV128(s_second);

        Assert.Equal(s_first, Call("all", 65520).AsV128());
        Assert.Equal(s_second.AsInt16().WithElement(5, (short)0x0302).AsByte(), Call("lane", 65520, vector).AsV128());
        Assert.Equal(s_first.AsInt16().WithElement(5, (short)0x0F0E).AsByte(), Call("lane", 65532, Value.FromV128(s_first)).AsV128());
        instance.GetFunction("store").Invoke(65524, Value.FromV128(s_first));
        Assert.Equal([8, 9, 10, 11, 0x0C, 0x0D, 0x0E, 0x0F], instance.GetMemory("m").GetSpan(65528, 8).ToArray().Select((b, i) => i < 4 ? i + 8 : b));
        Assert.Equal(Vector128.Create(long.MinValue, long.MinValue).AsByte(), Call("twice", 16, vector).AsV128());
        foreach ((string name, int address) in (ReadOnlySpan<(string, int)>)[("all", 65521), ("lane", 65533), ("store", 65529), ("twice", 65521), ("lane", -4)])
        {
            TrapException trap = Assert.Throws<TrapException>(
                () => instance.GetFunction(name).Invoke(name == "all" ? [address] : [address, vector]));
            Assert.Equal(TrapCode.OutOfBoundsMemoryAccess, trap.Code);
        }
    }

    [Fact]
    public void LanesOfConstantsKeepSignallingNaNs()
    {
        using Instance instance = Run(
            """
            (func (export "f32") (result i32) (i32.reinterpret_f32 (f32x4.extract_lane 2 (v128.const f32x4 0 0 nan:0x200000 0))))
            (func (export "f64") (result i64) (i64.reinterpret_f64 (f64x2.extract_lane 1 (v128.const f64x2 0 nan:0x4000000000000))))
            (func (export "splat") (result v128) (f32x4.splat (f32.const nan:0x200000)))
            """);

        Assert.Equal(0x7FA0_0000, instance.GetFunction("f32").Invoke()[0].AsInt32());
        Assert.Equal(0x7FF4_0000_0000_0000, instance.GetFunction("f64").Invoke()[0].AsInt64());
        Assert.Equal(Vector128.Create(0x7FA0_0000).AsByte(), instance.GetFunction("splat").Invoke()[0].AsV128());
    }

    private static Instance Run(string text, Linker? linker = null) =>
        (linker ?? new Linker(s_engine)).Instantiate(s_engine.Compile(TextParser.Parse(text)));
}
