using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Krait.Python.Metadata;

/// <summary>Checks metadata against the rules that registration relies on.</summary>
internal static partial class MetadataValidator
{
    /// <summary>How deep a UDF type may be nested.</summary>
    private const int MaximumTypeDepth = 16;

    /// <summary>The most parameters of a UDF.</summary>
    private const int MaximumParameters = 255;

    private static readonly string[] s_plainTypes = ["any", "string", "i64", "f64", "bool", "i32", "f32", "none"];
    private static readonly string[] s_languages = ["python", "wasm", "wat"];

    /// <summary>All problems in the order of the members.</summary>
    public static ImmutableArray<MetadataProblem> Validate(UdfMetadata metadata)
    {
        var problems = ImmutableArray.CreateBuilder<MetadataProblem>();
        void Report(string path, string message) => problems.Add(new MetadataProblem(path, message));

        if (metadata.Name.Length == 0)
            Report("name", "a UDF needs a name");
        else if (!IsName(metadata.Name))
            Report("name", $"expected a letter or underscore and then letters, digits, '_', '-' or '.', 128 at most, found '{metadata.Name}'");
        if (metadata.Version.Length == 0)
            Report("version", "a UDF needs a version");
        else if (!IsVersion(metadata.Version))
            Report("version", $"expected a semantic version such as 1.0.0, found '{metadata.Version}'");
        if (MaximumParameters < metadata.Parameters.Length)
            Report("parameters", $"{metadata.Parameters.Length} parameters; at most {MaximumParameters} are allowed");
        ValidateParameters(metadata.Parameters, Report);
        for (int i = 0; i < metadata.Returns.Length; i++)
        {
            if (!IsType(metadata.Returns[i].Type))
                Report($"returns[{i}].type", UnknownType(metadata.Returns[i].Type));
        }

        if (Array.IndexOf(s_languages, metadata.Language) < 0)
            Report("language", $"expected python, wasm or wat, found '{metadata.Language}'");
        return problems.ToImmutable();
    }

    /// <summary>Whether a text can be the name of a UDF.</summary>
    public static bool IsName(string text) => NamePattern().IsMatch(text);

    /// <summary>Whether a text is a version of Semantic Versioning 2.0.0.</summary>
    public static bool IsVersion(string text) => VersionPattern().IsMatch(text);

    /// <summary>Whether a text is a UDF type.</summary>
    public static bool IsType(string text)
    {
        ReadOnlySpan<char> rest = text;
        for (int depth = 0; depth <= MaximumTypeDepth; depth++)
        {
            if (rest.EndsWith("?") && !rest.EndsWith("??"))
                rest = rest[..^1];
            if (rest.StartsWith("list<") && rest.EndsWith(">"))
                rest = rest["list<".Length..^1];
            else if (rest.StartsWith("map<") && rest.EndsWith(">"))
                rest = rest["map<".Length..^1];
            else
                return Array.IndexOf(s_plainTypes, rest.ToString()) is >= 0;
        }

        return false;
    }

    private static void ValidateParameters(ImmutableArray<UdfParameter> parameters, Action<string, string> report)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < parameters.Length; i++)
        {
            UdfParameter parameter = parameters[i];
            if (parameter.Name.Length == 0)
                report($"parameters[{i}].name", "a parameter needs a name");
            else if (!names.Add(parameter.Name))
                report($"parameters[{i}].name", $"two parameters are called '{parameter.Name}'");
            if (!IsType(parameter.Type))
                report($"parameters[{i}].type", UnknownType(parameter.Type));
            else if (parameter.Default is JsonElement value && !Accepts(parameter.Type, value))
                report($"parameters[{i}].default", $"expected a value of type {parameter.Type}, found {value.GetRawText()}");
            if (parameter.Required && parameter.Default is not null)
                report($"parameters[{i}].required", $"'{parameter.Name}' has a default and cannot be required");
        }
    }

    private static string UnknownType(string type) =>
        type.Length == 0
            ? "a type is missing"
            : $"expected string, i64, f64, bool, any, list<T>, map<T> or T?, found '{type}'";

    /// <summary>Whether a value can be a default of a type. None is one for every type: Python code writes it for "not given".</summary>
    private static bool Accepts(string type, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Null || type == "any")
            return true;
        string plain = type.TrimEnd('?');
        return value.ValueKind switch
        {
            JsonValueKind.String => plain == "string",
            JsonValueKind.True or JsonValueKind.False => plain is "bool" or "i64" or "f64",
            JsonValueKind.Number => plain is "f64" or "f32" || (plain is "i64" or "i32" && IsInteger(value)),
            JsonValueKind.Array => plain.StartsWith("list<", StringComparison.Ordinal),
            JsonValueKind.Object => plain.StartsWith("map<", StringComparison.Ordinal),
            _ => false,
        };
    }

    private static bool IsInteger(JsonElement value) => value.GetRawText().AsSpan().IndexOfAny(".eE") < 0;

    [GeneratedRegex(@"\A[A-Za-z_][A-Za-z0-9_.-]{0,127}\z", RegexOptions.CultureInvariant)]
    private static partial Regex NamePattern();

    // Spec: Semantic Versioning 2.0.0, points 2, 9 and 10.
    [GeneratedRegex(
        @"\A(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)(-(0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*)(\.(0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*))*)?(\+[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex VersionPattern();
}
