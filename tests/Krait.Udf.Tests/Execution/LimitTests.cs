using System;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using Krait.Udf.Execution;
using Krait.Udf.Tests.Kit;

namespace Krait.Udf.Tests.Execution;

/// <summary>Every limit of the table is reached here, and the host answers the next request.</summary>
public class LimitTests
{
    private static UdfException Reaches(UdfErrorCode code, UdfRegistration registration, string document = "{}")
    {
        using UdfHost host = Udfs.Open();
        host.Register(Udfs.Wat("healthy", Modules.Yes));
        string name = host.Register(registration).Record.Name;
        UdfException error = Udfs.Fails(code, () => host.Call(name, document));
        Assert.True(host.Call("healthy").Results[0].IsTrue);
        Assert.Equal(1, host.Statistics(name).ErrorsByCode[code]);
        return error;
    }

    [Fact]
    public void AnEndlessLoopReachesItsDeadline()
    {
        long start = Stopwatch.GetTimestamp();
        UdfException error = Reaches(UdfErrorCode.Timeout, Udfs.Wat("f", Modules.Loop).WithLimits(("deadline_ms", 50), ("fuel", 1_000_000_000_000)));
        Assert.InRange(Stopwatch.GetElapsedTime(start).TotalSeconds, 0.04, 100);
        Assert.Contains("50 ms", error.Message);
        Assert.Equal(UdfErrorScope.Document, error.Scope);
    }

    [Fact]
    public void AnEndlessLoopUsesUpItsFuel()
    {
        UdfException error = Reaches(UdfErrorCode.FuelExhausted, Udfs.Wat("f", Modules.Loop).WithLimits(("fuel", 100_000)));
        Assert.Contains("fuel limit of 100000 units reached", error.Message);
    }

    [Fact]
    public void EndlessRecursionUsesUpItsStack()
    {
        UdfException error = Reaches(UdfErrorCode.ExecutionFailed, Udfs.Wat("f", Modules.Recursion));
        Assert.Equal("RecursionError", error.Traceback!.Type);
        Assert.NotEmpty(error.Traceback.Frames);
        Assert.InRange(error.Traceback.Print().Split('\n').Length, 2, 30);
    }

    [Fact]
    public void ASmallStackIsUsedUpSooner()
    {
        const string Depth = """
            (module
              (global $depth (mut i64) (i64.const 0))
              (func $down (param $left i64)
                (if (i64.gt_s (local.get $left) (i64.const 0)) (then (call $down (i64.sub (local.get $left) (i64.const 1))))))
              (func (export "score") (result i64) (call $down (i64.const 3000)) (i64.const 1)))
            """;
        Assert.Equal(1, Udfs.Call(Udfs.Wat("f", Depth)).Results[0].AsInteger());
        Reaches(UdfErrorCode.ExecutionFailed, Udfs.Wat("f", Depth).WithLimits(("stack_bytes", 16_384)));
    }

    [Fact]
    public void AMemoryThatStartsAboveTheLimitIsRefused()
    {
        const string FourGiB = """(module (memory (export "memory") 65536) (func (export "filter") (result i32) (i32.const 1)))""";
        Reaches(UdfErrorCode.MemoryLimit, Udfs.Wat("f", FourGiB));
    }

    [Fact]
    public void GrowingStopsAtTheLimit()
    {
        const string Grow = """
            (module
              (memory (export "memory") 1)
              (func (export "score") (result i64)
                (loop $more (br_if $more (i32.ne (memory.grow (i32.const 1)) (i32.const -1))))
                (i64.extend_i32_u (memory.size))))
            """;
        UdfTestResult result = Udfs.Call(Udfs.Wat("f", Grow));
        Assert.Equal(256, result.Results[0].AsInteger());
        Assert.Equal(16 << 20, result.MemoryPeakBytes);
        Assert.Equal(2, Udfs.Call(Udfs.Wat("f", Grow).WithLimits(("memory_bytes", 131_072))).Results[0].AsInteger());
    }

