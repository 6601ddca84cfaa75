using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.RegularExpressions;
using Krait.Testing;
using Krait.Udf.Tests.Kit;

namespace Krait.Udf.Tests.Interpreters;

/// <summary>One source gives the same in every mode that takes it. The typed tier, which CPython judges elsewhere, is the measure.</summary>
public class ModeMatrixTests
{
    private static readonly UdfMode[] s_modes = [UdfMode.CPython, UdfMode.MicroPython, UdfMode.Auto];

    private static readonly (string File, string Document, string Parameters)[] s_calls =
    [
        ("text_similarity.py", """{"title": "Lapto", "price": 999}""", """{"query": {"type": "string", "data": "laptop"}, "threshold": {"type": "i64", "data": 5}}"""),
        ("text_similarity.py", """{"title": "Laptop"}""", """{"query": "laptop computer", "threshold": 8}"""),
        ("text_similarity.py", """{"brand": "x"}""", """{"query": "laptop"}"""),
        ("text_similarity.py", """{"title": "kitten"}""", "{}"),
        ("text_similarity.py", """{"title": 5}""", """{"query": "laptop"}"""),
        ("text_similarity_typed.py", """{"title": "kitten"}""", """{"query": "sitting", "threshold": 3}"""),
        ("text_similarity_typed.py", """{"title": "kitten"}""", """{"query": "sitting", "threshold": 2}"""),
        ("text_similarity_typed.py", """{"brand": "x"}""", """{"query": "sitting"}"""),
        ("popularity_score.py", """{"rating": 4.5, "reviews": 100}""", "{}"),
        ("popularity_score.py", """{"rating": 5, "reviews": 1}""", """{"weight": 9, "prior": 3}"""),
        ("popularity_score.py", "{}", "{}"),
        ("popularity_score.py", """{"reviews": -1}""", "{}"),
        ("popularity_score.py", """{"reviews": 1.5}""", "{}"),
        ("price_label.py", """{"price": 1234.5}""", "{}"),
        ("price_label.py", """{"price": 10}""", """{"discount_percent": 25}"""),
        ("price_label.py", """{"price": 0.05, "currency": "CHF"}""", "{}"),
        ("price_label.py", """{"price": 1}""", """{"discount_percent": 101}"""),
    ];

    public static TheoryData<UdfMode> Modes => [.. s_modes];

