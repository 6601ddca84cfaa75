using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace Krait.Guests;

/// <summary>An instance of a dataclass: the class's name and the values of its fields.</summary>
/// <param name="TypeName">Name of the class, for example <c>Point</c>.</param>
/// <param name="Fields">Names and values in the order of the class.</param>
/// <remarks>It does not go back into a sandbox: call the class with the fields instead.</remarks>
public sealed record PythonRecord(string TypeName, ImmutableArray<KeyValuePair<string, object?>> Fields)
{
    /// <summary>The value of a field.</summary>
    /// <exception cref="KeyNotFoundException">There is no such field.</exception>
    public object? this[string name]
    {
        get
        {
            foreach (KeyValuePair<string, object?> field in Fields)
            {
                if (field.Key == name)
                    return field.Value;
            }

            throw new KeyNotFoundException($"{TypeName} has no field {name}");
        }
    }

    /// <summary>Whether class and fields are the same as Python compares them.</summary>
    public bool Equals(PythonRecord? other) =>
        other is not null
        && TypeName == other.TypeName
        && Fields.Length == other.Fields.Length
        && Fields.Zip(other.Fields).All(static pair => pair.First.Key == pair.Second.Key && PythonEquality.Instance.Equals(pair.First.Value, pair.Second.Value));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(TypeName, Fields.Length);
}
