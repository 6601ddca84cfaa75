using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Krait.Udf.Tests.Kit;

namespace Krait.Udf.Tests.Interpreters;

/// <summary>UDFs that an interpreter runs.</summary>
public class InterpreterTests
{
    private const string WordCount = """
        import collections
        import json

        WORDS = collections.Counter()


        def udf_main(title, limit=2):
            WORDS.update(title.split())
            return {"words": [word for word, _ in WORDS.most_common(limit)], "text": json.dumps(title), "count": len(WORDS)}
        """;

    // A loop may as well take a while; what ends by itself must have ended by then on a slow machine.
    private static (string, long)[] DeadlineFor(UdfErrorCode code) => code == UdfErrorCode.Timeout ? [("deadline_ms", 5000)] : [];

    [Fact]
    public void CPythonRunsWhatTheTypedTierCannot()
    {
        using UdfHost host = Udfs.OpenPatient();
        UdfRecord record = host.Register(Udfs.Python("words", WordCount) with { Mode = UdfMode.CPython }).Record;
        Assert.Equal((UdfMode.CPython, UdfIsolation.Call, "the request asks for mode cpython"), (record.Mode, record.Isolation, record.ModeReason));
        Assert.Equal((0, "", 64 << 20), (record.WasmSizeBytes, record.WasmSha256, record.Limits.MemoryBytes));
        UdfTestResult result = host.Call("words", """{"title": "a b a c"}""");
        Assert.Equal("""{"words":["a","b"],"text":"\u0022a b a c\u0022","count":3}""", result.Results[0].ToString());
    }

    [Fact]
    public void AutoSaysWhichLineIsNotTyped()
    {
        using UdfHost host = Udfs.OpenPatient();
        UdfRecord record = host.Register(Udfs.Python("words", WordCount)).Record;
        Assert.Equal(UdfMode.CPython, record.Mode);
        Assert.Contains("line 1 ", record.ModeReason);
        Assert.Contains("'collections'", record.ModeReason);
        Assert.Equal(UdfMode.Typed, host.Register(Udfs.Python("typed", "def udf_main(x: int) -> int:\n    return x\n")).Record.Mode);
    }

    [Theory]
    [InlineData(UdfIsolation.Call, "1,1,1")]
    [InlineData(UdfIsolation.Batch, "1,2,3")]
    public void IsolationSaysWhatDocumentsShare(UdfIsolation isolation, string expected)
    {
        const string Source = "CALLS = []\ndef udf_main():\n    CALLS.append(1)\n    return len(CALLS)\n";
        using UdfHost host = Udfs.OpenPatient();
        host.Register(Udfs.Python("f", Source) with { Mode = UdfMode.CPython, Isolation = isolation });
        for (int i = 0; i < 2; i++)
        {
            using UdfBatch batch = host.OpenBatch("f", null, null, UdfBatchOptions.Default);
            Assert.Equal(expected, string.Join(",", host.EvaluateAll(batch, "{}", "{}", "{}").Select(value => value.AsInteger())));
        }
    }

    [Fact]
    public void ErrorsShowTheLinesOfTheSource()
    {
        const string Source = "def inner(a):\n    raise LookupError(f'no {a}')\n\ndef udf_main(a):\n    return inner(a)\n";
        using UdfHost host = Udfs.OpenPatient();
        host.Register(Udfs.Python("f", Source) with { Mode = UdfMode.CPython });
        UdfException error = Udfs.Fails(UdfErrorCode.ExecutionFailed, () => host.Call("f", """{"a": 7}"""));
        Assert.Equal("LookupError: no 7", error.Message);
        Assert.Equal(
            "Traceback (most recent call last):\n  File \"f.py\", line 5, in udf_main\n    return inner(a)\n  File \"f.py\", line 2, in inner\n    raise LookupError(f'no {a}')\nLookupError: no 7",
            error.Traceback!.Print());
    }

    [Theory]
    [InlineData("while True:\n    pass\n", UdfErrorCode.Timeout)]
    [InlineData("x = [0] * (200 << 20)\n", UdfErrorCode.MemoryLimit)]
    [InlineData("raise ValueError('no')\n", UdfErrorCode.CompilationFailed)]
    [InlineData("import nothing_of_that_name\n", UdfErrorCode.CompilationFailed)]
    [InlineData("del udf_main\n", UdfErrorCode.CompilationFailed)]
    public void StatementsThatFailRefuseTheRegistration(string statements, UdfErrorCode code)
    {
        using UdfHost host = Udfs.OpenPatient();
        Udfs.Fails(code, () => host.Register(
            (Udfs.Python("f", "def udf_main():\n    return 1\n" + statements) with { Mode = UdfMode.CPython }).WithLimits(DeadlineFor(code))));
        Assert.Empty(host.List(UdfFilter.None));
    }

