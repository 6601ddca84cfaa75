using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using Krait.Python;
using Krait.Udf.Marshalling;

namespace Krait.Udf.Registry;

/// <summary>
/// A UDF's metadata as one JSON object in the form of <see cref="PythonMetadata.Serialize"/>. What a request says replaces
/// what the source says, member by member; the whole is checked once.
/// </summary>
internal static class MetadataJson
{
    private static readonly ImmutableArray<string> s_keys =
        ["name", "version", "author", "category", "tags", "description", "parameters", "returns", "language", "extra"];

    private static readonly ImmutableArray<string> s_parameterKeys = ["name", "type", "required", "default", "path"];

    /// <summary>Puts the metadata of one version together.</summary>
    /// <param name="extracted">What the source says; null when it says nothing.</param>
    /// <param name="registration">What the request says.</param>
    /// <exception cref="UdfException"><see cref="UdfErrorCode.InvalidParameters"/>, saying which member is wrong.</exception>
    public static JsonElement Merge(JsonObject? extracted, UdfRegistration registration)
    {
        try
        {
            return MergeUnguarded(extracted, registration);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            // JSON that parses and still is none: a member that is there twice, text with half a surrogate pair.
            throw Refuse("metadata: " + e.Message);
        }
    }

    public static ImmutableArray<string> Tags(JsonElement metadata) => [.. Items(metadata, "tags").Select(tag => tag.GetString()!)];

    /// <summary>The items of a list of checked metadata; empty when it is absent.</summary>
    public static IEnumerable<JsonElement> Items(JsonElement metadata, string key) =>
        metadata.TryGetProperty(key, out JsonElement list) ? list.EnumerateArray() : [];

    /// <summary>A text of checked metadata, or null when it is absent.</summary>
    public static string? TextOrNull(JsonElement metadata, string key) =>
        metadata.TryGetProperty(key, out JsonElement value) ? value.GetString() : null;

    /// <summary>The type of a parameter or result of checked metadata.</summary>
    public static UdfType TypeOf(JsonElement item)
    {
        string text = item.GetProperty("type").GetString()!;
        return UdfType.TryParse(text, out UdfType? type) ? type : throw Refuse($"type '{text}' is unknown");
    }

    private static JsonElement MergeUnguarded(JsonObject? extracted, UdfRegistration registration)
    {
        JsonObject found = extracted ?? [];
        if (registration.Metadata is { } metadata)
            Overlay(found, metadata);

        if (registration.Parameters is { } parameters)
            found["parameters"] = Node(parameters, "parameters", JsonValueKind.Array);

        if (registration.Returns is { } returns)
            found["returns"] = Node(returns, "returns", JsonValueKind.Array);

        if (registration.Name is { } name)
            found["name"] = name;

        if (registration.Version is { } version)
            found["version"] = version;

        found["version"] ??= UdfMetadata.DefaultVersion;
        found["language"] = registration.Language.ToString().ToLowerInvariant();
        CheckParameterKeys(found);
        return JsonElement.Parse(PythonMetadata.Serialize(Check(found.ToJsonString())));
    }

    private static UdfMetadata Check(string json)
    {
        UdfMetadata metadata;
        try
        {
            metadata = PythonMetadata.Parse(json);
        }
        catch (MetadataFormatException e)
        {
            throw Refuse(e.Message);
        }

        ImmutableArray<MetadataProblem> problems = PythonMetadata.Validate(metadata);
        return problems.IsEmpty ? metadata : throw Refuse(string.Join("; ", problems.Take(10).Select(problem => $"{problem.Path}: {problem.Message}")));
    }

    // Members that are not known belong to the user: they are kept, under extra.
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
            extra[key] = value is JsonValue text && text.GetValueKind() == JsonValueKind.String ? value : value?.ToJsonString();
        }
    }

    private static void CheckParameterKeys(JsonObject found)
    {
        if (found["parameters"] is not JsonArray parameters)
            return;

        foreach ((string key, JsonNode? _) in parameters.OfType<JsonObject>().SelectMany(parameter => parameter))
        {
            if (!s_parameterKeys.Contains(key))
                throw Refuse($"parameters: '{key}' is unknown; known are {string.Join(", ", s_parameterKeys)}{Suggestion.For(key, s_parameterKeys)}");
        }
    }

    private static JsonNode Node(JsonElement json, string place, JsonValueKind kind)
    {
        if (json.ValueKind != kind)
            throw Refuse($"{place} must be a JSON {kind.ToString().ToLowerInvariant()}, not {JsonScalars.Describe(json)}");

        return kind == JsonValueKind.Array ? JsonArray.Create(json)!.DeepClone() : JsonObject.Create(json)!.DeepClone();
    }

    private static UdfException Refuse(string message) => new(UdfErrorCode.InvalidParameters, message) { Scope = UdfErrorScope.Request };
}
