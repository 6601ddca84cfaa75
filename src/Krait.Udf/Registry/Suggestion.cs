using System;
using System.Collections.Generic;

namespace Krait.Udf.Registry;

/// <summary>"Did you mean": the known name nearest to an unknown one.</summary>
internal static class Suggestion
{
    private const int MaximumLength = 128;

    /// <summary>Ends a message with the nearest name.</summary>
    /// <returns>A phrase that begins with a semicolon, or nothing when no name is near.</returns>
    public static string For(string unknown, IEnumerable<string> known)
    {
        string? best = null;
        int bestDistance = Math.Max(2, unknown.Length / 3) + 1;
        foreach (string name in known)
        {
            int distance = unknown.Length <= MaximumLength && name.Length <= MaximumLength ? Distance(unknown, name) : bestDistance;
            if (distance < bestDistance)
                (best, bestDistance) = (name, distance);
        }

        return best is null ? "" : $"; did you mean '{best}'?";
    }

    private static int Distance(string a, string b)
    {
        Span<int> row = stackalloc int[MaximumLength + 1];
        for (int j = 0; j <= b.Length; j++)
            row[j] = j;

        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int above = row[j];
                row[j] = Math.Min(Math.Min(above, row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[b.Length];
    }
}
