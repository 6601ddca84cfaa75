using System.Text.Json;
using Krait.Udf.Marshalling;

namespace Krait.Udf.Tests.Marshalling;

public class UdfTypeTests
{
    [Theory]
    [InlineData("string", "str")]
    [InlineData("i64", "int")]
    [InlineData("f64", "float")]
    [InlineData("bool", "bool")]
    [InlineData("any", "Any")]
    [InlineData("list<string>", "list[str]")]
    [InlineData("map<list<f64>>", "dict[str, list[float]]")]
    [InlineData("i64?", "int | None")]
    [InlineData("list<string?>?", "list[str | None] | None")]
    public void PrintsWhatItParsed(string text, string python)
    {
        Assert.True(UdfType.TryParse(text, out UdfType? type));
        Assert.Equal(text, type.ToString());
        Assert.Equal(python, type.PythonName);
    }

    [Theory]
    [InlineData("")]
    [InlineData("str")]
    [InlineData("list<>")]
    [InlineData("list<i64")]
    [InlineData("list<list<list<list<list<list<list<list<list<list<list<list<list<list<list<list<list<list<i64>>>>>>>>>>>>>>>>>>")]
    public void RefusesOthers(string text) => Assert.False(UdfType.TryParse(text, out _));

    [Theory]
    [InlineData("list<i64>", "[1, 2]", true)]
    [InlineData("list<i64>", "[1, 2.5]", false)]
    [InlineData("list<i64?>", "[1, null]", true)]
    [InlineData("map<string>", "{\"a\": \"b\"}", true)]
    [InlineData("map<string>", "{\"a\": 1}", false)]
    [InlineData("i32", "2147483648", false)]
    [InlineData("i32", "-2147483648", true)]
    [InlineData("string?", "null", true)]
    [InlineData("string", "null", false)]
    public void ChecksJsonValues(string text, string json, bool fits)
    {
        Assert.True(UdfType.TryParse(text, out UdfType? type));
        Assert.Equal(fits, TypeCheck.Fits(JsonElement.Parse(json), type));
    }
}
