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
            Assert.Equal(bytes, Streamed(module));
        }
    }

    // Pieces that are larger than what is kept back before the stream gets it, and as large.
    [Theory]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(200_000)]
    public void StreamsGetTheSameBytes(int length)
    {
        Module module = new()
        {
            Memories = [new MemoryType(new SizeLimits(10))],
            DataSegments = [DataSegment.At(0, new byte[3]), DataSegment.At(1, Enumerable.Range(0, length).Select(i => (byte)i).ToArray()), DataSegment.At(2, new byte[5])],
            Exports = [new Export(new string('n', length), ExternalKind.Memory, 0), new Export("m", ExternalKind.Memory, 0)],
        };
        var bytes = ModuleEncoder.Encode(module);
        Assert.Equal(bytes, Streamed(module));
        Assert.Equal(bytes, ModuleEncoder.Encode(ModuleDecoder.Decode(bytes)));
    }

    private static byte[] Streamed(Module module)
    {
        using MemoryStream stream = new();
        ModuleEncoder.Encode(module, stream);
        return stream.ToArray();
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
