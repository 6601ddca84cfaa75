using System.Text.Json;
using Krait.Udf.Marshalling;

namespace Krait.Udf.Tests.Marshalling;

public class FieldPathTests
{
    private const string Document = """
        {"title": "a", "size": {"width": 3, "unit": null}, "tags": ["x", {"name": "y", "deep": [[1, 2]]}],
         "dotted.key": 7, "odd[": 8, "a[0]": 9, "": 10, "size.height": 11}
        """;

    [Theory]
    [InlineData("title", "\"a\"")]
    [InlineData("size.width", "3")]
    [InlineData("tags[0]", "\"x\"")]
    [InlineData("tags[1].name", "\"y\"")]
    [InlineData("tags[1].deep[0][1]", "2")]
    [InlineData("dotted.key", "7")]
    [InlineData("size.height", "11")]
    [InlineData("odd[", "8")]
    [InlineData("a[0]", "9")]
    [InlineData("", "10")]
    public void Finds(string path, string expected)
    {
        Assert.True(FieldPath.Parse(path).TryFind(JsonElement.Parse(Document), out JsonElement value));
        Assert.Equal(expected, value.GetRawText());
    }

    [Theory]
    [InlineData("absent")]
    [InlineData("Title")]
    [InlineData("title.x")]
    [InlineData("size.unit")]
    [InlineData("tags[2]")]
    [InlineData("tags[-1]")]
    [InlineData("tags[99999999999]")]
    [InlineData("tags.name")]
    [InlineData("size..width")]
    [InlineData("tags[0")]
    [InlineData("tags[]")]
    [InlineData("tags[ 0]")]
    public void FindsNothing(string path) =>
        Assert.False(FieldPath.Parse(path).TryFind(JsonElement.Parse(Document), out _));

    [Fact]
    public void LetsNullThroughWhenAsked()
    {
        Assert.True(FieldPath.Parse("size.unit").TryFindOrNull(JsonElement.Parse(Document), out JsonElement value));
        Assert.Equal(JsonValueKind.Null, value.ValueKind);
    }

    [Theory]
    [InlineData("[1, 2]")]
    [InlineData("3")]
    [InlineData("\"text\"")]
    public void FindsNothingInWhatIsNoObject(string json) =>
        Assert.False(FieldPath.Parse("title").TryFind(JsonElement.Parse(json), out _));
}
