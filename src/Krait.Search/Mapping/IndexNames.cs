using System;
using System.Globalization;
using System.Text;

namespace Krait.Search.Mapping;

/// <summary>What names of indices and ids of documents look like.</summary>
internal static class IndexNames
{
    private const int LongestName = 255;

    /// <summary>Checks the name of a new index: lower-case ASCII letters, digits, dot, dash, underscore; begins with a letter or digit.</summary>
    /// <exception cref="SearchException">It is not such a name.</exception>
    public static void Check(string name)
    {
        bool isGood = 0 < name.Length && name.Length <= LongestName && IsLetterOrDigit(name[0]);
        foreach (char character in name)
            isGood &= IsLetterOrDigit(character) || character is '.' or '-' or '_';
        if (isGood)
            return;
        string shown = name.Length <= 60 ? name : string.Concat(name.AsSpan(0, 60), "...");
        throw new SearchException(SearchErrorKind.IllegalArgument, string.Create(
            CultureInfo.InvariantCulture,
            $"an index name has 1 to {LongestName} characters of a-z, 0-9, '.', '-' and '_' and begins with a letter or digit, found '{shown}'"));
    }

    /// <summary>Checks the id of a document.</summary>
    /// <exception cref="SearchException">It is empty, too long, or no text.</exception>
    public static void CheckId(string id, SearchLimits limits)
    {
        int sizeBytes = Encoding.UTF8.GetByteCount(id);
        if (sizeBytes < 1 || limits.MaximumIdBytes < sizeBytes)
            throw Refuse($"an id has 1 to {limits.MaximumIdBytes} bytes, found {sizeBytes.ToString(CultureInfo.InvariantCulture)}");
        if (id.Contains('\0', StringComparison.Ordinal))
            throw Refuse("an id holds no character U+0000");
    }

    private static bool IsLetterOrDigit(char character) => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character);

    private static SearchException Refuse(string reason) => new(SearchErrorKind.IllegalArgument, reason);
}
