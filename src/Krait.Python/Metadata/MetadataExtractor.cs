using System;
using System.Collections.Immutable;
using System.Linq;
using Krait.Python.Syntax;

namespace Krait.Python.Metadata;

/// <summary>Metadata from a parsed source: the flow from comments, entry function and docstring to one record.</summary>
internal static class MetadataExtractor
{
    private const string EntryName = "udf_main";

    /// <summary>Extracts the metadata; the result has none where the diagnostics have errors.</summary>
    public static MetadataResult Extract(
        Module tree, ImmutableArray<SourceSpan> comments, MetadataOptions options, DiagnosticBag diagnostics)
    {
        // A file that does not parse may define its function in a line that was lost.
        if (diagnostics.HasErrors)
            return new MetadataResult(null, null, diagnostics.ToImmutable());

        MetadataComments written = MetadataComments.Read(comments, diagnostics);
        FunctionSignature? entry = FindEntryOrNull(tree, options, diagnostics);
        if (entry is null)
            return new MetadataResult(null, null, diagnostics.ToImmutable());

        var metadata = new UdfMetadata
        {
            Name = written.Name ?? NameOf(entry, options, diagnostics.Source),
            Version = written.Version ?? UdfMetadata.DefaultVersion,
            Author = written.Author,
            Category = written.Category,
            Tags = written.Tags,
            Description = entry.Docstring ?? "",
            Parameters = ParameterReader.Read(entry, diagnostics),
            Returns = ParameterReader.ReadReturns(entry, diagnostics),
            Extra = written.Extra,
        };
        return new MetadataResult(diagnostics.HasErrors ? null : metadata, entry.Name, diagnostics.ToImmutable());
    }

    /// <summary>The function called udf_main, else the one the caller names, else the only one at top level.</summary>
    private static FunctionSignature? FindEntryOrNull(Module tree, MetadataOptions options, DiagnosticBag diagnostics)
    {
        // Of two functions with one name Python keeps the later.
        ImmutableArray<FunctionSignature> functions =
            [.. tree.Body.Select(FunctionSignature.OfOrNull).OfType<FunctionSignature>().Reverse().DistinctBy(function => function.Name).Reverse()];
        FunctionSignature? main = functions.FirstOrDefault(function => function.Name == EntryName);
        if (main is not null)
        {
            if (options.FunctionName is not null && options.FunctionName != EntryName)
                diagnostics.Report(Diagnostics.FunctionNameIgnored, main.NameSpan, options.FunctionName, EntryName);
            return main;
        }

        string known = functions.IsEmpty ? "none" : string.Join(", ", functions.Select(function => function.Name).Take(MostNamesShown));
        if (options.FunctionName is not null)
        {
            FunctionSignature? named = functions.FirstOrDefault(function => function.Name == options.FunctionName);
            if (named is null)
                diagnostics.Report(Diagnostics.NoSuchFunction, default, options.FunctionName, known);
            return named;
        }

        if (functions.Length == 1)
            return functions[0];
        if (functions.IsEmpty)
            diagnostics.Report(Diagnostics.NoFunction, default);
        else
            diagnostics.Report(Diagnostics.SeveralFunctions, functions[1].NameSpan, known);
        return null;
    }

    private const int MostNamesShown = 10;

    private static string NameOf(FunctionSignature entry, MetadataOptions options, SourceText source)
    {
        if (entry.Name != EntryName)
            return entry.Name;
        if (!string.IsNullOrEmpty(options.FallbackName))
            return options.FallbackName;
        string file = source.Name[(source.Name.LastIndexOfAny(['/', '\\']) + 1)..];
        string stem = file.EndsWith(".py", StringComparison.Ordinal) ? file[..^3] : file;
        return MetadataValidator.IsName(stem) ? stem : EntryName;
    }
}
