using System;
using Krait.Wasm.Text;

namespace Krait.Wasm;

/// <summary>Writes modules in the text format (.wat), for people to read and for <see cref="TextParser"/> to read back.</summary>
/// <remarks>Spec: text.</remarks>
public static class ModulePrinter
{
    /// <summary>The text of a module: one field per line, flat instructions indented by block, names from the name section.</summary>
    /// <returns>Lines that end with a line feed. Parsing them gives the same module but for names that two items share, for how runs of locals are cut, and for the place of the name section.</returns>
    /// <exception cref="MalformedModuleException">Code holds bytes that are no instruction, or the text would pass <see cref="ModuleLimits.MaximumTextLength"/>. The module need not be valid otherwise.</exception>
    public static string Print(Module module)
    {
        ArgumentNullException.ThrowIfNull(module);
        return new FieldPrinter(module).Print();
    }
}
