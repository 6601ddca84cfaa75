using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace Krait.Runtime.Tests.Hostile;

/// <summary>Texts that exhaust a careless reader of the text format.</summary>
internal static class AttackTexts
{
    public static Dictionary<string, Func<int[], object>> All { get; } = new()
    {
        ["text-parentheses"] = n => new string('(', n[0]),
        ["text-closed-parentheses"] = n => "(module " + new string('(', n[0]) + new string(')', n[0]) + ")",
        ["text-comments"] = n => Repeat("(;", n[0]) + Repeat(";)", n[0]) + "(module)",
        ["text-open-comments"] = n => Repeat("(;", n[0]),
        ["text-annotations"] = n => "(module " + Repeat("(@a ", n[0]) + new string(')', n[0]) + ")",
        ["text-integer"] = n => $"(module (global i32 (i32.const {new string('9', n[0])})))",
        ["text-hexadecimal"] = n => $"(module (global i64 (i64.const 0x{new string('0', n[0])}1)))",
        ["text-float"] = n => $"(module (global f64 (f64.const 0.{new string('1', n[0])})))",
        ["text-exponent"] = n => $"(module (global f64 (f64.const 1e{new string('9', n[0])})))",
        ["text-hexadecimal-float"] = n => $"(module (global f64 (f64.const 0x1.{new string('f', n[0])}p1)))",
        ["text-string"] = n => $"(module (memory 100) (data (i32.const 0) \"{Repeat("\\ff", n[0])}\"))",
        ["text-open-string"] = n => $"(module (memory 1) (data (i32.const 0) \"{new string('a', n[0])}",
        ["text-bad-escapes"] = n => $"(module (memory 1) (data (i32.const 0) \"{Repeat("\\u{110000}", n[0])}\"))",
        ["text-identifiers"] = n => "(module " + string.Concat(Enumerable.Range(0, n[0]).Select(i => string.Create(CultureInfo.InvariantCulture, $"(global $g{i} i32 (i32.const 0))"))) + ")",
        ["text-same-identifier"] = n => "(module (func (param $same i32) (param $same i32)))" + new string(' ', n[0]),
        ["text-blocks"] = n => "(module (func " + Repeat("block ", n[0]) + Repeat("end ", n[0]) + "))",
        ["text-folded-blocks"] = n => "(module (func " + Repeat("(block ", n[0]) + new string(')', n[0]) + "))",
        ["text-folded-sum"] = n => "(module (func (result i32) " + Repeat("(i32.add (i32.const 1) ", n[0]) + "(i32.const 1)" + new string(')', n[0]) + "))",
        ["text-labels"] = n => "(module (func " + string.Concat(Enumerable.Range(0, n[0]).Select(i => $"block $l{i} ")) + Repeat("br $l0 end ", n[0]) + "))",
        ["text-table-size"] = n => $"(module (table {new string('9', n[0])} funcref))",
        ["text-word"] = n => "(module (" + new string('a', n[0]) + "))",
        ["text-locals"] = n => "(module (func (local " + Repeat("i64 ", n[0]) + ")))",
        ["text-branch-table"] = n => "(module (func (br_table " + Repeat("0 ", n[0]) + "(i32.const 0))))",
    };

    private static string Repeat(string text, int count) => new StringBuilder(text.Length * count).Insert(0, text, count).ToString();
}
