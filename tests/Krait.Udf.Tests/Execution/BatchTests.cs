using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Threading;
using Krait.Udf.Tests.Kit;

namespace Krait.Udf.Tests.Execution;

public class BatchTests
{
    private static JsonElement Json(string text) => JsonElement.Parse(text);

    [Fact]
    public void EvaluatesEveryDocument()
    {
        using UdfHost host = Udfs.Open();
        host.Register(Udfs.Wat("divide", Modules.Divide));
        using UdfBatch batch = host.OpenBatch("divide", null, null, UdfBatchOptions.Default);
        List<UdfValue> values = host.EvaluateAll(batch, """{"a": 10, "b": 2}""", """{"a": -7, "b": 2}""", """{"b": 1}""");
        Assert.Equal([5, -3, 0], values.Select(v => v.AsInteger()));
        Assert.True(0 < batch.FuelUsed);
    }

    [Fact]
    public void AFailingDocumentLeavesTheNextOnesAlone()
    {
        using UdfHost host = Udfs.Open();
        host.Register(Udfs.Wat("divide", Modules.Divide));
        using UdfBatch batch = host.OpenBatch("divide", null, null, UdfBatchOptions.Default);
        for (int i = 0; i < 3; i++)
        {
            UdfException error = Udfs.Fails(UdfErrorCode.ExecutionFailed, () => host.EvaluateAll(batch, """{"a": 1}"""));
            Assert.Equal(UdfErrorScope.Document, error.Scope);
            Assert.Contains("integer divide by zero", error.Message);
            Assert.Equal("divide", Assert.Single(error.Traceback!.Frames).FunctionName);
            Assert.Equal(4, host.EvaluateAll(batch, """{"a": 8, "b": 2}""")[0].AsInteger());
        }
    }

    [Fact]
    public void NothingPassesFromOneBatchToAnother()
    {
        using UdfHost host = Udfs.Open();
        host.Register(Udfs.Wat("counter", Modules.Counter));
        for (int i = 0; i < 3; i++)
        {
            using UdfBatch batch = host.OpenBatch("counter", null, null, UdfBatchOptions.Default);
            Assert.Equal([1, 2], host.EvaluateAll(batch, "{}", "{}").Select(v => v.AsInteger()));
        }

        Assert.Equal(1, host.Call("counter").Results[0].AsInteger());
    }

    [Fact]
    public void ParametersBelongToTheirBatch()
    {
        const string Echo = """
            (module
              (import "env" "get_param_i64" (func $get (param i32 i32 i32) (result i32)))
              (memory (export "memory") 1)
              (data (i32.const 0) "n")
              (func (export "score") (result i64)
                (if (call $get (i32.const 0) (i32.const 1) (i32.const 8)) (then (return (i64.const -1))))
                (i64.load (i32.const 8))))
            """;
        using UdfHost host = Udfs.Open();
        host.Register(Udfs.Wat("echo", Echo));
        UdfBatch[] batches = [.. Enumerable.Range(0, 5).Select(i => host.OpenBatch("echo", null, Json($$"""{"n": {{i}}}"""), UdfBatchOptions.Default))];
        for (int round = 0; round < 3; round++)
        {
            for (int i = 0; i < batches.Length; i++)
                Assert.Equal(i, host.EvaluateAll(batches[i], "{}")[0].AsInteger());
        }

        foreach (UdfBatch batch in batches)
            batch.Dispose();

        Assert.Equal(-1, host.Call("echo").Results[0].AsInteger());
    }

    [Fact]
    public void ManyThreadsEvaluateAtOnce()
    {
        using UdfHost host = UdfHost.Open(new UdfHostOptions { GuestThreads = 4 });
        host.Register(Udfs.Wat("divide", Modules.Divide));
        int failures = 0;
        Thread[] threads = [.. Enumerable.Range(1, 4).Select(n => new Thread(() =>
        {
            JsonElement document = Json($$"""{"a": {{n * 100}}, "b": {{n}}}""");
            for (int i = 0; i < 50; i++)
            {
                using UdfBatch batch = host.OpenBatch("divide", null, null, UdfBatchOptions.Default);
                for (int j = 0; j < 20; j++)
                {
                    if (host.RunOnGuestThread(() => batch.Evaluate(new UdfDocument("", 0, document)), default).AsInteger() != 100)
                        Interlocked.Increment(ref failures);
                }
            }
        }))];
        foreach (Thread thread in threads)
            thread.Start();

        foreach (Thread thread in threads)
            thread.Join();

        Assert.Equal(0, failures);
        Assert.Equal(4000, host.Statistics("divide").Calls);
    }

