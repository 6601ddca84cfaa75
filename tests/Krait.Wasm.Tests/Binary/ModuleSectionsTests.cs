using System.Linq;

namespace Krait.Wasm.Tests.Binary;

public sealed class ModuleSectionsTests
{
    [Fact]
    public void CoversTheWholeFile()
    {
        var bytes = ModuleEncoder.Encode(SampleModules.Everything());
        var sections = ModuleSections.Measure(bytes);
        var next = 8;
        foreach (var section in sections)
        {
            Assert.Equal(next, section.Offset);
            next += section.SizeBytes;
        }

        Assert.Equal(bytes.Length, next);
    }

    [Fact]
    public void NamesSectionsAndCountsItems()
    {
        var sections = ModuleSections.Measure(ModuleEncoder.Encode(SampleModules.Everything()));
        Assert.Equal(
            ["type 2", "import 2", "function 1", "table 1", "memory 1", "global 1", "export 2", "start -1", "element 1", "data count 2", "code 1", "data 2", "name -1"],
            sections.Select(section => $"{section.Name} {section.ItemCount}"));
    }

    [Fact]
    public void RefusesSectionsThatPassTheEnd()
    {
        var error = Assert.Throws<MalformedModuleException>(() => ModuleSections.Measure([0, 0x61, 0x73, 0x6D, 1, 0, 0, 0, 1, 9, 0]));
        Assert.Equal("length out of bounds", error.Reason);
    }
}
