using System;
using Krait.Search.Mapping;
using Krait.Search.Query;

namespace Krait.Search.Storage;

/// <summary>A condition on the values of one field, as SQL over constant text and parameters.</summary>
internal sealed record ValueCondition
{
    private ValueCondition(string sql, params (string Name, object Value)[] parameters)
    {
        Sql = sql;
        Parameters = parameters;
    }

    public string Sql { get; }

    public (string Name, object Value)[] Parameters { get; }

    /// <summary>True when the value index lists the documents in their order, because all of them have the same value.</summary>
    public bool GivesDocsInOrder { get; private init; }

    /// <summary>The field has any value.</summary>
    public static ValueCondition Any(FieldEntry field) => new("field = $field", ("$field", field.Id));

    /// <summary>The field has this value.</summary>
    public static ValueCondition Equal(FieldEntry field, object key) =>
        new("field = $field AND value = $value", ("$field", field.Id), ("$value", key)) { GivesDocsInOrder = true };

    /// <summary>The field has a value of the same kind as the bounds and between them. At least one bound is given.</summary>
    public static ValueCondition Between(FieldEntry field, RangeBound? low, RangeBound? high)
    {
        bool isText = (low ?? high)!.Value.Value.Kind is ValueKinds.Text or ValueKinds.Boolean;

        // SQLite orders every number before every text, so an open end stops at the empty text, the smallest there is.
        string open = isText ? "value >= ''" : "value < ''";
        string lower = low is null ? open : low.Value.IsInclusive ? "value >= $low" : "value > $low";
        string upper = high is null ? open : high.Value.IsInclusive ? "value <= $high" : "value < $high";
        return new ValueCondition(
            $"field = $field AND {lower} AND {upper}",
            ("$field", field.Id),
            ("$low", low?.Value.Key ?? DBNull.Value),
            ("$high", high?.Value.Key ?? DBNull.Value));
    }
}
