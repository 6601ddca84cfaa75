using System.Linq;
using Krait.Udf.Tests.Kit;

namespace Krait.Udf.Tests.Execution;

public class StatisticsTests
{
    [Fact]
    public void CountsCallsErrorsFuelAndMemory()
    {
        using UdfHost host = Udfs.Open();
        host.Register(Udfs.Wat("divide", Modules.Divide));
        UdfStatistics before = host.Statistics("divide");
        Assert.Equal((0, 0, null, null), (before.Calls, before.Errors, before.LastError, before.LastCalledAt));

        using (UdfBatch batch = host.OpenBatch("divide", null, null, UdfBatchOptions.Default))
        {
            host.EvaluateAll(batch, [.. Enumerable.Repeat("""{"a": 4, "b": 2}""", 3000)]);
            for (int i = 0; i < 2; i++)
                Udfs.Fails(UdfErrorCode.ExecutionFailed, () => host.EvaluateAll(batch, """{"a": 4}"""));
        }

        UdfStatistics after = host.Statistics("divide");
        Assert.Equal((3002, 2), (after.Calls, after.Errors));
        Assert.Equal(2, after.ErrorsByCode[UdfErrorCode.ExecutionFailed]);
        Assert.Contains("integer divide by zero", after.LastError);
        Assert.NotNull(after.LastErrorAt);
        Assert.NotNull(after.LastCalledAt);
        Assert.Equal(65_536, after.MemoryPeakBytes);
        Assert.True(3000 * 3 < after.FuelUsed);
        UdfLatency latency = after.Latency;
        double[] ascending = [0, latency.MinMs, latency.P50Ms, latency.P95Ms, latency.P99Ms, latency.MaxMs];
        Assert.Equal(ascending.Order(), ascending);
        Assert.InRange(latency.MeanMs, latency.MinMs, latency.MaxMs);
    }

    [Fact]
    public void BelongToTheNameAndGoWithItsLastVersion()
    {
        using UdfHost host = Udfs.Open();
        host.Register(Udfs.Wat("f", Modules.Yes, "1.0.0"));
        host.Register(Udfs.Wat("f", Modules.Yes, "2.0.0"));
        host.Test("f", new UdfTestRequest { Version = "1.0.0" });
        host.Test("f", new UdfTestRequest { Version = "2.0.0" });
        Assert.Equal(2, host.Statistics("f").Calls);
        host.Delete("f", "2.0.0");
        Assert.Equal(2, host.Statistics("f").Calls);
        host.Delete("f", "1.0.0");
        Udfs.Fails(UdfErrorCode.UdfNotFound, () => host.Statistics("f"));
        host.Register(Udfs.Wat("f", Modules.Yes));
        Assert.Equal(0, host.Statistics("f").Calls);
    }

    [Fact]
    public void AreMeasuredForTelemetryToo()
    {
        var seen = new System.Collections.Concurrent.ConcurrentDictionary<string, double>();
        using var listener = new System.Diagnostics.Metrics.MeterListener();
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Meter.Name == "Krait.Udf")
                l.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument.Name, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument.Name, value, tags));
        listener.Start();
        using (UdfHost host = Udfs.Open())
        {
            host.Register(Udfs.Wat("measured_only_here", Modules.Divide));
            host.Call("measured_only_here", """{"a": 1, "b": 1}""");
            Udfs.Fails(UdfErrorCode.ExecutionFailed, () => host.Call("measured_only_here"));
        }

        Assert.Equal((2, 1), (seen["krait.udf.calls"], seen["krait.udf.errors"]));
        Assert.True(0 < seen["krait.udf.time"] && 0 < seen["krait.udf.fuel"]);

        void Add(string name, double value, System.ReadOnlySpan<System.Collections.Generic.KeyValuePair<string, object?>> tags)
        {
            if (tags[0].Value is "measured_only_here")
                seen.AddOrUpdate(name, value, (_, sum) => sum + value);
        }
    }
}
