using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Xml.Linq;
using Krait.Wasm;

namespace Krait.Cli.Tests;

public class MapTests
{
    private static readonly XNamespace s_svg = "http://www.w3.org/2000/svg";

    private static readonly string s_text = $"""
        (module
          (memory 1)
          (data (i32.const 0) "{new string('x', 300)}")
          (data (i32.const 0) "")
          (func $small (export "small") (nop))
          (func (export "exported") {string.Concat(Enumerable.Repeat("(nop) ", 400))})
          (func {string.Concat(Enumerable.Repeat("(nop) ", 50))}))
        """;

    [Fact]
    public void SizesAddUpToTheFile()
    {
        using var folder = new TemporaryFolder();
        string module = folder.Combine("m.wasm");
        byte[] bytes = ModuleEncoder.Encode(TextParser.Parse(s_text));
        File.WriteAllBytes(module, bytes);
        Assert.Equal(bytes.Length, Boxes(Draw(module)).Sum(static box => box.Amount));
        Assert.Equal(bytes.Length, Boxes(Draw(folder.Write("m.wat", s_text))).Sum(static box => box.Amount));
    }

    [Fact]
    public void AreasAreInProportionWithinASection()
    {
        using var folder = new TemporaryFolder();
        (long Amount, double Area, string Title)[] functions = [.. Boxes(Draw(folder.Write("m.wat", s_text)))
            .Where(static box => box.Title.StartsWith("exported", StringComparison.Ordinal) || box.Title.StartsWith("func[2]", StringComparison.Ordinal))];
        Assert.Equal(2, functions.Length);
        Assert.Equal((double)functions[0].Amount / functions[1].Amount, functions[0].Area / functions[1].Area, 0.2);
        Assert.StartsWith("exported: 401 bytes, ", functions[0].Title, StringComparison.Ordinal);
    }

    [Fact]
    public void EveryBoxIsInThePicture()
    {
        XElement picture = Draw(CommandResult.Example("find_prime.py"));
        double width = Number(picture, "width");
        double height = Number(picture, "height");
        Assert.All(picture.Descendants(s_svg + "rect"), box =>
        {
            Assert.InRange(Number(box, "x"), 0, width);
            Assert.InRange(Number(box, "y"), 0, height);
            Assert.InRange(Number(box, "x") + Number(box, "width"), 0, width);
            Assert.InRange(Number(box, "y") + Number(box, "height"), 0, height);
        });
        Assert.Contains(Boxes(picture), static box => box.Title.StartsWith("find_prime: ", StringComparison.Ordinal));
    }

    [Fact]
    public void ManyFunctionsAreDrawnAsTheLargestAndTheRest()
    {
        using var folder = new TemporaryFolder();
        string text = "(module " + string.Concat(Enumerable.Repeat("(func)", 2000)) + "(func $largest (nop)))";
        XElement picture = Draw(folder.Write("m.wat", text));
        Assert.InRange(picture.Descendants(s_svg + "rect").Count(), 250, 400);
        Assert.Contains(Boxes(picture), static box => box.Title.StartsWith("1751 more functions: 1,751 bytes", StringComparison.Ordinal) && box.Amount == 1751);
    }

    [Fact]
    public void NamesOfAnyKindLeaveItWellFormed()
    {
        using var folder = new TemporaryFolder();
        const string name = "a<b>&\\\"\\00\\1b]]>\\u{fffe}\\u{1f40d}\\u{202e}";
        XElement picture = Draw(folder.Write("m.wat", $"(module (func (export \"{name}\")) (@custom \"{name}\" \"{name}\"))"));
        Assert.Contains(Boxes(picture), static box => box.Title.StartsWith("a<b>&\"\ufffd\ufffd]]>\ufffd\U0001F40D", StringComparison.Ordinal));
    }

    [Fact]
    public void SaysWhatIsNoModule()
    {
        using var folder = new TemporaryFolder();
        string picture = folder.Combine("m.svg");
        Assert.Equal(65, CommandResult.Run("inspect", folder.Write("m.wat", "(module"), "--map", picture).ExitCode);
        Assert.False(File.Exists(picture));
        Assert.Equal(73, CommandResult.Run("inspect", folder.Write("m.wat", "(module)"), "--map", folder.Combine(Path.Combine("none", "m.svg"))).ExitCode);
    }

    private static XElement Draw(string file)
    {
        CommandResult result = CommandResult.Run("inspect", file, "--map", "-");
        Assert.Equal((0, string.Empty), (result.ExitCode, result.Error));
        return XDocument.Parse(result.Output).Root!;
    }

    private static IEnumerable<(long Amount, double Area, string Title)> Boxes(XElement picture) =>
        from box in picture.Descendants(s_svg + "rect")
        let amount = box.Attribute("data-amount")
        where amount is not null
        select (long.Parse(amount.Value, CultureInfo.InvariantCulture), Number(box, "width") * Number(box, "height"), box.Parent!.Element(s_svg + "title")!.Value);

    private static double Number(XElement element, string name) => double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);
}
