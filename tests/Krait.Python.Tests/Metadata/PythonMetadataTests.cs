using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace Krait.Python.Tests.Metadata;

/// <summary>Extraction of metadata from Python source.</summary>
public class PythonMetadataTests
{
    private const string Documented = """
        # @udf: name=similarity_filter
        # @udf: version=2.0.0
        # @udf: author=data-team
        # @udf: category=filter
        # @udf: tags=ml,text,similarity

        def udf_main(title: str, query: str, threshold: int = 5) -> bool:
            '''
            Filter documents by text similarity.

            Uses Levenshtein distance to measure similarity.
            '''
            return True
        """;

    /// <summary>Annotation and the UDF type it is.</summary>
    public static TheoryData<string, string> Types => new()
    {
        { "str", "string" },
        { "string", "string" },
        { "int", "i64" },
        { "integer", "i64" },
        { "float", "f64" },
        { "double", "f64" },
        { "bool", "bool" },
        { "boolean", "bool" },
        { "object", "any" },
        { "Any", "any" },
        { "typing.Any", "any" },
        { "list", "list<any>" },
        { "list[int]", "list<i64>" },
        { "List[str]", "list<string>" },
        { "list[list[float]]", "list<list<f64>>" },
        { "dict", "map<any>" },
        { "dict[str, bool]", "map<bool>" },
        { "typing.Dict[str, list[int]]", "map<list<i64>>" },
        { "str | None", "string?" },
        { "None | str", "string?" },
        { "Optional[int]", "i64?" },
        { "typing.Optional[list[str]]", "list<string>?" },
        { "Union[None, float]", "f64?" },
        { "int | int", "i64" },
        { "list[int | None]", "list<i64?>" },
        { "int | None | None", "i64?" },
        { "'int'", "i64" },
        { "'list[str] | None'", "list<string>?" },
        { "Annotated[str, 'x']", "string" },
    };

    [Fact]
    public void ExtractsTheDocumentedExample() =>
        Assert.Equal(
            """{"name":"similarity_filter","version":"2.0.0","author":"data-team","category":"filter","tags":["ml","text","similarity"],"description":"Filter documents by text similarity.\n\nUses Levenshtein distance to measure similarity.","parameters":[{"name":"title","type":"string","required":true},{"name":"query","type":"string","required":true},{"name":"threshold","type":"i64","required":false,"default":5}],"returns":[{"type":"bool"}],"language":"python"}""",
            PythonMetadata.Serialize(Extract(Documented)));

    [Fact]
    public void ExtractsASimpleFunction()
    {
        UdfMetadata metadata = Extract("def double(x: int) -> int:\n    return x * 2\n");

        Assert.Equal("double", metadata.Name);
        Assert.Equal("1.0.0", metadata.Version);
        Assert.Equal([new UdfParameter("x", "i64", Required: true)], metadata.Parameters);
        Assert.Equal([new UdfReturn("i64")], metadata.Returns);
        Assert.Equal("python", metadata.Language);
    }

    [Fact]
    public void TakesAnyWhereThereIsNoAnnotation()
    {
        UdfMetadata metadata = Extract("def f(a, b=1): pass");

        Assert.Equal(["any", "any"], metadata.Parameters.Select(parameter => parameter.Type));
        Assert.Equal([new UdfReturn("any")], metadata.Returns);
    }

    [Fact]
    public void ReturnsNothingForNone() => Assert.Empty(Extract("def f() -> None: pass").Returns);

    [Theory]
    [InlineData("'''Says\n\n      what\n    it does.\n    '''", "Says\n\n  what\nit does.")]
    [InlineData("'Says what.'", "Says what.")]
    [InlineData("\"Says what.\"", "Says what.")]
    [InlineData("r'''a\\b'''", "a\\b")]
    [InlineData("'one ' 'text'", "one text")]
    [InlineData("f'none'", "")]
    [InlineData("b'none'", "")]
    [InlineData("pass; 'none'", "")]
    public void ReadsTheDocstring(string statement, string expected) =>
        Assert.Equal(expected, Extract("def f():\n    " + statement + "\n").Description);

