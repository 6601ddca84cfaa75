using System;
using System.Text.Json;
using Krait.Udf.Tests.Kit;

namespace Krait.Udf.Tests.Host;

/// <summary>The protocol of module <c>env</c>, seen from a guest that passes good and bad pointers.</summary>
public class EnvTests
{
    // The name lies at 0; 64 holds the length, 128 the output. The result is status * 1,000,000 + length or value.
    private const string Start = """
        (module
          (import "env" "get_field_string" (func $string (param i64 i32 i32 i32 i32) (result i32)))
          (import "env" "get_field_i64" (func $i64 (param i64 i32 i32 i32) (result i32)))
          (import "env" "get_field_f64" (func $f64 (param i64 i32 i32 i32) (result i32)))
          (import "env" "get_field_bool" (func $bool (param i64 i32 i32 i32) (result i32)))
          (import "env" "has_field" (func $has (param i64 i32 i32) (result i32)))
          (memory (export "memory") 1)
          (data (i32.const 0) "title")
        """;

    private static string StringCall(string name, string length, string output, string place, int capacity) => Start + $"""
          (func (export "score") (result i64)
            (local $status i32)
            (i32.store (i32.const 64) (i32.const {capacity}))
            (local.set $status (call $string (i64.const 0) (i32.const {name}) (i32.const {length}) (i32.const {output}) (i32.const {place})))
            (i64.add
              (i64.mul (i64.extend_i32_s (local.get $status)) (i64.const 1000000))
              (i64.extend_i32_u (i32.load (i32.const 64))))))
        """;

    private static long Score(string wat, string document) => Udfs.Call(Udfs.Wat("f", wat), document).Results[0].AsInteger();

    [Theory]
    [InlineData("""{"title": "abc"}""", 10, 0, 3)]
    [InlineData("""{"title": "abc"}""", 3, 0, 3)]
    [InlineData("""{"title": "abc"}""", 2, 3, 3)]
    [InlineData("""{"title": "abc"}""", 0, 3, 3)]
    [InlineData("""{"title": ""}""", 0, 0, 0)]
    [InlineData("""{"title": "h\u00e9"}""", 10, 0, 3)]
    [InlineData("""{"title": "\ud83d\udc0d"}""", 3, 3, 4)]
    [InlineData("""{}""", 10, 1, 10)]
    [InlineData("""{"title": null}""", 10, 1, 10)]
    [InlineData("""{"title": 5}""", 10, 2, 10)]
    [InlineData("""{"title": "\ud800"}""", 10, 2, 10)]
    public void StringsFollowTheCapacityProtocol(string document, int capacity, int status, int length) =>
        Assert.Equal((status * 1_000_000L) + length, Score(StringCall("0", "5", "128", "64", capacity), document));

    [Theory]
    [InlineData("65532", "5", "128", "64")]
    [InlineData("-1", "5", "128", "64")]
    [InlineData("0", "-1", "128", "64")]
    [InlineData("0x7fffffff", "0x7fffffff", "128", "64")]
    [InlineData("0", "5", "65534", "64")]
    [InlineData("0", "5", "-1", "64")]
    [InlineData("0", "5", "128", "65533")]
    [InlineData("0", "5", "128", "-4")]
    public void BadPointersAreStatusFour(string name, string length, string output, string place) =>
        Assert.Equal(4, Score(StringCall(name, length, output, place, 10), """{"title": "abc"}""") / 1_000_000);

    [Theory]
    [InlineData(4096, 1)]
    [InlineData(4097, 0)]
    public void NamesEndAt4096Bytes(int length, long expected)
    {
        string wat = Start + $"""
              (func (export "score") (result i64)
                (memory.fill (i32.const 1000) (i32.const 97) (i32.const {length}))
                (i64.extend_i32_u (call $has (i64.const 0) (i32.const 1000) (i32.const {length})))))
            """;
        Assert.Equal(expected, Score(wat, $$"""{"{{new string('a', length)}}": 1}"""));
    }

    [Fact]
    public void StringsArriveAsUtf8()
    {
        string wat = Start + """
              (func (export "score") (result i64)
                (i32.store (i32.const 64) (i32.const 8))
                (drop (call $string (i64.const 0) (i32.const 0) (i32.const 5) (i32.const 128) (i32.const 64)))
                (i64.load (i32.const 128))))
            """;
        Assert.Equal(0x0000_0000_62A9_C361, Score(wat, """{"title": "a\u00e9b"}"""));
    }

