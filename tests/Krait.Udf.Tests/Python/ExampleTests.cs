using System.IO;
using System.Linq;
using System.Text;
using Krait.Testing;
using Krait.Udf.Tests.Kit;

namespace Krait.Udf.Tests.Python;

/// <summary>The examples in examples/udfs do what their texts say.</summary>
public class ExampleTests
{
    private static UdfRegistration Example(string file) => new()
    {
        Language = file.EndsWith(".py", System.StringComparison.Ordinal) ? UdfLanguage.Python : UdfLanguage.Wat,
        Name = file.EndsWith(".py", System.StringComparison.Ordinal) ? null : Path.GetFileNameWithoutExtension(file),
        SourceName = file,
        Source = File.ReadAllBytes(RepositoryRoot.File("examples", "udfs", file)),
    };

    [Theory]
    [InlineData("laptop", "laptop", 0, true)]
    [InlineData("Laptop", "laptop computer", 9, true)]
    [InlineData("Laptop", "laptop computer", 8, false)]
    [InlineData("kitten", "sitting", 3, true)]
    [InlineData("kitten", "sitting", 2, false)]
    [InlineData("", "abc", 3, true)]
    [InlineData("na\u00efve \U0001f40d", "naive x", 2, true)]
    public void TextSimilarityFiltersByEditDistance(string title, string query, int threshold, bool expected)
    {
        string document = $$"""{"title": "{{title}}", "price": 999}""";
        string parameters = $$"""{"query": {"type": "string", "data": "{{query}}"}, "threshold": {"type": "i64", "data": {{threshold}} } }""";
        foreach (string file in new[] { "text_similarity.py", "text_similarity_typed.py" })
        {
            UdfTestResult result = Udfs.Call(Example(file), document, parameters);
            Assert.Equal(expected, result.Results[0].IsTrue);
            Assert.Equal(UdfValueKind.Boolean, result.Results[0].Kind);
        }
    }

    [Fact]
    public void TextSimilarityIsSmallAndLogs()
    {
        using UdfHost host = Udfs.Open();
        UdfRecord record = host.Register(Example("text_similarity.py")).Record;
        Assert.Equal(("text_similarity", "1.0.0", "filter", UdfMode.Typed), (record.Name, record.Version, record.Category, record.Mode));
        Assert.Equal(["text", "similarity", "levenshtein"], record.Tags);
        Assert.InRange(record.WasmSizeBytes, 100, 20_480);
        UdfTestResult result = host.Call("text_similarity", """{"title": "Lapto"}""", """{"query": "laptop"}""");
        Assert.Equal(["'lapto' is 1 edits from 'laptop'"], result.Logs);
        Assert.False(host.Call("text_similarity", """{"brand": "x"}""", """{"query": "laptop"}""").Results[0].IsTrue);
    }

    [Theory]
    [InlineData("""{"rating": 4.5, "reviews": 100}""", "{}", (4.5 * 100 + 3.5 * 20) / 120)]
    [InlineData("""{"rating": 5, "reviews": 1}""", """{"weight": 9, "prior": 3}""", 3.2)]
    [InlineData("{}", "{}", 3.5)]
    public void PopularityIsAScore(string document, string parameters, double expected) =>
        Assert.Equal(expected, Udfs.Call(Example("popularity_score.py"), document, parameters).Results[0].AsScore(), tolerance: 1e-12);

    [Theory]
    [InlineData("""{"price": 1234.5}""", "{}", "EUR 1234.50")]
    [InlineData("""{"price": 10}""", """{"discount_percent": 25}""", "EUR 7.50 (-25%)")]
    [InlineData("""{"price": 0.05, "currency": "CHF"}""", "{}", "CHF 0.05")]
    public void PriceLabelIsAComputedField(string document, string parameters, string expected) =>
        Assert.Equal(expected, Udfs.Call(Example("price_label.py"), document, parameters).Results[0].AsText());

    [Theory]
    [InlineData("""{"price": 50}""", """{"min_price": 10, "max_price": 100}""", true)]
    [InlineData("""{"price": 100.01}""", """{"min_price": 10, "max_price": 100}""", false)]
    [InlineData("""{"price": 5}""", """{"min_price": 10}""", false)]
    [InlineData("""{"price": 5}""", "{}", true)]
    [InlineData("""{"price": "5"}""", "{}", false)]
    [InlineData("{}", "{}", false)]
    public void PriceFilterIsPrecompiled(string document, string parameters, bool expected) =>
        Assert.Equal(expected, Udfs.Call(Example("price_filter.wat"), document, parameters).Results[0].IsTrue);

    [Fact]
    public void TheCompiledModuleCarriesItsMetadata()
    {
        using UdfHost host = Udfs.Open();
        UdfRecord typed = host.Register(Example("text_similarity_typed.py")).Record;
        UdfRecord uploaded = host.Register(new UdfRegistration
        {
            Name = "uploaded",
            Language = UdfLanguage.Wasm,
            Source = host.ReadWasm(typed.Name, null),
        }).Record;
        Assert.Equal((UdfMode.Precompiled, "udf_main"), (uploaded.Mode, uploaded.FunctionName));
        Assert.Equal(typed.Metadata.GetProperty("parameters").GetRawText(), uploaded.Metadata.GetProperty("parameters").GetRawText());
        Assert.True(host.Call("uploaded", """{"title": "abc"}""", """{"query": "abd"}""").Results[0].IsTrue);
    }

    [Fact]
    public void ReadmeNamesEveryExample()
    {
        string readme = File.ReadAllText(RepositoryRoot.File("examples", "udfs", "README.md"), Encoding.UTF8);
        string[] files = [.. Directory.GetFiles(RepositoryRoot.File("examples", "udfs")).Select(f => Path.GetFileName(f)!).Where(f => f != "README.md")];
        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.Contains($"`{file}`", readme));
    }
}
