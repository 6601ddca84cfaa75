using System;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Krait.Udf.Execution;
using Krait.Wasm;

namespace Krait.Udf.Registry;

/// <summary>From what a user hands in to a module with metadata: the flow of a registration, without store and engine.</summary>
internal static class SourceCompiler
{
    private const string MetadataSection = "krait.metadata";

    /// <summary>Compiles one registration.</summary>
    /// <param name="registration">What the user handed in.</param>
    /// <param name="limits">Its limits.</param>
    /// <exception cref="UdfException">Refused.</exception>
    public static RegistrationDraft Compile(UdfRegistration registration, UdfLimits limits)
    {
        CheckSize(registration, limits);
        return registration.Language switch
        {
            UdfLanguage.Python => PythonSource.Compile(registration, limits),
            UdfLanguage.Wasm => Load(registration, registration.Source, limits),
            UdfLanguage.Wat => Load(registration, Assemble(registration), limits),
            _ => throw new ArgumentOutOfRangeException(nameof(registration), registration.Language, "no language of the table"),
        };
    }

    private static RegistrationDraft Load(UdfRegistration registration, ReadOnlyMemory<byte> wasm, UdfLimits limits)
    {
        if (registration.Mode is not (UdfMode.Auto or UdfMode.Precompiled))
            throw Refuse($"mode {registration.Mode.ToString().ToLowerInvariant()} is for Python source; a WebAssembly module runs in mode precompiled");

        CheckLimit(wasm.Length, limits.ModuleBytes, "the module", "module_bytes");
        Module module = Decode(wasm);
        JsonElement metadata = MetadataJson.Merge(EmbeddedMetadata(module), registration);
        string name = MetadataJson.TextOrNull(metadata, "name")!;
        string functionName = EntryResolver.FindName(module, registration.FunctionName, name);
        string reason = $"{(registration.Language == UdfLanguage.Wat ? "WebAssembly text" : "a WebAssembly module")} runs as it is";
        return new RegistrationDraft(UdfMode.Precompiled, reason, metadata, functionName, registration.SourceName ?? "", wasm, module);
    }

    // A module that Krait compiled carries its metadata; one from elsewhere has none, and a damaged section counts as none.
    private static JsonObject? EmbeddedMetadata(Module module)
    {
        if (module.FindCustomSection(MetadataSection) is not { } section)
            return null;

        try
        {
            return JsonNode.Parse(section.Span) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Module Decode(ReadOnlyMemory<byte> wasm)
    {
        try
        {
            return ModuleDecoder.Decode(wasm);
        }
        catch (Exception e) when (e is MalformedModuleException or InvalidModuleException)
        {
            throw new UdfException(UdfErrorCode.InvalidWasm, "the bytes are no WebAssembly module: " + e.Message, e);
        }
    }

    private static byte[] Assemble(UdfRegistration registration)
    {
        try
        {
            string text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(registration.Source.Span);
            return ModuleEncoder.Encode(TextParser.Parse(text, registration.SourceName));
        }
        catch (ArgumentException e)
        {
            throw new UdfException(UdfErrorCode.CompilationFailed, "WebAssembly text must be UTF-8: " + e.Message, e);
        }
        catch (MalformedModuleException e)
        {
            throw new UdfException(UdfErrorCode.CompilationFailed, e.Message, e)
            {
                Diagnostics = [new UdfDiagnostic("", e.Line, e.Column, e.Reason, Hint: null, Excerpt: null) { Rendered = e.Message }],
            };
        }
        catch (InvalidModuleException e)
        {
            throw new UdfException(UdfErrorCode.CompilationFailed, e.Message, e);
        }
    }

    private static void CheckSize(UdfRegistration registration, UdfLimits limits)
    {
        if (registration.Source.IsEmpty)
            throw Refuse("the source is empty");

        if (registration.Language == UdfLanguage.Wasm)
            CheckLimit(registration.Source.Length, limits.ModuleBytes, "the module", "module_bytes");
        else
            CheckLimit(registration.Source.Length, limits.SourceBytes, "the source", "source_bytes");
    }

    public static void CheckLimit(long sizeBytes, long limitBytes, string what, string limitName)
    {
        if (limitBytes < sizeBytes)
            throw new UdfException(UdfErrorCode.PayloadTooLarge, $"{what} has {sizeBytes} bytes, and {limitName} allows {limitBytes}");
    }

    private static UdfException Refuse(string message) => new(UdfErrorCode.InvalidParameters, message) { Scope = UdfErrorScope.Request };
}