    [Theory]
    [InlineData("i64", "i64.load", """{"title": -7}""", 0, -7)]
    [InlineData("i64", "i64.load", """{"title": 1.0}""", 2, 99)]
    [InlineData("i64", "i64.load", """{"title": 9223372036854775808}""", 2, 99)]
    [InlineData("i64", "i64.load", """{"title": true}""", 2, 99)]
    [InlineData("i64", "i64.load", """{}""", 1, 99)]
    [InlineData("bool", "i64.load", """{"title": true}""", 0, 1)]
    [InlineData("bool", "i64.load8_u", """{"title": false}""", 0, 0)]
    [InlineData("bool", "i64.load", """{"title": 1}""", 2, 99)]
    [InlineData("f64", "i64.trunc_sat_f64_s (f64.load", """{"title": 2.5e3}""", 0, 2500)]
    [InlineData("f64", "i64.trunc_sat_f64_s (f64.load", """{"title": 12}""", 0, 12)]
    [InlineData("f64", "i64.load", """{"title": "12"}""", 2, 99)]
    public void ScalarsAreWrittenToTheOutput(string function, string load, string document, int status, long expected)
    {
        string close = load.Contains('(', StringComparison.Ordinal) ? ")" : "";
        string wat = Start + $"""
              (func (export "score") (result i64)
                (i64.store (i32.const 128) (i64.const 99))
                (if (i32.ne (i32.const {status}) (call ${function} (i64.const 0) (i32.const 0) (i32.const 5) (i32.const 128))) (then (unreachable)))
                ({load} (i32.const 128)){close}))
            """;
        Assert.Equal(expected, Score(wat, document));
    }

    [Theory]
    [InlineData("65529", 4)]
    [InlineData("65528", 0)]
    [InlineData("-8", 4)]
    public void ScalarOutputsAreChecked(string output, int status)
    {
        string wat = Start + $"""
              (func (export "score") (result i64)
                (i64.extend_i32_u (call $i64 (i64.const 0) (i32.const 0) (i32.const 5) (i32.const {output})))))
            """;
        Assert.Equal(status, Score(wat, """{"title": 1}"""));
    }

    [Theory]
    [InlineData("""{"title": ""}""", 1)]
    [InlineData("""{"title": null}""", 0)]
    [InlineData("""{"other": 1}""", 0)]
    public void HasFieldIsZeroOrOne(string document, long expected)
    {
        string wat = Start + """
              (func (export "score") (result i64)
                (i64.extend_i32_u (call $has (i64.const 0) (i32.const 0) (i32.const 5)))))
            """;
        Assert.Equal(expected, Score(wat, document));
    }

    [Theory]
    [InlineData("get_field_i64", "i64", """{"a": 5}""", "5")]
    [InlineData("get_field_int64", "i64", """{"a": 5}""", "5")]
    [InlineData("get_field_int64", "i64", """{"a": "5"}""", "0")]
    [InlineData("get_field_f64", "f64", """{"a": 2.5}""", "2.5")]
    [InlineData("get_field_float64", "f64", """{}""", "0")]
    [InlineData("get_field_bool", "i32", """{"a": true}""", "true")]
    public void TheFormWithoutAnOutputGivesTheValue(string name, string type, string document, string expected)
    {
        string wat = $"""
            (module
              (import "env" "{name}" (func $get (param i64 i32 i32) (result {type})))
              (memory (export "memory") 1)
              (data (i32.const 0) "a")
              (func (export "filter") (param $document i64) (result {type}) (call $get (local.get $document) (i32.const 0) (i32.const 1))))
            """;
        Assert.Equal(expected, Udfs.Call(Udfs.Wat("f", wat), document).Results[0].ToString());
    }

    [Theory]
    [InlineData("get_field_int64", "(param i64 i32 i32 i32)", "(i64.const 0)")]
    [InlineData("get_field_i64", "(param i64 i32 i32 i32)", "(i64.const 0)")]
    [InlineData("get_param_i64", "(param i32 i32 i32)", "")]
    [InlineData("get_param_int64", "(param i32 i32 i32)", "")]
    public void AliasesDoTheSame(string name, string parameters, string context)
    {
        string wat = $"""
            (module
              (import "env" "{name}" (func $get {parameters} (result i32)))
              (memory (export "memory") 1)
              (data (i32.const 0) "a")
              (func (export "score") (result i64)
                (if (call $get {context} (i32.const 0) (i32.const 1) (i32.const 8)) (then (unreachable)))
                (i64.load (i32.const 8))))
            """;
        Assert.Equal(41, Udfs.Call(Udfs.Wat("f", wat), """{"a": 41}""", context.Length == 0 ? """{"a": 41}""" : null).Results[0].AsInteger());
    }

