using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Krait.Testing;

namespace Krait.Repository;

/// <summary>Documents name things that exist.</summary>
public partial class DocumentTests
{
    public static TheoryData<string> Documents => [.. Checkout.Files(".md", "docs").Append("README.md")];

    [Theory]
    [MemberData(nameof(Documents))]
    public void NamedPathsExist(string document)
    {
        string[] missing = [.. NamedPath().Matches(Checkout.Read(document))
            .Select(static match => match.Groups[1].Value.TrimEnd('/'))
            .Where(static path => !path.Contains('*') && !path.Contains('<') && !File.Exists(RepositoryRoot.File(path)) && !Directory.Exists(RepositoryRoot.File(path)))
            .Distinct()];
        Assert.Empty(missing);
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void LinksLeadSomewhere(string document)
    {
        string folder = Path.GetDirectoryName(RepositoryRoot.File(document))!;
        string[] broken = [.. RelativeLink().Matches(Checkout.Read(document))
            .Select(static match => match.Groups[1].Value)
            .Where(link => !File.Exists(Path.Combine(folder, link)) && !Directory.Exists(Path.Combine(folder, link)))];
        Assert.Empty(broken);
    }

    [Fact]
    public void RoadmapStaysShort() => Assert.InRange(Checkout.ReadLines("docs/ROADMAP.md").Length, 5, 40);

    [GeneratedRegex(@"`((?:src|tests|docs|examples|benchmarks|tools)/[^`\s]+)`")]
    private static partial Regex NamedPath();

    [GeneratedRegex(@"\]\((?!https?:|#)([^)#\s]+)")]
    private static partial Regex RelativeLink();
}
