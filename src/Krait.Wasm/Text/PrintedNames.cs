using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Krait.Wasm.Text;

// Identifiers of one index space as they are printed. A name that two items share is left out, since it would not be one,
// and so is a name of an item that does not exist.
internal sealed class PrintedNames
{
    private readonly Dictionary<int, string> _identifiers = [];

    public PrintedNames(ImmutableSortedDictionary<int, string> names, int itemCount)
    {
        HashSet<string> taken = new(StringComparer.Ordinal);
        foreach (var (index, name) in names)
        {
            if (name.Length > 0 && 0 <= index && index < itemCount && taken.Add(name))
                _identifiers[index] = StringLiteral.IdentifierOf(name);
        }
    }

    // What names an item where it is used: its identifier, or its index.
    public string Of(int index) =>
        _identifiers.TryGetValue(index, out var identifier) ? identifier : ((uint)index).ToString(CultureInfo.InvariantCulture);

    // What stands where an item is defined: its identifier, and its index as a comment.
    public void AppendDefinition(StringBuilder text, int index)
    {
        if (_identifiers.TryGetValue(index, out var identifier))
            text.Append(' ').Append(identifier);
        text.Append(CultureInfo.InvariantCulture, $" (;{index};)");
    }

    // The identifier with a space before it, or nothing.
    public void AppendIdentifier(StringBuilder text, int index)
    {
        if (_identifiers.TryGetValue(index, out var identifier))
            text.Append(' ').Append(identifier);
    }
}
