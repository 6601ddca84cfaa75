using Krait.Udf.Tests.Kit;

namespace Krait.Udf.Tests.Python;

/// <summary>Every type that crosses, in and out, and what does not fit.</summary>
public class ValueTests
{
    private static string Echo(string annotation, string json, string? result = null) => Udfs.Call(
        Udfs.Python("f", $"def udf_main(x: {annotation}) -> {result ?? annotation}:\n    return x\n"), $$"""{"x": {{json}} }""").Results[0].ToString();

    [Theory]
    [InlineData("int", "-9223372036854775808", "-9223372036854775808")]
    [InlineData("float", "0.1", "0.1")]
    [InlineData("float", "3", "3")]
    [InlineData("bool", "true", "true")]
    [InlineData("str", "\"\"", "\"\"")]
    [InlineData("str", "\"tab\\tand \\\"quotes\\\"\"", "\"tab\\tand \\u0022quotes\\u0022\"")]
    [InlineData("list[int]", "[1, 2, 3]", "[1,2,3]")]
    [InlineData("list[int]", "[]", "[]")]
    [InlineData("list[float]", "[0.5, 2]", "[0.5,2]")]
    [InlineData("list[bool]", "[true, false]", "[true,false]")]
    [InlineData("list[str]", "[\"a\", \"\", \"ccc\"]", "[\"a\",\"\",\"ccc\"]")]
    [InlineData("list[list[int]]", "[[1], [], [2, 3]]", "[[1],[],[2,3]]")]
    [InlineData("int | None", "7", "7")]
    [InlineData("int | None", "null", "null")]
    [InlineData("str | None", "\"x\"", "\"x\"")]
    [InlineData("str | None", "null", "null")]
    [InlineData("list[str] | None", "[\"q\"]", "[\"q\"]")]
    public void ComesBackAsItWent(string annotation, string json, string expected) => Assert.Equal(expected, Echo(annotation, json));

    [Theory]
    [InlineData("na\u00efve")]
    [InlineData("\U0001f40d krait \u6f22\u5b57")]
    [InlineData("a\u0000b")]
    public void TextKeepsItsCodePoints(string text)
    {
        string json = System.Text.Json.JsonSerializer.Serialize(text);
        UdfValue value = Udfs.Call(Udfs.Python("f", "def udf_main(x: str) -> str:\n    return x + x[0]\n"), $$"""{"x": {{json}} }""").Results[0];
        Assert.Equal(text + (char.IsSurrogate(text[0]) ? text[..2] : text[..1]), value.AsText());
    }

    [Theory]
    [InlineData("int", "1.0", "TypeError", "takes int, and field 'x' is float")]
    [InlineData("int", "9223372036854775808", "TypeError", "is int beyond 64 bits")]
    [InlineData("int", "true", "TypeError", "is bool")]
    [InlineData("float", "\"1\"", "TypeError", "takes float, and field 'x' is str")]
    [InlineData("bool", "1", "TypeError", "takes bool, and field 'x' is int")]
    [InlineData("str", "[\"a\"]", "TypeError", "takes str, and field 'x' is list")]
    [InlineData("str", "\"\\ud800\"", "TypeError", "lone surrogate")]
    [InlineData("list[int]", "[1, \"2\"]", "TypeError", "takes list[int], and field 'x' is list")]
    public void WhatDoesNotFitIsATypeError(string annotation, string json, string type, string message)
    {
        UdfException error = Udfs.Fails(UdfErrorCode.ExecutionFailed, () => Echo(annotation, json));
        Assert.Equal(type, error.Traceback!.Type);
        Assert.Contains(message, error.Message);
    }

    [Fact]
    public void NullIsAbsentUnlessNoneIsAllowed()
    {
        UdfException error = Udfs.Fails(UdfErrorCode.InvalidParameters, () => Echo("int", "null"));
        Assert.Contains("parameter 'x' has no value", error.Message);
        Assert.Equal(("udf_main", 1), (error.Traceback!.Frames[0].FunctionName, error.Traceback.Frames[0].Line));
        Assert.Equal("5", Udfs.Call(Udfs.Python("f", "def udf_main(x: int = 5) -> int:\n    return x\n"), """{"x": null}""").Results[0].ToString());
        Assert.Equal("null", Udfs.Call(Udfs.Python("f", "def udf_main(x: int | None = 5) -> int | None:\n    return x\n"), """{"x": null}""").Results[0].ToString());
        Assert.Equal("null", Udfs.Call(Udfs.Python("f", "def udf_main(x: str | None = None) -> str | None:\n    return x\n")).Results[0].ToString());
    }

    [Fact]
    public void AFunctionWithoutResultGivesNone()
    {
        UdfTestResult result = Udfs.Call(Udfs.Python("f", "def udf_main(x: int) -> None:\n    print(\"x is\", x)\n"), """{"x": 3}""");
        Assert.Equal(UdfValueKind.None, result.Results[0].Kind);
        Assert.Equal(["x is 3"], result.Logs);
    }

