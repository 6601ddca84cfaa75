using System.Linq;
using System.Runtime.Intrinsics;
using Krait.Testing;
using Krait.Wasm;

namespace Krait.Runtime.Tests.Exceptions;

// What an exception carries arrives bit by bit: in a handler of either form, and at the host.
public sealed class PayloadTests
{
    private const long SignallingNaN = 0x7ff4_0000_0000_1234;

    private static readonly Engine s_engine = TestEngine.New();

    [Fact]
    public void NumbersAndVectorsKeepTheirBits()
    {
        const string types = "i32 f32 f64 v128 i64 f32 v128 f64";
        Value[] values =
        [
            Value.FromInt32(int.MinValue),
            Value.FromBits(Krait.Wasm.ValueType.F32, 0x7fa0_0001),
            Value.FromBits(Krait.Wasm.ValueType.F64, SignallingNaN),
            Value.FromV128(Vector128.Create(0x0102_0304_0506_0708, -9).AsByte()),
            Value.FromInt64(long.MaxValue),
            Value.FromBits(Krait.Wasm.ValueType.F32, 0xffc0_0000),
            Value.FromV128(Vector128.Create(-1L, SignallingNaN).AsByte()),
            Value.FromBits(Krait.Wasm.ValueType.F64, unchecked((long)0xfff8_0000_0000_0001)),
        ];
        CheckAllWays(types, values);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(17)]
    [InlineData(200)]
    [InlineData(999)]
    public void AnyNumberOfValuesArrives(int count)
    {
        string[] types = ["i32", "i64", "f64", "v128", "f32"];
        CheckAllWays(
            string.Join(' ', Enumerable.Range(0, count).Select(i => types[i % types.Length])),
            [.. Enumerable.Range(0, count).Select(i => (i % types.Length) switch
            {
                0 => Value.FromInt32(i),
                1 => Value.FromInt64(-i),
                2 => Value.FromDouble(i + 0.5),
                3 => Value.FromV128(Vector128.Create(i, ~(long)i).AsByte()),
                _ => Value.FromSingle(-i),
            })]);
    }

    [Fact]
    public void ReferencesArrive()
    {
        using Instance other = Wat.Instantiate(s_engine, """(module (func (export "f") (result i32) (i32.const 12)))""");
        object hostObject = new();
        Value[] values = [Value.FromHostObject(hostObject), Value.Null(Krait.Wasm.ValueType.ExternRef), Value.FromFunction(other.GetFunction("f")), Value.FromFunction(null)];
        CheckAllWays("externref externref funcref funcref", values);
    }

    [Fact]
    public void AnExceptionCarriesAnotherOne()
    {
        using Instance instance = Wat.Instantiate(s_engine, """
            (module
              (tag $inner (param i32)) (tag $outer (param exnref exnref))
              (func $caught (param i32) (result exnref)
                (block (result exnref) (try_table (catch_all_ref 0) (throw $inner (local.get 0))) unreachable))
              (func $throws (export "throws") (param i32)
                (throw $outer (call $caught (local.get 0)) (ref.null exn)))
              (func (export "unpacks") (param i32) (result i32)
                (block $number (result i32)
                  (block $both (result exnref exnref)
                    (try_table (catch $outer $both) (call $throws (local.get 0)))
                    unreachable)
                  drop
                  (block (param exnref) (result i32)
                    (try_table (param exnref) (catch $inner $number) throw_ref)
                    unreachable))))
            """);
        Assert.Equal(6, instance.GetFunction("unpacks").Invoke(6)[0].AsInt32());
        GuestException outer = Assert.Throws<GuestException>(() => instance.GetFunction("throws").Invoke(8));
        GuestException inner = Assert.IsType<GuestException>(outer.Values[0].Reference);
        Assert.Equal([8], inner.Values);
        Assert.Null(outer.Values[1].Reference);
    }

