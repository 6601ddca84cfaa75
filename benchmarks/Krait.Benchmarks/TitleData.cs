using System.Collections.Generic;
using System.Linq;
using System.Text.Json;

namespace Krait.Benchmarks;

/// <summary>Titles and documents for the UDF measurements, the same in every run.</summary>
internal static class TitleData
{
    private static readonly string[] s_adjectives = ["Compact", "Gaming", "Ultra", "Budget", "Office", "Rugged", "Silent", "Classic"];
    private static readonly string[] s_nouns = ["Laptop", "Laptop Computer", "Monitor", "Keyboard", "Camera", "Printer", "Headphones", "Desktop Computer"];

    /// <summary>ASCII titles of 6 to 40 letters.</summary>
    public static IReadOnlyList<string> Titles(int count) =>
    [
        .. Enumerable.Range(0, count).Select(static i => i % 5 == 0
            ? s_nouns[i / 5 % s_nouns.Length]
            : $"{s_adjectives[i % s_adjectives.Length]} {s_nouns[i / 3 % s_nouns.Length]} {100 + (i % 900)}"),
    ];

    /// <summary>Documents with a title, a price from 0 to 1,999 and a stock from 0 to 49.</summary>
    public static IReadOnlyList<JsonElement> Documents(int count) =>
    [
        .. Titles(count).Select(static (title, i) => JsonElement.Parse($$"""{"title": "{{title}}", "price": {{i * 7919 % 2000}}, "stock": {{i % 50}}}""")),
    ];
}