    [Fact]
    public void FuelIsDeterministic()
    {
        using UdfHost host = Udfs.Open();
        host.Register(Udfs.Wat("divide", Modules.Divide));
        long[] fuel = [.. Enumerable.Range(0, 5).Select(_ => host.Call("divide", """{"a": 1, "b": 1}""").FuelUsed)];
        Assert.True(0 < fuel[0]);
        Assert.All(fuel, used => Assert.Equal(fuel[0], used));
    }

    [Fact]
    public void DeletingAVersionLeavesRunningBatchesAlone()
    {
        using UdfHost host = Udfs.Open();
        host.Register(Udfs.Wat("counter", Modules.Counter));
        using UdfBatch batch = host.OpenBatch("counter", null, null, UdfBatchOptions.Default);
        Assert.Equal(1, host.EvaluateAll(batch, "{}")[0].AsInteger());
        host.Delete("counter", "1.0.0");
        Assert.Equal(2, host.EvaluateAll(batch, "{}")[0].AsInteger());
    }

    [Theory]
    [InlineData("{}", "'n' of type i64 is required and missing")]
    [InlineData("""{"n": "5"}""", "parameter 'n' takes int, not str: \"5\"")]
    [InlineData("""{"n": 1, "m": 2}""", "takes no parameter 'm'; it takes 'n', 'd'")]
    public void DeclaredParametersAreCheckedWhenTheBatchOpens(string parameters, string message)
    {
        using UdfHost host = Udfs.Open();
        host.Register(Udfs.Wat("f", Modules.Yes).WithParameters("""[{"name": "n", "type": "i64", "required": true}, {"name": "d", "type": "i64", "default": 7}]"""));
        UdfException error = Udfs.Fails(UdfErrorCode.InvalidParameters, () => host.OpenBatch("f", null, Json(parameters), UdfBatchOptions.Default));
        Assert.Equal(UdfErrorScope.Request, error.Scope);
        Assert.Contains(message, error.Message);
    }

    [Fact]
    public void AParameterThatNothingReadsIsRefused()
    {
        using UdfHost host = Udfs.Open();
        host.Register(Udfs.Wat("f", Modules.Yes));
        UdfException error = Udfs.Fails(UdfErrorCode.InvalidParameters, () => host.Call("f", "{}", """{"n": 1}"""));
        Assert.Contains("takes no parameter 'n'; it reads none", error.Message);
    }

    [Fact]
    public void DeclaredDefaultsReachHostCalls()
    {
        const string Echo = """
            (module
              (import "env" "get_param_i64" (func $get (param i32 i32 i32) (result i32)))
              (memory (export "memory") 1)
              (data (i32.const 0) "d")
              (func (export "score") (result i64)
                (if (call $get (i32.const 0) (i32.const 1) (i32.const 8)) (then (unreachable)))
                (i64.load (i32.const 8))))
            """;
        using UdfHost host = Udfs.Open();
        host.Register(Udfs.Wat("f", Echo).WithParameters("""[{"name": "d", "type": "i64", "default": 7}]"""));
        Assert.Equal(7, host.Call("f").Results[0].AsInteger());
        Assert.Equal(8, host.Call("f", "{}", """{"d": 8}""").Results[0].AsInteger());
    }

    // Arguments of a precompiled function are bound by name, with and without the leading context.
    [Theory]
    [InlineData("", """{"a": 10}""", """{"b": 4}""", 6)]
    [InlineData("", """{"a": 10, "b": 1}""", """{"b": 4}""", 6)]
    [InlineData("", """{"a": 10, "b": 1}""", "{}", 9)]
    [InlineData("", """{"a": 10}""", "{}", 7)]
    [InlineData("", """{"a": 10, "b": null}""", "{}", 7)]
    [InlineData("(param $document i64)", """{"a": 10}""", """{"b": 4}""", 6)]
    public void ArgumentsComeFromQueryThenDocumentThenDefault(string context, string document, string parameters, long expected)
    {
        string wat = $"""
            (module (func (export "score") {context} (param $a i64) (param $b i64) (result i64) (i64.sub (local.get $a) (local.get $b))))
            """;
        using UdfHost host = Udfs.Open();
        host.Register(Udfs.Wat("f", wat).WithParameters("""[{"name": "a", "type": "i64"}, {"name": "b", "type": "i64", "default": 3}]"""));
        Assert.Equal(expected, host.Call("f", document, parameters).Results[0].AsInteger());
    }