    [Theory]
    [InlineData("1", "1")]
    [InlineData("-2.5", "-2.5")]
    [InlineData("1e100", "1e+100")]
    [InlineData("3.0", "3.0")]
    [InlineData("0x_ff", "255")]
    [InlineData("123456789012345678901234567890", "123456789012345678901234567890")]
    [InlineData("'a' 'b'", "\"ab\"")]
    [InlineData("True", "true")]
    [InlineData("None", "null")]
    [InlineData("[1, 'x', None]", "[1,\"x\",null]")]
    [InlineData("(1, 2)", "[1,2]")]
    [InlineData("{'a': [1], 'b': {}}", "{\"a\":[1],\"b\":{}}")]
    public void EvaluatesDefaults(string literal, string json)
    {
        UdfParameter parameter = Assert.Single(Extract($"def f(x={literal}): pass").Parameters);

        Assert.False(parameter.Required);
        Assert.Equal(json, parameter.Default!.Value.GetRawText());
    }

    [Theory]
    [InlineData("x=LIMIT", "PY1008")]
    [InlineData("x=1 + 1", "PY1008")]
    [InlineData("x=[y]", "PY1008")]
    [InlineData("x={1: 2}", "PY1009")]
    [InlineData("x=b'a'", "PY1009")]
    [InlineData("x=1j", "PY1009")]
    [InlineData("x=1e999", "PY1009")]
    [InlineData("x='\\ud800'", "PY1009")]
    [InlineData("x={1, 2}", "PY1009")]
    [InlineData("*args", "PY1010")]
    [InlineData("**options", "PY1010")]
    public void RefusesParametersThatNoCallerCanKnow(string parameter, string id) =>
        Assert.Equal([id], Ids(Run($"def f({parameter}): pass")));

    [Theory]
    [MemberData(nameof(Types))]
    public void MapsTypes(string annotation, string type) =>
        Assert.Equal(type, Assert.Single(Extract($"def f(x: {annotation}): pass").Parameters).Type);

    [Theory]
    [InlineData("bytes")]
    [InlineData("np.ndarray")]
    [InlineData("int | str")]
    [InlineData("dict[int, str]")]
    [InlineData("list[Thing]")]
    [InlineData("'not a type'")]
    [InlineData("tuple[int, int]")]
    public void WarnsOfTypesItDoesNotKnow(string annotation)
    {
        MetadataResult result = Run($"def f(x: {annotation}): pass");

        Assert.Equal(["PY1007"], Ids(result));
        Assert.Equal("any", Assert.Single(result.Metadata!.Parameters).Type);
    }

    [Fact]
    public void TakesThePathOfAnAnnotatedParameter()
    {
        UdfMetadata metadata = Extract("def f(author: Annotated[str | None, 'authors[0].name'] = None) -> bool: pass");

        Assert.Equal("authors[0].name", metadata.Parameters[0].Path);
        Assert.Equal(
            """{"name":"f","version":"1.0.0","parameters":[{"name":"author","type":"string?","required":false,"default":null,"path":"authors[0].name"}],"returns":[{"type":"bool"}],"language":"python"}""",
            PythonMetadata.Serialize(metadata));
    }

    [Fact]
    public void ListsParametersOfEveryKindThatHasAName()
    {
        UdfMetadata metadata = Extract("def f(a: int, /, b: int = 1, *, c: int, d: int = 2): pass");

        Assert.Equal(["a True", "b False", "c True", "d False"], metadata.Parameters.Select(parameter => $"{parameter.Name} {parameter.Required}"));
    }

    [Fact]
    public void ReadsOnlyRealComments()
    {
        UdfMetadata metadata = Extract("s = '''\n# @udf: name=in_string\n'''\ndef f():\n    '# @udf: name=in_docstring'\n    return 1  #@udf:author = me \n");

        Assert.Equal("f", metadata.Name);
        Assert.Equal("me", metadata.Author);
    }

    [Fact]
    public void KeepsOtherKeysAsExtra()
    {
        UdfMetadata metadata = Extract("# @udf: owner=search\n# @udf: cost=a=b\n# @udf: tags= x , ,y,x\ndef f(): pass");

        Assert.Equal([KeyValuePair.Create("cost", "a=b"), KeyValuePair.Create("owner", "search")], metadata.Extra);
        Assert.Equal(["x", "y"], metadata.Tags);
    }

