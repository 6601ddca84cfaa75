using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using Krait.Python;
using Krait.Udf.Interpreters;
using Krait.Wasm;

namespace Krait.Udf.Registry;

/// <summary>From Python source to a module of the typed tier, or to what an interpreter is to run; or a refusal with its places.</summary>
internal static class PythonSource
{
    private const int MaximumExcerptLength = 200;

    /// <exception cref="UdfException">Refused.</exception>
    public static RegistrationDraft Compile(UdfRegistration registration, UdfLimits limits)
    {
        CheckMode(registration.Mode);
        SourceText source = SourceText.Decode(registration.Source.Span, NameOf(registration), out ImmutableArray<Diagnostic> undecodable);
        Refuse(source, undecodable, "the source cannot be read");

        var options = new MetadataOptions { FunctionName = registration.FunctionName, FallbackName = registration.Name };
        MetadataResult extracted = PythonMetadata.Extract(source, options);
        Refuse(source, extracted.Diagnostics, "the source has errors");
        if (registration.SourceName is null)
            source = new SourceText(source.Text, extracted.Metadata!.Name + ".py");

        if (InterpreterFacts.OfOrNull(registration.Mode) is { } interpreter)
            return ForInterpreter(registration, extracted, $"the request asks for mode {interpreter.Name}", Interpreted(interpreter, source, extracted, refusal: null));

        try
        {
            return ForTypedTier(registration, source, extracted, limits);
        }
        catch (UdfException refusal) when (registration.Mode == UdfMode.Auto && refusal.Code == UdfErrorCode.CompilationFailed)
        {
            return ForInterpreter(registration, extracted, Reason(refusal), Interpreted(InterpreterFacts.OfOrNull(UdfMode.CPython)!, source, extracted, refusal));
        }
    }

    /// <summary>Reads again what <see cref="Compile"/> has read for an interpreter.</summary>
    /// <exception cref="UdfException">The source cannot be read by this version.</exception>
    public static InterpreterSource Read(UdfRecord record, InterpreterFacts facts, ReadOnlySpan<byte> bytes)
    {
        SourceText source = SourceText.Decode(bytes, record.SourceName, out ImmutableArray<Diagnostic> undecodable);
        Refuse(source, undecodable, "the source cannot be read");
        MetadataResult extracted = PythonMetadata.Extract(source, new MetadataOptions { FunctionName = record.FunctionName, FallbackName = record.Name });
        Refuse(source, extracted.Diagnostics, "the source has errors");
        return Interpreted(facts, source, extracted, refusal: null);
    }

    private static InterpreterSource Interpreted(InterpreterFacts facts, SourceText source, MetadataResult extracted, UdfException? refusal) =>
        new(facts, source, [.. extracted.Metadata!.Parameters.Select(parameter => parameter.Name)], refusal);

    private static RegistrationDraft ForInterpreter(UdfRegistration registration, MetadataResult extracted, string reason, InterpreterSource interpreted) => new(
        interpreted.Facts.Mode,
        reason,
        Merge(extracted.Metadata!, registration),
        extracted.FunctionName!,
        interpreted.Source.Name,
        ReadOnlyMemory<byte>.Empty,
        Module: null,
        interpreted);

    private static string Reason(UdfException refusal) => refusal.Diagnostics.IsEmpty
        ? "the source is not in the typed tier: " + refusal.Message
        : $"line {refusal.Diagnostics[0].Line} is not in the typed tier: {refusal.Diagnostics[0].Message}";

    private static RegistrationDraft ForTypedTier(UdfRegistration registration, SourceText source, MetadataResult extracted, UdfLimits limits)
    {
        JsonElement metadata = Merge(extracted.Metadata!, registration);
        CompileResult compiled = CompileTyped(source, metadata);
        Refuse(source, compiled.Diagnostics, "the source is not in the typed tier");
        UdfMetadata inferred = WithInferredResult(extracted.Metadata!, compiled, extracted.FunctionName!);
        if (inferred != extracted.Metadata)
            metadata = Merge(inferred, registration);

        SourceCompiler.CheckLimit(compiled.Module.Length, limits.ModuleBytes, "the compiled module", "module_bytes");
        return new RegistrationDraft(
            UdfMode.Typed,
            registration.Mode == UdfMode.Auto ? "every construct of the source is in the typed tier" : "the request asks for mode typed",
            metadata,
            extracted.FunctionName!,
            source.Name,
            compiled.Module,
            ModuleDecoder.Decode(compiled.Module));
    }