    [Theory]
    [InlineData("while True:\n        pass", UdfErrorCode.Timeout)]
    [InlineData("return 'x' * (200 << 20)", UdfErrorCode.MemoryLimit)]
    [InlineData("return 'x' * (2 << 20)", UdfErrorCode.PayloadTooLarge)]
    [InlineData("return [0] * (3 << 20)", UdfErrorCode.PayloadTooLarge)]
    [InlineData("return {1: 2}", UdfErrorCode.ExecutionFailed)]
    [InlineData("return 1 << 70", UdfErrorCode.ExecutionFailed)]
    [InlineData("return udf_main(bad)", UdfErrorCode.ExecutionFailed)]
    [InlineData("return open('/etc/passwd').read()", UdfErrorCode.ExecutionFailed)]
    [InlineData("import sys\n    sys.exit(3)", UdfErrorCode.ExecutionFailed)]
    [InlineData("return object()", UdfErrorCode.ExecutionFailed)]
    public void LimitsEndACallAndTheNextOneSucceeds(string statement, UdfErrorCode code)
    {
        using UdfHost host = Udfs.OpenPatient();
        host.Register((Udfs.Python("f", $"def udf_main(bad=False):\n    if not bad:\n        return 1\n    {statement}\n") with { Mode = UdfMode.CPython })
            .WithLimits(DeadlineFor(code)));
        using UdfBatch batch = host.OpenBatch("f", null, null, UdfBatchOptions.Default);
        Assert.Equal(1, host.EvaluateAll(batch, "{}")[0].AsInteger());
        UdfException error = Udfs.Fails(code, () => host.EvaluateAll(batch, """{"bad": true}"""));
        Assert.Equal(UdfErrorScope.Document, error.Scope);
        Assert.Equal(1, host.EvaluateAll(batch, "{}")[0].AsInteger());
    }

    [Fact]
    public void ArgumentsAreBoundByNameAndUnknownOnesRefused()
    {
        const string Source = """
            def udf_main(a, /, b: float, c=None, *, d: int = 4, **rest_is_refused_by_the_metadata):
                return 0
            """;
        using UdfHost host = Udfs.OpenPatient();
        Udfs.Fails(UdfErrorCode.CompilationFailed, () => host.Register(Udfs.Python("f", Source) with { Mode = UdfMode.CPython }));
        host.Register(Udfs.Python("g", "def udf_main(a, /, b: float, c=None, *, d: int = 4):\n    return [repr(a), repr(b), repr(c), repr(d)]\n") with { Mode = UdfMode.CPython });
        Assert.Equal("""["{\u0027x\u0027: [1, 2.5, None]}","3.0","None","4"]""", host.Call("g", """{"a": {"x": [1, 2.5, null]}, "b": 3}""").Results[0].ToString());
        Assert.Equal("""["None","3.0","1","9"]""", host.Call("g", """{"a": null, "b": 3, "c": 1}""", """{"d": 9}""").Results[0].ToString());
        Udfs.Fails(UdfErrorCode.InvalidParameters, () => host.Call("g", """{"a": 1, "b": 3}""", """{"e": 9}"""));
        Udfs.Fails(UdfErrorCode.InvalidParameters, () => host.Call("g", """{"a": 1}"""));
    }

    [Fact]
    public void StatementsHaveNoDocument()
    {
        using UdfHost host = Udfs.OpenPatient();
        UdfException error = Udfs.Fails(UdfErrorCode.CompilationFailed, () => host.Register(
            Udfs.Python("f", "def udf_main():\n    return 1\nTITLE = get_field_string('title')\n") with { Mode = UdfMode.CPython }));
        Assert.Contains("there is no document yet", error.Message);
        Assert.Equal(3, error.Diagnostics[0].Line);
        host.Register(Udfs.Python("g", "import krait\nlog('not seen')\nprint('nor this')\ndef udf_main():\n    return krait.get_field_string('title', None)\n") with { Mode = UdfMode.CPython });
        Assert.Equal("null", host.Call("g").Results[0].ToString());
        Assert.Equal("\"T\"", host.Call("g", """{"title": "T"}""").Results[0].ToString());
        Assert.Empty(host.Call("g").Logs);
    }