    [Fact]
    public void ParametersComeWithTheirTypes()
    {
        const string Wat = """
            (module
              (import "env" "get_param_string" (func $string (param i32 i32 i32 i32) (result i32)))
              (import "env" "get_param_i64" (func $i64 (param i32 i32 i32) (result i32)))
              (import "env" "get_param_f64" (func $f64 (param i32 i32 i32) (result i32)))
              (import "env" "get_param_bool" (func $bool (param i32 i32 i32) (result i32)))
              (import "env" "has_param" (func $has (param i32 i32) (result i32)))
              (memory (export "memory") 1)
              (data (i32.const 0) "sifbx")
              (func (export "score") (result i64)
                (i32.store (i32.const 16) (i32.const 8))
                (if (call $string (i32.const 0) (i32.const 1) (i32.const 24) (i32.const 16)) (then (unreachable)))
                (if (i32.ne (i32.load (i32.const 16)) (i32.const 2)) (then (unreachable)))
                (if (call $i64 (i32.const 1) (i32.const 1) (i32.const 32)) (then (unreachable)))
                (if (call $f64 (i32.const 2) (i32.const 1) (i32.const 40)) (then (unreachable)))
                (if (call $bool (i32.const 3) (i32.const 1) (i32.const 48)) (then (unreachable)))
                (if (i32.ne (call $has (i32.const 0) (i32.const 1)) (i32.const 1)) (then (unreachable)))
                (if (call $has (i32.const 4) (i32.const 1)) (then (unreachable)))
                (if (i32.ne (call $i64 (i32.const 4) (i32.const 1) (i32.const 32)) (i32.const 1)) (then (unreachable)))
                (if (i32.ne (call $i64 (i32.const 2) (i32.const 1) (i32.const 32)) (i32.const 2)) (then (unreachable)))
                (if (i32.ne (call $i64 (i32.const 1) (i32.const 1) (i32.const 65535)) (i32.const 4)) (then (unreachable)))
                (i64.add (i64.load (i32.const 32)) (i64.trunc_sat_f64_s (f64.load (i32.const 40))))))
            """;
        UdfTestResult result = Udfs.Call(Udfs.Wat("f", Wat), "{}", """{"s": "ab", "i": {"type": "i64", "data": 40}, "f": 2.5, "b": true}""");
        Assert.Equal(42, result.Results[0].AsInteger());
    }

    [Fact]
    public void ANameThatChangesInPlaceIsReadAnew()
    {
        const string Wat = """
            (module
              (import "env" "get_field_i64" (func $get (param i64 i32 i32) (result i64)))
              (memory (export "memory") 1)
              (func $at (param $name i32) (result i64)
                (i32.store8 (i32.const 0) (local.get $name))
                (call $get (i64.const 0) (i32.const 0) (i32.const 1)))
              (func (export "score") (result i64)
                (i64.add
                  (i64.add (call $at (i32.const 97)) (i64.mul (i64.const 10) (call $at (i32.const 98))))
                  (i64.mul (i64.const 100) (call $at (i32.const 97))))))
            """;
        Assert.Equal(121, Score(Wat, """{"a": 1, "b": 2}"""));
    }

    [Fact]
    public void IdAndScoreBelongToTheDocument()
    {
        const string Wat = """
            (module
              (import "env" "get_document_id" (func $id (param i64 i32 i32) (result i32)))
              (import "env" "get_score" (func $score (param i64) (result f64)))
              (import "env" "log" (func $log (param i32 i32)))
              (memory (export "memory") 1)
              (func (export "score") (param $document i64) (result f64)
                (i32.store (i32.const 0) (i32.const 100))
                (if (call $id (local.get $document) (i32.const 8) (i32.const 0)) (then (unreachable)))
                (call $log (i32.const 8) (i32.load (i32.const 0)))
                (call $log (i32.const -1) (i32.const 100))
                (call $score (local.get $document))))
            """;
        UdfTestResult result = Udfs.Call(Udfs.Wat("f", Wat), "{}", id: "doc-\u00e9", score: 1.25);
        Assert.Equal(1.25, result.Results[0].AsNumber());
        Assert.Equal(["doc-\u00e9"], result.Logs);
        Assert.Equal("doc-\u00e9", result.DocumentId);
    }

    [Fact]
    public void AModuleWithoutMemoryGetsStatusFour()
    {
        const string Wat = """
            (module
              (import "env" "get_field_i64" (func $get (param i64 i32 i32 i32) (result i32)))
              (func (export "score") (result i64)
                (i64.extend_i32_u (call $get (i64.const 0) (i32.const 0) (i32.const 1) (i32.const 8)))))
            """;
        Assert.Equal(4, Score(Wat, """{"": 1}"""));
    }

    [Fact]
    public void HostFunctionsWorkDuringTheStartFunction()
    {
        const string Wat = """
            (module
              (import "env" "log" (func $log (param i32 i32)))
              (memory (export "memory") 1)
              (data (i32.const 0) "started")
              (func $main (call $log (i32.const 0) (i32.const 7)))
              (start $main)
              (func (export "filter") (result i32) (i32.const 1)))
            """;
        Assert.Equal(["started"], Udfs.Call(Udfs.Wat("f", Wat)).Logs);
    }

