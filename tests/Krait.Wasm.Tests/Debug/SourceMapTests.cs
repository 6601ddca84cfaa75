using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Krait.Testing.Programs;

namespace Krait.Wasm.Tests.Debug;

// Lines of code that clang compiled, for every instruction, against what llvm-dwarfdump says of the same module.
public sealed partial class SourceMapTests
{
    private const string DwarfDump = "/usr/lib/llvm-19/bin/llvm-dwarfdump";

    [Theory]
    [InlineData("-gdwarf-4", "-O0")]
    [InlineData("-gdwarf-5", "-O0")]
    [InlineData("-gdwarf-4", "-O2")]
    [InlineData("-gdwarf-5", "-O2")]
    public void FindsTheLineOfEveryInstruction(string version, string optimisation)
    {
        Assert.SkipUnless(ClangToolchain.Missing is null, ClangToolchain.Missing ?? "");
        Assert.SkipUnless(File.Exists(DwarfDump), $"no judge of line tables: {DwarfDump} is missing (package llvm-19)");
        var bytes = ClangToolchain.Compile([Path.Combine(ClangToolchain.CaseFolder, "debug", "geometry.c")], version, optimisation, "-mexec-model=reactor");
        var rows = Dump(bytes);
        var module = ModuleDecoder.Decode(bytes);
        var compared = 0;
        var mine = 0;
        for (var defined = 0; defined < module.Functions.Length; defined++)
        {
            var body = module.Functions[defined].Body;
            InstructionReader reader = new(body.Code.Span);
            while (!reader.AtEnd)
            {
                reader.Read();
                var found = module.Source.TryFind(module.ImportedFunctionCount + defined, reader.Offset, out var place);
                var expected = RowAt(rows, body.CodeOffsetInModule - module.CodeSectionOffset + reader.Offset);
                Assert.Equal(expected is { Line: > 0 }, found);
                if (!found)
                    continue;
                compared++;
                Assert.Equal((expected!.Value.Line, expected.Value.Column), (place.Line, place.Column));
                mine += place.File.EndsWith("geometry.c", StringComparison.Ordinal) ? 1 : 0;
            }
        }

        Assert.InRange(mine, 20, compared);
    }

    [Fact]
    public void NamesTheLinesOfText()
    {
        var module = TextParser.Parse("(module\n  (func nop\n    (drop (i32.const 1))))", "m.wat");
        Assert.True(module.Source.TryFind(0, 0, out var first));
        Assert.Equal("m.wat:2:9", first.ToString());
        Assert.True(module.Source.TryFind(0, 1, out var second));
        Assert.Equal("m.wat:3:11", second.ToString());
    }

    // Damage in a line table costs lines, never more.
    [Fact]
    public void SurvivesDamageOfEveryKind()
    {
        var random = new Random(20);
        var program = Sample();
        Assert.Equal("d/f.c:7:3", Find(program));
        for (var i = 0; i < program.Length; i++)
        {
            Find(program[..i]);
            for (var j = 0; j < 8; j++)
            {
                var changed = program.ToArray();
                changed[i] = (byte)random.Next(256);
                changed[random.Next(changed.Length)] = (byte)random.Next(256);
                Find(changed);
            }
        }
    }

    [Fact]
    public void StopsAtTablesThatClaimTheWorld()
    {
        // Version 5 with file tables of 2^63 entries: one without columns, one with a column of no known form.
        foreach (var tables in (string[])["00 FFFFFFFFFFFFFFFF7F", "01 01 19 FFFFFFFFFFFFFFFF7F"])
        {
            var header = Convert.FromHexString(("01 01 01 FB 0E 0D 000101010100000001000001" + tables).Replace(" ", "", StringComparison.Ordinal));
            byte[] unit = [5, 0, 4, 0, (byte)header.Length, 0, 0, 0, .. header];
            Assert.Null(Find([(byte)unit.Length, 0, 0, 0, .. unit]));
        }
    }

    // A version 4 unit: directory d, file f.c, and code from 3 to 100 at line 7, column 3.
    private static byte[] Sample()
    {
        byte[] header = [1, 1, 1, 0xFB, 14, 13, 0, 1, 1, 1, 1, 0, 0, 0, 1, 0, 0, 1, (byte)'d', 0, 0, .. "f.c\0"u8, 1, 0, 0, 0];
        byte[] program = [0, 5, 2, 3, 0, 0, 0, 3, 6, 5, 3, 1, 2, 97, 0, 1, 1];
        byte[] unit = [4, 0, (byte)header.Length, 0, 0, 0, .. header, .. program];
        return [(byte)unit.Length, 0, 0, 0, .. unit];
    }

    private static string? Find(byte[] lines)
    {
        Module module = new()
        {
            Types = [FunctionType.Empty],
            Functions = [new DefinedFunction(0, new FunctionBody([], new byte[] { 0x0B }, 14))],
            CodeSectionOffset = 10,
            CustomSections = [new CustomSection(".debug_line", lines)],
        };
        return module.Source.TryFind(0, 0, out var place) ? place.ToString() : null;
    }

    private static (int Line, int Column)? RowAt(List<(long Address, int Line, int Column, bool IsEnd)> rows, int address)
    {
        var index = rows.FindLastIndex(row => row.Address <= address);
        return index < 0 || rows[index].IsEnd ? null : (rows[index].Line, rows[index].Column);
    }

    // Rows of all sequences by address; code that the linker left out has the last address there is.
    private static List<(long Address, int Line, int Column, bool IsEnd)> Dump(byte[] module)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(file, module);
            var run = CommandRun.Of(DwarfDump, ["--debug-line", file]);
            Assert.Equal(0, run.ExitCode);
            return
            [
                .. run.Output.Split('\n')
                    .Select(line => Row().Match(line))
                    .Where(match => match.Success)
                    .Select(match => (
                        Address: long.Parse(match.Groups[1].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture),
                        Line: int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture),
                        Column: int.Parse(match.Groups[3].Value, CultureInfo.InvariantCulture),
                        IsEnd: match.Groups[4].Value.Contains("end_sequence", StringComparison.Ordinal)))
                    .Where(row => row.Address is > 0 and < 0xFFFF_0000)
                    .OrderBy(row => row.Address)
                    .ThenBy(row => row.IsEnd ? 0 : 1),
            ];
        }
        finally
        {
            File.Delete(file);
        }
    }

    [GeneratedRegex(@"^0x([0-9a-f]{16}) +(\d+) +(\d+) +\d+ +\d+ +\d+ +(.*)$")]
    private static partial Regex Row();
}