    [Fact]
    public void AListThatDoesNotFitInMemoryIsAnErrorOfTheDocument()
    {
        string json = "[" + string.Join(",", System.Linq.Enumerable.Repeat("1", 200_000)) + "]";
        using UdfHost host = Udfs.Open();
        host.Register(Udfs.Python("f", "def udf_main(x: list[int]) -> int:\n    return len(x)\n").WithLimits(("memory_bytes", 1 << 20)));
        Udfs.Fails(UdfErrorCode.MemoryLimit, () => host.Call("f", $$"""{"x": {{json}} }"""));
        Assert.Equal(3, host.Call("f", """{"x": [1, 2, 3]}""").Results[0].AsInteger());
    }

    [Fact]
    public void ArgumentsOfOneCallAreGivenBack()
    {
        using UdfHost host = Udfs.Open();
        host.Register(Udfs.Python("f", "def udf_main(x: str) -> int:\n    return len(x + x)\n").WithLimits(("memory_bytes", 1 << 20)));
        using UdfBatch batch = host.OpenBatch("f", null, null, UdfBatchOptions.Default);
        string document = $$"""{"x": "{{new string('a', 50_000)}}"}""";
        for (int i = 0; i < 200; i++)
            Assert.Equal(100_000, host.EvaluateAll(batch, document)[0].AsInteger());
    }

    [Fact]
    public void HostCallsAndDefaultsWork()
    {
        const string Source = """
            def udf_main() -> str:
                parts = [
                    get_document_id(),
                    str(get_score()),
                    get_field_string("title"),
                    str(get_field_i64("stock")),
                    str(get_field_f64("price")),
                    str(get_field_bool("active")),
                    str(has_field("nope")),
                    get_field_string("nope", "none"),
                    str(get_param_i64("n")),
                    str(get_param_f64("f", 0.25)),
                    str(get_param_bool("b", True)),
                    get_param_string("s", "default"),
                    str(has_param("n")),
                    get_field_string("size.unit"),
                    get_field_string("tags[1]"),
                ]
                return "|".join(parts)
            """;
        UdfValue value = Udfs.Call(
            Udfs.Python("f", Source),
            """{"title": "T", "stock": 3, "price": 2.5, "active": true, "size": {"unit": "cm"}, "tags": ["a", "b"]}""",
            """{"n": 9}""",
            id: "doc1",
            score: 1.5).Results[0];
        Assert.Equal("doc1|1.5|T|3|2.5|True|False|none|9|0.25|True|default|True|cm|b", value.AsText());
    }

    [Theory]
    [InlineData("get_field_string(\"nope\")", "KeyError")]
    [InlineData("get_field_string(\"n\")", "TypeError")]
    [InlineData("str(get_field_i64(\"s\"))", "TypeError")]
    [InlineData("str(get_param_f64(\"nope\"))", "KeyError")]
    [InlineData("get_field_string(\"n\", \"default\")", "TypeError")]
    public void HostCallsRaise(string expression, string type)
    {
        UdfException error = Udfs.Fails(
            UdfErrorCode.ExecutionFailed, () => Udfs.Call(Udfs.Python("f", $"def udf_main() -> str:\n    return {expression}\n"), """{"n": 1, "s": "x"}"""));
        Assert.Equal(type, error.Traceback!.Type);
        Assert.Equal(2, error.Traceback.Frames[^1].Line);
    }

    [Fact]
    public void LongTextComesThroughTheBufferProtocol()
    {
        string text = new('x', 300_000);
        UdfValue value = Udfs.Call(
            Udfs.Python("f", "def udf_main() -> int:\n    return len(get_field_string(\"t\"))\n"), $$"""{"t": "{{text}}"}""").Results[0];
        Assert.Equal(300_000, value.AsInteger());
    }

    [Theory]
    [InlineData("x: float = 2.5", "float", "2.5")]
    [InlineData("x: bool = True", "bool", "true")]
    [InlineData("x: int | None = 4", "int | None", "4")]
    [InlineData("x: str = \"\"", "str", "\"\"")]
    [InlineData("x: int = -3", "int", "-3")]
    public void DefaultsCross(string parameter, string result, string expected) => Assert.Equal(
        expected, Udfs.Call(Udfs.Python("f", $"def udf_main({parameter}) -> {result}:\n    return x\n")).Results[0].ToString());

    [Fact]
    public void ARequestMayAddADefault()
    {
        UdfRegistration registration = Udfs.Python("f", "def udf_main(x: list[str]) -> list[str]:\n    return x\n");
        Assert.Equal("""["a"]""", Udfs.Call(registration.WithParameters("""[{"name": "x", "type": "list<string>", "default": ["a"]}]""")).Results[0].ToString());
        UdfException error = Udfs.Fails(
            UdfErrorCode.InvalidParameters, () => Udfs.Call(registration.WithParameters("""[{"name": "x", "type": "list<string>", "default": [1]}]""")));
        Assert.Contains("default", error.Message);
    }
}
