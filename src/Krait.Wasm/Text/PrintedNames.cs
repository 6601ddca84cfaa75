using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Krait.Wasm.Text;

// Names of one index space as they are printed: as an identifier, or as an annotation where another item has the same
// identifier. A name of an item that does not exist is left out.
internal sealed class PrintedNames
{
    private readonly Dictionary<int, string> _identifiers = [];
    private readonly Dictionary<int, string> _annotations = [];

    public PrintedNames(ImmutableSortedDictionary<int, string> names, int itemCount)
    {
        HashSet<string> taken = new(StringComparer.Ordinal);
        var kept = names;
        foreach (var (index, name) in names)
        {
            if (index < 0 || itemCount <= index)
                kept = kept.Remove(index);
            else if (name.Length > 0 && taken.Add(name))
                _identifiers[index] = StringLiteral.IdentifierOf(name);
            else
                _annotations[index] = name;
        }

        Kept = kept;
    }

    // The names that reading the text gives back.
    public ImmutableSortedDictionary<int, string> Kept { get; }

    // What names an item where it is used: its identifier, or its index.
    public string Of(int index) =>
        _identifiers.TryGetValue(index, out var identifier) ? identifier : ((uint)index).ToString(CultureInfo.InvariantCulture);

    // What stands where an item is defined: its name, and its index as a comment.
    public void AppendDefinition(StringBuilder text, int index)
    {
        AppendName(text, index);
        text.Append(CultureInfo.InvariantCulture, $" (;{index};)");
    }

    // The name with a space before it, or nothing.
    public void AppendName(StringBuilder text, int index)
    {
        if (_identifiers.TryGetValue(index, out var identifier))
            text.Append(' ').Append(identifier);
        else if (_annotations.TryGetValue(index, out var name))
            AppendAnnotation(text, name);
    }

    public static void AppendAnnotation(StringBuilder text, string name)
    {
        text.Append(" (@name ");
        StringLiteral.Print(text, name);
        text.Append(')');
    }
}
