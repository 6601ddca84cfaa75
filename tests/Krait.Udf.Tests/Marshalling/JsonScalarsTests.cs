using System;
using System.Text;
using System.Text.Json;
using Krait.Udf.Marshalling;

namespace Krait.Udf.Tests.Marshalling;

public class JsonScalarsTests
{
    [Theory]
    [InlineData("0", true, 0)]
    [InlineData("-0", true, 0)]
    [InlineData("9223372036854775807", true, long.MaxValue)]
    [InlineData("-9223372036854775808", true, long.MinValue)]
    [InlineData("9223372036854775808", false, 0)]
    [InlineData("1.0", false, 0)]
    [InlineData("1e2", false, 0)]
    [InlineData("true", false, 0)]
    [InlineData("\"1\"", false, 0)]
    [InlineData("[1]", false, 0)]
    public void AnIntIsANumberWithoutFractionInside64Bits(string json, bool fits, long expected)
    {
        Assert.Equal(fits ? FieldStatus.Ok : FieldStatus.WrongType, JsonScalars.ReadInteger(JsonElement.Parse(json), out long value));
        Assert.Equal(expected, value);
    }

    [Theory]
    [InlineData("1", true, 1.0)]
    [InlineData("1.5e3", true, 1500.0)]
    [InlineData("1e999", true, double.PositiveInfinity)]
    [InlineData("9007199254740993", true, 9007199254740992.0)]
    [InlineData("false", false, 0.0)]
    [InlineData("\"1.5\"", false, 0.0)]
    public void AFloatIsAnyNumber(string json, bool fits, double expected)
    {
        Assert.Equal(fits ? FieldStatus.Ok : FieldStatus.WrongType, JsonScalars.ReadNumber(JsonElement.Parse(json), out double value));
        Assert.Equal(expected, value);
    }

    [Theory]
    [InlineData("\"plain\"", "plain")]
    [InlineData("\"tab\\tquote\\\"\"", "tab\tquote\"")]
    [InlineData("\"\\u00e9\\ud83d\\udc0d\"", "\u00e9\U0001f40d")]
    [InlineData("\"\"", "")]
    public void ReadsTextAsUtf8(string json, string expected)
    {
        Assert.True(JsonText.TryRead(JsonElement.Parse(json), out ReadOnlySpan<byte> utf8));
        Assert.Equal(expected, Encoding.UTF8.GetString(utf8));
    }

    [Theory]
    [InlineData("\"\\ud800\"")]
    [InlineData("1")]
    [InlineData("null")]
    public void RefusesWhatIsNoText(string json) => Assert.False(JsonText.TryRead(JsonElement.Parse(json), out _));

    [Theory]
    [InlineData("1", "int")]
    [InlineData("1.0", "float")]
    [InlineData("1e3", "float")]
    [InlineData("99999999999999999999", "int beyond 64 bits")]
    [InlineData("\"x\"", "str")]
    [InlineData("\"\\ud800\"", "str with a lone surrogate or bad UTF-8")]
    [InlineData("true", "bool")]
    [InlineData("null", "None")]
    [InlineData("[]", "list")]
    [InlineData("{}", "dict")]
    public void DescribesInPythonsWords(string json, string expected) => Assert.Equal(expected, JsonScalars.Describe(JsonElement.Parse(json)));
}
