using System.Collections.Generic;
using System.Linq;

namespace Krait.Wasm.Tests.Text;

public sealed class ModulePrinterTests
{
    public static IEnumerable<TheoryDataRow<WasmOp>> Instructions() =>
        OpFacts.All.ToArray().Select(op => new TheoryDataRow<WasmOp>(op));

    [Fact]
    public void PrintsEveryKindOfField()
    {
        Assert.Equal(
            """
            (module $sample
              (type (;0;) (func))
              (type (;1;) (func (param i32 i32) (result i32)))
              (import "env" "log" (func $log (;0;) (type 0)))
              (import "env" "base" (global (;0;) i32))
              (table (;0;) 4 8 funcref)
              (memory (;0;) 1 2)
              (global (;1;) (mut i64) i64.const -5)
              (export "add" (func $add))
              (export "memory" (memory 0))
              (start $log)
              (elem (;0;) (offset i32.const 1) func $add)
              (func $add (;1;) (type 1) (param i32) (param i32) (result i32) (local i64) (local i64)
                local.get 0
                local.get 1
                i32.add)
              (data (;0;) (offset i32.const 16) "\01\02\03")
              (data (;1;) "\04"))

            """,
            ModulePrinter.Print(SampleModules.Everything()));
    }

    // One instance of every instruction, supported or not: encoded, read, printed, parsed, and encoded to the same bytes.
    [Theory]
    [MemberData(nameof(Instructions))]
    public void ParsesBackEveryInstruction(WasmOp op)
    {
        var code = InstructionSamples.BodyWith(op);
        Module module = new()
        {
            Types = [FunctionType.Empty],
            Functions = [new DefinedFunction(0, new FunctionBody([], code))],
        };
        var text = ModulePrinter.Print(module);
        Assert.Contains(OpFacts.TextOf(op), text, System.StringComparison.Ordinal);
        Assert.Equal(code, TextParser.Parse(text).Functions[0].Body.Code.ToArray());
    }

    [Fact]
    public void KeepsCustomSectionsAndTheirPlaces()
    {
        Module module = new()
        {
            CustomSections =
            [
                new CustomSection("a", new byte[] { 0, 255 }, SectionId.Custom),
                new CustomSection("b \"c\"", new byte[200], SectionId.Code),
            ],
        };
        var again = TextParser.Parse(ModulePrinter.Print(module));
        Assert.Equal(ModuleEncoder.Encode(module), ModuleEncoder.Encode(again));
    }

    [Fact]
    public void FoldsOperandsIntoTheirInstruction()
    {
        const string text = """
            (module
              (type (;0;) (func (param i32) (result i32)))
              (func (;0;) (type 0) (param i32) (result i32) (local i32)
                (block (;@1;)
                  (loop (;@2;)
                    (br_if 1 (;@1;) (i32.eqz (local.get 0)))
                    (local.set 1
                      (i32.mul (i32.add (local.get 1) (local.get 0)) (i32.const 3)))
                    (local.set 0 (i32.sub (local.get 0) (i32.const 1)))
                    (br 0 (;@2;))))
                (if (;@1;) (result i32)
                  (local.get 1)
                  (then
                    (i32.const 1))
                  (else
                    (local.get 0)
                    (nop)
                    (i32.eqz)))))

            """;
        Assert.Equal(text, ModulePrinter.Print(TextParser.Parse(text), new PrintOptions(CodeLayout.Folded)));
    }

    // 20,000 blocks inside each other are printed flat; 5,000 operands inside each other are folded in stretches.
    [Theory]
    [InlineData("block", "end", 20_000)]
    [InlineData("i32.const 0 i32.eqz", "i32.eqz", 5_000)]
    public void FoldsOnlyAsDeepAsTextCanBeRead(string start, string end, int depth)
    {
        var code = string.Concat(Enumerable.Repeat(start + " ", start == "block" ? depth : 1)) + string.Concat(Enumerable.Repeat(end + " ", depth));
        var module = TextParser.Parse($"(func {code})");
        var text = ModulePrinter.Print(module, new PrintOptions(CodeLayout.Folded));
        Assert.Equal(ModuleEncoder.Encode(module), ModuleEncoder.Encode(TextParser.Parse(text)));
    }

    [Fact]
    public void AnnotatesNamesThatTwoFunctionsShare()
    {
        NameSection names = new() { Functions = SampleModules.Names((0, "f"), (1, "f"), (2, "odd name")) };
        DefinedFunction function = new(0, new FunctionBody([], new InstructionWriter().End().ToArray()));
        Module module = new()
        {
            Types = [FunctionType.Empty],
            Functions = [function, function, function],
            CustomSections = [names.ToCustomSection()],
        };
        var again = TextParser.Parse(ModulePrinter.Print(module));
        Assert.Equal(["f", "f", "odd name"], again.Names.Functions.Values);
        Assert.Equal(ModuleEncoder.Encode(module), ModuleEncoder.Encode(again));
    }
}
