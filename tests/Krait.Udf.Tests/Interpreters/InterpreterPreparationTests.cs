using System;
using System.Collections.Concurrent;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Krait.Guests;
using Krait.Udf.Interpreters;
using Krait.Udf.Tests.Kit;

namespace Krait.Udf.Tests.Interpreters;

/// <summary>Interpreters are prepared in the background, once, while everything else goes on.</summary>
public sealed class InterpreterPreparationTests : IDisposable
{
    private const string NeedsCPython = "import json\ndef udf_main(x):\n    return json.dumps(x)\n";
    private const string Simple = "def udf_main(x: int) -> int:\n    return x + 1\n";

    private readonly ScriptedPreparer _preparer = new();
    private readonly ManualClock _clock = new();
    private readonly ConcurrentQueue<PreparationNews> _news = new();
    private readonly InterpreterPreparation _preparation;
    private readonly UdfHost _host;

    public InterpreterPreparationTests()
    {
        _preparation = new InterpreterPreparation(_preparer, _clock);
        _preparation.Changed += (_, news) => _news.Enqueue(news);
        _host = UdfHost.Open(Udfs.Patient with { Preparation = _preparation });
    }

    [Theory]
    [InlineData(UdfMode.CPython, PythonInterpreter.CPython)]
    [InlineData(UdfMode.MicroPython, PythonInterpreter.MicroPython)]
    [InlineData(UdfMode.Auto, PythonInterpreter.CPython)]
    public async Task WhatNeedsItIsRefusedUntilItIsReady(UdfMode mode, PythonInterpreter interpreter)
    {
        Udfs.NeedInterpreters();
        string source = mode == UdfMode.MicroPython ? Simple : NeedsCPython;
        UdfException[] refusals = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Refused(source, mode))));
        Assert.All(refusals, refusal => Assert.Equal(UdfErrorScope.Request, refusal.Scope));
        Assert.All(refusals, refusal => Assert.Equal(InterpreterPreparation.RetryAfter, refusal.RetryAfter));
        Assert.Contains("which is being prepared once (", refusals[0].Message);
        Assert.Empty(_host.List(UdfFilter.None));

        // Nobody else waits.
        _host.Register(Udfs.Python("typed", Simple));
        Assert.Equal(2, _host.Call("typed", """{"x": 1}""").Results[0].AsInteger());

        _preparer.Finish();
        await refusals[0].Readiness!;
        _host.Register(Udfs.Python("f", source) with { Mode = mode });
        Assert.NotEmpty(_host.Call("f", """{"x": 1}""").Results);
        Assert.Equal([interpreter], _preparer.Prepared);
        Assert.Equal([false, false], _news.Select(news => news.IsFailure));
        Assert.Contains("is prepared, in ", _news.Last().Message);
    }

    [Fact]
    public async Task WhatCannotBePreparedIsUsedAsItIsAndTriedAgainLater()
    {
        Udfs.NeedInterpreters();
        _preparer.Finish(new InvalidOperationException("no room"));
        UdfException refusal = Refused(Simple, UdfMode.MicroPython);
        await refusal.Readiness!;
        _host.Register(Udfs.Python("f", Simple) with { Mode = UdfMode.MicroPython });
        Assert.Equal(2, _host.Call("f", """{"x": 1}""").Results[0].AsInteger());
        Assert.Equal([false, true], _news.Select(news => news.IsFailure));
        Assert.Contains("no room", _news.Last().Message);

        _clock.Advance(TimeSpan.FromSeconds(59));
        _host.Register(Udfs.Python("g", Simple) with { Mode = UdfMode.MicroPython });
        Assert.Single(_preparer.Prepared);
        _clock.Advance(TimeSpan.FromSeconds(2));
        Refused(Simple, UdfMode.MicroPython);
        Assert.Equal(2, _preparer.Prepared.Count);
    }

    [Fact]
    public async Task WhatIsStoredIsPreparedBeforeAnybodyAsks()
    {
        Udfs.NeedInterpreters();
        string folder = Directory.CreateTempSubdirectory("krait-preparation-").FullName;
        try
        {
            string path = Path.Combine(folder, "udfs.db");
            using (UdfHost first = Udfs.OpenPatient(path))
            {
                first.Register(Udfs.Python("typed", Simple));
                first.Register(Udfs.Python("f", Simple) with { Mode = UdfMode.MicroPython });
            }

            _host.PrepareInterpreters(); // Nothing is stored there.
            Assert.Empty(_preparer.Prepared);
            using UdfHost second = UdfHost.Open(Udfs.Patient with { DatabasePath = path, Preparation = _preparation });
            second.PrepareInterpreters();
            UdfException refusal = Udfs.Fails(UdfErrorCode.InterpreterNotReady, () => second.Call("f", """{"x": 1}"""));
            Assert.Equal(2, second.Call("typed", """{"x": 1}""").Results[0].AsInteger());
            _preparer.Finish();
            await refusal.Readiness!;
            Assert.Equal([PythonInterpreter.MicroPython], _preparer.Prepared);
            Assert.Equal(2, second.Call("f", """{"x": 1}""").Results[0].AsInteger());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task EndingItEndsWhatIsUnderWay()
    {
        UdfException refusal = Refused(Simple, UdfMode.MicroPython);
        _preparation.Dispose();
        await refusal.Readiness!;
        Assert.DoesNotContain(_news, news => news.IsFailure);
    }

    public void Dispose()
    {
        _host.Dispose();
        _preparation.Dispose();
    }

    private UdfException Refused(string source, UdfMode mode) =>
        Udfs.Fails(UdfErrorCode.InterpreterNotReady, () => _host.Register(Udfs.Python("f", source) with { Mode = mode }));

    /// <summary>Prepares nothing, and is finished when a test says so.</summary>
    private sealed class ScriptedPreparer : IInterpreterPreparer
    {
        private readonly TaskCompletionSource _end = new();

        public ConcurrentQueue<PythonInterpreter> Prepared { get; } = new();

        public bool IsPrepared(PythonInterpreter interpreter) => false;

        public void Prepare(PythonInterpreter interpreter, IProgress<PreparationProgress> progress, CancellationToken cancellationToken)
        {
            Prepared.Enqueue(interpreter);
            progress.Report(new PreparationProgress("compiling", 0.5));
            _end.Task.Wait(cancellationToken);
        }

        public void Finish(Exception? failure = null)
        {
            if (failure is null)
                _end.SetResult();
            else
                _end.SetException(failure);
        }
    }

    private sealed class ManualClock : TimeProvider
    {
        private long _ticks = 1;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Interlocked.Read(ref _ticks);

        public void Advance(TimeSpan time) => Interlocked.Add(ref _ticks, time.Ticks);
    }
}
