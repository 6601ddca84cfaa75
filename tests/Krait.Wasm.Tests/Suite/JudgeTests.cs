using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using Krait.Testing.Programs;
using Krait.Testing.Wast;

namespace Krait.Wasm.Tests.Suite;

// What the reader, the printer and the encoder make of the official suite's modules, judged by others: Node's V8 for the bytes,
// Debian's wabt for the text.
public sealed partial class JudgeTests(ITestOutputHelper output)
{
    // What neither judge has: V8 12 and wabt 1.0.33 are the first with extended constants.
    private const WasmFeatures NotJudged = WasmFeatures.ExceptionHandling | WasmFeatures.ExtendedConstants;

    // Prints the names of the files of a folder that are no valid modules.
    private const string NodeScript = """
        const fs = require('fs'), path = require('path'), folder = process.argv[1];
        for (const name of fs.readdirSync(folder))
          if (!WebAssembly.validate(fs.readFileSync(path.join(folder, name)))) console.log(name);
        """;

    [Fact]
    public void NodeAcceptsEveryModuleThatIsWritten()
    {
        SkipWithout("node");
        List<SuiteModules.Item> modules = [.. SuiteModules.Valid()];
        using Workplace folder = new();
        for (var i = 0; i < modules.Count; i++)
            File.WriteAllBytes(folder.File($"{i}.wasm"), ModuleEncoder.Encode(modules[i].Module));
        var node = CommandRun.Of("node", ["-e", NodeScript, folder.Path]);
        Assert.Equal((0, ""), (node.ExitCode, node.Errors));
        var refused = node.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(name => modules[int.Parse(Path.GetFileNameWithoutExtension(name))])
            .ToList();
        var newer = refused.Where(item => IsNewer(item.Module)).ToList();
        output.WriteLine($"node judged {modules.Count - newer.Count} modules and lacks what {newer.Count} others need");
        Assert.Empty(refused.Except(newer).Select(item => item.Place));
        Assert.InRange(modules.Count - newer.Count, 1000, int.MaxValue);
    }

    [Theory]
    [InlineData(CodeLayout.Flat)]
    [InlineData(CodeLayout.Folded)]
    public void WabtMakesTheSameBytesOfWhatIsPrinted(CodeLayout layout)
    {
        SkipWithout("wast2json");
        List<SuiteModules.Item> modules = [.. SuiteModules.Valid().Where(item => !IsNewer(item.Module))];
        using Workplace folder = new();
        StringBuilder script = new();
        List<byte[]> expected = [];
        foreach (var item in modules)
        {
            var text = ModulePrinter.Print(Bare(item.Module), new PrintOptions(layout, PrintedIdentifiers.Indices));
            expected.Add(ModuleEncoder.Encode(TextParser.Parse(text)));
            script.Append(text).Append('\n');
        }

        File.WriteAllText(folder.File("all.wast"), script.ToString());
        var wabt = CommandRun.Of("wast2json", ["--enable-tail-call", "--enable-exceptions", "--enable-extended-const", "all.wast", "-o", "all.json"], folder.Path);
        Assert.True(wabt.ExitCode == 0, wabt.Errors);
        output.WriteLine($"wabt judged {modules.Count} modules, {modules.Where((_, i) => File.ReadAllBytes(folder.File($"all.{i}.wasm")).AsSpan().SequenceEqual(expected[i])).Count()} of them to the byte");
        Assert.Empty(modules.Where((item, i) => !Agrees(expected[i], File.ReadAllBytes(folder.File($"all.{i}.wasm")))).Select(item => item.Place));
        Assert.InRange(modules.Count, 1000, int.MaxValue);
    }

    // Without custom sections, of which wabt knows only the names.
    private static Module Bare(Module module) => new()
    {
        Types = module.Types,
        Imports = module.Imports,
        Functions = module.Functions,
        Tables = module.Tables,
        Memories = module.Memories,
        Tags = module.Tags,
        Globals = module.Globals,
        Exports = module.Exports,
        StartFunction = module.StartFunction,
        Elements = module.Elements,
        DataSegments = module.DataSegments,
        HasDataCount = module.HasDataCount,
    };

    // wabt writes a block's type and a segment's functions in the shortest way, whichever way its text has them, and no empty else.
    private static bool Agrees(byte[] expected, byte[] found) => expected.AsSpan().SequenceEqual(found) || ShortestText(expected) == ShortestText(found);

    private static string ShortestText(byte[] bytes)
    {
        var text = ModulePrinter.Print(ModuleDecoder.Decode(bytes));
        text = EmptyElse().Replace(BlockTypeIndex().Replace(text, ""), "");
        return FunctionItems().Replace(text, match => "func" + FunctionItem().Replace(match.Groups[1].Value, "$1") + ")");
    }

    [GeneratedRegex(@"(?<=^ *(block|loop|if|try) \(;@\d+;\)) \(type \d+\)", RegexOptions.Multiline)]
    private static partial Regex BlockTypeIndex();

    [GeneratedRegex(@"^ *else\n(?= *end)", RegexOptions.Multiline)]
    private static partial Regex EmptyElse();

    [GeneratedRegex(@"funcref((?: \(item ref\.func \d+\))*)\)$", RegexOptions.Multiline)]
    private static partial Regex FunctionItems();

    [GeneratedRegex(@"\(item ref\.func (\d+)\)")]
    private static partial Regex FunctionItem();

    // Judges may lack some features, and two rules of 3.0 that are none: segments of references that are never null, and
    // constants made of the module's own globals.
    private static bool IsNewer(Module module) =>
        !SuiteModules.IsValidWithout(NotJudged, module)
        || module.Elements.Any(segment => !segment.Type.IsNullable && !segment.Expressions.IsDefault)
        || Constants(module).Any(constant => NamesOwnGlobal(module, constant));

    private static IEnumerable<ConstantExpression> Constants(Module module) =>
    [
        .. module.Globals.Select(global => global.Initializer),
        .. module.DataSegments.Select(segment => segment.Offset).OfType<ConstantExpression>(),
        .. module.Elements.Select(segment => segment.Offset).OfType<ConstantExpression>(),
        .. module.Elements.Where(segment => !segment.Expressions.IsDefault).SelectMany(segment => segment.Expressions),
    ];

    private static bool NamesOwnGlobal(Module module, ConstantExpression constant)
    {
        InstructionReader reader = new(constant.Code.Span);
        while (!reader.AtEnd)
        {
            if (reader.Read() == WasmOp.GlobalGet && module.ImportedGlobalCount <= reader.Index)
                return true;
        }

        return false;
    }

    private static void SkipWithout(string judge)
    {
        Assert.SkipUnless(SuiteFolder.PathOrNull is not null, SuiteFolder.AbsenceNote);
        Assert.SkipUnless(CommandRun.Exists(judge), $"{judge} is not on this machine; './dev test' installs it where it can");
    }

    private sealed class Workplace : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("krait-judge-").FullName;

        public string File(string name) => System.IO.Path.Combine(Path, name);

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
