using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Threading;

namespace Krait.Python.Syntax;

// .NET leaves text as it is where it runs without culture data, so the algorithm is here:
// decompose, order the combining marks, compose. Unicode Standard Annex 15.

/// <summary>Brings identifiers to Unicode normalization form KC: Python reference, names. The table is read at the first use.</summary>
internal sealed class IdentifierNormalizer
{
    private const string TableName = "unicode-nfkc.deflate";

    private static readonly Lazy<IdentifierNormalizer> s_instance =
        new(() => new IdentifierNormalizer(), LazyThreadSafetyMode.ExecutionAndPublication);

    private readonly Dictionary<int, int[]> _decompositions = [];
    private readonly Dictionary<int, int> _combiningClasses = [];
    private readonly Dictionary<(int First, int Second), int> _compositions = [];

    private IdentifierNormalizer()
    {
        foreach (string line in UnicodeTable.Lines(TableName))
        {
            string[] parts = line.Split(' ');
            int first = UnicodeTable.Number(parts[1]);
            if (line[0] == 'D')
                _decompositions.Add(first, [.. parts.Skip(2).Select(UnicodeTable.Number)]);
            else if (line[0] == 'C')
                _combiningClasses.Add(first, int.Parse(parts[2], CultureInfo.InvariantCulture));
            else
                _compositions.Add((first, UnicodeTable.Number(parts[2])), UnicodeTable.Number(parts[3]));
        }
    }

    /// <summary>The NFKC form of an identifier; two spellings of one variable give equal strings.</summary>
    public static string Normalize(ReadOnlySpan<char> identifier)
    {
        IdentifierNormalizer table = s_instance.Value;
        List<int> points = table.Decompose(identifier);
        table.OrderMarks(points);
        table.Compose(points);
        var result = new StringBuilder(points.Count);
        foreach (int point in points)
            result.Append(new Rune(point));
        return result.ToString();
    }

    private List<int> Decompose(ReadOnlySpan<char> text)
    {
        var result = new List<int>(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (_decompositions.TryGetValue(rune.Value, out int[]? parts))
                result.AddRange(parts);
            else if (!Hangul.TryDecompose(rune.Value, result))
                result.Add(rune.Value);
        }

        return result;
    }

    /// <summary>Sorts each run of combining marks by class; marks of one class keep their order.</summary>
    private void OrderMarks(List<int> points)
    {
        int start = 0;
        while (start < points.Count)
        {
            if (ClassOf(points[start]) == 0)
            {
                start++;
                continue;
            }

            int end = start;
            while (end < points.Count && ClassOf(points[end]) != 0)
                end++;
            int[] run = [.. points.GetRange(start, end - start).OrderBy(ClassOf)];
            for (int i = 0; i < run.Length; i++)
                points[start + i] = run[i];
            start = end;
        }
    }

    /// <summary>Joins characters with the last starter before them, unless a mark between them blocks the way.</summary>
    private void Compose(List<int> points)
    {
        int starter = -1;
        int length = 0;
        int lastClass = 0;
        foreach (int point in points.ToArray())
        {
            int combiningClass = ClassOf(point);
            bool isBlocked = length - 1 != starter && combiningClass <= lastClass;
            if (0 <= starter && !isBlocked && TryJoin(points[starter], point, out int joined))
            {
                points[starter] = joined;
                continue;
            }

            if (combiningClass == 0)
                starter = length;
            lastClass = combiningClass;
            points[length++] = point;
        }

        points.RemoveRange(length, points.Count - length);
    }

    private bool TryJoin(int first, int second, out int joined) =>
        _compositions.TryGetValue((first, second), out joined) || Hangul.TryCompose(first, second, out joined);

    private int ClassOf(int point) => _combiningClasses.GetValueOrDefault(point);
}
