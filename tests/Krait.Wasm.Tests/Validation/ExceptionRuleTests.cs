using System.Linq;

namespace Krait.Wasm.Tests.Validation;

// Rules of exception handling and tail calls that the official suite does not reach, and the limits on tries.
public sealed class ExceptionRuleTests
{
    private const string Tags = "(tag $e (param i32)) (tag $n)";

    [Theory]
    [InlineData("(func (throw $e (i64.const 0)))", "type mismatch: expected i32, found i64")]
    [InlineData("(func (throw 2))", "unknown tag 2")]
    [InlineData("(func (throw_ref (ref.null extern)))", "type mismatch: expected exnref, found externref")]
    [InlineData("(func try catch 2 end)", "unknown tag 2")]
    [InlineData("(func try rethrow 0 end)", "invalid rethrow label 0: it is no catch")]
    [InlineData("(func try catch_all block rethrow 0 end end)", "invalid rethrow label 0: it is no catch")]
    [InlineData("(func try catch_all rethrow 2 end)", "unknown label 2")]
    [InlineData("(func try delegate 1)", "unknown label 1")]
    [InlineData("(func try (result i32) (i64.const 0) delegate 0 drop)", "type mismatch: expected i32, found i64")]
    [InlineData("(func try catch $e end)", "type mismatch: expected nothing, found i32")]
    [InlineData("(func (try_table (catch $n 1)))", "unknown label 1")]
    [InlineData("(func (try_table (catch $e 0)))", "type mismatch: expected 0 operands at label 0, found 1")]
    [InlineData("(func (result i64) (try_table (catch $e 0)) (i64.const 0))", "type mismatch: expected i64, found i32")]
    [InlineData("(func (result exnref) (try_table (catch_all 0)) (ref.null exn))", "type mismatch: expected 1 operands at label 0, found 0")]
    [InlineData("(func (return_call 7))", "unknown function 7")]
    [InlineData("(func $f (result i32) (return_call $g)) (func $g)", "type mismatch: expected () -> i32, found () -> ()")]
    [InlineData("(func $f (return_call $g)) (func $g (param i32))", "type mismatch: expected i32, found nothing")]
    public void Refuses(string text, string reason)
    {
        var error = Assert.Throws<InvalidModuleException>(() => ModuleValidator.Validate(TextParser.Parse(Tags + text)));
        Assert.Equal(reason, error.Reason);
    }

    [Theory]
    [InlineData("(func (throw_ref (ref.null noexn)))")]
    [InlineData("(func (param exnref) (result exnref) (select (result exnref) (local.get 0) (ref.null noexn) (i32.const 1)))")]
    [InlineData("(func (result i32) try (result i32) (i32.const 1) catch $e catch $n (i32.const 2) catch_all (i32.const 3) end)")]
    [InlineData("(func (block (result exnref) (try_table (catch_all_ref 0)) (ref.null exn)) drop)")]
    [InlineData("(func (block (result i32 (ref exn)) (try_table (catch_ref $e 0)) unreachable) drop drop)")]
    [InlineData("(func try try delegate 0 catch_all end)")]
    [InlineData("(func try unreachable delegate 0)")]
    [InlineData("(func (result i32) (return_call $g) (i32.add)) (func $g (result i32) (i32.const 0))")]
    [InlineData("(table exnref (elem (ref.null exn))) (global exnref (ref.null exn))")]
    public void Accepts(string text) => ModuleValidator.Validate(TextParser.Parse(Tags + text));

    [Fact]
    public void RefusesTriesNestedTooDeep()
    {
        var limits = ModuleLimits.Default;
        ModuleValidator.Validate(Nested(limits.MaximumTryNesting));
        var error = Assert.Throws<InvalidModuleException>(() => ModuleValidator.Validate(Nested(limits.MaximumTryNesting + 1)));
        Assert.Equal("too many try blocks inside each other, the limit is 200", error.Reason);
    }

    [Fact]
    public void ArmsDoNotCountAsNesting()
    {
        var deep = string.Concat(Enumerable.Repeat("try catch_all ", 1000)) + string.Concat(Enumerable.Repeat("end ", 1000));
        ModuleValidator.Validate(TextParser.Parse($"(func {deep})"));
    }

    [Fact]
    public void RefusesTooManyTriesInAFunction()
    {
        ModuleValidator.Validate(InARow(ModuleLimits.Default.MaximumTryBlocks));
        var error = Assert.Throws<InvalidModuleException>(() => ModuleValidator.Validate(InARow(ModuleLimits.Default.MaximumTryBlocks + 1)));
        Assert.Equal("too many try blocks in a function, the limit is 2000", error.Reason);
    }

    private static Module Nested(int count) => TextParser.Parse(
        $"(func {string.Concat(Enumerable.Repeat("try_table ", count))}{string.Concat(Enumerable.Repeat("end ", count))})");

    private static Module InARow(int count) => TextParser.Parse($"(func {string.Concat(Enumerable.Repeat("try catch_all end ", count))})");
}
