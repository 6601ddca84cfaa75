using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using Krait.Testing;
using Krait.Wasm;

namespace Krait.Runtime.Tests.Profiling;

// What a profiler sees, on either back end. The host waits, in the middle of a guest's call, until it has been seen there.
public sealed class GuestProfilerTests
{
    private const string Program = """
        (module
          (import "env" "wait" (func $wait))
          (tag $t (param i32))
          (func $inner (param i32) (result i32) (call $wait) (local.get 0))
          (func $outer (param i32) (result i32) (drop (call $inner (local.get 0))) (return (local.get 0)))
          (func (export "run") (result i32) (call $outer (i32.const 42)))
          (func $last (call $wait))
          (func $tail (return_call $last))
          (func (export "tail") (call $tail))
          (func $throw (throw $t (i32.const 7)))
          (func $deeper (call $throw))
          (func (export "catch") (result i32)
            (block (result i32)
              (try_table (catch $t 0) (call $deeper))
              (unreachable))
            (call $wait))
          (func (export "legacy") (result i32)
            try (result i32)
              call $deeper
              i32.const 0
            catch $t
              call $wait
            end)
          (func $down (export "down") (param i32) (result i32)
            (if (result i32) (local.get 0)
              (then (i32.add (call $down (i32.sub (local.get 0) (i32.const 1))) (i32.const 1)))
              (else (call $wait) (i32.const 0))))
          (func (export "trap") (drop (call $outer (i32.const 1))) (unreachable))
          (func (export "pair") (result i32 i64) (call $wait) (i32.const 1) (return (i64.const 2))))
        """;

    [Theory]
    [InlineData("run", "run/outer/inner/env.wait")]
    [InlineData("tail", "tail/last/env.wait")]
    [InlineData("catch", "catch/env.wait")]
    [InlineData("legacy", "legacy/env.wait")]
    [InlineData("pair", "pair/env.wait")]
    public void SeesTheCallsThatAreUnderWay(string function, string path)
    {
        using Setup setup = new(path);
        setup.Instance.GetFunction(function).Invoke();
        Assert.Equal([path], setup.PathsThatEndInWait());
    }

    [Fact]
    public void ComputesWhatIsComputedWithoutIt()
    {
        using Setup setup = new(path: null);
        Assert.Equal(42, setup.Instance.GetFunction("run").Invoke()[0].AsInt32());
        Assert.Equal(7, setup.Instance.GetFunction("catch").Invoke()[0].AsInt32());
        Assert.Equal(7, setup.Instance.GetFunction("legacy").Invoke()[0].AsInt32());
        Assert.Equal(2000, setup.Instance.GetFunction("down").Invoke(2000)[0].AsInt32());
        Assert.Equal(2, setup.Instance.GetFunction("pair").Invoke()[1].AsInt64());
    }

    [Fact]
    public void DeepCallsCountForTheDeepestThatIsSeen()
    {
        string path = string.Join('/', Enumerable.Repeat("down", 512)) + "/env.wait";
        using Setup setup = new(path);
        Assert.Equal(3000, setup.Instance.GetFunction("down").Invoke(3000)[0].AsInt32());
        Assert.Equal([path], setup.PathsThatEndInWait());
    }

    [Fact]
    public void ForgetsCallsThatEndedWithATrap()
    {
        using Setup setup = new(path: null);
        TrapException trap = Assert.Throws<TrapException>(() => setup.Instance.GetFunction("trap").Invoke());
        Assert.Equal(["trap"], trap.Frames.Select(frame => frame.FunctionName));
        setup.WaitFor("run/outer/inner/env.wait");
        setup.Instance.GetFunction("run").Invoke();
        Assert.DoesNotContain(setup.PathsThatEndInWait(), path => path.Contains("trap", StringComparison.Ordinal) && path.Contains("run", StringComparison.Ordinal));
    }

    // Frames name the code as it was written, although the profiler's stands in it.
    [Fact]
    public void KeepsPlacesInTraces()
    {
        using Engine plain = TestEngine.New();
        using GuestProfiler profiler = new(TimeSpan.FromMilliseconds(1));
        using Engine profiled = TestEngine.New(new EngineOptions { Profiler = profiler });
        Assert.Equal(FramesOf(plain), FramesOf(profiled));
    }

