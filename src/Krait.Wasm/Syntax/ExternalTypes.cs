namespace Krait.Wasm;

/// <summary>How wide the addresses of a memory or table are.</summary>
public enum AddressType
{
    /// <summary>32 bits.</summary>
    I32,

    /// <summary>64 bits.</summary>
    I64,
}

/// <summary>Smallest and largest size of a memory in pages, or of a table in entries.</summary>
/// <param name="Minimum">Size at the start.</param>
/// <param name="Maximum">Largest size, or null for none stated.</param>
/// <remarks>Spec: syntax/types, limits.</remarks>
public readonly record struct SizeLimits(ulong Minimum, ulong? Maximum = null)
{
    /// <summary>The limits as the text format writes them, e.g. <c>1 16</c>.</summary>
    public override string ToString() => Maximum is { } maximum
        ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Minimum} {maximum}")
        : Minimum.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>The type of something that crosses a module boundary.</summary>
/// <remarks>Spec: syntax/types, external types.</remarks>
public abstract record ExternalType
{
    private protected ExternalType()
    {
    }

    /// <summary>Which index space it belongs to.</summary>
    public abstract ExternalKind Kind { get; }
}

/// <summary>The kinds of things that cross a module boundary; values as in the binary format.</summary>
public enum ExternalKind
{
    /// <summary>A function.</summary>
    Function,

    /// <summary>A table.</summary>
    Table,

    /// <summary>A memory.</summary>
    Memory,

    /// <summary>A global.</summary>
    Global,

    /// <summary>A tag of exceptions.</summary>
    Tag,
}

/// <summary>A function's type, by index.</summary>
/// <param name="TypeIndex">An index into <see cref="Module.Types"/>.</param>
public sealed record FunctionReference(int TypeIndex) : ExternalType
{
    /// <inheritdoc/>
    public override ExternalKind Kind => ExternalKind.Function;
}

/// <summary>The type of a table.</summary>
/// <param name="Element">Type of each entry; a reference type.</param>
/// <param name="Limits">Number of entries.</param>
/// <param name="Address">How entries are counted.</param>
public sealed record TableType(ValueType Element, SizeLimits Limits, AddressType Address = AddressType.I32) : ExternalType
{
    /// <inheritdoc/>
    public override ExternalKind Kind => ExternalKind.Table;

    /// <summary>The type in words, e.g. <c>table 1 10 funcref</c>.</summary>
    public override string ToString() => $"table {(Address == AddressType.I64 ? "i64 " : "")}{Limits} {Element}";
}

/// <summary>The type of a memory. Sizes count pages of 65,536 bytes.</summary>
/// <param name="Limits">Number of pages.</param>
/// <param name="Address">How bytes are addressed.</param>
/// <param name="Sharing">Whether several threads may use it.</param>
public sealed record MemoryType(SizeLimits Limits, AddressType Address = AddressType.I32, Sharing Sharing = Sharing.Unshared) : ExternalType
{
    /// <summary>Bytes in one page.</summary>
    public const int PageSizeBytes = 65536;

    /// <inheritdoc/>
    public override ExternalKind Kind => ExternalKind.Memory;

    /// <summary>The type in words, e.g. <c>memory 1 16</c>.</summary>
    public override string ToString() =>
        $"memory {(Address == AddressType.I64 ? "i64 " : "")}{Limits}{(Sharing == Sharing.Shared ? " shared" : "")}";
}

/// <summary>Whether a memory is shared between threads.</summary>
public enum Sharing
{
    /// <summary>One thread at a time.</summary>
    Unshared,

    /// <summary>Several threads.</summary>
    Shared,
}

/// <summary>The type of a global.</summary>
/// <param name="Value">What it holds.</param>
/// <param name="Mutability">Whether it may change.</param>
public sealed record GlobalType(ValueType Value, Mutability Mutability) : ExternalType
{
    /// <inheritdoc/>
    public override ExternalKind Kind => ExternalKind.Global;

    /// <summary>The type in words, e.g. <c>global (mut i32)</c>.</summary>
    public override string ToString() => Mutability == Mutability.Variable ? $"global (mut {Value})" : $"global {Value}";
}

/// <summary>The type of an exception tag, by index.</summary>
/// <param name="TypeIndex">An index into <see cref="Module.Types"/> of a function type without results.</param>
public sealed record TagType(int TypeIndex) : ExternalType
{
    /// <inheritdoc/>
    public override ExternalKind Kind => ExternalKind.Tag;
}
