using System.Collections.Generic;
using System.Collections.Immutable;

namespace Krait.Wasm.Text;

// The names of all index spaces of one module as they are printed.
internal sealed class ModuleNames(Module module, NameSection names)
{
    private readonly Dictionary<int, PrintedNames> _locals = [];
    private readonly Dictionary<int, PrintedNames> _fields = [];
    private readonly SortedDictionary<int, ImmutableSortedDictionary<int, string>> _keptLabels = [];

    public string? ModuleName => names.ModuleName;

    public PrintedNames Types { get; } = new(names.Types, module.Types.Length);

    public PrintedNames Functions { get; } = new(names.Functions, module.FunctionTypeIndices.Length);

    public PrintedNames Tables { get; } = new(names.Tables, module.TableTypes.Length);

    public PrintedNames Memories { get; } = new(names.Memories, module.MemoryTypes.Length);

    public PrintedNames Globals { get; } = new(names.Globals, module.GlobalTypes.Length);

    public PrintedNames Tags { get; } = new(names.Tags, module.TagTypes.Length);

    public PrintedNames Elements { get; } = new(names.Elements, module.Elements.Length);

    public PrintedNames DataSegments { get; } = new(names.DataSegments, module.DataSegments.Length);

    public bool HasLocals(int functionIndex) => names.Locals.ContainsKey(functionIndex);

    // Names of parameters and locals of a function.
    public PrintedNames LocalsOf(int functionIndex, int localCount) =>
        _locals[functionIndex] = new(Of(names.Locals, functionIndex), localCount);

    public PrintedNames FieldsOf(int typeIndex, int fieldCount)
    {
        if (!_fields.TryGetValue(typeIndex, out var fields))
            _fields[typeIndex] = fields = new(Of(names.Fields, typeIndex), fieldCount);
        return fields;
    }

    public PrintedNames? FieldsOrNull(int typeIndex) => _fields.GetValueOrDefault(typeIndex);

    // Names of a function's labels by number of the block.
    public ImmutableSortedDictionary<int, string> LabelsOf(int functionIndex) => Of(names.Labels, functionIndex);

    // Called once a function is printed, with the number of its blocks.
    public void KeepLabels(int functionIndex, int blockCount)
    {
        var labels = LabelsOf(functionIndex);
        foreach (var index in labels.Keys)
        {
            if (index < 0 || blockCount <= index)
                labels = labels.Remove(index);
        }

        if (!labels.IsEmpty)
            _keptLabels[functionIndex] = labels;
    }

    // Whether reading the printed text gives the module's name section byte by byte and in its place, once all is printed.
    public bool SayAll(Module module)
    {
        var others = module.CustomSections.RemoveAll(section => section.Name == NameSection.SectionName);
        if (module.CustomSections.Length - others.Length != 1)
            return false;
        var kept = ToKept();
        var expected = kept.IsEmpty ? others : CustomSectionOrder.WithNames(CustomSectionOrder.Sort(others), kept);
        return CustomSectionOrder.EncodesAlike(module, module.CustomSections, expected);
    }

    private NameSection ToKept() => new()
    {
        ModuleName = names.ModuleName,
        Functions = Functions.Kept,
        Locals = Kept(_locals),
        Labels = _keptLabels.ToImmutableSortedDictionary(),
        Types = Types.Kept,
        Tables = Tables.Kept,
        Memories = Memories.Kept,
        Globals = Globals.Kept,
        Elements = Elements.Kept,
        DataSegments = DataSegments.Kept,
        Fields = Kept(_fields),
        Tags = Tags.Kept,
    };

    public string TypeText(ValueType type)
    {
        if (!type.IsReference || !type.HeapType.IsIndex)
            return type.ToString();
        return type.IsNullable ? $"(ref null {Types.Of(type.HeapType.Value)})" : $"(ref {Types.Of(type.HeapType.Value)})";
    }

    public string TypeText(HeapType type) => type.IsIndex ? Types.Of(type.Value) : type.ToString();

    private static ImmutableSortedDictionary<int, string> Of(ImmutableSortedDictionary<int, ImmutableSortedDictionary<int, string>> groups, int index) =>
        groups.GetValueOrDefault(index, ImmutableSortedDictionary<int, string>.Empty);

    private static ImmutableSortedDictionary<int, ImmutableSortedDictionary<int, string>> Kept(Dictionary<int, PrintedNames> groups)
    {
        var kept = ImmutableSortedDictionary.CreateBuilder<int, ImmutableSortedDictionary<int, string>>();
        foreach (var (index, printed) in groups)
        {
            if (!printed.Kept.IsEmpty)
                kept[index] = printed.Kept;
        }

        return kept.ToImmutable();
    }
}