    [Fact]
    public void TimesAddUp()
    {
        using Setup setup = new("run/outer/inner/env.wait");
        setup.Instance.GetFunction("run").Invoke();
        ProfiledCall root = setup.Profiler.Read();
        Assert.Equal(TimeSpan.Zero, root.SelfTime);
        Assert.All(Flatten(root, ""), item =>
        {
            Assert.Equal(item.Call.SelfTime + Sum(item.Call.Callees), item.Call.TotalTime);
            Assert.True(item.Call.TotalTime > TimeSpan.Zero);
        });
    }

    [Fact]
    public void SeesNothingOnceItIsDisposed()
    {
        using Setup setup = new(path: null);
        setup.Profiler.Dispose();
        setup.Instance.GetFunction("run").Invoke();
        Assert.Empty(setup.Profiler.Read().Callees);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20_000)]
    public void RefusesIntervalsThatAreTooShortOrLong(int milliseconds) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new GuestProfiler(TimeSpan.FromMilliseconds(milliseconds)));

    [Fact]
    public void RefusesToTraceFunctionsAsWell()
    {
        using GuestProfiler profiler = new(TimeSpan.FromMilliseconds(1));
        Assert.Throws<ArgumentException>(() => TestEngine.New(new EngineOptions { Profiler = profiler, Tracer = new Silent() }));
    }

    private static string FramesOf(Engine engine)
    {
        using Instance instance = new Linker(engine)
            .DefineFunction("env", "wait", () => { })
            .Instantiate(engine.Compile(TextParser.Parse(Program, "program.wat")));
        TrapException trap = Assert.Throws<TrapException>(() => instance.GetFunction("trap").Invoke());
        return string.Join('|', trap.Frames);
    }

    private static TimeSpan Sum(IEnumerable<ProfiledCall> calls) => calls.Aggregate(TimeSpan.Zero, (sum, call) => sum + call.TotalTime);

    private static IEnumerable<(string Path, ProfiledCall Call)> Flatten(ProfiledCall call, string path) =>
        call.Callees.SelectMany(callee => Flatten(callee, path + "/" + callee.Name).Prepend((path + "/" + callee.Name, callee)));

    private sealed class Setup : IDisposable
    {
        private readonly Engine _engine;
        private string? _path;

        public Setup(string? path)
        {
            _path = path;
            _engine = TestEngine.New(new EngineOptions { Profiler = Profiler });
            Instance = new Linker(_engine).DefineFunction("env", "wait", Wait).Instantiate(_engine.Compile(TextParser.Parse(Program)));
        }

        public GuestProfiler Profiler { get; } = new(TimeSpan.FromMilliseconds(1));

        public Instance Instance { get; }

        public void WaitFor(string path) => _path = path;

        public IEnumerable<string> PathsThatEndInWait() =>
            Flatten(Profiler.Read(), "").Select(item => item.Path[1..]).Where(path => path.EndsWith("/env.wait", StringComparison.Ordinal));

        public void Dispose()
        {
            Instance.Dispose();
            _engine.Dispose();
            Profiler.Dispose();
        }

        private void Wait()
        {
            Stopwatch patience = Stopwatch.StartNew();
            while (_path is not null && !PathsThatEndInWait().Contains(_path))
            {
                Assert.True(patience.Elapsed < TimeSpan.FromMinutes(2), $"'{_path}' was never seen");
                Thread.Sleep(1);
            }
        }
    }

    private sealed class Silent : ICallTracer
    {
        public TracedCalls Calls => TracedCalls.Functions;

        public void OnEnter(in TracedCall call, ReadOnlySpan<Value> arguments)
        {
        }

        public void OnLeave(in TracedCall call, ReadOnlySpan<Value> results)
        {
        }

        public void OnTailCall(in TracedCall call)
        {
        }

        public void OnFailure(in TracedCall call, Exception error)
        {
        }
    }
}
