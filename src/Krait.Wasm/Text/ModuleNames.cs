namespace Krait.Wasm.Text;

// The identifiers of all index spaces of one module.
internal sealed class ModuleNames(Module module)
{
    public PrintedNames Types { get; } = new(module.Names.Types, module.Types.Length);

    public PrintedNames Functions { get; } = new(module.Names.Functions, module.FunctionTypeIndices.Length);

    public PrintedNames Tables { get; } = new(module.Names.Tables, module.TableTypes.Length);

    public PrintedNames Memories { get; } = new(module.Names.Memories, module.MemoryTypes.Length);

    public PrintedNames Globals { get; } = new(module.Names.Globals, module.GlobalTypes.Length);

    public PrintedNames Tags { get; } = new(module.Names.Tags, module.TagTypes.Length);

    public PrintedNames Elements { get; } = new(module.Names.Elements, module.Elements.Length);

    public PrintedNames DataSegments { get; } = new(module.Names.DataSegments, module.DataSegments.Length);

    public string TypeText(ValueType type)
    {
        if (!type.IsReference || !type.HeapType.IsIndex)
            return type.ToString();
        return type.IsNullable ? $"(ref null {Types.Of(type.HeapType.Value)})" : $"(ref {Types.Of(type.HeapType.Value)})";
    }

    public string TypeText(HeapType type) => type.IsIndex ? Types.Of(type.Value) : type.ToString();
}
