using System.Collections.Generic;
using System.IO;
using System.Linq;
using Krait.Testing;

namespace Krait.Wasm.Tests;

// What is written reads back the same, for modules made of chance with fixed seeds.
public sealed class RoundTripTests
{
    public static IEnumerable<TheoryDataRow<int>> Seeds() => Enumerable.Range(1, 20).Select(seed => new TheoryDataRow<int>(seed));

    [Theory]
    [MemberData(nameof(Seeds))]
    public void DecodesWhatWasEncoded(int seed)
    {
        RandomModules modules = new(seed);
        for (var i = 0; i < 20; i++)
        {
            var module = modules.Next();
            var bytes = ModuleEncoder.Encode(module);
            var again = ModuleDecoder.Decode(bytes);
            Assert.Equal(ModulePrinter.Print(module), ModulePrinter.Print(again));
            Assert.Equal(bytes, ModuleEncoder.Encode(again));
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void ParsesWhatWasPrinted(int seed)
    {
        RandomModules modules = new(seed);
        for (var i = 0; i < 20; i++)
        {
            var text = ModulePrinter.Print(modules.Next());
            var again = TextParser.Parse(text);
            Assert.Equal(text, ModulePrinter.Print(again));
            Assert.Equal(text, ModulePrinter.Print(ModuleDecoder.Decode(ModuleEncoder.Encode(again))));
        }
    }

    [Fact]
    public void ChecksEveryExampleInTextFormat()
    {
        foreach (var path in Directory.EnumerateFiles(RepositoryRoot.File("examples"), "*.wat", SearchOption.AllDirectories))
        {
            var module = TextParser.Parse(File.ReadAllText(path), Path.GetFileName(path));
            Assert.NotEmpty(ModuleValidator.Validate(module).Module.Exports);
        }
    }
}