    [Fact]
    public void PythonModuleAllocatesPrintsAndCounts()
    {
        const string Wat = """
            (module
              (import "python" "py_alloc" (func $alloc (param i32) (result i32)))
              (import "python" "py_free" (func $free (param i32)))
              (import "python" "py_print" (func $print (param i32 i32)))
              (import "python" "py_incref" (func $incref (param i32)))
              (import "python" "py_decref" (func $decref (param i32)))
              (memory (export "memory") 1)
              (func (export "score") (result i64)
                (local $block i32)
                (local.set $block (call $alloc (i32.const 100)))
                (i64.store (local.get $block) (i64.const 0x0a6f6c6c6568))
                (call $print (local.get $block) (i32.const 6))
                (call $incref (local.get $block))
                (call $decref (local.get $block))
                (call $decref (local.get $block))
                (i64.extend_i32_u (i32.eq (local.get $block) (call $alloc (i32.const 100))))))
            """;
        UdfTestResult result = Udfs.Call(Udfs.Wat("f", Wat));
        Assert.Equal(1, result.Results[0].AsInteger());
        Assert.Equal(["hello"], result.Logs);
        Assert.Equal(2 * 65_536, result.MemoryPeakBytes);
    }

    [Theory]
    [InlineData("ValueError: bad title", "ValueError", "bad title")]
    [InlineData("something broke", "RuntimeError", "something broke")]
    public void PyErrorEndsTheCallWithItsText(string text, string type, string message)
    {
        string wat = $"""
            (module
              (import "python" "py_error" (func $error (param i32 i32)))
              (memory (export "memory") 1)
              (data (i32.const 0) "{text}")
              (func (export "filter") (result i32) (call $error (i32.const 0) (i32.const {text.Length})) (i32.const 1)))
            """;
        UdfException error = Udfs.Fails(UdfErrorCode.ExecutionFailed, () => Udfs.Call(Udfs.Wat("f", wat)));
        Assert.Equal((type, message), (error.Traceback!.Type, error.Traceback.Message));
    }

    [Fact]
    public void AssemblyScriptsAbortEndsTheCallWithItsMessage()
    {
        const string Wat = """
            (module
              (import "env" "abort" (func $abort (param i32 i32 i32 i32)))
              (memory (export "memory") 1)
              (data (i32.const 8) "\06\00\00\00n\00o\00!\00")
              (data (i32.const 32) "\08\00\00\00a\00.\00t\00s\00")
              (func (export "filter") (result i32) (call $abort (i32.const 12) (i32.const 36) (i32.const 3) (i32.const 9)) (i32.const 1)))
            """;
        UdfException error = Udfs.Fails(UdfErrorCode.ExecutionFailed, () => Udfs.Call(Udfs.Wat("f", Wat)));
        Assert.Equal("RuntimeError: no! (a.ts:3:9)", error.Message);
    }

    [Fact]
    public void InitializeRunsOnceBeforeTheFirstCall()
    {
        const string Wat = """
            (module
              (global $ready (mut i64) (i64.const 0))
              (func (export "_initialize") (global.set $ready (i64.add (global.get $ready) (i64.const 1))))
              (func (export "score") (result i64) (global.get $ready)))
            """;
        using UdfHost host = Udfs.Open();
        host.Register(Udfs.Wat("f", Wat));
        using UdfBatch batch = host.OpenBatch("f", null, null, UdfBatchOptions.Default);
        Assert.All(host.EvaluateAll(batch, "{}", "{}"), value => Assert.Equal(1, value.AsInteger()));
    }

    [Fact]
    public void ADoubleFreeFailsTheCallAndNotTheHost()
    {
        const string Wat = """
            (module
              (import "python" "py_free" (func $free (param i32)))
              (memory (export "memory") 1)
              (func (export "filter") (result i32) (call $free (i32.const 4096)) (i32.const 1)))
            """;
        UdfException error = Udfs.Fails(UdfErrorCode.ExecutionFailed, () => Udfs.Call(Udfs.Wat("f", Wat)));
        Assert.Contains("py_free: 4096 is no block", error.Message);
    }

    [Fact]
    public void DocumentsMustBeObjects()
    {
        using UdfHost host = Udfs.Open();
        host.Register(Udfs.Wat("f", Modules.Yes));
        Udfs.Fails(UdfErrorCode.InvalidParameters, () => host.Test("f", new UdfTestRequest { Document = JsonElement.Parse("[1]") }));
        Assert.True(host.Test("f", new UdfTestRequest()).Results[0].IsTrue);
    }
}
