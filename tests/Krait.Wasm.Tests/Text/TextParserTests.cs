using System;
using System.Linq;

namespace Krait.Wasm.Tests.Text;

public sealed class TextParserTests
{
    [Theory]
    [InlineData("(module (func (export \"f\") (param $a i32) (result i32) (i32.add (local.get $a) (i32.const 1))))", "20 00 41 01 6A 0B")]
    [InlineData("(func (param i32) (result i32) local.get 0 i32.const 1 i32.add)", "20 00 41 01 6A 0B")]
    [InlineData("(func (result i32) (if (result i32) (i32.const 1) (then (i32.const 2)) (else (i32.const 3))))", "41 01 04 7F 41 02 05 41 03 0B 0B")]
    [InlineData("(func i32.const 1 if nop else nop end)", "41 01 04 40 01 05 01 0B 0B")]
    [InlineData("(func $f (block $l (loop $m (br_if $l (i32.const 0)) (br $m))))", "02 40 03 40 41 00 0D 01 0C 00 0B 0B 0B")]
    [InlineData("(func block $l loop br_table 0 $l 1 end $l2 end)", null)]
    [InlineData("(memory 1) (func (i32.store offset=4 align=1 (i32.const 0) (i32.const -1)))", "41 00 41 7F 36 00 04 0B")]
    [InlineData("(func (drop (f32.const nan:0x200000)) (drop (f64.const -0x1.8p+1)))", "43 00 00 A0 7F 1A 44 00 00 00 00 00 00 08 C0 1A 0B")]
    [InlineData("(func (drop (i64.const 0xFFFF_FFFF_FFFF_FFFF)) (drop (i32.const -0x8000_0000)))", "42 7F 1A 41 80 80 80 80 78 1A 0B")]
    [InlineData("(table 1 funcref) (type $t (func)) (func (call_indirect (type $t) (i32.const 0)))", "41 00 11 00 00 0B")]
    [InlineData("(func (drop (select (result i32) (i32.const 1) (i32.const 2) (i32.const 3))))", "41 01 41 02 41 03 1C 01 7F 1A 0B")]
    public void EncodesCode(string text, string? hex)
    {
        if (hex is null)
        {
            Assert.Throws<MalformedModuleException>(() => TextParser.Parse(text));
            return;
        }

        var module = TextParser.Parse(text);
        Assert.Equal(hex, string.Join(' ', module.Functions[0].Body.Code.ToArray().Select(value => value.ToString("X2"))));
        ModuleValidator.Validate(module);
    }

    [Theory]
    [InlineData("(module (func (i32.frob)))", "m.wat:1:16: unknown operator i32.frob")]
    [InlineData("(module (func (i32.ad)))", "m.wat:1:16: unknown operator i32.ad, did you mean 'i32.add'")]
    [InlineData("(module (func (get_local 0)))", "m.wat:1:16: unknown operator get_local, did you mean 'local.get'")]
    [InlineData("(module (func (something_else_entirely)))", "m.wat:1:16: unknown operator something_else_entirely")]
    [InlineData("(module\n  (func local.get $x))", "m.wat:2:19: unknown local $x")]
    [InlineData("(module (func br $l))", "m.wat:1:18: unknown label $l")]
    [InlineData("(module (func $f) (func $f))", "m.wat:1:25: duplicate func $f")]
    [InlineData("(module (func (i32.const 4294967296)))", "m.wat:1:26: i32 constant out of range: '4294967296'")]
    [InlineData("(module (func (i32.const 1_)))", "m.wat:1:26: unknown operator: expected i32 constant, found '1_'")]
    [InlineData("(module (func block))", "m.wat:1:20: unexpected token: expected 'end', found ')'")]
    [InlineData("(module (func) (import \"a\" \"b\" (func)))", "m.wat:1:17: import after function: imports come before functions, tables, memories, globals and tags")]
    [InlineData("(module", "m.wat:1:1: unexpected end: the parenthesis is not closed")]
    [InlineData("(module))", "m.wat:1:9: unexpected token: nothing is open here")]
    [InlineData("(module (; (; ;) )", "m.wat:1:9: unclosed comment")]
    [InlineData("(module (data \"\\zz\"))", "m.wat:1:15: illegal escape in a string")]
    [InlineData("(module (import \"\\ff\" \"\" (func)))", "m.wat:1:17: malformed UTF-8 encoding")]
    [InlineData("(module (type (func (param i32))) (func (type 0) (param i64)))", "m.wat:1:41: inline function type (i64) -> () is not the type 0, (i32) -> ()")]
    [InlineData("(module (memory 1) (func (i32.load align=3 (i32.const 0))))", "m.wat:1:36: alignment must be a power of two")]
    [InlineData("(module) (module)", "m.wat:1:10: unexpected token: expected the end of the text, found '('")]
    public void SaysWhatIsWrongAndWhere(string text, string message)
    {
        var error = Assert.Throws<MalformedModuleException>(() => TextParser.Parse(text, "m.wat"));
        Assert.Equal(message, error.Message);
    }

    [Fact]
    public void KeepsIdentifiersAsNames()
    {
        var names = TextParser.Parse("(module $m (func $f (param $p i32) (local $l i64)) (global $\"a b\" i32 (i32.const 0)))").Names;
        Assert.Equal("m", names.ModuleName);
        Assert.Equal("f", names.FunctionName(0));
        Assert.Equal(["p", "l"], names.Locals[0].Values);
        Assert.Equal("a b", names.Globals[0]);
    }

    [Fact]
    public void ReadsVeryDeepNesting()
    {
        const int depth = 90_000;
        var folded = "(func " + string.Concat(Enumerable.Repeat("(block ", depth)) + new string(')', depth) + ")";
        Assert.Equal(depth, ModuleValidator.Validate(TextParser.Parse(folded)).FunctionShapes[0].MaximumNesting - 1);
    }

    // A search outwards for each label would take 90,000 * 90,000 steps here.
    [Fact]
    public void FindsLabelsQuicklyAtEveryDepth()
    {
        const int depth = 90_000;
        var code = "block $outer " + string.Concat(Enumerable.Repeat("block br $outer ", depth)) + string.Concat(Enumerable.Repeat("end ", depth + 1));
        Assert.Equal(depth, ModuleValidator.Validate(TextParser.Parse($"(func {code})")).FunctionShapes[0].MaximumNesting - 2);
    }

    [Theory]
    [InlineData("block $a block $a br $a end br $a end", "02 40 02 40 0C 00 0B 0C 00 0B 0B")]
    [InlineData("block $a block $b br $a br $b end end", "02 40 02 40 0C 01 0C 00 0B 0B 0B")]
    [InlineData("block $a block $a end block $b br $a end end", "02 40 02 40 0B 02 40 0C 01 0B 0B 0B")]
    public void LetsInnerLabelsHideOuterOnes(string code, string hex) =>
        Assert.Equal(Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)), TextParser.Parse($"(func {code})").Functions[0].Body.Code.ToArray());

    [Fact]
    public void RefusesNestingBeyondTheLimit()
    {
        var text = new string('(', ModuleLimits.Default.MaximumTextNesting + 1);
        var error = Assert.Throws<MalformedModuleException>(() => TextParser.Parse(text));
        Assert.StartsWith("too many parentheses inside each other, the limit is 100000", error.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void SurvivesEveryTruncationOfAText()
    {
        var text = ModulePrinter.Print(SampleModules.Everything());
        for (var length = 0; length < text.Length; length++)
        {
            var error = Record.Exception(() => TextParser.Parse(text[..length]));
            Assert.True(error is null or MalformedModuleException, $"{length} characters: {error}");
        }
    }
}
