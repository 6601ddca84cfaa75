using System.Linq;
using System.Text;
using System.Text.Json;
using Krait.Udf.Tests.Kit;

namespace Krait.Udf.Tests.Python;

public class RegistrationTests
{
    private const string Similarity = """"
        # @udf: name=similarity_filter
        # @udf: version=2.0.0
        # @udf: author=data-team
        # @udf: category=filter
        # @udf: tags=ml,text,similarity

        def udf_main(title: str, query: str, threshold: int = 5) -> bool:
            """
            Filter documents by text similarity.

            Uses Levenshtein distance to measure similarity.
            """
            return len(title) - len(query) <= threshold
        """";

    [Fact]
    public void MetadataComesFromTheSource()
    {
        using UdfHost host = Udfs.Open();
        UdfRecord record = host.Register(new UdfRegistration { Language = UdfLanguage.Python, Source = Encoding.UTF8.GetBytes(Similarity) }).Record;
        Assert.Equal(
            """
            {"name":"similarity_filter","version":"2.0.0","author":"data-team","category":"filter","tags":["ml","text","similarity"],
            "description":"Filter documents by text similarity.\n\nUses Levenshtein distance to measure similarity.",
            "parameters":[{"name":"title","type":"string","required":true},{"name":"query","type":"string","required":true},
            {"name":"threshold","type":"i64","required":false,"default":5}],"returns":[{"type":"bool"}],"language":"python"}
            """.ReplaceLineEndings(""),
            record.Metadata.GetRawText());
        Assert.Equal((UdfMode.Typed, "udf_main"), (record.Mode, record.FunctionName));
        Assert.NotEmpty(record.ModeReason);
        UdfTestResult result = host.Call("similarity_filter", """{"title": "abc"}""", """{"query": {"type": "string", "data": "x"}}""");
        Assert.Equal(("similarity_filter", "2.0.0", true), (result.Name, result.Version, result.Results[0].IsTrue));
    }

    [Fact]
    public void TheRequestOverridesTheSource()
    {
        using UdfHost host = Udfs.Open();
        UdfRecord record = host.Register(Udfs.Python("other_name", Similarity, "3.0.0") with
        {
            Metadata = JsonElement.Parse("""{"category": "scorer", "description": "d"}"""),
            Parameters = JsonElement.Parse("""
                [{"name": "title", "type": "string", "path": "texts[0].title"}, {"name": "query", "type": "string"}, {"name": "threshold", "type": "i64", "default": 0}]
                """),
        }).Record;
        Assert.Equal(("other_name", "3.0.0", "scorer", "d", "data-team"), (record.Name, record.Version, record.Category, record.Description, record.Author));
        Assert.True(host.Call("other_name", """{"texts": [{"title": "ab"}]}""", """{"query": "xy"}""").Results[0].IsTrue);
        Assert.False(host.Call("other_name", """{"texts": [{"title": "abc"}]}""", """{"query": "xy"}""").Results[0].IsTrue);
    }

    [Fact]
    public void OverriddenParametersMustFitTheFunction()
    {
        using UdfHost host = Udfs.Open();
        UdfException error = Udfs.Fails(
            UdfErrorCode.InvalidWasm, () => host.Register(Udfs.Python("f", Similarity).WithParameters("""[{"name": "title", "type": "i64"}]""")));
        Assert.Contains("does not take the parameters (title: i64)", error.Message);
    }

    [Theory]
    [InlineData("def twice(x: int):\n    return x + x\n", "i64")]
    [InlineData("def label(x: int):\n    return str(x)\n", "string")]
    [InlineData("def pair(x: int) -> list[int]:\n    return [x, x]\n", "list<i64>")]
    public void AnOpenResultIsInferred(string source, string type)
    {
        using UdfHost host = Udfs.Open();
        UdfRecord record = host.Register(new UdfRegistration { Language = UdfLanguage.Python, Source = Encoding.UTF8.GetBytes(source) }).Record;
        Assert.Equal(type, record.Metadata.GetProperty("returns")[0].GetProperty("type").GetString());
        Assert.Equal(record.FunctionName, record.Name);
    }

    [Fact]
    public void ATupleIsNoResult()
    {
        using UdfHost host = Udfs.Open();
        UdfException error = Udfs.Fails(
            UdfErrorCode.CompilationFailed, () => host.Register(Udfs.Python("f", "def udf_main(x: int) -> tuple[int, int]:\n    return x, x\n") with { Mode = UdfMode.Typed }));
        Assert.Contains("returns tuple[int, int]", error.Message);
    }

