using System;
using System.Collections.Immutable;
using Krait.Python.Metadata;
using Krait.Python.Syntax;

namespace Krait.Python;

/// <summary>Reads, checks and writes the metadata of UDFs. Pure functions, safe on any thread.</summary>
public static class PythonMetadata
{
    /// <summary>Reads the metadata of a UDF from its Python source: its comments, its signature and its docstring.</summary>
    /// <param name="source">The whole file. Every Python 3.14 program can be read, typed or not.</param>
    /// <param name="options">What is known beside the source.</param>
    /// <returns>The metadata, or the errors that prevent it. Cost: one parse; well under a millisecond for 200 lines.</returns>
    public static MetadataResult Extract(SourceText source, MetadataOptions options)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(options);
        return Extract(new DiagnosticBag(source), options);
    }

    /// <summary>Reads the metadata of a UDF from the bytes of its Python source.</summary>
    /// <param name="source">The whole file in UTF-8 or in the encoding that it declares.</param>
    /// <param name="name">The file's name, for messages and for the fallback name.</param>
    /// <param name="options">What is known beside the source.</param>
    /// <returns>The metadata, or the errors that prevent it.</returns>
    public static MetadataResult Extract(ReadOnlySpan<byte> source, string name, MetadataOptions options)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(options);
        return Extract(SourceDecoder.Decode(source, name), options);
    }

    /// <summary>Checks metadata of any origin: names, version, types, defaults.</summary>
    /// <param name="metadata">What is to be checked.</param>
    /// <returns>All problems in the order of the members; empty for valid metadata.</returns>
    public static ImmutableArray<MetadataProblem> Validate(UdfMetadata metadata)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        return MetadataValidator.Validate(metadata);
    }

    /// <summary>Writes metadata as compact JSON with its members in a fixed order.</summary>
    /// <param name="metadata">Valid or not.</param>
    /// <returns>One line. Members without a value are left out, but <c>parameters</c> and <c>returns</c> never are.</returns>
    public static string Serialize(UdfMetadata metadata)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        return MetadataJson.Print(metadata);
    }

    /// <summary>Reads metadata from JSON. Missing members have their defaults; the result may still be invalid.</summary>
    /// <param name="json">An object as <see cref="Serialize"/> writes it; unknown members are ignored.</param>
    /// <returns>The metadata.</returns>
    /// <exception cref="MetadataFormatException">The text is not JSON, or a member has a value of the wrong kind.</exception>
    public static UdfMetadata Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return MetadataJson.Parse(json);
    }

    private static MetadataResult Extract(DiagnosticBag diagnostics, MetadataOptions options)
    {
        LexedText lexed = Lexer.Lex(diagnostics.Source, diagnostics);
        Module tree = Parser.Parse(lexed, diagnostics);
        return MetadataExtractor.Extract(tree, lexed.Comments, options, diagnostics);
    }
}
