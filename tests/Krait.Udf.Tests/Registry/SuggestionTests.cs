using Krait.Udf.Registry;

namespace Krait.Udf.Tests.Registry;

public class SuggestionTests
{
    private static readonly string[] s_known = ["text_similarity", "price_filter", "score"];

    [Theory]
    [InlineData("text_similarty", "; did you mean 'text_similarity'?")]
    [InlineData("pricefilter", "; did you mean 'price_filter'?")]
    [InlineData("geo_distance", "")]
    public void NamesTheNearest(string unknown, string expected) => Assert.Equal(expected, Suggestion.For(unknown, s_known));

    [Fact]
    public void GivesUpOnVeryLongNames() => Assert.Equal("", Suggestion.For(new string('x', 1_000_000), s_known));
}
