using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Xml.Linq;
using Krait.Testing;

namespace Krait.Repository;

/// <summary>Who may depend on whom. docs/ARCHITECTURE.md draws the same picture.</summary>
public class LayeringTests
{
    /// <summary>The allowed edges, lowest project first; anything else fails.</summary>
    private static readonly Dictionary<string, string[]> s_allowed = new()
    {
        ["Krait.Wasm"] = [],
        ["Krait.Runtime"] = ["Krait.Wasm"],
        ["Krait.Wasi"] = ["Krait.Wasm", "Krait.Runtime"],
        ["Krait.Guests"] = ["Krait.Wasm", "Krait.Runtime", "Krait.Wasi"],
        ["Krait.Python"] = ["Krait.Wasm"],
        ["Krait.Udf"] = ["Krait.Wasm", "Krait.Runtime", "Krait.Python", "Krait.Guests"],
        ["Krait.Search"] = ["Krait.Wasm", "Krait.Runtime", "Krait.Python", "Krait.Udf"],
        ["Krait.Server"] = ["Krait.Wasm", "Krait.Runtime", "Krait.Python", "Krait.Udf", "Krait.Search"],
        ["Krait.Cli"] = ["Krait.Wasm", "Krait.Runtime", "Krait.Python", "Krait.Udf", "Krait.Search", "Krait.Server", "Krait.Wasi", "Krait.Guests"],
    };

    /// <summary>Projects that must stay free of packages at run time.</summary>
    private static readonly string[] s_packageFree = ["Krait.Wasm", "Krait.Runtime", "Krait.Wasi", "Krait.Guests", "Krait.Python"];

    public static TheoryData<string> Projects => [.. Checkout.Files(".csproj", "src").Select(static file => Path.GetFileNameWithoutExtension(file))];

    [Fact]
    public void EveryProjectHasItsPlaceInTheLayering() =>
        Assert.Equal(s_allowed.Keys.Order(), Projects.Select(static row => row.Data).Order());

    [Theory]
    [MemberData(nameof(Projects))]
    public void ReferencesOnlyLowerProjects(string project)
    {
        string[] references = [.. Items(project, "ProjectReference").Select(static path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/')))];
        Assert.Empty(references.Except(s_allowed[project]));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void CoreHasNoPackageAtRunTime(string project)
    {
        if (s_packageFree.Contains(project))
            Assert.Empty(Items(project, "PackageReference"));
        else
            Assert.DoesNotContain("Newtonsoft.Json", Items(project, "PackageReference"));
    }

    private static IEnumerable<string> Items(string project, string element) =>
        XDocument.Load(RepositoryRoot.File("src", project, project + ".csproj"))
            .Descendants(element)
            .Select(static item => (string?)item.Attribute("Include") ?? throw new InvalidOperationException("an item without Include"));
}