    [Fact]
    public void AHugeTableIsRefused()
    {
        const string Table = """(module (table 10000000 funcref) (func (export "filter") (result i32) (i32.const 1)))""";
        Reaches(UdfErrorCode.MemoryLimit, Udfs.Wat("f", Table));
    }

    [Fact]
    public void TheStartFunctionIsLimitedToo()
    {
        const string Start = """
            (module (func $main (loop $again (br $again))) (start $main) (func (export "filter") (result i32) (i32.const 1)))
            """;
        Reaches(UdfErrorCode.Timeout, Udfs.Wat("f", Start).WithLimits(("deadline_ms", 50), ("fuel", 1_000_000_000_000)));
        Reaches(UdfErrorCode.FuelExhausted, Udfs.Wat("f", Start).WithLimits(("fuel", 100_000)));
    }

    [Fact]
    public void LogsAreTruncatedWithAMarker()
    {
        const string Flood = """
            (module
              (import "env" "log" (func $log (param i32 i32)))
              (memory (export "memory") 1)
              (func (export "filter") (result i32)
                (local $left i32)
                (local.set $left (i32.const 1000))
                (memory.fill (i32.const 0) (i32.const 120) (i32.const 1000))
                (loop $again
                  (call $log (i32.const 0) (i32.const 1000))
                  (br_if $again (local.tee $left (i32.sub (local.get $left) (i32.const 1)))))
                (i32.const 1)))
            """;
        UdfTestResult result = Udfs.Call(Udfs.Wat("f", Flood));
        Assert.Equal(LogBuffer.TruncationMarker(65_536), result.Logs.Last());
        Assert.Equal(66, result.Logs.Length - 1);
        Assert.InRange(result.Logs.Sum(line => line.Length), 65_000, 66_000);
        Assert.Equal([LogBuffer.TruncationMarker(0)], Udfs.Call(Udfs.Wat("f", Flood).WithLimits(("log_bytes", 0))).Logs);
    }

    [Fact]
    public void AResultAboveTheLimitIsRefused()
    {
        const string Large = """
            (module
              (memory (export "memory") 20)
              (func (export "krait_alloc") (param i32) (result i32) (i32.const 0))
              (func (export "udf_main") (result i32 i32)
                (memory.fill (i32.const 0) (i32.const 97) (i32.const 1048577))
                (i32.const 0) (i32.const 1048577)))
            """;
        UdfException error = Reaches(UdfErrorCode.PayloadTooLarge, Udfs.Wat("f", Large).WithReturns("string"));
        Assert.Contains("result_bytes", error.Message);
        UdfValue value = Udfs.Call(Udfs.Wat("f", Large).WithReturns("string").WithLimits(("result_bytes", 2_000_000))).Results[0];
        Assert.Equal(1_048_577, value.AsText().Length);
    }

    [Fact]
    public void ALyingResultPointerIsATrap()
    {
        const string Lying = """
            (module
              (memory (export "memory") 1)
              (func (export "udf_main") (result i32 i32) (i32.const -100) (i32.const 1000)))
            """;
        UdfException error = Reaches(UdfErrorCode.ExecutionFailed, Udfs.Wat("f", Lying).WithReturns("string"));
        Assert.Contains("out of bounds", error.Message);
    }

    [Fact]
    public void SourceAndModuleSizesAreLimited()
    {
        using UdfHost host = Udfs.Open();
        string padded = Modules.Yes + new string(' ', 256 << 10);
        Udfs.Fails(UdfErrorCode.PayloadTooLarge, () => host.Register(Udfs.Wat("f", padded)));
        host.Register(Udfs.Wat("f", padded).WithLimits(("source_bytes", 1 << 20)));
        UdfException error = Udfs.Fails(UdfErrorCode.PayloadTooLarge, () => host.Register(new UdfRegistration
        {
            Name = "g",
            Language = UdfLanguage.Wasm,
            Source = new byte[(10 << 20) + 1],
        }));
        Assert.Contains("module_bytes", error.Message);
        Udfs.Fails(UdfErrorCode.PayloadTooLarge, () => host.Register(Udfs.Wat("h", Modules.Yes).WithLimits(("module_bytes", 20))));
    }

