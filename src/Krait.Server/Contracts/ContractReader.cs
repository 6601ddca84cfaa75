using System;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using Krait.Search;
using Krait.Udf;

namespace Krait.Server.Contracts;

/// <summary>Request body -> record, with refusals that say where and what instead.</summary>
internal static class ContractReader
{
    /// <summary>Reads a body.</summary>
    /// <exception cref="UdfException">It is not UTF-8 JSON of this shape.</exception>
    public static T Read<T>(ReadOnlySpan<byte> body, JsonTypeInfo<T> type)
        where T : class, IStrictContract
    {
        if (!Utf8.IsValid(body))
            throw Refuse("the body is not UTF-8");
        try
        {
            CheckTexts(body);
            T contract = JsonSerializer.Deserialize(body, type) ?? throw Refuse("the body must be a JSON object, found null");
            if (contract.Unknown is { Count: > 0 } unknown)
                throw UnknownProperty(unknown.Keys.First(), type);
            return contract;
        }
        catch (JsonException error)
        {
            throw Refuse(Explain(error));
        }
    }

    // A half of a surrogate pair is found only when its text is read, which for a document's field may be deep inside a call.
    private static void CheckTexts(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body);
        while (reader.Read())
        {
            if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName) || !reader.ValueIsEscaped)
                continue;
            try
            {
                reader.GetString();
            }
            catch (InvalidOperationException)
            {
                throw Refuse(string.Create(CultureInfo.InvariantCulture, $"the string at byte {reader.TokenStartIndex} holds a half of a surrogate pair, which is no character"));
            }
        }
    }

    private static UdfException UnknownProperty<T>(string name, JsonTypeInfo<T> type)
    {
        string[] known = [.. type.Properties.Where(property => !property.IsExtensionData).Select(property => property.Name)];
        string shown = name.Length <= 60 ? name : string.Concat(name.AsSpan(0, 60), "...");
        string hint = NearestName.Find(name, known) is { } near ? $", did you mean '{near}'?" : $"; known: {string.Join(", ", known)}";
        return Refuse($"unknown property '{shown}'{hint}");
    }

    private static string Explain(JsonException error)
    {
        string place = string.Create(CultureInfo.InvariantCulture, $"line {error.LineNumber + 1}, column {error.BytePositionInLine + 1}");
        bool isShape = error.Path is { Length: > 1 } && error.Message.StartsWith("The JSON value could not be converted", StringComparison.Ordinal);
        if (isShape)
            return $"{place}: '{error.Path![2..]}' has a value of the wrong kind";
        int end = error.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        int path = error.Message.IndexOf(" Path:", StringComparison.Ordinal);
        end = path < 0 ? end : Math.Min(path, end < 0 ? path : end);
        return $"{place}: {(end < 0 ? error.Message : error.Message[..end]).TrimEnd('.', ' ')}";
    }

    private static UdfException Refuse(string reason) => new(UdfErrorCode.InvalidParameters, reason) { Scope = UdfErrorScope.Request };
}
