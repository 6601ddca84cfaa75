using System;
using System.Text;
using Krait.Udf;

namespace Krait.Server.Contracts;

/// <summary>The registration that a request describes.</summary>
internal static class RegistrationReader
{
    private static readonly UdfNames<SourceEncoding> s_encodings = new("encoding", ("base64", SourceEncoding.Base64), ("text", SourceEncoding.Text));

    /// <summary>Puts a registration together.</summary>
    /// <exception cref="UdfException">A name is unknown, the source is missing or given twice, or its base64 is broken.</exception>
    public static UdfRegistration Read(RegisterUdfContract contract)
    {
        UdfLanguage language = contract.Language is { } text
            ? UdfNames.Languages.Parse(text)
            : contract.WasmBase64 is null ? UdfLanguage.Python : UdfLanguage.Wasm;
        return new UdfRegistration
        {
            Name = contract.Name,
            Version = contract.Version,
            Language = language,
            Source = SourceOf(contract, language),
            Mode = contract.Mode is null ? UdfMode.Auto : UdfNames.Modes.Parse(contract.Mode),
            Isolation = contract.Isolation is null ? null : UdfNames.Isolations.Parse(contract.Isolation),
            FunctionName = contract.FunctionName,
            Parameters = contract.Parameters,
            Returns = contract.Returns,
            Metadata = contract.Metadata,
            Limits = contract.Limits,
        };
    }

    private static byte[] SourceOf(RegisterUdfContract contract, UdfLanguage language)
    {
        bool isWasm = language == UdfLanguage.Wasm;
        if (contract.WasmBase64 is not null && !isWasm)
            throw Refuse($"'wasm_base64' goes with language 'wasm', found '{UdfNames.Languages.Print(language)}'; put the text into 'source'");
        if (contract.WasmBase64 is not null && contract.Source is not null)
            throw Refuse("the module is given twice, as 'wasm_base64' and as 'source'; leave one out");
        SourceEncoding encoding = contract.Encoding is null ? SourceEncoding.Base64 : s_encodings.Parse(contract.Encoding);
        if (isWasm && encoding == SourceEncoding.Text)
            throw Refuse("a binary module cannot be given as text; use base64, or language 'wat' for WebAssembly text");
        if (contract.WasmBase64 is { } module)
            return Decode(module, "wasm_base64");
        string source = contract.Source ?? throw Refuse(isWasm ? "'wasm_base64' is missing" : "'source' is missing");
        return encoding == SourceEncoding.Text ? Encoding.UTF8.GetBytes(source) : Decode(source, "source");
    }

    private static byte[] Decode(string base64, string property)
    {
        try
        {
            return Convert.FromBase64String(base64);
        }
        catch (FormatException)
        {
            string hint = property == "source" ? "; for plain text say \"encoding\": \"text\"" : "";
            throw Refuse($"'{property}' is not base64{hint}");
        }
    }

    private static UdfException Refuse(string reason) => new(UdfErrorCode.InvalidParameters, reason) { Scope = UdfErrorScope.Request };

    private enum SourceEncoding
    {
        Base64,
        Text,
    }
}
