namespace Krait.Wasm;

/// <summary>How <see cref="ModulePrinter"/> writes instructions.</summary>
public enum CodeLayout
{
    /// <summary>One instruction per line, operands first, as in the binary.</summary>
    Flat,

    /// <summary>An instruction in parentheses around those that give its operands, where that keeps their order.</summary>
    Folded,
}

/// <summary>How <see cref="ModulePrinter"/> names items.</summary>
public enum PrintedIdentifiers
{
    /// <summary>By the module's name section where it has names, otherwise by index.</summary>
    Names,

    /// <summary>By index only; the text says nothing of the name section.</summary>
    Indices,
}

/// <summary>How a module is written as text.</summary>
/// <param name="Layout">How instructions are laid out.</param>
/// <param name="Identifiers">How items are named.</param>
public sealed record PrintOptions(CodeLayout Layout = CodeLayout.Flat, PrintedIdentifiers Identifiers = PrintedIdentifiers.Names)
{
    /// <summary>Flat code, with names.</summary>
    public static PrintOptions Default { get; } = new();
}
