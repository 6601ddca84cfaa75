using System.Collections.Immutable;
using System.Linq;
using System.Text.Json;

namespace Krait.Python.Tests.Metadata;

/// <summary>Checking, writing and reading metadata.</summary>
public class MetadataTextTests
{
    private static readonly UdfMetadata s_valid = new()
    {
        Name = "my_udf",
        Version = "1.2.3-beta.1+build.5",
        Parameters = [new UdfParameter("x", "string", Required: true), new UdfParameter("y", "list<i64>?", Required: false) { Default = JsonElement.Parse("[1]") }],
        Returns = [new UdfReturn("bool")],
    };

    [Fact]
    public void AcceptsValidMetadata() => Assert.Empty(PythonMetadata.Validate(s_valid));

    [Theory]
    [InlineData("", "name: a UDF needs a name")]
    [InlineData("1st", "name: expected a letter or underscore and then letters, digits, '_', '-' or '.', 128 at most, found '1st'")]
    public void RefusesBadNames(string name, string problem) => Assert.Equal([problem], Problems(s_valid with { Name = name }));

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("1.0")]
    [InlineData("v1.0.0")]
    [InlineData("01.0.0")]
    [InlineData("1.0.0-")]
    [InlineData("1.0.0-01")]
    [InlineData("1.0.0\n")]
    public void RefusesBadVersions(string version) =>
        Assert.StartsWith("version: ", Assert.Single(Problems(s_valid with { Version = version })), System.StringComparison.Ordinal);

    [Theory]
    [InlineData("0.0.0")]
    [InlineData("1.0.0-alpha-a.b-c+x.y")]
    [InlineData("999999999.0.1")]
    public void AcceptsSemanticVersions(string version) => Assert.Empty(PythonMetadata.Validate(s_valid with { Version = version }));

    [Theory]
    [InlineData("")]
    [InlineData("str")]
    [InlineData("list<>")]
    [InlineData("list<str>")]
    [InlineData("map<string")]
    [InlineData("string??")]
    public void RefusesBadTypes(string type)
    {
        UdfMetadata metadata = s_valid with { Parameters = [new UdfParameter("x", type, Required: true)], Returns = [new UdfReturn(type)] };

        Assert.Equal(["parameters[0].type", "returns[0].type"], PythonMetadata.Validate(metadata).Select(problem => problem.Path));
    }

    [Fact]
    public void RefusesBadParameters()
    {
        ImmutableArray<UdfParameter> parameters =
        [
            new UdfParameter("", "i64", Required: true),
            new UdfParameter("x", "i64", Required: true) { Default = JsonElement.Parse("1") },
            new UdfParameter("x", "i64", Required: false) { Default = JsonElement.Parse("\"a\"") },
        ];

        Assert.Equal(
            ["parameters[0].name", "parameters[1].required", "parameters[2].name", "parameters[2].default"],
            PythonMetadata.Validate(s_valid with { Parameters = parameters }).Select(problem => problem.Path));
    }

    [Fact]
    public void RefusesAnUnknownLanguage() =>
        Assert.Equal(["language: expected python, wasm or wat, found 'perl'"], Problems(s_valid with { Language = "perl" }));

    [Fact]
    public void LeavesOutWhatHasNoValue() =>
        Assert.Equal(
            """{"name":"n","version":"1.0.0","parameters":[],"returns":[],"language":"python"}""",
            PythonMetadata.Serialize(new UdfMetadata { Name = "n" }));

    [Fact]
    public void ReadsWhatItWrites()
    {
        UdfMetadata metadata = s_valid with
        {
            Author = "Zo\u00EB \"Z\"",
            Category = "filter",
            Tags = ["a", "b"],
            Description = "first\nsecond",
            Extra = s_valid.Extra.Add("owner", "me"),
            Parameters = s_valid.Parameters.Add(new UdfParameter("z", "any", Required: false) { Default = JsonElement.Parse("null"), Path = "a[0].b" }),
        };

        string json = PythonMetadata.Serialize(metadata);

        Assert.Equal(json, PythonMetadata.Serialize(PythonMetadata.Parse(json)));
        Assert.Contains("Zo\u00EB \\\"Z\\\"", json, System.StringComparison.Ordinal);
    }

    [Fact]
    public void TakesAParameterWithoutDefaultAsRequired()
    {
        UdfMetadata metadata = PythonMetadata.Parse("""{"name":"n","version":"1.0.0","parameters":[{"name":"a","type":"i64"},{"name":"b","type":"i64","default":1}]}""");

        Assert.Equal([true, false], metadata.Parameters.Select(parameter => parameter.Required));
    }

    [Theory]
    [InlineData("", "expected JSON: line 1, byte 1")]
    [InlineData("[]", "'metadata': expected an object, found array")]
    [InlineData("{\"name\": 1}", "'name': expected a string, found number")]
    [InlineData("{\"parameters\": {}}", "'parameters': expected an array, found object")]
    [InlineData("{\"parameters\": [1]}", "'default': expected an object around it, found number")]
    [InlineData("{\"parameters\": [{\"required\": \"yes\"}]}", "'required': expected true or false, found string")]
    [InlineData("{\"tags\": [true]}", "'tags': expected strings, found a bool")]
    [InlineData("{\"extra\": []}", "'extra': expected an object, found array")]
    public void RefusesOtherText(string json, string message) =>
        Assert.Equal(message, Assert.Throws<MetadataFormatException>(() => PythonMetadata.Parse(json)).Message);

    private static string[] Problems(UdfMetadata metadata) =>
        [.. PythonMetadata.Validate(metadata).Select(problem => $"{problem.Path}: {problem.Message}")];
}
