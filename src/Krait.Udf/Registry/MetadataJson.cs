using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Krait.Udf.Marshalling;

namespace Krait.Udf.Registry;

/// <summary>
/// A UDF's metadata as one JSON object with the keys name, version, author, category, tags, description, parameters,
/// returns, language and extra. What a request says replaces what the source says, member by member; the whole is checked once.
/// </summary>
internal static partial class MetadataJson
{
    private const int MaximumTextLength = 64 * 1024;
    private const int MaximumCount = 256;

    private static readonly ImmutableArray<string> s_keys =
        ["name", "version", "author", "category", "tags", "description", "parameters", "returns", "language", "extra"];

    private static readonly ImmutableArray<string> s_parameterKeys = ["name", "type", "required", "default", "path", "description"];

    private static readonly JsonSerializerOptions s_compact = new() { WriteIndented = false };

    /// <summary>Puts the metadata of one version together.</summary>
    /// <param name="extracted">What the source says; null when it says nothing.</param>
    /// <param name="registration">What the request says.</param>
    /// <param name="fallbackName">Name when neither says one.</param>
    /// <exception cref="UdfException"><see cref="UdfErrorCode.InvalidParameters"/>, saying which member is wrong.</exception>
    public static JsonElement Merge(JsonObject? extracted, UdfRegistration registration, string? fallbackName)
    {
        JsonObject found = extracted ?? [];
        if (registration.Metadata is { } metadata)
            Overlay(found, metadata);

        if (registration.Parameters is { } parameters)
            found["parameters"] = Node(parameters, "parameters", JsonValueKind.Array);

        if (registration.Returns is { } returns)
            found["returns"] = Node(returns, "returns", JsonValueKind.Array);

        found["name"] = registration.Name ?? (string?)TextOrNull(found, "name") ?? fallbackName;
        found["version"] = registration.Version ?? (string?)TextOrNull(found, "version") ?? "1.0.0";
        found["language"] = registration.Language.ToString().ToLowerInvariant();
        JsonElement ordered = Order(found);
        Validate(ordered);
        return ordered;
    }

    /// <summary>Checks names, version, types and defaults.</summary>
    /// <exception cref="UdfException"><see cref="UdfErrorCode.InvalidParameters"/>.</exception>
    public static void Validate(JsonElement metadata)
    {
        string? name = TextOrNull(metadata, "name");
        if (name is null || !NamePattern().IsMatch(name))
            throw Refuse($"name {Show(name)}: a UDF's name starts with a letter or underscore and goes on with letters, digits, '_', '-' or '.', 128 at most");

        string? version = TextOrNull(metadata, "version");
        if (!SemanticVersion.TryParse(version, out _))
            throw Refuse($"version {Show(version)}: a version is semantic, such as 1.0.0 or 2.1.0-beta.1");

        foreach (string key in new[] { "author", "category", "description" })
            TextOrNull(metadata, key);

        Tags(metadata);
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (JsonElement parameter in Items(metadata, "parameters"))
            ValidateParameter(parameter, names);

        foreach (JsonElement result in Items(metadata, "returns"))
            TypeOf(result, "returns");
    }

    public static ImmutableArray<string> Tags(JsonElement metadata)
    {
        var tags = ImmutableArray.CreateBuilder<string>();
        foreach (JsonElement tag in Items(metadata, "tags"))
        {
            tags.Add(tag.ValueKind == JsonValueKind.String && JsonText.TryRead(tag, out _)
                ? tag.GetString()!
                : throw Refuse($"tags: {tag.GetRawText()} is no text"));
        }

        return tags.ToImmutable();
    }

    public static IEnumerable<JsonElement> Items(JsonElement metadata, string key)
    {
        if (!metadata.TryGetProperty(key, out JsonElement list))
            return [];

        if (list.ValueKind != JsonValueKind.Array || MaximumCount < list.GetArrayLength())
            throw Refuse($"{key} must be a JSON array of at most {MaximumCount} items");

        return list.EnumerateArray();
    }

