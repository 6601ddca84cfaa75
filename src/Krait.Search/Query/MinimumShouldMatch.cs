using System;
using System.Globalization;
using System.Text.Json;

namespace Krait.Search.Query;

/// <summary>How many of the optional clauses must match: a number, or a share in percent; negative ones count what may be missing.</summary>
internal readonly record struct MinimumShouldMatch(bool IsGiven, int Amount, bool IsPercent)
{
    public static MinimumShouldMatch All { get; } = new(IsGiven: true, 100, IsPercent: true);

    public static MinimumShouldMatch Of(int amount) => new(IsGiven: true, amount, IsPercent: false);

    public static MinimumShouldMatch Parse(QueryJson json)
    {
        if (json.Kind == JsonValueKind.Number && json.Element.TryGetInt32(out int amount))
            return Of(amount);
        string text = json.Kind == JsonValueKind.String ? json.Text("minimum_should_match") : "";
        bool isPercent = text.EndsWith('%');
        ReadOnlySpan<char> digits = isPercent ? text.AsSpan(0, text.Length - 1) : text;
        return int.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out amount)
            ? new MinimumShouldMatch(IsGiven: true, amount, isPercent)
            : throw json.Error($"minimum_should_match must be a number such as 2 or -1 or a share such as \"75%\", found {json.Describe()}");
    }

    /// <summary>The number of clauses that must match out of <paramref name="clauses"/>, from 0 to that many plus one when it cannot be reached.</summary>
    public int Required(int clauses, int whenNotGiven)
    {
        if (!IsGiven)
            return whenNotGiven;
        long amount = IsPercent ? (long)clauses * Amount / 100 : Amount;
        long required = Amount < 0 ? clauses + amount : amount;
        return (int)Math.Clamp(required, 0, (long)clauses + 1);
    }
}
