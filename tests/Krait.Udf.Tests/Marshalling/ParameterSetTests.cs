using System.Linq;
using System.Text.Json;
using Krait.Udf.Marshalling;

namespace Krait.Udf.Tests.Marshalling;

public class ParameterSetTests
{
    [Theory]
    [InlineData("""{"p": 5}""", "5")]
    [InlineData("""{"p": {"type": "i64", "data": 5}}""", "5")]
    [InlineData("""{"p": {"type": "list<string>", "data": ["a"]}}""", """["a"]""")]
    [InlineData("""{"p": {"type": "i64", "data": 5, "more": 1}}""", """{"type": "i64", "data": 5, "more": 1}""")]
    [InlineData("""{"p": 1, "p": 2}""", "2")]
    public void UnwrapsTypedValues(string json, string expected)
    {
        Assert.True(ParameterSet.Parse(JsonElement.Parse(json)).TryFind("p"u8, out JsonElement value));
        Assert.Equal(expected, value.GetRawText());
    }

    [Theory]
    [InlineData("""{"p": {"type": "i64", "data": 5.5}}""", "parameter 'p': data is float, and its type says i64")]
    [InlineData("""{"p": {"type": "int", "data": 5}}""", "parameter 'p': type \"int\" is unknown")]
    [InlineData("[1]", "parameters must be a JSON object")]
    public void RefusesWithThePlace(string json, string message)
    {
        UdfException error = Assert.Throws<UdfException>(() => ParameterSet.Parse(JsonElement.Parse(json)));
        Assert.Equal(UdfErrorCode.InvalidParameters, error.Code);
        Assert.Equal(UdfErrorScope.Request, error.Scope);
        Assert.Contains(message, error.Message);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("""{"p": null}""")]
    public void NullIsAbsent(string json) => Assert.False(ParameterSet.Parse(JsonElement.Parse(json)).TryFind("p"u8, out _));

    [Fact]
    public void FindsLongAndUnicodeNames()
    {
        string name = new string('\u00e9', 300);
        ParameterSet set = ParameterSet.Parse(JsonElement.Parse($$"""{"{{name}}": 1}"""));
        Assert.True(set.TryFind(System.Text.Encoding.UTF8.GetBytes(name), out _));
        Assert.False(set.TryFind([0xFF, 0xFE], out _));
    }

    [Fact]
    public void BoundsTheNumberOfParameters()
    {
        string json = "{" + string.Join(",", Enumerable.Range(0, 1025).Select(i => $"\"p{i}\":1")) + "}";
        Assert.Throws<UdfException>(() => ParameterSet.Parse(JsonElement.Parse(json)));
    }
}
