using System;
using System.Collections.Generic;
using System.Text;
using Krait.Testing;

namespace Krait.Runtime.Tests.IlCompiler;

// A select after each comparison, in all shapes that are compiled in ways of their own: values of other variables, the compared
// ones in either order, constants; 32 and 64 bits.
public sealed class SelectTests
{
    private static readonly Engine s_engine = TestEngine.New();

    private static readonly int[] s_edges = [0, 1, -1, 2, 100, 101, int.MaxValue, int.MinValue, int.MaxValue - 1, int.MinValue + 1, 0x12345678];

    public static TheoryData<string> Comparisons() => [.. s_comparisons.Keys];

    private static readonly Dictionary<string, Func<int, int, bool>> s_comparisons = new()
    {
        ["i32.eq"] = (x, y) => x == y,
        ["i32.ne"] = (x, y) => x != y,
        ["i32.lt_s"] = (x, y) => x < y,
        ["i32.lt_u"] = (x, y) => (uint)x < (uint)y,
        ["i32.gt_s"] = (x, y) => x > y,
        ["i32.gt_u"] = (x, y) => (uint)x > (uint)y,
        ["i32.le_s"] = (x, y) => x <= y,
        ["i32.le_u"] = (x, y) => (uint)x <= (uint)y,
        ["i32.ge_s"] = (x, y) => x >= y,
        ["i32.ge_u"] = (x, y) => (uint)x >= (uint)y,
        ["i32.eqz"] = (x, _) => x == 0,
        ["plain"] = (x, _) => x != 0,
        ["i64.lt_u"] = (x, y) => (ulong)x < (ulong)y,
        ["i64.ge_s"] = (x, y) => x >= y,
        ["f64.lt"] = (x, y) => x < y,
    };

    [Theory]
    [MemberData(nameof(Comparisons))]
    public void ASelectTakesWhatTheComparisonSays(string comparison)
    {
        using Instance instance = Wat(comparison);
        Func<int, int, int> straight = instance.GetFunction<int, int, int>("straight");
        Func<int, int, int> swapped = instance.GetFunction<int, int, int>("swapped");
        Func<int, int, int> constant = instance.GetFunction<int, int, int>("constant");
        Func<int, int, int> computed = instance.GetFunction<int, int, int>("computed");
        Func<int, int, long> wide = instance.GetFunction<int, int, long>("wide");
        Func<int, int, double> number = instance.GetFunction<int, int, double>("number");
        Func<int, int, int> chain = instance.GetFunction<int, int, int>("chain");
        Func<int, int, bool> holds = s_comparisons[comparison];
        foreach (int x in s_edges)
        {
            foreach (int y in s_edges)
            {
                Assert.Equal(holds(x, y) ? x : y, straight(x, y));
                Assert.Equal(holds(x, y) ? y : x, swapped(x, y));
                Assert.Equal(holds(x, 100) ? x : 100, constant(x, y));
                Assert.Equal(holds(x, y) ? unchecked(x * 3) : unchecked(y + 7), computed(x, y));
                Assert.Equal(holds(x, y) ? (long)x << 32 : ~(long)y, wide(x, y));
                Assert.Equal(holds(x, y) ? 0.5 : -0.0, number(x, y));
                int first = holds(x, y) ? x : y;
                Assert.Equal(unchecked((holds(first, x) ? first : x) + first), chain(x, y));
            }
        }
    }

    private static Instance Wat(string comparison)
    {
        StringBuilder text = new("(module");
        Function("straight", "i32", "(local.get 0) (local.get 1)", "(local.get 1)");
        Function("swapped", "i32", "(local.get 1) (local.get 0)", "(local.get 1)");
        Function("constant", "i32", "(local.get 0) (i32.const 100)", "(i32.const 100)");
        Function("computed", "i32", "(i32.mul (local.get 0) (i32.const 3)) (i32.add (local.get 1) (i32.const 7))", "(local.get 1)");
        Function("wide", "i64", "(i64.shl (i64.extend_i32_s (local.get 0)) (i64.const 32)) (i64.xor (i64.extend_i32_s (local.get 1)) (i64.const -1))", "(local.get 1)");
        Function("number", "f64", "(f64.const 0.5) (f64.const -0.0)", "(local.get 1)");
        string again = Condition("(local.get 2)", "(local.get 0)");
        text.Append($"(func (export \"chain\") (param i32 i32) (result i32) (local i32) (local.get 0) (local.get 1) {Condition("(local.get 0)", "(local.get 1)")} select local.tee 2 (local.get 0) {again} select (local.get 2) i32.add)");
        return TextModule.Instantiate(s_engine, text.Append(')').ToString());

        void Function(string name, string type, string values, string second) => text.Append(
            $"(func (export \"{name}\") (param i32 i32) (result {type}) {values} {Condition("(local.get 0)", second)} select)");

        string Condition(string x, string y) => comparison switch
        {
            "plain" => x,
            "i32.eqz" => $"{x} i32.eqz",
            ['i', '6', ..] => $"(i64.extend_i32_s {x}) (i64.extend_i32_s {y}) {comparison}",
            ['f', ..] => $"(f64.convert_i32_s {x}) (f64.convert_i32_s {y}) {comparison}",
            _ => $"{x} {y} {comparison}",
        };
    }
}
