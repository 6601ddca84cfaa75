using Krait.Udf.Execution;

namespace Krait.Udf.Tests.Execution;

public class LatencyHistogramTests
{
    [Fact]
    public void IsAllZeroWithoutRecords() => Assert.Equal(default, new LatencyHistogram().Summarize());

    [Fact]
    public void PercentilesAreExactToASixteenth()
    {
        var histogram = new LatencyHistogram();
        for (long i = 1; i <= 10_000; i++)
            histogram.Record(i * 1_000_000);

        UdfLatency latency = histogram.Summarize();
        Assert.Equal(1, latency.MinMs);
        Assert.Equal(10_000, latency.MaxMs);
        Assert.Equal(5000.5, latency.MeanMs, tolerance: 0.001);
        Assert.InRange(latency.P50Ms, 5000, 5000 * 1.0625);
        Assert.InRange(latency.P95Ms, 9500, 9500 * 1.0625);
        Assert.InRange(latency.P99Ms, 9900, 10_000);
    }

    [Fact]
    public void KeepsExtremesInsideWhatWasSeen()
    {
        var histogram = new LatencyHistogram();
        histogram.Record(long.MaxValue);
        histogram.Record(-5);
        UdfLatency latency = histogram.Summarize();
        Assert.Equal(0, latency.MinMs);
        Assert.Equal(long.MaxValue / 1e6, latency.MaxMs);
        Assert.Equal(latency.MaxMs, latency.P99Ms);
    }

    [Fact]
    public void AddingEqualsRecordingTogether()
    {
        var together = new LatencyHistogram();
        var left = new LatencyHistogram();
        var right = new LatencyHistogram();
        for (int i = 0; i < 1000; i++)
        {
            long ns = (long)i * i * 37;
            together.Record(ns);
            (i % 3 == 0 ? left : right).Record(ns);
        }

        left.Add(right);
        Assert.Equal(together.Summarize(), left.Summarize());
        left.Clear();
        Assert.Equal(0, left.Count);
    }
}
