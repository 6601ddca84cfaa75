using System.Collections.Generic;
using System.Linq;
using Krait.Wasm;

namespace Krait.Fuzz.Generation;

/// <summary>A module that can still be changed. What the generator fills and the shrinker empties.</summary>
internal sealed class ModuleDraft
{
    public List<TypeDefinition> Types { get; init; } = [];

    public List<Import> Imports { get; init; } = [];

    public List<DefinedFunction> Functions { get; init; } = [];

    public List<DefinedTable> Tables { get; init; } = [];

    public List<MemoryType> Memories { get; init; } = [];

    public List<TagType> Tags { get; init; } = [];

    public List<DefinedGlobal> Globals { get; init; } = [];

    public List<Export> Exports { get; init; } = [];

    public int? StartFunction { get; set; }

    public List<ElementSegment> Elements { get; init; } = [];

    public List<DataSegment> DataSegments { get; init; } = [];

    public List<CustomSection> CustomSections { get; init; } = [];

    public static ModuleDraft Of(Module module) => new()
    {
        Types = [.. module.Types],
        Imports = [.. module.Imports],
        Functions = [.. module.Functions],
        Tables = [.. module.Tables],
        Memories = [.. module.Memories],
        Tags = [.. module.Tags],
        Globals = [.. module.Globals],
        Exports = [.. module.Exports],
        StartFunction = module.StartFunction,
        Elements = [.. module.Elements],
        DataSegments = [.. module.DataSegments],
        CustomSections = [.. module.CustomSections],
    };

    /// <summary>The index of a function type, added if it is not there.</summary>
    public int TypeIndexOf(FunctionType type)
    {
        for (int i = 0; i < Types.Count; i++)
        {
            if (Types[i].Composite is FunctionType known && known.Equals(type))
                return i;
        }

        Types.Add(type);
        return Types.Count - 1;
    }

    public Module ToModule() => new()
    {
        Types = [.. Types],
        Imports = [.. Imports],
        Functions = [.. Functions],
        Tables = [.. Tables],
        Memories = [.. Memories],
        Tags = [.. Tags],
        Globals = [.. Globals],
        Exports = [.. Exports],
        StartFunction = StartFunction,
        Elements = [.. Elements],
        DataSegments = [.. DataSegments],
        CustomSections = [.. CustomSections],
        HasDataCount = DataSegments.Count > 0,
    };

    /// <summary>Exports every memory, table, global and tag that is not exported yet, so that a judge can look at them.</summary>
    public ModuleDraft Expose()
    {
        Module module = ToModule();
        Expose(ExternalKind.Memory, "memory", module.MemoryTypes.Length);
        Expose(ExternalKind.Table, "table", module.TableTypes.Length);
        Expose(ExternalKind.Global, "global", module.GlobalTypes.Length);
        Expose(ExternalKind.Tag, "tag", module.TagTypes.Length);
        return this;
    }

    private void Expose(ExternalKind kind, string prefix, int count)
    {
        for (int i = 0; i < count; i++)
        {
            string name = prefix + i;
            if (!Exports.Any(export => (export.Kind == kind && export.Index == i) || export.Name == name))
                Exports.Add(new Export(name, kind, i));
        }
    }
}
