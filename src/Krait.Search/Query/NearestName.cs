using System;
using System.Collections.Generic;

namespace Krait.Search.Query;

/// <summary>Finds what a user may have meant.</summary>
internal static class NearestName
{
    // Longer names are not typing mistakes, and the work grows with the product of the lengths.
    private const int LongestName = 40;

    /// <summary>The known name at the smallest edit distance, at most a third of the name's length. Null when none is near.</summary>
    public static string? Find(string name, IEnumerable<string> known)
    {
        if (name.Length > LongestName)
            return null;
        string? nearest = null;
        int best = Math.Max(1, name.Length / 3) + 1;
        foreach (string candidate in known)
        {
            int distance = Distance(name, candidate);
            if (distance < best)
                (nearest, best) = (candidate, distance);
        }

        return nearest;
    }

    private static int Distance(string a, string b)
    {
        Span<int> row = stackalloc int[b.Length + 1];
        for (int j = 0; j <= b.Length; j++)
            row[j] = j;
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int change = diagonal + (char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(change, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
