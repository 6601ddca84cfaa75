using System.Buffers;
using System.Text.Json;
using Krait.Python.Syntax;

namespace Krait.Python.Metadata;

/// <summary>Parameter defaults as JSON values.</summary>
internal static class DefaultJson
{
    /// <summary>A default's value; null after a report where it is no literal or has no JSON form.</summary>
    public static JsonElement? ReadOrNull(SignatureParameter parameter, DiagnosticBag diagnostics)
    {
        LiteralValue? value = LiteralEvaluator.EvaluateOrNull(parameter.Default!);
        if (value is null)
        {
            diagnostics.Report(Diagnostics.DefaultNotLiteral, parameter.Default!.Span, parameter.Name);
            return null;
        }

        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer, MetadataJson.WriterOptions);
        if (!TryWrite(writer, value))
        {
            diagnostics.Report(Diagnostics.DefaultNotJson, parameter.Default!.Span, parameter.Name);
            return null;
        }

        writer.Flush();
        return JsonElement.Parse(buffer.WrittenSpan);
    }

    private static bool TryWrite(Utf8JsonWriter writer, LiteralValue value)
    {
        switch (value)
        {
            case ScalarLiteral scalar:
                return TryWriteScalar(writer, scalar.Value);
            case SequenceLiteral { Kind: SequenceKind.List or SequenceKind.Tuple } sequence:
                writer.WriteStartArray();
                foreach (LiteralValue item in sequence.Items)
                {
                    if (!TryWrite(writer, item))
                        return false;
                }

                writer.WriteEndArray();
                return true;
            case DictLiteral dict:
                writer.WriteStartObject();
                foreach ((LiteralValue key, LiteralValue entry) in dict.Entries)
                {
                    if (key is not ScalarLiteral { Value: StringConstant name } || !IsWellFormed(name.Text))
                        return false;
                    writer.WritePropertyName(name.Text);
                    if (!TryWrite(writer, entry))
                        return false;
                }

                writer.WriteEndObject();
                return true;
            default:
                return false;
        }
    }

    private static bool TryWriteScalar(Utf8JsonWriter writer, ConstantValue value)
    {
        switch (value)
        {
            case NoneConstant:
                writer.WriteNullValue();
                return true;
            case BoolConstant truth:
                writer.WriteBooleanValue(truth.Value);
                return true;
            case IntConstant:
                writer.WriteRawValue(PythonRepr.Print(value));
                return true;
            case FloatConstant number when double.IsFinite(number.Value):
                writer.WriteRawValue(PythonRepr.Print(value));
                return true;
            case StringConstant text when IsWellFormed(text.Text):
                writer.WriteStringValue(text.Text);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Whether a string has no lone surrogates, which JSON in UTF-8 cannot hold.</summary>
    private static bool IsWellFormed(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
                continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text, i))
                return false;
            i++;
        }

        return true;
    }
}