    /// <summary>The text of a member, or null when it is absent or JSON null.</summary>
    public static string? TextOrNull(JsonElement metadata, string key)
    {
        if (!metadata.TryGetProperty(key, out JsonElement value) || value.ValueKind == JsonValueKind.Null)
            return null;

        if (!JsonText.TryRead(value, out ReadOnlySpan<byte> text) || MaximumTextLength < text.Length)
            throw Refuse($"{key} must be text of at most {MaximumTextLength} bytes");

        return value.GetString();
    }

    public static UdfType TypeOf(JsonElement item, string place)
    {
        string? text = item.ValueKind == JsonValueKind.Object ? TextOrNull(item, "type") : null;
        if (text is not null && UdfType.TryParse(text, out UdfType? type))
            return type;

        throw Refuse($"{place}: {item.GetRawText()} has no known type; use {{\"type\": \"string\"}} with string, i64, f64, bool, list<...> or ...?");
    }

    private static void ValidateParameter(JsonElement parameter, HashSet<string> names)
    {
        UdfType type = TypeOf(parameter, "parameters");
        string? name = TextOrNull(parameter, "name");
        if (string.IsNullOrEmpty(name))
            throw Refuse($"parameters: {parameter.GetRawText()} has no name");

        if (!names.Add(name))
            throw Refuse($"parameters: '{name}' is there twice");

        foreach (JsonProperty member in parameter.EnumerateObject())
        {
            if (!s_parameterKeys.Contains(member.Name))
                throw Refuse($"parameter '{name}': '{member.Name}' is unknown; known are {string.Join(", ", s_parameterKeys)}");
        }

        if (parameter.TryGetProperty("required", out JsonElement required) && required.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
            throw Refuse($"parameter '{name}': required must be true or false");

        TextOrNull(parameter, "path");
        if (parameter.TryGetProperty("default", out JsonElement value) && value.ValueKind != JsonValueKind.Null && !TypeCheck.Fits(value, type))
            throw Refuse($"parameter '{name}': its default {value.GetRawText()} is {JsonScalars.Describe(value)}, and its type is {type}");
    }

    private static void Overlay(JsonObject found, JsonElement metadata)
    {
        var members = (JsonObject)Node(metadata, "metadata", JsonValueKind.Object);
        foreach ((string key, JsonNode? value) in members.ToArray())
        {
            members.Remove(key);
            if (s_keys.Contains(key))
            {
                found[key] = value;
                continue;
            }

            if (found["extra"] is not JsonObject extra)
                found["extra"] = extra = [];
            extra[key] = value;
        }
    }

    private static JsonNode Node(JsonElement json, string place, JsonValueKind kind)
    {
        if (json.ValueKind != kind)
            throw Refuse($"{place} must be a JSON {kind.ToString().ToLowerInvariant()}, not {JsonScalars.Describe(json)}");

        try
        {
            return kind == JsonValueKind.Array ? JsonArray.Create(json)!.DeepClone() : JsonObject.Create(json)!.DeepClone();
        }
        catch (ArgumentException e)
        {
            throw Refuse($"{place}: {e.Message}");
        }
    }

    private static JsonElement Order(JsonObject found)
    {
        var ordered = new JsonObject();
        foreach (string key in s_keys)
        {
            if (found[key] is { } value)
                ordered[key] = value.DeepClone();
        }

        return JsonElement.Parse(JsonSerializer.SerializeToUtf8Bytes(ordered, s_compact));
    }

    private static JsonValue? TextOrNull(JsonObject found, string key) =>
        found[key] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value
        : found[key] is null ? null
        : throw Refuse($"{key} must be text");

    private static string Show(string? text) => text is null ? "is missing" : "'" + (text.Length <= 64 ? text : text[..64] + "...") + "'";

    private static UdfException Refuse(string message) => new(UdfErrorCode.InvalidParameters, message) { Scope = UdfErrorScope.Request };

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_.-]{0,127}\\z")]
    private static partial Regex NamePattern();
}
