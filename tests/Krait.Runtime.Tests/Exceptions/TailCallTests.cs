using System;
using System.Linq;
using System.Runtime.Intrinsics;
using Krait.Testing;
using Krait.Wasm;
using ValueType = Krait.Wasm.ValueType;

namespace Krait.Runtime.Tests.Exceptions;

// Tail calls: no stack is used up, whatever the numbers and kinds of arguments; results and errors are those of the callee.
public sealed class TailCallTests
{
    private static readonly Engine s_engine = TestEngine.New();
    private static readonly Engine s_metered = TestEngine.NewMetered();

    private static int Iterations => TestEngine.IsInterpreter ? 300_000 : 10_000_000;

    [Theory]
    [InlineData(0, 0)]
    [InlineData(3, 3)]
    [InlineData(0, 12)]
    [InlineData(12, 30)]
    [InlineData(2, 60)]
    public void MutualTailCallsRunInConstantStack(int first, int second)
    {
        int iterations = 12 < second ? Iterations / 10 : Iterations;
        using Instance instance = Wat.Instantiate(s_engine, Pair(first, second, "return_call $g", "return_call $f", ""));
        Assert.Equal(Sum(first, second, iterations), instance.GetFunction("f").Invoke(Arguments(first, iterations))[0].AsInt64());
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 12)]
    [InlineData(12, 30)]
    public void MutualIndirectTailCallsRunInConstantStack(int first, int second)
    {
        int iterations = 12 < second ? Iterations / 10 : Iterations;
        string text = Pair(
            first, second, "(return_call_indirect (type $tg) (i32.const 1))", "(return_call_indirect (type $tf) (i32.const 0))", "(table funcref (elem $f $g))");
        using Instance instance = Wat.Instantiate(s_engine, text);
        Assert.Equal(Sum(first, second, iterations), instance.GetFunction("f").Invoke(Arguments(first, iterations))[0].AsInt64());
    }

    [Fact]
    public void MutualTailCallsAcrossInstancesRunInConstantStack()
    {
        // The first one calls through a table that the second one fills with its own function.
        string parameters = "(param i32 f64 i64 v128 f64 i64 v128 f32 i64 i64)";
        string pass = "(i32.sub (local.get 0) (i32.const 1)) " + string.Join(' ', Enumerable.Range(1, 9).Select(i => $"(local.get {i})"));
        Linker linker = new(s_engine);
        using Instance first = Wat.Instantiate(linker, $$"""
            (module
              (type $t (func {{parameters}} (result i64 i32)))
              (table (export "table") 1 funcref)
              (func (export "f") (type $t)
                (if (i32.eqz (local.get 0)) (then (return (local.get 2) (i32.const 5))))
                {{pass}} (return_call_indirect (type $t) (i32.const 0))))
            """);
        linker.DefineInstance("first", first);
        using Instance second = Wat.Instantiate(linker, $$"""
            (module
              (type $t (func {{parameters}} (result i64 i32)))
              (import "first" "f" (func $f (type $t)))
              (import "first" "table" (table 1 funcref))
              (elem (i32.const 0) $g)
              (func $g (type $t)
                (if (i32.eqz (local.get 0)) (then (return (local.get 2) (i32.const 6))))
                {{pass}} (return_call $f))
              (func (export "call") (param i32) (result i64)
                (call $f (local.get 0) (f64.const 1) (i64.const 40) (v128.const i64x2 1 2) (f64.const 2) (i64.const 3)
                  (v128.const i64x2 3 4) (f32.const 4) (i64.const 5) (i64.const 6))
                i64.extend_i32_s i64.add))
            """);
        Assert.Equal(45, second.GetFunction("call").Invoke(Iterations)[0].AsInt64());
        Assert.Equal(46, second.GetFunction("call").Invoke(Iterations + 1)[0].AsInt64());
    }

    [Fact]
    public void SeveralResultsComeFromWhoeverReturns()
    {
        Linker linker = new(s_engine);
        linker.DefineFunction("host", "three", (int a) => (a, a + 1L, a + 0.5));
        linker.DefineFunction(
            "host", "values", new FunctionType([ValueType.I32], [ValueType.I32, ValueType.I64, ValueType.F64]),
            (_, arguments, results) => (results[0], results[1], results[2]) = (arguments[0].AsInt32() * 2, 7L, 0.25));
        using Instance inner = Wat.Instantiate(linker, """
            (module
              (import "host" "three" (func $three (param i32) (result i32 i64 f64)))
              (import "host" "values" (func $values (param i32) (result i32 i64 f64)))
              (func (export "guest") (param i32) (result i32 i64 f64) (local.get 0) (i64.const 3) (f64.const 4))
              (func (export "three") (param i32) (result i32 i64 f64) (return_call $three (local.get 0)))
              (func (export "values") (param i32) (result i32 i64 f64) (return_call $values (local.get 0))))
            """);
        linker.DefineInstance("inner", inner);
        using Instance outer = Wat.Instantiate(linker, """
            (module
              (type $t (func (param i32) (result i32 i64 f64)))
              (import "inner" "guest" (func $guest (type $t)))
              (import "inner" "three" (func $three (type $t)))
              (import "inner" "values" (func $values (type $t)))
              (table funcref (elem $guest $three $values))
              (func (export "direct") (type $t) (return_call $three (local.get 0)))
              (func (export "indirect") (param i32 i32) (result i32 i64 f64) (return_call_indirect (type $t) (local.get 0) (local.get 1)))
              (func (export "used") (param i32) (result f64)
                (local.get 0) (call 5 (local.get 0)) (drop) (drop) (drop) (call 3 (local.get 0))
                (f64.convert_i64_s (i64.const 0)) f64.add
                (drop) (drop) (drop)
                f64.convert_i32_s)
              (func (type $t) (return_call $guest (local.get 0))))
            """.Replace("(call 5 (local.get 0)) (drop) (drop) (drop) ", "", StringComparison.Ordinal));
        Assert.Equal((8, 9L, 8.5), outer.GetDelegate<Func<int, (int, long, double)>>("direct")(8));
        Assert.Equal([8, 3L, 4.0], outer.GetFunction("indirect").Invoke(8, 0));
        Assert.Equal([8, 9L, 8.5], outer.GetFunction("indirect").Invoke(8, 1));
        Assert.Equal([16, 7L, 0.25], outer.GetFunction("indirect").Invoke(8, 2));
        Assert.Equal(8.0, outer.GetFunction("used").Invoke(8)[0].AsDouble());
    }

    [Fact]
    public void FunctionsWithLargeFramesReplaceTheirCallersToo()
    {
        string locals = $"(local {string.Join(' ', Enumerable.Repeat("i64", 9000))})";
        string body = "(if (i32.eqz (local.get 0)) (then (return (i32.const 9)))) (i32.sub (local.get 0) (i32.const 1))";
        using Instance instance = Wat.Instantiate(s_engine, $"""
            (module
              (func $f (export "f") (param i32) (result i32) {locals} {body} (return_call $g))
              (func $g (param i32) (result i32) {locals} {body} (return_call $f)))
            """);
        Assert.Equal(9, instance.GetFunction("f").Invoke(2_000)[0].AsInt32());
    }

    [Fact]
    public void ATryDoesNotCatchWhatATailCallThrows()
    {
        using Instance instance = Wat.Instantiate(s_engine, """
            (module
              (tag $e)
              (table funcref (elem $throws))
              (func $throws (param i32 i64 f64) (result i32) (throw $e))
              (func $gives (param i32 i64 f64) (result i32) (local.get 0))
              (func (export "legacy") (result i32)
                try (result i32) (return_call $throws (i32.const 1) (i64.const 2) (f64.const 3)) catch_all (i32.const 1) end)
              (func (export "table") (result i32)
                (block (try_table (catch_all 0) (return_call_indirect (param i32 i64 f64) (result i32) (i32.const 1) (i64.const 2) (f64.const 3) (i32.const 0))))
                (i32.const 1))
              (func (export "deep") (result i32)
                try (result i32)
                  (block (try_table (catch_all 0) (return_call $gives (i32.const 77) (i64.const 2) (f64.const 3))))
                  (i32.const 1)
                catch_all (i32.const 2) end))
            """);
        Assert.Throws<GuestException>(() => instance.GetFunction("legacy").Invoke());
        Assert.Throws<GuestException>(() => instance.GetFunction("table").Invoke());
        Assert.Equal(77, instance.GetFunction("deep").Invoke()[0].AsInt32());
    }

    [Fact]
    public void TheCallerIsNotInTheTrace()
    {
        using Instance instance = Wat.Instantiate(s_engine, """
            (module
              (func $last unreachable)
              (func $middle (return_call $last))
              (func $first (export "first") (call $middle)))
            """);
        TrapException trap = Assert.Throws<TrapException>(() => instance.GetFunction("first").Invoke());
        Assert.Equal(["last", "first"], trap.Frames.Select(frame => frame.FunctionName));
    }

    [Fact]
    public void AnIndirectTailCallTrapsLikeACall()
    {
        using Instance instance = Wat.Instantiate(s_engine, """
            (module
              (table 3 funcref) (elem (i32.const 0) $f $g)
              (func $f) (func $g (param i64))
              (func (export "call") (param i32) (return_call_indirect (local.get 0))))
            """);
        instance.GetFunction("call").Invoke(0);
        Assert.Equal(TrapCode.IndirectCallTypeMismatch, Assert.Throws<TrapException>(() => instance.GetFunction("call").Invoke(1)).Code);
        Assert.Equal(TrapCode.UninitializedElement, Assert.Throws<TrapException>(() => instance.GetFunction("call").Invoke(2)).Code);
        TrapException trap = Assert.Throws<TrapException>(() => instance.GetFunction("call").Invoke(3));
        Assert.Equal(TrapCode.UndefinedElement, trap.Code);
        Assert.Equal(2, Assert.Single(trap.Frames).FunctionIndex);
    }

    [Fact]
    public void EndlessTailCallsMeetEveryLimit()
    {
        const string text = """(module (func $f (export "f") (return_call $g)) (func $g (return_call $f)))""";
        Wat.AssertEndedByEveryLimit(s_engine, s_metered, text);
    }

    // $f has that many parameters beside the count, $g the other number; each passes its count on and the result is what the
    // last one holds: i64 arguments start as their position and grow by one with each call.
    private static string Pair(int first, int second, string callG, string callF, string table) => $$"""
        (module
          (type $tf (func (param i32 {{Types(first)}}) (result i64)))
          (type $tg (func (param i32 {{Types(second)}}) (result i64)))
          {{table}}
          (func $f (export "f") (type $tf)
            (if (i32.eqz (local.get 0)) (then (return {{Total(first)}})))
            {{Pass(first, second)}} {{callG}})
          (func $g (type $tg)
            (if (i32.eqz (local.get 0)) (then (return {{Total(second)}})))
            {{Pass(second, first)}} {{callF}}))
        """;

    private static string TypeAt(int position) => (position % 4) switch { 0 => "i64", 1 => "f64", 2 => "v128", _ => "f32" };

    private static string Types(int count) => string.Join(' ', Enumerable.Range(0, count).Select(TypeAt));

    private static string Total(int count) => Enumerable.Range(0, count).Aggregate(
        "(i64.const 1)",
        (sum, i) => $"(i64.add {sum} {AsInteger(i)})");

    private static string AsInteger(int position) => TypeAt(position) switch
    {
        "i64" => $"(local.get {position + 1})",
        "f64" => $"(i64.trunc_sat_f64_s (local.get {position + 1}))",
        "v128" => $"(i64x2.extract_lane 1 (local.get {position + 1}))",
        _ => $"(i64.trunc_sat_f32_s (local.get {position + 1}))",
    };

    private static string Pass(int from, int to) =>
        "(i32.sub (local.get 0) (i32.const 1)) " + string.Join(' ', Enumerable.Range(0, to).Select(i => i < from ? $"(local.get {i + 1})" : Fresh(i)));

    private static string Fresh(int position) => TypeAt(position) == "v128" ? $"(v128.const i64x2 0 {position})" : $"({TypeAt(position)}.const {position})";

    private static Value[] Arguments(int count, int iterations) =>
    [
        iterations,
        .. Enumerable.Range(0, count).Select(i => TypeAt(i) switch
        {
            "i64" => Value.FromInt64(i),
            "f64" => Value.FromDouble(i),
            "v128" => Value.FromV128(Vector128.Create(0L, i).AsByte()),
            _ => Value.FromSingle(i),
        }),
    ];

    private static long Sum(int first, int second, int iterations) =>
        1 + Enumerable.Range(0, iterations % 2 == 0 ? first : second).Sum(i => (long)i);
}
