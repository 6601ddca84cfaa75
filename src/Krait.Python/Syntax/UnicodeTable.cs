using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.IO.Compression;
using System.Text;

namespace Krait.Python.Syntax;

/// <summary>Reads the Unicode tables that are embedded in this assembly; tools/UnicodeData makes them and says what is in them.</summary>
internal static class UnicodeTable
{
    /// <summary>The lines of a table. Cost: some milliseconds, so callers keep what they make of them.</summary>
    public static IEnumerable<string> Lines(string name)
    {
        Stream packed = typeof(UnicodeTable).Assembly.GetManifestResourceStream(name)
            ?? throw new FileNotFoundException("the assembly lacks its table " + name);
        using var reader = new StreamReader(new DeflateStream(packed, CompressionMode.Decompress), Encoding.ASCII);
        while (reader.ReadLine() is string line)
            yield return line;
    }

    /// <summary>A code point as the tables write it.</summary>
    public static int Number(string text) => int.Parse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