    [Fact]
    public void CompilationTimeIsLimited()
    {
        var gate = new CompileGate(1);
        using var release = new ManualResetEventSlim();
        UdfException error = Udfs.Fails(UdfErrorCode.Timeout, () => gate.Run(
            () =>
            {
                release.Wait();
                return 1;
            },
            timeLimitMs: 20, out _));
        Assert.Contains("compile_time_ms, 20 ms", error.Message);
        Udfs.Fails(UdfErrorCode.TooManyRequests, () => gate.Run(() => 2, timeLimitMs: 20, out _));
        release.Set();
        Assert.Equal(3, gate.Run(() => 3, timeLimitMs: 10_000, out _));
    }

    [Fact]
    public void AllCallsOfOneSearchShareATime()
    {
        using UdfHost host = Udfs.Open();
        host.Register(Udfs.Wat("f", Modules.Loop).WithLimits(("deadline_ms", 60_000), ("fuel", 1_000_000_000_000), ("search_time_ms", 40)));
        using UdfBatch batch = host.OpenBatch("f", null, null, UdfBatchOptions.Default);
        for (int i = 0; i < 2; i++)
        {
            UdfException error = Udfs.Fails(UdfErrorCode.Timeout, () => host.EvaluateAll(batch, "{}"));
            Assert.Equal(UdfErrorScope.Request, error.Scope);
            Assert.Contains("search_time_ms", error.Message);
        }
    }

    [Fact]
    public void BatchesOfOneSearchShareABudget()
    {
        using UdfHost host = Udfs.Open();
        host.Register(Udfs.Wat("loop", Modules.Loop).WithLimits(("fuel", 1_000_000_000_000)));
        host.Register(Udfs.Wat("yes", Modules.Yes));
        var budget = new UdfBudget(TimeSpan.FromSeconds(1));
        using UdfBatch loop = host.OpenBatch("loop", null, null, new UdfBatchOptions { Budget = budget });
        using UdfBatch yes = host.OpenBatch("yes", null, null, new UdfBatchOptions { Budget = budget });
        Assert.True(host.EvaluateAll(yes, "{}")[0].IsTrue);
        Udfs.Fails(UdfErrorCode.Timeout, () => host.EvaluateAll(loop, "{}"));
        Assert.Equal(TimeSpan.Zero, budget.Left);
        Assert.Equal(UdfErrorScope.Request, Udfs.Fails(UdfErrorCode.Timeout, () => host.EvaluateAll(yes, "{}")).Scope);
    }

    [Fact]
    public void GuestThreadsAndTheirQueueAreBounded()
    {
        using UdfHost host = UdfHost.Open(new UdfHostOptions { GuestThreads = 1, GuestQueueLength = 0 });
        using var started = new ManualResetEventSlim();
        using var release = new ManualResetEventSlim();
        var busy = new Thread(() => host.RunOnGuestThread(
            () =>
            {
                started.Set();
                release.Wait();
                return 1;
            },
            default));
        busy.Start();
        started.Wait();
        UdfException error = Udfs.Fails(UdfErrorCode.TooManyRequests, () => host.RunOnGuestThread(() => 2, default));
        Assert.Equal(UdfErrorScope.Request, error.Scope);
        release.Set();
        busy.Join();
        Assert.Equal(5, host.RunOnGuestThread(() => host.RunOnGuestThread(() => 5, default), default));
    }

