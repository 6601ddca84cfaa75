using System;
using System.Collections.Generic;

namespace Krait.Wasm;

// Instructions by keyword. A class of its own, so that only the text parser pays for the index.
// A plain dictionary: a frozen one takes longer to build than a small module takes to parse.
internal static class OpTexts
{
    public static Dictionary<string, WasmOp> Index { get; } = Build();

    // Keywords of early text formats that are still in people's fingers.
    private static readonly Dictionary<string, string> s_formerTexts = new(StringComparer.Ordinal)
    {
        ["get_local"] = "local.get",
        ["set_local"] = "local.set",
        ["tee_local"] = "local.tee",
        ["get_global"] = "global.get",
        ["set_global"] = "global.set",
        ["current_memory"] = "memory.size",
        ["grow_memory"] = "memory.grow",
    };

    // The keyword someone probably meant, or null.
    public static string? Suggest(ReadOnlySpan<char> text)
    {
        const int longestTypo = 2;
        const int longestText = 40;
        if (longestText < text.Length)
            return null;
        if (s_formerTexts.TryGetValue(text.ToString(), out var former))
            return former;
        string? best = null;
        var bestDistance = longestTypo + 1;
        foreach (var candidate in Index.Keys)
        {
            var distance = DistanceBetween(text, candidate);
            if (distance < bestDistance && 2 * distance < candidate.Length)
                (best, bestDistance) = (candidate, distance);
        }

        return best;
    }

    // Letters to insert, delete or replace to make one of the other; the usual table, one row at a time.
    private static int DistanceBetween(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        var row = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
            row[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, 1 + Math.Min(row[j], row[j - 1]));
            }
        }

        return row[b.Length];
    }

    private static Dictionary<string, WasmOp> Build()
    {
        Dictionary<string, WasmOp> index = new(OpFacts.All.Length, StringComparer.Ordinal);
        foreach (var op in OpFacts.All)
            index.TryAdd(OpFacts.TextOf(op), op);
        return index;
    }
}
