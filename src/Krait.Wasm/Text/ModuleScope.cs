using System.Collections.Generic;
using System.Collections.Immutable;

namespace Krait.Wasm.Text;

// What identifiers mean while one module is parsed, and its types, which grow as types are written inline.
internal sealed class ModuleScope
{
    private readonly Dictionary<FunctionType, int> _typeIndices = [];

    public NameTable TypeNames { get; } = new("type");

    public NameTable Functions { get; } = new("func");

    public NameTable Tables { get; } = new("table");

    public NameTable Memories { get; } = new("memory");

    public NameTable Globals { get; } = new("global");

    public NameTable Tags { get; } = new("tag");

    public NameTable Elements { get; } = new("elem segment");

    public NameTable DataSegments { get; } = new("data segment");

    public ImmutableArray<TypeDefinition>.Builder Types { get; } = ImmutableArray.CreateBuilder<TypeDefinition>();

    // Identifiers of structure fields by type index; only structures with such identifiers are here.
    public Dictionary<int, NameTable> FieldNames { get; } = [];

    // Names of parameters and locals by function index.
    public ImmutableSortedDictionary<int, ImmutableSortedDictionary<int, string>>.Builder LocalNames { get; } =
        ImmutableSortedDictionary.CreateBuilder<int, ImmutableSortedDictionary<int, string>>();

    // Names of labels by function index.
    public ImmutableSortedDictionary<int, ImmutableSortedDictionary<int, string>>.Builder LabelNames { get; } =
        ImmutableSortedDictionary.CreateBuilder<int, ImmutableSortedDictionary<int, string>>();

    // Whether some code names a data segment, which needs their number ahead of the code.
    public bool UsesDataSegments { get; set; }

    public void AddType(TypeDefinition definition)
    {
        if (definition is { Composite: FunctionType type, GroupSize: 1, IsExplicitGroup: false, Finality: Finality.Final, Supertypes.IsEmpty: true })
            _typeIndices.TryAdd(type, Types.Count);
        Types.Add(definition);
    }

    // The first plain type equal to this one; a new one at the end where there is none.
    public int IndexOf(FunctionType type)
    {
        if (!_typeIndices.TryGetValue(type, out var index))
        {
            index = Types.Count;
            AddType(type);
            TypeNames.DeclareUnnamed(1);
        }

        return index;
    }

    public ImmutableSortedDictionary<int, ImmutableSortedDictionary<int, string>> FieldNamesByType()
    {
        var types = ImmutableSortedDictionary.CreateBuilder<int, ImmutableSortedDictionary<int, string>>();
        foreach (var (type, table) in FieldNames)
        {
            var names = table.ToNames();
            if (!names.IsEmpty)
                types[type] = names;
        }

        return types.ToImmutable();
    }

    public FunctionType? FunctionTypeAtOrNull(int typeIndex) =>
        (uint)typeIndex < (uint)Types.Count ? Types[typeIndex].Composite as FunctionType : null;
}
