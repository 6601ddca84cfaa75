using System;
using System.Collections.Generic;
using System.Globalization;
using System.Threading;

namespace Krait.Python.Syntax;

/// <summary>Unicode character names, as escapes of the form <c>\N{name}</c> use them. The table is read at the first use.</summary>
internal sealed class CharacterNames
{
    private const string TableName = "unicode-names.deflate";
    private const int ShortestNumber = 4;

    private static readonly Lazy<CharacterNames> s_instance = new(() => new CharacterNames(), LazyThreadSafetyMode.ExecutionAndPublication);

    private readonly Dictionary<string, int> _names = new(50_000, StringComparer.OrdinalIgnoreCase);
    private readonly List<(int Start, int End, string Prefix)> _ranges = [];

    private CharacterNames()
    {
        foreach (string line in UnicodeTable.Lines(TableName))
        {
            string[] parts = line.Split(' ', line[0] == 'N' ? 3 : 4);
            if (line[0] == 'N')
                _names[parts[2]] = UnicodeTable.Number(parts[1]);
            else
                _ranges.Add((UnicodeTable.Number(parts[1]), UnicodeTable.Number(parts[2]), parts[3]));
        }

        foreach ((string name, int codePoint) in Hangul.SyllableNames())
            _names[name] = codePoint;
    }

    /// <summary>Finds a character by its name or alias; case does not matter.</summary>
    public static bool TryFind(ReadOnlySpan<char> name, out int codePoint)
    {
        CharacterNames table = s_instance.Value;
        return table._names.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out codePoint)
            || table.TryFindInRanges(name, out codePoint);
    }

    private bool TryFindInRanges(ReadOnlySpan<char> name, out int codePoint)
    {
        foreach ((int start, int end, string prefix) in _ranges)
        {
            if (!name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
                continue;
            ReadOnlySpan<char> digits = name[prefix.Length..];
            bool isNumber = int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out codePoint);
            if (isNumber && ShortestNumber <= digits.Length && digits[0] != '0' && start <= codePoint && codePoint <= end)
                return true;
        }

        codePoint = 0;
        return false;
    }
}