    [Fact]
    public void OperandsBelowATryOutliveTheThrow()
    {
        using Instance instance = Wat.Instantiate(s_engine, """
            (module
              (tag $t (param i64 f64))
              (func $throws (param i64) (throw $t (local.get 0) (f64.const 0.25)))
              (func (export "f") (param i64) (result i64) (local $kept i64) (local $changed i64)
                (local.set $kept (i64.const 1000))
                (local.set $changed (i64.const 1))
                (i64.const 100000) (local.get $kept)
                try (result i64)
                  (local.set $changed (i64.const 20))
                  (i64.const 5) (i64.const 6) (call $throws (local.get 0)) unreachable
                catch $t
                  drop
                end
                (local.get $changed)
                i64.add i64.add i64.add))
            """);
        Assert.Equal(101_023L, instance.GetFunction("f").Invoke(3L)[0].AsInt64());
    }

    [Fact]
    public void ACatchAmongManyTagsTakesTheRightOne()
    {
        const int count = 60;
        string tags = string.Concat(Enumerable.Range(0, count).Select(i => $"(tag $t{i} (param i32))"));
        string throws = string.Concat(Enumerable.Range(0, count).Select(i => $"(if (i32.eq (local.get 0) (i32.const {i})) (then (throw $t{i} (i32.const {1000 + i}))))"));
        string legacy = string.Concat(Enumerable.Range(0, count).Select(i => $"catch $t{i} (i32.const {i}) i32.add "));
        string clauses = string.Concat(Enumerable.Range(0, count).Select(i => $"(catch $t{i} 0)"));
        using Instance instance = Wat.Instantiate(s_engine, $"""
            (module
              {tags}
              (func $throws (param i32) {throws})
              (func (export "legacy") (param i32) (result i32)
                try (result i32) (call $throws (local.get 0)) (i32.const -1) {legacy} end)
              (func (export "table") (param i32) (result i32)
                (block (result i32) (try_table {clauses} (call $throws (local.get 0))) (i32.const -1))))
            """);
        for (int i = 0; i <= count; i++)
        {
            Assert.Equal(i == count ? -1 : 1000 + (2 * i), instance.GetFunction("legacy").Invoke(i)[0].AsInt32());
            Assert.Equal(i == count ? -1 : 1000 + i, instance.GetFunction("table").Invoke(i)[0].AsInt32());
        }
    }

    // The values go in as arguments, are thrown, caught and given back; thrown by a callee and by the host; and seen by the host.
    private static void CheckAllWays(string types, Value[] values)
    {
        string all = string.Concat(Enumerable.Range(0, values.Length).Select(i => $"(local.get {i}) "));
        Tag tag = Wat.Instantiate(s_engine, $"(module (tag (export \"t\") (param {types})))").GetTag("t");
        Linker linker = new Linker(s_engine).DefineTag("host", "t", tag).DefineFunction(
            "host", "throws", new FunctionType(tag.Type.Parameters, []), (_, arguments, _) => throw new GuestException(tag, arguments));
        using Instance instance = Wat.Instantiate(linker, $"""
            (module
              (type $f (func (param {types}) (result {types})))
              (import "host" "t" (tag $t (param {types})))
              (import "host" "throws" (func $host (param {types})))
              (func $throws (export "throws") (param {types}) {all} (throw $t))
              (func (export "direct") (type $f)
                (block (result {types}) (try_table (catch $t 0) {all} (throw $t)) unreachable))
              (func (export "legacy") (type $f)
                try (result {types}) {all} (call $throws) unreachable catch $t end)
              (func (export "reference") (type $f)
                (block (result {types} exnref) (try_table (catch_ref $t 0) {all} (call $throws)) unreachable) drop)
              (func (export "thrown again") (type $f)
                (block $given (result {types})
                  (try_table (catch $t $given)
                    (block $kept (result exnref) (try_table (catch_all_ref $kept) {all} (call $throws)) unreachable)
                    throw_ref)
                  unreachable))
              (func (export "thrown by the host") (type $f)
                (block (result {types}) (try_table (catch $t 0) {all} (call $host)) unreachable)))
            """);
        foreach (string name in (string[])["direct", "legacy", "reference", "thrown again", "thrown by the host"])
            Assert.Equal(values, instance.GetFunction(name).Invoke(values));
        Assert.Equal(values, Assert.Throws<GuestException>(() => instance.GetFunction("throws").Invoke(values)).Values);
    }
}
