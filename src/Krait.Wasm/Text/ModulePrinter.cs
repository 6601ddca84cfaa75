using System;
using Krait.Wasm.Text;

namespace Krait.Wasm;

/// <summary>Writes modules in the text format (.wat), for people to read and for <see cref="TextParser"/> to read back.</summary>
/// <remarks>Spec: text.</remarks>
public static class ModulePrinter
{
    /// <summary>The text of a module: one field per line, instructions indented by block, names from the name section.</summary>
    /// <returns>
    /// Lines that end with a line feed. Parsing them gives the same module, names and custom sections in their places included; only
    /// numbers that the binary wrote longer than needed, cuts between locals of one type, and a number of data segments that no code
    /// needs have no text.
    /// </returns>
    /// <exception cref="MalformedModuleException">Code holds bytes that are no instruction, or the text would pass <see cref="ModuleLimits.MaximumTextLength"/>. The module need not be valid otherwise.</exception>
    public static string Print(Module module) => Print(module, PrintOptions.Default);

    /// <inheritdoc cref="Print(Module)"/>
    /// <param name="module">The module.</param>
    /// <param name="options">Layout and names. With names left out, parsing gives a module without a name section.</param>
    public static string Print(Module module, PrintOptions options)
    {
        ArgumentNullException.ThrowIfNull(module);
        ArgumentNullException.ThrowIfNull(options);
        return new FieldPrinter(module, options).Print();
    }
}
