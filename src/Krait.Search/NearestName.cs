using System;
using System.Collections.Generic;

namespace Krait.Search;

/// <summary>Finds the name that a user may have meant, for refusals that help.</summary>
public static class NearestName
{
    // Longer names are not typing mistakes, and the work grows with the product of the lengths.
    private const int LongestName = 40;

    /// <summary>The known name at the smallest edit distance, letter case apart: at most 1 for a short name, a third of a long one.</summary>
    /// <param name="name">What was written.</param>
    /// <param name="known">What could have been meant.</param>
    /// <returns>Null when none is near.</returns>
    public static string? Find(string name, IEnumerable<string> known)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(known);
        if (name.Length > LongestName)
            return null;
        string? nearest = null;
        int best = (name.Length < 4 ? 1 : Math.Max(2, name.Length / 3)) + 1;
        foreach (string candidate in known)
        {
            int distance = Distance(name, candidate);
            if (distance < best)
                (nearest, best) = (candidate, distance);
        }

        return nearest;
    }

    // Insertions, deletions, changes and swaps of neighbours count one each.
    private static int Distance(string a, string b)
    {
        Span<int> before = stackalloc int[b.Length + 1];
        Span<int> last = stackalloc int[b.Length + 1];
        Span<int> row = stackalloc int[b.Length + 1];
        for (int j = 0; j <= b.Length; j++)
            row[j] = j;
        for (int i = 1; i <= a.Length; i++)
        {
            last.CopyTo(before);
            row.CopyTo(last);
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                bool isSwap = i > 1 && j > 1 && AreSame(a[i - 1], b[j - 2]) && AreSame(a[i - 2], b[j - 1]);
                int change = last[j - 1] + (AreSame(a[i - 1], b[j - 1]) ? 0 : 1);
                row[j] = Math.Min(change, Math.Min(last[j], row[j - 1]) + 1);
                if (isSwap)
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
            }
        }

        return row[b.Length];
    }

    private static bool AreSame(char a, char b) => char.ToLowerInvariant(a) == char.ToLowerInvariant(b);
}