    [Fact]
    public void AVersionIsThereAgainAfterTheHostWasOpenedAnew()
    {
        string folder = Directory.CreateTempSubdirectory("krait-udf-").FullName;
        try
        {
            string path = Path.Combine(folder, "udfs.db");
            using (UdfHost first = Udfs.OpenPatient(path))
                first.Register(Udfs.Python("words", WordCount) with { Mode = UdfMode.CPython, Isolation = UdfIsolation.Batch });
            using UdfHost second = Udfs.OpenPatient(path);
            Assert.Equal((UdfMode.CPython, UdfIsolation.Batch), (second.Get("words").Mode, second.Get("words").Isolation));
            Assert.Contains("\"count\":3", second.Call("words", """{"title": "a b a c"}""").Results[0].ToString());
            Assert.Equal(WordCount.Length, second.ReadSource("words", null).Length);
            Udfs.Fails(UdfErrorCode.UdfNotFound, () => second.ReadWasm("words", null));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void ImagesThatWereDroppedAreMadeAgain()
    {
        Udfs.NeedInterpreters();
        using UdfHost host = UdfHost.Open(Udfs.Patient with { ImageBytes = 0 });
        for (int i = 0; i < 3; i++)
            host.Register(Udfs.Python("f" + i, $"def udf_main():\n    return {i}\n") with { Mode = UdfMode.CPython });
        for (int round = 0; round < 2; round++)
        {
            for (int i = 0; i < 3; i++)
                Assert.Equal(i, host.Call("f" + i).Results[0].AsInteger());
        }

        using UdfBatch batch = host.OpenBatch("f0", null, null, UdfBatchOptions.Default);
        host.Delete("f0", "1.0.0");
        Assert.Equal([0, 0], host.EvaluateAll(batch, "{}", "{}").Select(value => value.AsInteger()));
        Udfs.Fails(UdfErrorCode.UdfNotFound, () => host.Call("f0"));
    }

    [Fact]
    public void ManyCallsAtOnceShareNothing()
    {
        const string Source = "SEEN = []\ndef udf_main(n: int) -> int:\n    SEEN.append(n)\n    assert SEEN == [n], SEEN\n    return n * 2\n";
        using UdfHost host = Udfs.OpenPatient();
        host.Register(Udfs.Python("f", Source) with { Mode = UdfMode.CPython });
        Parallel.For(0, 4, thread =>
        {
            using UdfBatch batch = host.OpenBatch("f", null, null, UdfBatchOptions.Default);
            for (int i = 0; i < 20; i++)
                Assert.Equal(2 * ((thread * 100) + i), host.EvaluateAll(batch, $$"""{"n": {{(thread * 100) + i}}}""")[0].AsInteger());
        });
        Assert.Equal((80L, 0L), (host.Statistics("f").Calls, host.Statistics("f").Errors));
    }

    [Theory]
    [InlineData(UdfIsolation.Call, 200)]
    [InlineData(UdfIsolation.Batch, 10_000)]
    public void ABatchRunsOverManyDocuments(UdfIsolation isolation, int count)
    {
        using UdfHost host = Udfs.OpenPatient();
        host.Register(Udfs.Python("f", "def udf_main(n: int) -> bool:\n    return n % 3 == 0\n") with { Mode = UdfMode.CPython, Isolation = isolation });
        using UdfBatch batch = host.OpenBatch("f", null, null, UdfBatchOptions.Default);
        string[] documents = [.. Enumerable.Range(0, count).Select(n => $$"""{"n": {{n}}}""")];
        Assert.Equal((count + 2) / 3, host.EvaluateAll(batch, documents).Count(value => value.IsTrue));
    }

    [Fact]
    public void FloodsAreCutAndControlCharactersEscaped()
    {
        using UdfHost host = Udfs.OpenPatient();
        host.Register(Udfs.Python("f", "def udf_main():\n    print('a\\x1b[31m')\n    for i in range(100_000):\n        log('line')\n    return 1\n") with { Mode = UdfMode.CPython });
        UdfTestResult result = host.Call("f");
        Assert.Equal(("a\\x1b[31m", "[log truncated at 65536 bytes]"), (result.Logs[0], result.Logs[^1]));
    }
}
