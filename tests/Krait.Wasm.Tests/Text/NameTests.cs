using System;
using System.Linq;

namespace Krait.Wasm.Tests.Text;

// Names of every kind go from text to the name section, to bytes, and back to the same text and bytes.
public sealed class NameTests
{
    private const string Everything = """
        (module $m
          (type $pair (struct (field $x i32) (field (@name "") i64)))
          (type $t (func (param i32)))
          (import "env" "f" (func $imported (type $t) (param $p i32)))
          (table $tab 1 funcref)
          (memory $mem 1)
          (tag $tag (type $t))
          (global $g i32 (i32.const 0))
          (elem $e func $imported)
          (func $f (@name "not an identifier") (param $a i32) (local (@name "a") i64)
            block $outer
              loop $outer
                br $outer
                br 1
              end
            end
            local.get $a
            if (@name "")
            end)
          (data $d "x"))
        """;

    [Fact]
    public void KeepsEveryKind()
    {
        var names = ModuleDecoder.Decode(ModuleEncoder.Encode(TextParser.Parse(Everything))).Names;
        Assert.Equal("m", names.ModuleName);
        Assert.Equal(["imported", "not an identifier"], names.Functions.Values);
        Assert.Equal(["p"], names.Locals[0].Values);
        Assert.Equal(["a", "a"], names.Locals[1].Values);
        Assert.Equal([(0, "outer"), (1, "outer"), (2, "")], names.Labels[1].Select(pair => (pair.Key, pair.Value)));
        Assert.Equal(["x", ""], names.Fields[0].Values);
        Assert.Equal(["pair", "t"], names.Types.Values);
        Assert.Equal(
            ["tab", "mem", "tag", "g", "e", "d"],
            [names.Tables[0], names.Memories[0], names.Tags[0], names.Globals[0], names.Elements[0], names.DataSegments[0]]);
        Assert.Null(names.Damage);
    }

    [Theory]
    [InlineData(CodeLayout.Flat)]
    [InlineData(CodeLayout.Folded)]
    public void PrintsThemBack(CodeLayout layout)
    {
        var module = TextParser.Parse(Everything);
        var text = ModulePrinter.Print(module, new PrintOptions(layout));
        Assert.DoesNotContain("@custom", text, StringComparison.Ordinal);
        Assert.Contains("loop $outer", text, StringComparison.Ordinal);
        Assert.Equal(ModuleEncoder.Encode(module), ModuleEncoder.Encode(TextParser.Parse(text)));
    }

    [Fact]
    public void PrintsIndicesWhereNamesAreNotWanted()
    {
        var text = ModulePrinter.Print(TextParser.Parse(Everything), new PrintOptions(Identifiers: PrintedIdentifiers.Indices));
        Assert.DoesNotContain("$", text, StringComparison.Ordinal);
        Assert.True(TextParser.Parse(text).Names.IsEmpty);
    }

    // Where the section stands and what else is in it must survive, so it is printed byte by byte.
    [Theory]
    [InlineData("0004046E616D65010101", true)]
    [InlineData("000800056E616D6573", true)]
    public void PrintsASectionThatIdentifiersCannotSayAsBytes(string hex, bool isOdd)
    {
        Module module = new() { CustomSections = [new CustomSection(NameSection.SectionName, Convert.FromHexString(hex))] };
        var text = ModulePrinter.Print(module);
        Assert.Equal(isOdd, text.Contains("@custom \"name\"", StringComparison.Ordinal));
        Assert.Equal(ModuleEncoder.Encode(module), ModuleEncoder.Encode(TextParser.Parse(text)));
    }

    [Theory]
    [InlineData("0102", "unexpected end at byte 1 of the section")]
    [InlineData("01040200610061", "unexpected end at byte 2 of the section")]
    [InlineData("010702000161000162", "index 0 does not rise at byte 7 of the section")]
    [InlineData("010401000261", "unexpected end at byte 5 of the section")]
    [InlineData("000400016100", "the subsection is longer than its names at byte 3 of the section")]
    public void SaysWhatIsDamagedAndGoesOn(string hex, string damage)
    {
        Module module = new() { CustomSections = [new CustomSection(NameSection.SectionName, Convert.FromHexString(hex))] };
        Assert.Equal(damage, ModuleValidator.Validate(module).Module.Names.Damage);
    }

    [Theory]
    [InlineData(".debug_info,name,producers,target_features")]
    [InlineData("name")]
    [InlineData("a,b,name")]
    public void PutsTheNamesWhereToolChainsDo(string order)
    {
        var sections = order.Split(',');
        var text = "(module $m" + string.Concat(sections.Where(name => name != "name").Select(name => $"(@custom \"{name}\" \"x\")")) + ")";
        var module = ModuleDecoder.Decode(ModuleEncoder.Encode(TextParser.Parse(text)));
        Assert.Equal(sections, module.CustomSections.Select(section => section.Name));
        Assert.DoesNotContain("@custom \"name\"", ModulePrinter.Print(module), StringComparison.Ordinal);
    }
}
