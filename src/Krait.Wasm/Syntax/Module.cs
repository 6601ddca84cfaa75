using System;
using System.Collections.Immutable;
using Krait.Wasm.Text;

namespace Krait.Wasm;

/// <summary>
/// A WebAssembly module as data, immutable. Made by <see cref="ModuleDecoder"/>, the text parser or by setting the
/// lists below; nothing here is checked until <see cref="ModuleValidator"/> has seen it.
/// </summary>
/// <remarks>
/// Index spaces count imports first, then definitions. Thread-safe: all state is fixed once made.
/// Spec: syntax/modules.
/// </remarks>
public sealed class Module
{
    private IndexSpaces? _indexSpaces;
    private NameSection? _names;
    private SourceMap? _source;

    /// <summary>The type index space.</summary>
    public ImmutableArray<TypeDefinition> Types { get; init; } = [];

    /// <summary>Imports in order.</summary>
    public ImmutableArray<Import> Imports { get; init; } = [];

    /// <summary>Functions the module defines.</summary>
    public ImmutableArray<DefinedFunction> Functions { get; init; } = [];

    /// <summary>Tables the module defines.</summary>
    public ImmutableArray<DefinedTable> Tables { get; init; } = [];

    /// <summary>Memories the module defines.</summary>
    public ImmutableArray<MemoryType> Memories { get; init; } = [];

    /// <summary>Exception tags the module defines.</summary>
    public ImmutableArray<TagType> Tags { get; init; } = [];

    /// <summary>Globals the module defines.</summary>
    public ImmutableArray<DefinedGlobal> Globals { get; init; } = [];

    /// <summary>Exports in order.</summary>
    public ImmutableArray<Export> Exports { get; init; } = [];

    /// <summary>Index of the function that instantiation calls, or null.</summary>
    public int? StartFunction { get; init; }

    /// <summary>Element segments in order.</summary>
    public ImmutableArray<ElementSegment> Elements { get; init; } = [];

    /// <summary>Data segments in order.</summary>
    public ImmutableArray<DataSegment> DataSegments { get; init; } = [];

    /// <summary>Whether the module states its number of data segments ahead of the code, as <c>memory.init</c> and <c>data.drop</c> need.</summary>
    public bool HasDataCount { get; init; }

    /// <summary>Custom sections in order, the name section among them.</summary>
    public ImmutableArray<CustomSection> CustomSections { get; init; } = [];

    /// <summary>Names from the name section; empty where there is none or it is damaged.</summary>
    public NameSection Names => _names ??= NameSection.Find(CustomSections);

    /// <summary>Finds source lines; read on first use, never fails.</summary>
    public SourceMap Source => _source ??= new SourceMap(this);

    /// <summary>How many functions are imported; the first defined function has this index.</summary>
    public int ImportedFunctionCount => Spaces.ImportedFunctions;

    /// <summary>How many tables are imported.</summary>
    public int ImportedTableCount => Spaces.ImportedTables;

    /// <summary>How many memories are imported.</summary>
    public int ImportedMemoryCount => Spaces.ImportedMemories;

    /// <summary>How many globals are imported.</summary>
    public int ImportedGlobalCount => Spaces.ImportedGlobals;

    /// <summary>How many tags are imported.</summary>
    public int ImportedTagCount => Spaces.ImportedTags;

    /// <summary>Type index of every function, imports first.</summary>
    public ImmutableArray<int> FunctionTypeIndices => Spaces.FunctionTypeIndices;

    /// <summary>Type of every table, imports first.</summary>
    public ImmutableArray<TableType> TableTypes => Spaces.Tables;

    /// <summary>Type of every memory, imports first.</summary>
    public ImmutableArray<MemoryType> MemoryTypes => Spaces.Memories;

    /// <summary>Type of every global, imports first.</summary>
    public ImmutableArray<GlobalType> GlobalTypes => Spaces.Globals;

    /// <summary>Type of every tag, imports first.</summary>
    public ImmutableArray<TagType> TagTypes => Spaces.Tags;

    /// <summary>Where the code stands in the text it was parsed from, or null.</summary>
    internal TextOrigin? Origin { get; init; }

    /// <summary>Where the content of the code section began in the file, in bytes; -1 for modules that were in none.</summary>
    internal int CodeSectionOffset { get; init; } = -1;

    private IndexSpaces Spaces => _indexSpaces ??= new IndexSpaces(this);

    /// <summary>The function type at a type index.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such type, or it is not a function type.</exception>
    public FunctionType FunctionTypeAt(int typeIndex)
    {
        if ((uint)typeIndex < (uint)Types.Length && Types[typeIndex].Composite is FunctionType type)
            return type;
        throw new ArgumentOutOfRangeException(nameof(typeIndex), typeIndex, "not the index of a function type");
    }

    /// <summary>The same module with other custom sections.</summary>
    /// <param name="customSections">All custom sections of the new module, the name section among them.</param>
    public Module WithCustomSections(ImmutableArray<CustomSection> customSections) => new()
    {
        Types = Types,
        Imports = Imports,
        Functions = Functions,
        Tables = Tables,
        Memories = Memories,
        Tags = Tags,
        Globals = Globals,
        Exports = Exports,
        StartFunction = StartFunction,
        Elements = Elements,
        DataSegments = DataSegments,
        HasDataCount = HasDataCount,
        CustomSections = customSections,
        Origin = Origin,
        CodeSectionOffset = CodeSectionOffset,
    };

    // For modules that have not been validated.
    internal FunctionType? FunctionTypeOrNull(int typeIndex) =>
        (uint)typeIndex < (uint)Types.Length ? Types[typeIndex].Composite as FunctionType : null;

    /// <summary>The type of a function, imported or defined.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The index, or the type index it leads to, does not exist.</exception>
    public FunctionType FunctionTypeOf(int functionIndex)
    {
        if ((uint)functionIndex < (uint)FunctionTypeIndices.Length)
            return FunctionTypeAt(FunctionTypeIndices[functionIndex]);
        throw new ArgumentOutOfRangeException(nameof(functionIndex), functionIndex, "no such function");
    }

    /// <summary>The export of a name, or null.</summary>
    public Export? FindExport(string name)
    {
        foreach (var export in Exports)
        {
            if (export.Name == name)
                return export;
        }

        return null;
    }

    /// <summary>The content of the first custom section of a name, or null.</summary>
    public ReadOnlyMemory<byte>? FindCustomSection(string name)
    {
        foreach (var section in CustomSections)
        {
            if (section.Name == name)
                return section.Bytes;
        }

        return null;
    }
}