    [Fact]
    public void GuestCodeRunsOnThreadsOfItsOwn()
    {
        using UdfHost host = Udfs.Open();
        (bool pooled, string? name) = host.RunOnGuestThread(() => (Thread.CurrentThread.IsThreadPoolThread, Thread.CurrentThread.Name), default);
        Assert.False(pooled);
        Assert.StartsWith("krait-guest", name);
    }

    [Fact]
    public void CancellationEndsARunningCall()
    {
        using UdfHost host = Udfs.Open();
        host.Register(Udfs.Wat("f", Modules.Loop).WithLimits(("fuel", 1_000_000_000_000)));
        using var source = new CancellationTokenSource(TimeSpan.FromMilliseconds(30));
        Assert.ThrowsAny<OperationCanceledException>(() => host.Test("f", new UdfTestRequest(), source.Token));
        host.Register(Udfs.Wat("healthy", Modules.Yes));
        Assert.True(host.Call("healthy").Results[0].IsTrue);
    }

    [Theory]
    [InlineData("deadline", 5, "limit 'deadline' is unknown; limits are deadline_ms")]
    [InlineData("deadline_ms", 0, "it can be 1 to 60000 ms")]
    [InlineData("memory_bytes", 1L << 40, "it can be 65536 to 1073741824 bytes")]
    [InlineData("fuel", -1, "it can be 1 to")]
    public void LimitsAreCheckedAgainstTheMaximum(string name, long value, string message)
    {
        using UdfHost host = Udfs.Open();
        UdfException error = Udfs.Fails(UdfErrorCode.InvalidParameters, () => host.Register(Udfs.Wat("f", Modules.Yes).WithLimits((name, value))));
        Assert.Contains(message, error.Message);
    }

    [Fact]
    public void EveryLimitHasADefaultInsideItsRange() => Assert.All(UdfLimitTable.Rows, row =>
    {
        Assert.InRange(row.Read(UdfLimits.Default), row.Minimum, row.Read(UdfLimits.Maximum));
        Assert.Equal(row.Minimum, row.Read(row.Write(UdfLimits.Default, row.Minimum)));
        Assert.Same(row, UdfLimitTable.FindOrNull(row.Name));
    });

    [Fact]
    public void HostOptionsAreChecked()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => UdfHost.Open(new UdfHostOptions { GuestThreads = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => UdfHost.Open(new UdfHostOptions { DefaultLimits = UdfLimits.Default with { Fuel = 0 } }));
        Assert.Throws<ArgumentOutOfRangeException>(() => UdfHost.Open(new UdfHostOptions { MaximumLimits = UdfLimits.Default with { Fuel = 1 } }));
    }

    [Fact]
    public void HostileModulesAreRefusedOrCompiledButNeverFatal()
    {
        using UdfHost host = Udfs.Open();
        string nested = "(module (func (export \"filter\") (result i32) " + string.Concat(Enumerable.Repeat("(block ", 3000))
            + string.Concat(Enumerable.Repeat(")", 3000)) + " (i32.const 1)))";
        string locals = "(module (func (export \"filter\") (result i32) (local " + string.Concat(Enumerable.Repeat("i64 ", 40_000)) + ") (i32.const 1)))";
        foreach (string wat in new[] { nested, locals })
        {
            try
            {
                host.Register(Udfs.Wat("f", wat, "1.0." + wat.Length));
                Assert.True(host.Call("f").Results[0].IsTrue);
            }
            catch (UdfException e)
            {
                Assert.True(e.Code is UdfErrorCode.InvalidWasm or UdfErrorCode.CompilationFailed, $"{e.Code}: {e.Message}");
            }
        }

        byte[] random = new byte[1000];
        new Random(7).NextBytes(random);
        "\0asm\u0001\0\0\0"u8.CopyTo(random);
        Udfs.Fails(UdfErrorCode.InvalidWasm, () => host.Register(new UdfRegistration { Name = "r", Language = UdfLanguage.Wasm, Source = random }));
    }
}