    [Fact]
    public void SourceThatIsNotTypedIsRefusedWithEveryDiagnostic()
    {
        const string Source = "import json\n\nasync def udf_main(x):\n    return json.dumps(x)\n";
        using UdfHost host = Udfs.Open();
        UdfException error = Udfs.Fails(UdfErrorCode.CompilationFailed, () => host.Register(Udfs.Python("f", Source) with { Mode = UdfMode.Typed }));
        Assert.NotEmpty(error.Diagnostics);
        Assert.All(error.Diagnostics, d => Assert.InRange(d.Line, 1, 4));
        Assert.Contains("f.py:", error.Diagnostics[0].Rendered);
        Assert.Empty(host.List(UdfFilter.None));
    }

    [Fact]
    public void TheModeOfModulesIsRefused()
    {
        using UdfHost host = Udfs.Open();
        UdfException error = Udfs.Fails(UdfErrorCode.InvalidParameters, () => host.Register(Udfs.Python("f", Similarity) with { Mode = UdfMode.Precompiled }));
        Assert.Contains("mode precompiled is for WebAssembly modules", error.Message);
    }

    [Theory]
    [InlineData("def udf_main(:\n    pass\n", 1)]
    [InlineData("def udf_main() -> bool:\nreturn True\n", 2)]
    [InlineData("x = 'unterminated\n", 1)]
    [InlineData("", 0)]
    public void SyntaxErrorsHavePlaces(string source, int line)
    {
        using UdfHost host = Udfs.Open();
        UdfException error = Assert.Throws<UdfException>(() => host.Register(Udfs.Python("f", source)));
        Assert.True(error.Code is UdfErrorCode.CompilationFailed or UdfErrorCode.InvalidParameters);
        if (line != 0)
            Assert.Equal(line, error.Diagnostics[0].Line);
    }

    [Fact]
    public void HostileSourceIsRefusedInTime()
    {
        using UdfHost host = Udfs.Open();
        string[] sources =
        [
            new string('(', 100_000),
            "def udf_main() -> int:\n    return " + string.Concat(Enumerable.Repeat("-", 100_000)) + "1\n",
            "x = " + new string('9', 100_000),
            "\0\0\0",
            "def udf_main() -> int:\n" + string.Concat(Enumerable.Range(0, 90).Select(i => new string(' ', i + 1) + "if True:\n")) + new string(' ', 92) + "return 1\n",
        ];
        foreach (string source in sources)
        {
            UdfException? error = Record.Exception(() => host.Register(Udfs.Python("f", source))) as UdfException;
            Assert.True(error is null or { Code: UdfErrorCode.CompilationFailed }, error?.ToString());
        }

        Udfs.Fails(UdfErrorCode.CompilationFailed, () => host.Register(new UdfRegistration { Language = UdfLanguage.Python, Source = new byte[] { 0xFF, 0xFE, 0x41 } }));
        Udfs.Fails(UdfErrorCode.PayloadTooLarge, () => host.Register(Udfs.Python("f", "#" + new string('x', 256 << 10))));
    }

    [Fact]
    public void EncodingDeclarationsHold()
    {
        using UdfHost host = Udfs.Open();
        byte[] latin1 = Encoding.Latin1.GetBytes("# coding: latin-1\ndef udf_main(x: int) -> str:\n    return \"\u00e9\" * x\n");
        host.Register(new UdfRegistration { Name = "f", Language = UdfLanguage.Python, Source = latin1 });
        Assert.Equal("\u00e9\u00e9", host.Call("f", """{"x": 2}""").Results[0].AsText());
        Assert.Equal(latin1, host.ReadSource("f", null).ToArray());
    }

    [Fact]
    public void RecordsReopenWithTheirTracebacks()
    {
        string folder = System.IO.Directory.CreateTempSubdirectory("krait-py-").FullName;
        try
        {
            string path = System.IO.Path.Combine(folder, "udf.db");
            using (UdfHost host = Udfs.Open(path))
                host.Register(Udfs.Python("f", "def udf_main(a: int) -> int:\n    return 1 // a\n"));

            using UdfHost reopened = Udfs.Open(path);
            UdfException error = Udfs.Fails(UdfErrorCode.ExecutionFailed, () => reopened.Call("f", """{"a": 0}"""));
            Assert.Equal("return 1 // a", error.Traceback!.Frames[0].Excerpt);
            Assert.Equal(1, reopened.Call("f", """{"a": 1}""").Results[0].AsInteger());
        }
        finally
        {
            System.IO.Directory.Delete(folder, recursive: true);
        }
    }
}
