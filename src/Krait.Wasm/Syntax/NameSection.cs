using System.Collections.Generic;
using System.Collections.Immutable;

namespace Krait.Wasm;

/// <summary>Names for people: of the module, its functions, their locals and the rest. They never change what a module means.</summary>
/// <remarks>Spec: appendix, custom sections, name section.</remarks>
public sealed class NameSection
{
    /// <summary>The name of the custom section.</summary>
    public const string SectionName = "name";

    /// <summary>No names.</summary>
    public static NameSection Empty { get; } = new();

    /// <summary>The module's name, or null.</summary>
    public string? ModuleName { get; init; }

    /// <summary>Function names by function index, imports counted first.</summary>
    public ImmutableSortedDictionary<int, string> Functions { get; init; } = ImmutableSortedDictionary<int, string>.Empty;

    /// <summary>Names of parameters and locals by function index, then local index.</summary>
    public ImmutableSortedDictionary<int, ImmutableSortedDictionary<int, string>> Locals { get; init; } =
        ImmutableSortedDictionary<int, ImmutableSortedDictionary<int, string>>.Empty;

    /// <summary>Names of labels by function index, then label index: the function's blocks are counted in order of their first instruction.</summary>
    public ImmutableSortedDictionary<int, ImmutableSortedDictionary<int, string>> Labels { get; init; } =
        ImmutableSortedDictionary<int, ImmutableSortedDictionary<int, string>>.Empty;

    /// <summary>Type names by type index.</summary>
    public ImmutableSortedDictionary<int, string> Types { get; init; } = ImmutableSortedDictionary<int, string>.Empty;

    /// <summary>Table names by table index.</summary>
    public ImmutableSortedDictionary<int, string> Tables { get; init; } = ImmutableSortedDictionary<int, string>.Empty;

    /// <summary>Memory names by memory index.</summary>
    public ImmutableSortedDictionary<int, string> Memories { get; init; } = ImmutableSortedDictionary<int, string>.Empty;

    /// <summary>Global names by global index.</summary>
    public ImmutableSortedDictionary<int, string> Globals { get; init; } = ImmutableSortedDictionary<int, string>.Empty;

    /// <summary>Element segment names by segment index.</summary>
    public ImmutableSortedDictionary<int, string> Elements { get; init; } = ImmutableSortedDictionary<int, string>.Empty;

    /// <summary>Data segment names by segment index.</summary>
    public ImmutableSortedDictionary<int, string> DataSegments { get; init; } = ImmutableSortedDictionary<int, string>.Empty;

    /// <summary>Names of structure fields by type index, then field index.</summary>
    public ImmutableSortedDictionary<int, ImmutableSortedDictionary<int, string>> Fields { get; init; } =
        ImmutableSortedDictionary<int, ImmutableSortedDictionary<int, string>>.Empty;

    /// <summary>Tag names by tag index.</summary>
    public ImmutableSortedDictionary<int, string> Tags { get; init; } = ImmutableSortedDictionary<int, string>.Empty;

    /// <summary>
    /// What is damaged in the section these names were read from, with the offset in the section, or null. Damage never stops a
    /// module from running.
    /// </summary>
    public string? Damage { get; init; }

    /// <summary>Whether there is no name at all.</summary>
    public bool IsEmpty =>
        ModuleName is null && Functions.IsEmpty && Locals.IsEmpty && Labels.IsEmpty && Types.IsEmpty && Tables.IsEmpty && Memories.IsEmpty
        && Globals.IsEmpty && Elements.IsEmpty && DataSegments.IsEmpty && Fields.IsEmpty && Tags.IsEmpty;

    /// <summary>The name of a function, or null.</summary>
    public string? FunctionName(int functionIndex) => Functions.GetValueOrDefault(functionIndex);

    /// <summary>The name section of a list of custom sections; empty where it is missing or damaged.</summary>
    /// <remarks>The specification asks engines to ignore a damaged name section, so what was read before the damage is kept.</remarks>
    public static NameSection Find(ImmutableArray<CustomSection> sections)
    {
        foreach (var section in sections)
        {
            if (section.Name == SectionName)
                return Binary.NameSectionCodec.Decode(section.Bytes.Span);
        }

        return Empty;
    }

    /// <summary>The names as a custom section that stands at the end of the module.</summary>
    public CustomSection ToCustomSection() => new(SectionName, Binary.NameSectionCodec.Encode(this));
}
