using System;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Krait.Search.Query;

/// <summary>Reads JSON strings that a hostile sender may have filled with halves of surrogate pairs.</summary>
internal static class JsonText
{
    public static bool TryGet(JsonElement element, [NotNullWhen(true)] out string? text)
    {
        // The parser accepts a lone surrogate escape; only reading the text finds it.
        try
        {
            text = element.GetString();
            return text is not null;
        }
        catch (InvalidOperationException)
        {
            text = null;
            return false;
        }
    }
}