    [Theory]
    [InlineData("# @udf: name\ndef f(): pass", "PY1001")]
    [InlineData("# @udf: =x\ndef f(): pass", "PY1001")]
    [InlineData("# @udf: name=a\n# @udf: name=b\ndef f(): pass", "PY1002")]
    [InlineData("x = 1\nclass C:\n    def f(self): pass", "PY1003")]
    [InlineData("def f(): pass\ndef g(): pass", "PY1005")]
    [InlineData("# @udf: version=1.0\ndef f(): pass", "PY1011")]
    [InlineData("# @udf: version=1.0.0-01\ndef f(): pass", "PY1011")]
    [InlineData("# @udf: name=a b\ndef f(): pass", "PY1012")]
    [InlineData("def f(:\n    pass", "PY0019")]
    public void ReportsWhatIsWrong(string source, string ids) => Assert.Equal(ids.Split(' '), Ids(Run(source)));

    [Fact]
    public void PrefersUdfMain()
    {
        MetadataResult result = Run("def helper(x): pass\ndef udf_main(y): pass\n");

        Assert.Equal("udf_main", result.FunctionName);
        Assert.Equal("y", Assert.Single(result.Metadata!.Parameters).Name);
    }

    [Fact]
    public void TakesTheFunctionThatIsNamed()
    {
        MetadataResult result = Run("def f(x): pass\nasync def g(y): pass\n", new MetadataOptions { FunctionName = "g" });

        Assert.Equal("g", result.FunctionName);
        Assert.Equal("g", result.Metadata!.Name);
    }

    [Fact]
    public void ReportsANamedFunctionThatIsMissing() =>
        Assert.Equal(["PY1004"], Ids(Run("def f(x): pass", new MetadataOptions { FunctionName = "g" })));

    [Fact]
    public void WarnsWhereTheNamedFunctionIsNotTheEntry()
    {
        MetadataResult result = Run("def udf_main(): pass\ndef g(): pass", new MetadataOptions { FunctionName = "g" });

        Assert.Equal("udf_main", result.FunctionName);
        Assert.Equal(["PY1006"], Ids(result));
    }

    [Fact]
    public void TakesTheLaterOfTwoFunctionsWithOneName() =>
        Assert.Equal("b", Assert.Single(Extract("def f(a): pass\ndef f(b): pass\n").Parameters).Name);

    [Theory]
    [InlineData("udfs/price-filter.py", null, "price-filter")]
    [InlineData("C:\\udfs\\price.py", null, "price")]
    [InlineData("<string>", null, "udf_main")]
    [InlineData("a.py", "requested", "requested")]
    public void NamesUdfMainByItsFileOrRequest(string file, string? requested, string expected)
    {
        var source = new SourceText("def udf_main(): pass", file);

        MetadataResult result = PythonMetadata.Extract(source, new MetadataOptions { FallbackName = requested });

        Assert.Equal(expected, result.Metadata!.Name);
    }

    [Fact]
    public void ReadsBytesInTheirDeclaredEncoding()
    {
        byte[] source = Encoding.Latin1.GetBytes("# -*- coding: latin-1 -*-\n# @udf: author=Zo\u00EB\ndef f(): pass\n");

        Assert.Equal("Zo\u00EB", PythonMetadata.Extract(source, "f.py", MetadataOptions.Default).Metadata!.Author);
    }

    [Fact]
    public void EveryMetadataRowHasACase()
    {
        string[] tested =
        [
            "PY1001", "PY1002", "PY1003", "PY1004", "PY1005", "PY1006", "PY1007", "PY1008", "PY1009", "PY1010", "PY1011", "PY1012",
        ];
        IEnumerable<string> rows = typeof(Python.Diagnostics).GetFields().Select(field => field.GetValue(null)).OfType<DiagnosticRow>()
            .Select(row => row.Id).Where(id => id.StartsWith("PY1", StringComparison.Ordinal));

        Assert.Equal(rows.Order(StringComparer.Ordinal), tested);
    }

    private static UdfMetadata Extract(string source)
    {
        MetadataResult result = Run(source);
        Assert.Empty(result.Diagnostics);
        return result.Metadata!;
    }

    private static MetadataResult Run(string source, MetadataOptions? options = null) =>
        PythonMetadata.Extract(new SourceText(source), options ?? MetadataOptions.Default);

    private static string[] Ids(MetadataResult result) => [.. result.Diagnostics.Select(item => item.Id)];
}
