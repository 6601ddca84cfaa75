using System.Collections.Immutable;
using System.Linq;
using Krait.Python;

namespace Krait.Cli.Running;

/// <summary>Python files on their way to a module.</summary>
internal static class PythonPrograms
{
    /// <summary>Compiles a file in mode typed.</summary>
    /// <exception cref="CommandFailure">It does not compile; the message shows every finding with its line.</exception>
    public static CompileResult Compile(InputFile input)
    {
        SourceText source = Decode(input);
        CompileResult result = Compile(source);
        return result.Succeeded ? result : throw Failure(source, result.Diagnostics);
    }

    /// <summary>Compiles a file in mode typed, or says why it cannot be.</summary>
    /// <param name="input">The file.</param>
    /// <param name="refusal">The first finding with its line; empty if there is none.</param>
    /// <returns>Null if it does not compile.</returns>
    public static CompileResult? TryCompile(InputFile input, out string refusal)
    {
        refusal = string.Empty;
        SourceText source = SourceText.Decode(input.Bytes, input.Name, out ImmutableArray<Diagnostic> diagnostics);
        if (diagnostics.IsEmpty)
        {
            CompileResult result = Compile(source);
            if (result.Succeeded)
                return result;
            diagnostics = result.Diagnostics;
        }

        Diagnostic first = diagnostics.First(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        refusal = $"line {source.PositionAt(first.Span.Start).Line}: {first.Message}";
        return null;
    }

    /// <summary>The metadata of the file's function as JSON.</summary>
    /// <exception cref="CommandFailure">The file has errors.</exception>
    public static string ExtractMetadata(InputFile input)
    {
        SourceText source = Decode(input);
        MetadataResult result = PythonMetadata.Extract(source, MetadataOptions.Default);
        return result.Succeeded ? PythonMetadata.Serialize(result.Metadata) : throw Failure(source, result.Diagnostics);
    }

    /// <summary>The file as text, in UTF-8 or in the encoding that it declares.</summary>
    /// <exception cref="CommandFailure">The bytes are not text in that encoding.</exception>
    public static SourceText Decode(InputFile input)
    {
        SourceText source = SourceText.Decode(input.Bytes, input.Name, out ImmutableArray<Diagnostic> diagnostics);
        return diagnostics.IsEmpty ? source : throw Failure(source, diagnostics);
    }

    private static CompileResult Compile(SourceText source)
    {
        MetadataResult metadata = PythonMetadata.Extract(source, MetadataOptions.Default);
        return PythonCompiler.Compile(source, CompileOptions.Default with
        {
            MetadataJson = metadata.Succeeded ? PythonMetadata.Serialize(metadata.Metadata) : null,
        });
    }

    private static CommandFailure Failure(SourceText source, ImmutableArray<Diagnostic> diagnostics) =>
        new(ExitCode.InvalidInput, "the file does not compile\n" + DiagnosticPrinter.Print(source, diagnostics));
}
