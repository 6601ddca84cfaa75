using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace Krait.Search.Query;

/// <summary>Where in a request body a value stands; printed as <c>query.bool.filter[0]</c>.</summary>
internal sealed class JsonPath
{
    public static readonly JsonPath Root = new(parent: null, name: null, index: -1);

    private JsonPath(JsonPath? parent, string? name, int index)
    {
        Parent = parent;
        Name = name;
        Index = index;
    }

    public JsonPath? Parent { get; }

    /// <summary>The property's name; null for an array item and for the root.</summary>
    public string? Name { get; }

    /// <summary>The item's index; -1 for a property and for the root.</summary>
    public int Index { get; }

    public JsonPath Property(string name) => new(this, name, index: -1);

    public JsonPath Item(int index) => new(this, name: null, index);

    /// <summary>The steps from the root to here, the root itself left out.</summary>
    public IReadOnlyList<JsonPath> Steps()
    {
        var steps = new List<JsonPath>();
        for (JsonPath? step = this; step is { Parent: not null }; step = step.Parent)
            steps.Add(step);
        steps.Reverse();
        return steps;
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (JsonPath step in Steps())
        {
            if (step.Name is null)
                text.Append('[').Append(step.Index.ToString(CultureInfo.InvariantCulture)).Append(']');
            else
                text.Append(text.Length == 0 ? "" : ".").Append(step.Name);
        }

        return text.Length == 0 ? "the request body" : text.ToString();
    }
}
