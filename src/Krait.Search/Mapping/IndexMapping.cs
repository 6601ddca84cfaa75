using System.Collections.Immutable;
using System.Text.Json;
using Krait.Search.Query;

namespace Krait.Search.Mapping;

/// <summary>The fields that the maker of an index names, and what happens to others.</summary>
internal sealed record IndexMapping(DynamicMode Dynamic, ImmutableArray<(string Path, FieldType Type)> Fields)
{
    private const int DeepestMapping = 20;

    private static readonly ImmutableArray<string> s_bodyNames = ["mappings", "settings", "aliases"];
    private static readonly ImmutableArray<string> s_mappingNames = ["dynamic", "properties"];
    private static readonly ImmutableArray<string> s_fieldNames = ["type", "properties", "fields"];

    public static IndexMapping Empty { get; } = new(DynamicMode.Index, []);

    /// <summary>Parses the body that makes an index: <c>{"mappings": {"dynamic": ..., "properties": {...}}}</c>.</summary>
    /// <exception cref="SearchException">A property or type is unknown, or settings are given, which do not exist here.</exception>
    public static IndexMapping Parse(JsonElement body)
    {
        IndexMapping mapping = Empty;
        var json = new QueryJson(body, JsonPath.Root);
        foreach ((string name, QueryJson value) in json.Properties("an index"))
        {
            if (!s_bodyNames.Contains(name))
                throw json.Unknown("index property", name, s_bodyNames);
            if (name == "mappings")
                mapping = ParseMappings(value);
            else if (value.Kind != JsonValueKind.Object || value.Element.EnumerateObject().MoveNext())
                throw value.Error(SearchErrorKind.IllegalArgument, $"{name} are not supported, leave them out");
        }

        return mapping;
    }

    private static IndexMapping ParseMappings(QueryJson json)
    {
        DynamicMode dynamic = DynamicMode.Index;
        ImmutableArray<(string, FieldType)>.Builder fields = ImmutableArray.CreateBuilder<(string, FieldType)>();
        foreach ((string name, QueryJson value) in json.Properties("mappings"))
        {
            if (name == "dynamic")
                dynamic = ParseDynamic(value);
            else if (name == "properties")
                AddProperties(fields, "", value, depth: 1);
            else
                throw json.Unknown("mappings property", name, s_mappingNames);
        }

        return new IndexMapping(dynamic, fields.ToImmutable());
    }

    private static DynamicMode ParseDynamic(QueryJson json) => (json.Kind, json.Kind == JsonValueKind.String ? json.Text("dynamic") : "") switch
    {
        (JsonValueKind.True, _) or (_, "true") => DynamicMode.Index,
        (JsonValueKind.False, _) or (_, "false") => DynamicMode.Ignore,
        (_, "strict") => DynamicMode.Strict,
        _ => throw json.Error($"dynamic must be true, false or \"strict\", found {json.Describe()}"),
    };

    private static void AddProperties(ImmutableArray<(string, FieldType)>.Builder fields, string prefix, QueryJson json, int depth)
    {
        if (DeepestMapping < depth)
            throw json.Error(SearchErrorKind.IllegalArgument, $"mappings nest at most {DeepestMapping} deep, more found");
        foreach ((string name, QueryJson field) in json.Properties("properties"))
        {
            if (name.Length == 0)
                throw json.Error("a field name is empty");
            AddField(fields, prefix.Length == 0 ? name : prefix + "." + name, field, depth);
        }
    }

    private static void AddField(ImmutableArray<(string, FieldType)>.Builder fields, string path, QueryJson json, int depth)
    {
        string type = "object";
        QueryJson? properties = null;
        foreach ((string name, QueryJson value) in json.Properties("a field"))
        {
            switch (name)
            {
                case "type": type = value.Text("type"); break;
                case "properties": properties = value; break;
                case "fields": CheckSubfields(value); break;
                default: throw json.Unknown("field property", name, s_fieldNames);
            }
        }

        if (type == "object")
        {
            if (properties is { } nested)
                AddProperties(fields, path, nested, depth + 1);
        }
        else if (!FieldTypes.TryParse(type, out FieldType parsed))
        {
            throw json.Unknown("field type", type, FieldTypes.Names);
        }
        else
        {
            fields.Add((path, parsed));
        }
    }

    // Every text is also searchable as a whole under its own name and as NAME.keyword; that is the one sub-field there is.
    private static void CheckSubfields(QueryJson json)
    {
        foreach ((string name, QueryJson value) in json.Properties("fields"))
        {
            bool isKeyword = name == "keyword" && value.Kind == JsonValueKind.Object
                && value.Element.TryGetProperty("type", out JsonElement type)
                && type.ValueKind == JsonValueKind.String && type.ValueEquals("keyword");
            if (!isKeyword)
                throw value.Error(SearchErrorKind.IllegalArgument, "the only sub-field is \"keyword\" of type \"keyword\", which every text has by itself");
        }
    }
}
