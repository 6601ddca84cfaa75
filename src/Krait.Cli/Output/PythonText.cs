using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.Json;

namespace Krait.Cli.Output;

/// <summary>Writes JSON values as Python's <c>print</c> would write the same values.</summary>
internal static class PythonText
{
    /// <summary>Text as it is, everything else as <see cref="Repr"/>.</summary>
    public static string Print(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()! : Repr(value);

    /// <summary>The value as a Python literal.</summary>
    public static string Repr(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => "True",
        JsonValueKind.False => "False",
        JsonValueKind.Null or JsonValueKind.Undefined => "None",
        JsonValueKind.String => Quote(value.GetString()!),
        JsonValueKind.Array => "[" + string.Join(", ", value.EnumerateArray().Select(Repr)) + "]",
        JsonValueKind.Object => "{" + string.Join(", ", value.EnumerateObject().Select(static member => $"{Quote(member.Name)}: {Repr(member.Value)}")) + "}",
        _ => value.GetRawText(),
    };

    // Python prefers single quotes, and double quotes where the text holds single ones only.
    private static string Quote(string text)
    {
        char quote = text.Contains('\'') && !text.Contains('"') ? '"' : '\'';
        var literal = new StringBuilder().Append(quote);
        foreach (char c in text)
        {
            literal.Append(c switch
            {
                '\\' => @"\\",
                '\n' => @"\n",
                '\r' => @"\r",
                '\t' => @"\t",
                _ when c == quote => @"\" + c,
                _ when char.IsControl(c) => @"\x" + ((int)c).ToString("x2", CultureInfo.InvariantCulture),
                _ => c.ToString(),
            });
        }

        return literal.Append(quote).ToString();
    }
}