    [Theory]
    [MemberData(nameof(Modes))]
    public void TheExamplesGiveTheSame(UdfMode mode)
    {
        using UdfHost host = Udfs.OpenPatient();
        foreach (string file in s_calls.Select(call => call.File).Distinct())
        {
            host.Register(Example(file, UdfMode.Typed, "typed_"));
            UdfMode chosen = host.Register(Example(file, mode, "other_")).Record.Mode;
            Assert.Equal(mode == UdfMode.Auto ? UdfMode.Typed : mode, chosen);
        }

        foreach ((string file, string document, string parameters) in s_calls)
        {
            string name = Path.GetFileNameWithoutExtension(file);
            Assert.Equal(InWordsOf(mode, Outcome(host, "typed_" + name, document, parameters)), Outcome(host, "other_" + name, document, parameters));
        }
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void HostCallsAnswerTheSame(UdfMode mode)
    {
        const string Document = """{"title": "T", "stock": 3, "price": 2.5, "active": true, "size": {"unit": "cm"}, "tags": ["a", "b"], "none": null}""";
        string[] expressions =
        [
            "get_document_id()", "str(get_score())", "get_field_string(\"title\")", "str(get_field_i64(\"stock\"))", "str(get_field_f64(\"price\"))",
            "str(get_field_f64(\"stock\"))", "str(get_field_bool(\"active\"))", "str(has_field(\"nope\"))", "str(has_field(\"none\"))", "str(has_field(\"title\"))",
            "get_field_string(\"nope\", \"none\")", "str(get_param_i64(\"n\"))", "str(get_param_f64(\"f\", 0.25))", "str(get_param_bool(\"b\", True))",
            "get_param_string(\"s\", \"default\")", "str(has_param(\"n\"))", "get_field_string(\"size.unit\")", "get_field_string(\"tags[1]\")",
            "get_field_string(\"nope\")", "get_field_string(\"stock\")", "str(get_field_i64(\"price\"))", "str(get_field_bool(\"stock\"))",
            "str(get_param_f64(\"nope\"))", "get_field_string(\"stock\", \"default\")", "str(get_field_i64(\"title\", 1))",
        ];
        using UdfHost host = Udfs.OpenPatient();
        foreach (UdfMode each in new[] { UdfMode.Typed, mode })
        {
            var source = new System.Text.StringBuilder("def udf_main(case: int) -> str:\n    log(\"case \" + str(case))\n    print(\"printed\")\n    log(\"done\")\n");
            for (int i = 0; i < expressions.Length; i++)
                source.Append(System.Globalization.CultureInfo.InvariantCulture, $"    if case == {i}:\n        return {expressions[i]}\n");
            source.Append("    return \"\"\n");
            host.Register(Udfs.Python(each == UdfMode.Typed ? "typed" : "other", source.ToString()) with { Mode = each });
        }

        for (int i = 0; i < expressions.Length; i++)
        {
            string parameters = $$"""{"case": {{i}}, "n": 9}""";
            Assert.Equal(InWordsOf(mode, Outcome(host, "typed", Document, parameters)), Outcome(host, "other", Document, parameters));
        }
    }

    [Theory]
    [InlineData(UdfMode.Typed)]
    [InlineData(UdfMode.CPython)]
    [InlineData(UdfMode.MicroPython)]
    [InlineData(UdfMode.Auto)]
    public void AVersionCanBeTriedInOtherModes(UdfMode registered)
    {
        using UdfHost host = Udfs.OpenPatient();
        foreach (string file in s_calls.Select(call => call.File).Distinct())
            host.Register(Example(file, registered, ""));
        UdfMode own = registered == UdfMode.Auto ? UdfMode.Typed : registered;
        foreach ((string file, string document, string parameters) in s_calls)
        {
            string name = Path.GetFileNameWithoutExtension(file);
            string expected = Outcome(host, name, document, parameters, UdfMode.Typed);
            Assert.Equal(InWordsOf(own, expected), Outcome(host, name, document, parameters));
            foreach (UdfMode mode in s_modes)
                Assert.Equal(InWordsOf(mode, expected), Outcome(host, name, document, parameters, mode));
        }
    }

    [Fact]
    public void AModeThatRefusesAVersionSaysWhyAndWhere()
    {
        using UdfHost host = Udfs.OpenPatient();
        host.Register(Udfs.Python("f", "import json\ndef udf_main(x: int) -> str:\n    return json.dumps([x])\n"));
        UdfException typed = Udfs.Fails(UdfErrorCode.CompilationFailed, () => host.Test("f", Request(UdfMode.Typed)));
        Assert.Equal(1, typed.Diagnostics[0].Line);
        Assert.Contains("'json'", typed.Message);
        Assert.Equal((UdfMode.CPython, "[3]"), (host.Test("f", Request(UdfMode.Auto)).Mode, host.Test("f", Request(UdfMode.CPython)).Results[0].AsText()));
        Udfs.Fails(UdfErrorCode.InvalidParameters, () => host.Test("f", Request(UdfMode.Precompiled)));

        host.Register(Udfs.Wat("w", "(module (func (export \"udf_main\") (result i32) (i32.const 7)))"));
        Assert.Equal(UdfMode.Precompiled, host.Test("w", Request(UdfMode.Precompiled)).Mode);
        UdfException module = Udfs.Fails(UdfErrorCode.InvalidParameters, () => host.Test("w", Request(UdfMode.CPython)));
        Assert.Contains("mode cpython is for Python source", module.Message);
        host.Delete("f", "1.0.0");
        Udfs.Fails(UdfErrorCode.UdfNotFound, () => host.Test("f", Request(UdfMode.CPython)));

        static UdfTestRequest Request(UdfMode mode) => new() { Mode = mode, Document = JsonElement.Parse("""{"x": 3}""") };
    }

    private static UdfRegistration Example(string file, UdfMode mode, string prefix) => new()
    {
        Language = UdfLanguage.Python,
        Name = prefix + Path.GetFileNameWithoutExtension(file),
        SourceName = file,
        Mode = mode,
        Source = File.ReadAllBytes(RepositoryRoot.File("examples", "udfs", file)),
    };

    // MicroPython shows a missing key without quotes.
    private static string InWordsOf(UdfMode mode, string outcome) =>
        mode == UdfMode.MicroPython ? Regex.Replace(outcome, "KeyError: '([^']*)'", "KeyError: $1") : outcome;

    // What a caller sees: the result and the log, or the error with the lines of the source.
    private static string Outcome(UdfHost host, string name, string document, string parameters, UdfMode? mode = null)
    {
        try
        {
            UdfTestResult result = host.Test(name, new UdfTestRequest
            {
                Mode = mode,
                Document = JsonElement.Parse(document),
                Parameters = JsonElement.Parse(parameters),
                DocumentId = "doc1",
                Score = 1.5,
            });
            return $"{result.Results[0].Kind} {result.Results[0]} [{string.Join("|", result.Logs)}]";
        }
        catch (UdfException error)
        {
            // No line has run when an argument is missing.
            IEnumerable<string> frames = error.Code == UdfErrorCode.InvalidParameters
                ? []
                : error.Traceback?.Frames.Select(frame => $"{frame.FunctionName}:{frame.Line}:{frame.Excerpt}") ?? [];
            return $"{error.Code} {error.Scope} {error.Message} [{string.Join("|", frames)}]";
        }
    }
}