    [Theory]
    [InlineData("{}", UdfErrorCode.InvalidParameters, "'a' has no value: the query gives no parameter 'a', the document has no field 'a'")]
    [InlineData("""{"a": "x"}""", UdfErrorCode.ExecutionFailed, "TypeError: parameter 'a' takes int, and field 'a' is str")]
    [InlineData("""{"a": 1.5}""", UdfErrorCode.ExecutionFailed, "annotate it float or store an integer")]
    public void ArgumentsThatAreMissingOrWrongAreErrorsOfTheDocument(string document, UdfErrorCode code, string message)
    {
        const string Wat = """(module (func (export "score") (param i64) (param f64) (result i64) (local.get 0)))""";
        using UdfHost host = Udfs.Open();
        host.Register(Udfs.Wat("f", Wat).WithParameters("""[{"name": "a", "type": "i64"}, {"name": "b", "type": "f64", "default": 0}]"""));
        UdfException error = Udfs.Fails(code, () => host.Call("f", document));
        Assert.Equal(UdfErrorScope.Document, error.Scope);
        Assert.Contains(message, error.Message);
    }

    [Fact]
    public void PathsReachNestedFields()
    {
        const string Wat = """(module (func (export "score") (param f64) (result f64) (local.get 0)))""";
        using UdfHost host = Udfs.Open();
        host.Register(Udfs.Wat("f", Wat).WithParameters("""[{"name": "width", "type": "f64", "path": "size[1].width"}]"""));
        Assert.Equal(2.5, host.Call("f", """{"width": 1, "size": [{}, {"width": 2.5}]}""").Results[0].AsNumber());
    }

    [Fact]
    public void ADisposedBatchIsOver()
    {
        using UdfHost host = Udfs.Open();
        host.Register(Udfs.Wat("f", Modules.Yes));
        UdfBatch batch = host.OpenBatch("f", null, null, UdfBatchOptions.Default);
        host.EvaluateAll(batch, "{}");
        batch.Dispose();
        batch.Dispose();
        Assert.Equal(1, host.Statistics("f").Calls);
        Assert.Throws<System.ObjectDisposedException>(() => host.EvaluateAll(batch, "{}"));
    }

    // JSON that a parser lets through and that cannot be turned into text.
    [Theory]
    [InlineData("""{"\ud800": 1, "a": 10, "b": 5}""")]
    [InlineData("""{"a": 10, "b": 5, "\ud800": 1}""")]
    [InlineData("""{"a": 10, "\udc00\u0061": {"\ud800": 1}, "b": 5}""")]
    [InlineData("""{"a": 1, "a": 10, "b": 5}""")]
    public void StrangeDocumentsAreReadAsFarAsTheyGo(string document)
    {
        using UdfHost host = Udfs.Open();
        host.Register(Udfs.Wat("divide", Modules.Divide));
        Assert.Equal(2, host.Call("divide", document).Results[0].AsInteger());
        host.Register(Udfs.Python("typed", "def udf_main(a: int, b: int) -> int:\n    return a // b\n"));
        Assert.Equal(2, host.Call("typed", document).Results[0].AsInteger());
    }

    [Theory]
    [InlineData("""{"\ud800": 1}""")]
    [InlineData("""{"n": "\ud800"}""")]
    [InlineData("""{"n": {"type": "\ud800", "data": 1}}""")]
    [InlineData("""{"n": {"type": "string", "data": "\ud800"}}""")]
    public void StrangeParametersAreRefused(string parameters)
    {
        using UdfHost host = Udfs.Open();
        host.Register(Udfs.Python("f", "def udf_main(n: int) -> int:\n    return n\n"));
        UdfException error = Udfs.Fails(UdfErrorCode.InvalidParameters, () => host.Call("f", "{}", parameters));
        Assert.Equal(UdfErrorScope.Request, error.Scope);
    }
}
