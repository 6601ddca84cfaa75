namespace Krait.Wasm.Text;

// The identifiers of all index spaces of one module.
internal sealed class ModuleNames(NameSection names)
{
    public PrintedNames Types { get; } = new(names.Types);

    public PrintedNames Functions { get; } = new(names.Functions);

    public PrintedNames Tables { get; } = new(names.Tables);

    public PrintedNames Memories { get; } = new(names.Memories);

    public PrintedNames Globals { get; } = new(names.Globals);

    public PrintedNames Tags { get; } = new(names.Tags);

    public PrintedNames Elements { get; } = new(names.Elements);

    public PrintedNames DataSegments { get; } = new(names.DataSegments);

    public string TypeText(ValueType type)
    {
        if (!type.IsReference || !type.HeapType.IsIndex)
            return type.ToString();
        return type.IsNullable ? $"(ref null {Types.Of(type.HeapType.Value)})" : $"(ref {Types.Of(type.HeapType.Value)})";
    }

    public string TypeText(HeapType type) => type.IsIndex ? Types.Of(type.Value) : type.ToString();
}
