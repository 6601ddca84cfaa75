using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Xml.Linq;
using Krait.Cli.Drawing;
using Krait.Runtime;

namespace Krait.Cli.Tests;

// The engine's own tests say what a profiler sees; these say how the command draws it.
public class ProfileTests
{
    private static readonly XNamespace s_svg = "http://www.w3.org/2000/svg";

    [Theory]
    [InlineData("compiler")]
    [InlineData("interpreter")]
    public void DrawsWhereAProgramSpendsItsTime(string backend)
    {
        using var folder = new TemporaryFolder();
        string picture = folder.Combine("time.svg");
        CommandResult result = CommandResult.Run(
            "call", folder.Write("m.wat", "(module (func $spin (loop (br 0))) (func (export \"f\") (call $spin)))"), "f", "--timeout", "2000", "--backend", backend, "--profile", picture);
        Assert.Equal(75, result.ExitCode);
        string[] titles = [.. XDocument.Load(picture).Descendants(s_svg + "title").Select(static title => title.Value)];
        Assert.Equal("f of m.wat", titles[0]);
        Assert.Contains(titles, static title => title.StartsWith("f: ", StringComparison.Ordinal));
        Assert.Contains(titles, static title => title.StartsWith("spin: ", StringComparison.Ordinal));
    }

    [Fact]
    public void CalleesStandBelowTheirCallersInProportion()
    {
        ProfiledCall root = Call("", 0, Call("main", 1, Call("a", 6), Call("b", 2, Call("env.<write>", 1))));
        XElement picture = XDocument.Parse(FlameGraph.Draw("t", root)).Root!;
        (string Name, double X, double Y, double Width)[] boxes =
        [
            .. picture.Elements(s_svg + "g").Select(static box => (
                box.Element(s_svg + "title")!.Value.Split(':')[0],
                Number(box, "x"),
                Number(box, "y"),
                Number(box, "width"))),
        ];
        Assert.Equal(["main", "a", "b", "env.<write>"], boxes.Take(4).Select(static box => box.Name));
        Assert.Equal(1176, boxes[0].Width, 0.1);
        Assert.Equal(705.6, boxes[1].Width, 0.1);
        Assert.Equal(352.8, boxes[2].Width, 0.1);
        Assert.Equal(boxes[1].X + boxes[1].Width, boxes[2].X, 0.1);
        Assert.True(boxes[0].Y < boxes[1].Y && boxes[1].Y.Equals(boxes[2].Y) && boxes[2].Y < boxes[3].Y);
        Assert.Contains("a: 6,000 ms, 60.0 %, 6,000 ms of it itself", picture.Descendants(s_svg + "title").Select(static title => title.Value));
        Assert.Contains("a: 6,000 ms, 60.0 %", picture.Descendants(s_svg + "title").Select(static title => title.Value));
    }

    [Fact]
    public void AProgramThatEndsAtOnceGivesAnEmptyPicture()
    {
        XElement picture = XDocument.Parse(FlameGraph.Draw("t", Call("", 0))).Root!;
        Assert.Empty(picture.Descendants(s_svg + "rect"));
        Assert.Contains(picture.Descendants(s_svg + "text"), static text => text.Value == "the guest was never seen running");
    }

    [Fact]
    public void DoesNotGoWithTracingFunctions()
    {
        using var folder = new TemporaryFolder();
        string picture = folder.Combine("time.svg");
        CommandResult result = CommandResult.Run("run", folder.Write("m.wat", "(module (func (export \"main\")))"), "--trace", "--profile", picture);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("--trace=imports only", result.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(picture));
    }

    private static ProfiledCall Call(string name, int seconds, params ProfiledCall[] callees)
    {
        TimeSpan self = TimeSpan.FromSeconds(seconds);
        return new ProfiledCall(name, self, callees.Aggregate(self, static (sum, callee) => sum + callee.TotalTime), [.. callees]);
    }

    private static double Number(XElement box, string name) => double.Parse(box.Element(s_svg + "rect")!.Attribute(name)!.Value, CultureInfo.InvariantCulture);
}
