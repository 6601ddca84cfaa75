using Krait.Udf.Registry;

namespace Krait.Udf.Tests.Registry;

public class SemanticVersionTests
{
    // The chain of precedence of the specification, section 11, with neighbours.
    private static readonly string[] s_ascending =
    [
        "0.0.4", "1.0.0-0.3.7", "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2", "1.0.0-beta.11",
        "1.0.0-rc.1", "1.0.0", "1.0.1", "1.2.0", "1.10.0", "2.0.0-1", "2.0.0-10", "2.0.0-99999999999999999999999999", "2.0.0--", "2.0.0",
    ];

    [Fact]
    public void OrdersAsTheSpecificationSays()
    {
        for (int i = 0; i < s_ascending.Length; i++)
        {
            for (int j = 0; j < s_ascending.Length; j++)
            {
                Assert.True(SemanticVersion.TryParse(s_ascending[i], out SemanticVersion? a), s_ascending[i]);
                Assert.True(SemanticVersion.TryParse(s_ascending[j], out SemanticVersion? b), s_ascending[j]);
                Assert.Equal(i.CompareTo(j), int.Sign(a.CompareTo(b)));
            }
        }
    }

    [Fact]
    public void BuildMetadataDoesNotOrder()
    {
        Assert.True(SemanticVersion.TryParse("1.0.0+001", out SemanticVersion? a));
        Assert.True(SemanticVersion.TryParse("1.0.0+exp.sha.5114f85", out SemanticVersion? b));
        Assert.Equal(0, a.CompareTo(b));
        Assert.False(a.IsPrerelease);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("1.0")]
    [InlineData("1.0.0.0")]
    [InlineData("v1.0.0")]
    [InlineData("01.0.0")]
    [InlineData("1.0.0-")]
    [InlineData("1.0.0-01")]
    [InlineData("1.0.0-a..b")]
    [InlineData("1.0.0+")]
    [InlineData("1.0.0-a_b")]
    [InlineData("1.0.99999999999999999999999999")]
    [InlineData(" 1.0.0")]
    [InlineData("-1.0.0")]
    public void RefusesWhatIsNoVersion(string text) => Assert.False(SemanticVersion.TryParse(text, out _));
}
