using Krait.Wasm;

namespace Krait.Runtime.Store;

/// <summary>Compares what a module asks for with what a linker holds.</summary>
/// <remarks>Spec: valid/matching, import subtyping.</remarks>
internal static class ImportTypes
{
    public static bool Matches(Module module, ExternalType wanted, object item) => wanted switch
    {
        FunctionReference function => TypeOf(item) is FunctionType found && module.FunctionTypeAt(function.TypeIndex).Equals(found),
        MemoryType memory => item is Memory found
            && Fits(memory.Limits, (ulong)found.SizeBytes / Memory.PageSizeBytes, found.MaximumPages),
        TableType table => item is Table found
            && found.Type.Element == table.Element
            && Fits(table.Limits, (ulong)found.Length, found.Type.Limits.Maximum),
        GlobalType global => item is Global found && found.Type == global,
        TagType tag => item is Tag found && module.FunctionTypeAt(tag.TypeIndex).Equals(found.Type),
        _ => false,
    };

    public static string Describe(Module module, ExternalType type) => type switch
    {
        FunctionReference function => $"func {module.FunctionTypeAt(function.TypeIndex)}",
        TagType tag => Tag.Describe(module.FunctionTypeAt(tag.TypeIndex)),
        _ => type.ToString() ?? "",
    };

    public static string Describe(object item) => item switch
    {
        Memory memory => new MemoryType(new SizeLimits((ulong)memory.SizeBytes / Memory.PageSizeBytes, memory.MaximumPages)).ToString(),
        Table table => table.Type.ToString(),
        Global global => global.Type.ToString(),
        Tag tag => tag.ToString(),
        _ => $"func {TypeOf(item)}",
    };

    private static FunctionType? TypeOf(object item) => (item as Function)?.Type ?? (item as HostFunction)?.Type;

    private static bool Fits(SizeLimits wanted, ulong size, ulong? maximum) =>
        wanted.Minimum <= size && (wanted.Maximum is not ulong limit || (maximum is ulong found && found <= limit));
}
