using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace Krait.Python.Metadata;

/// <summary>The <c># @udf: key=value</c> comments of a source; of several with one key the last counts.</summary>
internal sealed record MetadataComments(
    string? Name,
    string? Version,
    string? Author,
    string? Category,
    ImmutableArray<string> Tags,
    ImmutableSortedDictionary<string, string> Extra)
{
    private const string Marker = "@udf:";

    /// <summary>Reads the comments that are metadata and reports those that should be and are not.</summary>
    public static MetadataComments Read(ImmutableArray<SourceSpan> comments, DiagnosticBag diagnostics)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (SourceSpan span in comments)
        {
            ReadOnlySpan<char> text = diagnostics.Source.Slice(span).TrimStart('#').TrimStart();
            if (!text.StartsWith(Marker, StringComparison.Ordinal))
                continue;
            ReadOnlySpan<char> entry = text[Marker.Length..];
            int equals = entry.IndexOf('=');
            string key = equals < 0 ? "" : entry[..equals].Trim().ToString();
            if (key.Length == 0)
            {
                diagnostics.Report(Diagnostics.MalformedUdfComment, span);
                continue;
            }

            string value = entry[(equals + 1)..].Trim().ToString();
            if (!values.TryAdd(key, value))
                diagnostics.Report(Diagnostics.RepeatedUdfKey, span, key);
            values[key] = value;
            Check(key, value, span, diagnostics);
        }

        return FromValues(values);
    }

    private static void Check(string key, string value, SourceSpan span, DiagnosticBag diagnostics)
    {
        if (key == "version" && !MetadataValidator.IsVersion(value))
            diagnostics.Report(Diagnostics.InvalidUdfVersion, span, value);
        else if (key == "name" && !MetadataValidator.IsName(value))
            diagnostics.Report(Diagnostics.InvalidUdfName, span, value);
    }

    private static MetadataComments FromValues(Dictionary<string, string> values)
    {
        string? Take(string key) => values.Remove(key, out string? value) && value.Length != 0 ? value : null;
        return new MetadataComments(
            Take("name"),
            Take("version"),
            Take("author"),
            Take("category"),
            [.. (Take("tags") ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal)],
            values.ToImmutableSortedDictionary(StringComparer.Ordinal));
    }
}