    private static JsonElement Merge(UdfMetadata metadata, UdfRegistration registration) =>
        MetadataJson.Merge((JsonObject)JsonNode.Parse(PythonMetadata.Serialize(metadata))!, registration);

    // What the signature leaves open the compiler knows.
    private static UdfMetadata WithInferredResult(UdfMetadata metadata, CompileResult compiled, string functionName)
    {
        ExportedType result = compiled.Exports.First(export => export.Name == functionName).Result;
        if (UdfTypeOf(result) is not { } type)
            throw new UdfException(
                UdfErrorCode.CompilationFailed, $"{functionName} returns {result}; a UDF returns bool, int, float, str, a list of them or None");

        bool isOpen = metadata.Returns.Any(r => r.Type.Contains("any", StringComparison.Ordinal));
        return !isOpen ? metadata : metadata with { Returns = result.Kind == ExportedKind.None ? [] : [new UdfReturn(type)] };
    }

    private static string? UdfTypeOf(ExportedType type) => type.Kind switch
    {
        ExportedKind.None => "none",
        ExportedKind.Int => "i64",
        ExportedKind.Float => "f64",
        ExportedKind.Bool => "bool",
        ExportedKind.Str => "string",
        ExportedKind.List => UdfTypeOf(type.Elements[0]) is { } element ? $"list<{element}>" : null,
        ExportedKind.Optional => UdfTypeOf(type.Elements[0]) is { } element ? element + "?" : null,
        _ => null,
    };

    // A fault of the compiler must not look like one of the server.
    private static CompileResult CompileTyped(SourceText source, JsonElement metadata)
    {
        try
        {
            return PythonCompiler.Compile(source, new CompileOptions { MetadataJson = metadata.GetRawText() });
        }
        catch (InternalErrorException e)
        {
            throw new UdfException(UdfErrorCode.CompilationFailed, "the typed tier's compiler failed on this source, which is a fault of Krait: " + e.Message, e);
        }
    }

    /// <summary>The name that diagnostics and tracebacks show for a registration's source.</summary>
    public static string NameOf(UdfRegistration registration) =>
        registration.SourceName ?? (registration.Name is { Length: > 0 } name ? name : "udf") + ".py";

    private static void CheckMode(UdfMode mode)
    {
        if (mode == UdfMode.Precompiled)
            throw new UdfException(UdfErrorCode.InvalidParameters, "mode precompiled is for WebAssembly modules; Python source takes mode auto, typed, cpython or micropython")
            {
                Scope = UdfErrorScope.Request,
            };
    }

    private static void Refuse(SourceText source, ImmutableArray<Diagnostic> diagnostics, string reason)
    {
        List<Diagnostic> errors = [.. diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)];
        if (errors.Count == 0)
            return;

        ImmutableArray<UdfDiagnostic> shown = [.. errors.Select(error => Show(source, error))];
        UdfDiagnostic first = shown[0];
        string more = shown.Length == 1 ? "" : $" (and {shown.Length - 1} more)";
        throw new UdfException(UdfErrorCode.CompilationFailed, $"{reason}: {source.Name}:{first.Line}:{first.Column}: {first.Message}{more}")
        {
            Diagnostics = shown,
        };
    }

    private static UdfDiagnostic Show(SourceText source, Diagnostic diagnostic)
    {
        SourcePosition position = source.PositionAt(diagnostic.Span.Start);
        ReadOnlySpan<char> line = source.Line(position.Line);
        string excerpt = line[..Math.Min(line.Length, MaximumExcerptLength)].ToString();
        return new UdfDiagnostic(diagnostic.Id, position.Line, position.Column, diagnostic.Message, diagnostic.Hint, excerpt)
        {
            Rendered = DiagnosticPrinter.Print(source, [diagnostic]).TrimEnd('\n'),
        };
    }
}
