using System;
using System.IO;
using System.Linq;
using System.Text;
using Krait.Testing.Programs;
using Krait.Wasm;

namespace Krait.Cli.Tests;

public class TextCommandTests
{
    private const string Text = "(module $m\n  (func $half (export \"half\") (param $x i32) (result i32)\n    (i32.div_s (local.get $x) (i32.const 2))))\n";

    [Fact]
    public void TranslatesBesideTheFile()
    {
        using var folder = new TemporaryFolder();
        string text = folder.Write("m.wat", Text);
        CommandResult result = CommandResult.Run("wat2wasm", text);
        Assert.Equal((0, string.Empty, string.Empty), (result.ExitCode, result.Output, result.Error));
        Module module = ModuleDecoder.Decode(File.ReadAllBytes(folder.Combine("m.wasm")));
        Assert.Equal("half", module.Names.FunctionName(0));
    }

    [Theory]
    [InlineData]
    [InlineData("-o", "-")]
    public void TranslatesFromStandardInputToStandardOutput(params string[] options)
    {
        CommandResult result = CommandResult.RunWith(Encoding.UTF8.GetBytes(Text), ["wat2wasm", "-", .. options]);
        Assert.Equal((0, string.Empty), (result.ExitCode, result.Error));
        CommandResult back = CommandResult.RunWith(result.OutputBytes, "wasm2wat", "-");
        Assert.Equal(ModulePrinter.Print(TextParser.Parse(Text)), back.Output);
        Assert.Equal(result.OutputBytes, CommandResult.RunWith(Encoding.UTF8.GetBytes(back.Output), "wat2wasm", "-").OutputBytes);
    }

    [Fact]
    public void LeavesOutNames()
    {
        CommandResult result = CommandResult.RunWith(Encoding.UTF8.GetBytes(Text), "wat2wasm", "-", "--no-names");
        Assert.Empty(ModuleDecoder.Decode(result.OutputBytes).CustomSections);
        CommandResult text = CommandResult.RunWith(Encoding.UTF8.GetBytes(Text), "wasm2wat", "-", "--no-names");
        Assert.DoesNotContain("$", text.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void FoldsExpressions()
    {
        using var folder = new TemporaryFolder();
        string output = folder.Combine("folded.wat");
        CommandResult result = CommandResult.RunWith(Encoding.UTF8.GetBytes(Text), "wasm2wat", "-", "-f", "-o", output);
        Assert.Equal((0, string.Empty, string.Empty), (result.ExitCode, result.Output, result.Error));
        Assert.Contains("(i32.div_s (local.get $x) (i32.const 2))", File.ReadAllText(output), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("(module (func i32.ad))", 65, "krait: m.wat:1:15: unknown operator i32.ad, did you mean 'i32.add'\n")]
    [InlineData("(module\n  (func (result i32)))", 65, "krait: type mismatch")]
    public void SaysWhereTextIsWrong(string text, int exitCode, string message)
    {
        using var folder = new TemporaryFolder();
        string file = folder.Write("m.wat", text);
        CommandResult result = CommandResult.Run("wat2wasm", file);
        Assert.Equal(exitCode, result.ExitCode);
        Assert.StartsWith(message, result.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.Combine("m.wasm")));
    }

    [Fact]
    public void WritesWhatIsNotValidWhenAskedTo()
    {
        CommandResult result = CommandResult.RunWith("(module (func (result i32)))"u8.ToArray(), "wat2wasm", "-", "--no-check");
        Assert.Equal((0, string.Empty), (result.ExitCode, result.Error));
        Assert.Equal(65, CommandResult.RunWith(result.OutputBytes, "wasm2wat", "-").ExitCode);
        Assert.Contains("(result i32)", CommandResult.RunWith(result.OutputBytes, "wasm2wat", "-", "--no-check").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void ValidatesEveryFileItIsGiven()
    {
        using var folder = new TemporaryFolder();
        string good = folder.Write("good.wat", Text);
        string bad = folder.Write("bad.wat", "(module\n  (func (param i33)))");
        string wrong = folder.Combine("wrong.wasm");
        File.WriteAllBytes(wrong, [0, (byte)'a', (byte)'s', (byte)'m', 2, 0, 0, 0]);
        CommandResult result = CommandResult.Run("validate", bad, wrong, good);
        Assert.Equal((65, good + ": valid\n"), (result.ExitCode, result.Output));
        Assert.Equal(
            ["krait: bad.wat:2:16: unknown operator i33: expected a value type", $"krait: {wrong}: unknown binary version at byte 4"],
            result.Error.TrimEnd('\n').Split('\n'));
        Assert.Equal(0, CommandResult.Run("validate", good).ExitCode);
        Assert.Equal(66, CommandResult.Run("validate", folder.Combine("none.wat")).ExitCode);
    }

    [Fact]
    public void TextThatIsNotUtf8IsRefusedWhereItBreaks()
    {
        CommandResult result = CommandResult.RunWith([.. "(module\n  ;; "u8, 0xFF, (byte)')'], "validate", "-");
        Assert.Equal((65, "krait: stdin:2:6: malformed UTF-8 encoding\n"), (result.ExitCode, result.Error));
    }

    [Fact]
    public void TrapsShowLinesOfText()
    {
        using var folder = new TemporaryFolder();
        string file = folder.Write("m.wat", "(module\n  (func $inner unreachable)\n  (func (export \"f\")\n    call $inner))");
        CommandResult result = CommandResult.Run("call", file, "f");
        Assert.Equal((1, "krait: trap: unreachable\n    at inner (m.wat:2:16)\n    at f (m.wat:4:5)\n"), (result.ExitCode, result.Error));
    }

    [Theory]
    [InlineData("-gdwarf-4")]
    [InlineData("-gdwarf-5")]
    public void TrapsShowLinesOfC(string version)
    {
        Assert.SkipUnless(ClangToolchain.Missing is null, ClangToolchain.Missing ?? "");
        using var folder = new TemporaryFolder();
        string source = Path.Combine(ClangToolchain.CaseFolder, "debug", "geometry.c");
        string file = folder.Combine("geometry.wasm");
        File.WriteAllBytes(file, ClangToolchain.Compile([source], version, "-mexec-model=reactor"));
        CommandResult result = CommandResult.Run("call", file, "steepness", "1", "2");
        string[] lines = [.. result.Error.TrimEnd('\n').Split('\n').Select(line => line.Replace(source, "geometry.c", StringComparison.Ordinal))];
        Assert.Equal(1, result.ExitCode);
        Assert.Equal(["krait: trap: integer divide by zero", "    at divide (geometry.c:6:14)", "    at slope (geometry.c:13:12)"], lines[..3]);
        Assert.StartsWith("    at steepness (geometry.c:22:", lines[3], StringComparison.Ordinal);
    }
}
