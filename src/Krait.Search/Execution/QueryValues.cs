using System.Collections.Generic;
using Krait.Search.Mapping;
using Krait.Search.Query;

namespace Krait.Search.Execution;

/// <summary>Turns values of a query into keys of a field's value index.</summary>
internal static class QueryValues
{
    /// <summary>The keys that equal a value: for a dynamic field, its number and its text where the field holds both.</summary>
    /// <exception cref="SearchException">The mapping says that the field cannot hold such a value.</exception>
    public static IEnumerable<object> Keys(FieldEntry field, FieldValue value)
    {
        if (field.Type != FieldType.Dynamic)
        {
            yield return Fit(field, value).Key;
            yield break;
        }

        yield return value.Key;
        if (value.Kind == ValueKinds.Text && (field.Kinds & ValueKinds.Number) != 0 && FieldValue.TryParseNumber(value.Text, out FieldValue number))
            yield return number.Key;
        if ((value.Kind & ValueKinds.Number) != 0 && field.Kinds.HasFlag(ValueKinds.Text))
            yield return Fit(field with { Type = FieldType.Text }, value).Key;
    }

    /// <summary>A bound as the field's values have it; a quoted number is a number on a field of numbers.</summary>
    /// <exception cref="SearchException">The mapping says that the field cannot hold such a value.</exception>
    public static RangeBound? Bound(FieldEntry field, RangeBound? bound)
    {
        if (bound is not { } given)
            return null;
        if (field.Type != FieldType.Dynamic)
            return given with { Value = FitBound(field, given.Value) };
        bool isQuotedNumber = given.Value.Kind == ValueKinds.Text && !field.Kinds.HasFlag(ValueKinds.Text);
        return isQuotedNumber && FieldValue.TryParseNumber(given.Value.Text, out FieldValue number) ? given with { Value = number } : given;
    }

    // A range over whole numbers may have a bound between two of them.
    private static FieldValue FitBound(FieldEntry field, FieldValue value) =>
        Fit(field.Type == FieldType.Long ? field with { Type = FieldType.Double } : field, value);

    private static FieldValue Fit(FieldEntry field, FieldValue value)
    {
        if (ValueCoercion.TryCoerce(field.Type, value, out FieldValue fitted))
            return fitted;
        string type = FieldTypes.NameOf(field.Type, field.Kinds);
        throw new SearchException(SearchErrorKind.IllegalArgument, $"field [{field.Path}] of type [{type}] cannot be compared with '{value.Key}'");
    }
}
