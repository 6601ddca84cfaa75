using System;
using System.Globalization;
using System.Text.Json;

namespace Krait.Udf;

/// <summary>One result of a UDF. Scalars need no allocation.</summary>
public readonly struct UdfValue : IEquatable<UdfValue>
{
    private readonly long _bits;
    private readonly string? _text;

    private UdfValue(UdfValueKind kind, long bits, string? text)
    {
        Kind = kind;
        _bits = bits;
        _text = text;
    }

    /// <summary>What it holds.</summary>
    public UdfValueKind Kind { get; }

    /// <summary>Python's truth of the value: false for None, False, 0, 0.0, empty text, empty list and empty mapping.</summary>
    public bool IsTrue => Kind switch
    {
        UdfValueKind.Boolean or UdfValueKind.Integer => _bits != 0,
        UdfValueKind.Number => AsNumber() != 0,
        UdfValueKind.Text => _text!.Length != 0,
        UdfValueKind.Json => _text is not ("[]" or "{}"),
        _ => false,
    };

    /// <summary>Nothing.</summary>
    public static UdfValue None => default;

    /// <summary>Wraps a truth value.</summary>
    public static UdfValue FromBoolean(bool value) => new(UdfValueKind.Boolean, value ? 1 : 0, null);

    /// <summary>Wraps an integer.</summary>
    public static UdfValue FromInteger(long value) => new(UdfValueKind.Integer, value, null);

    /// <summary>Wraps a float.</summary>
    public static UdfValue FromNumber(double value) => new(UdfValueKind.Number, BitConverter.DoubleToInt64Bits(value), null);

    /// <summary>Wraps text.</summary>
    public static UdfValue FromText(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new(UdfValueKind.Text, 0, value);
    }

    /// <summary>Wraps a list or mapping.</summary>
    /// <param name="json">Valid JSON of an array or object, without blanks around it.</param>
    public static UdfValue FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return new(UdfValueKind.Json, 0, json);
    }

    /// <summary>The value as a score: integers and floats as they are, True 1, False and None 0.</summary>
    /// <exception cref="UdfException"><see cref="UdfErrorCode.ExecutionFailed"/> for text, lists, mappings and NaN.</exception>
    public double AsScore() => TryGetScore(out double score)
        ? score
        : throw new UdfException(
            UdfErrorCode.ExecutionFailed,
            $"a score must be a number, and this UDF gave {Describe()}; return int or float, or use the UDF as a computed field");

    /// <summary>The value as a score, without an exception.</summary>
    /// <param name="score">The score, or 0.</param>
    /// <returns>False for text, lists, mappings and NaN.</returns>
    public bool TryGetScore(out double score)
    {
        score = Kind switch
        {
            UdfValueKind.Boolean or UdfValueKind.Integer => _bits,
            UdfValueKind.Number => AsNumber(),
            _ => 0,
        };
        return Kind < UdfValueKind.Text && !double.IsNaN(score);
    }

    /// <summary>The integer or truth value.</summary>
    /// <exception cref="InvalidOperationException">It holds something else.</exception>
    public long AsInteger() => Kind is UdfValueKind.Boolean or UdfValueKind.Integer ? _bits : throw WrongKind();

    /// <summary>The float.</summary>
    /// <exception cref="InvalidOperationException">It holds something else.</exception>
    public double AsNumber() => Kind == UdfValueKind.Number ? BitConverter.Int64BitsToDouble(_bits) : throw WrongKind();

    /// <summary>The text, or the JSON text of a list or mapping.</summary>
    /// <exception cref="InvalidOperationException">It holds something else.</exception>
    public string AsText() => _text ?? throw WrongKind();

    /// <summary>Writes the value as JSON. NaN and infinities, which JSON lacks, become the strings NaN, Infinity and -Infinity.</summary>
    /// <param name="writer">Receives one value.</param>
    public void WriteTo(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        switch (Kind)
        {
            case UdfValueKind.None: writer.WriteNullValue(); break;
            case UdfValueKind.Boolean: writer.WriteBooleanValue(_bits != 0); break;
            case UdfValueKind.Integer: writer.WriteNumberValue(_bits); break;
            case UdfValueKind.Number when double.IsFinite(AsNumber()): writer.WriteNumberValue(AsNumber()); break;
            case UdfValueKind.Number: writer.WriteStringValue(AsNumber().ToString(CultureInfo.InvariantCulture)); break;
            case UdfValueKind.Text: writer.WriteStringValue(_text); break;
            default: writer.WriteRawValue(_text!); break;
        }
    }

    /// <summary>The value as JSON. The element stands on its own memory.</summary>
    public JsonElement ToJson()
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
            WriteTo(writer);

        return JsonElement.Parse(buffer.WrittenSpan);
    }

    /// <inheritdoc/>
    public bool Equals(UdfValue other) => Kind == other.Kind && _bits == other._bits && _text == other._text;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is UdfValue other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, _bits, _text);

    /// <summary>The value as JSON text.</summary>
    public override string ToString() => ToJson().GetRawText();

    /// <summary>Same kind, same bits, same text.</summary>
    public static bool operator ==(UdfValue left, UdfValue right) => left.Equals(right);

    /// <summary>Negation of equality.</summary>
    public static bool operator !=(UdfValue left, UdfValue right) => !left.Equals(right);

    private string Describe() => Kind switch
    {
        UdfValueKind.Text => "text",
        UdfValueKind.Json => "a list or mapping",
        _ => "NaN",
    };

    private InvalidOperationException WrongKind() => new($"the value is {Kind}");
}
