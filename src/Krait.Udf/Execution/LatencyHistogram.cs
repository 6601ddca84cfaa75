using System;
using System.Numerics;

namespace Krait.Udf.Execution;

/// <summary>
/// Counts of durations in buckets that grow with the duration: sixteen to each doubling, so a percentile is exact to 1/16.
/// Fixed size, no allocation per record. Not synchronised.
/// </summary>
internal sealed class LatencyHistogram
{
    private const int BucketBits = 4;
    private const int BucketCount = (64 - BucketBits) << BucketBits;

    private readonly long[] _counts = new long[BucketCount];
    private long _count;
    private long _totalNs;
    private long _minNs = long.MaxValue;
    private long _maxNs;

    public long Count => _count;

    public long TotalNs => _totalNs;

    public void Record(long ns)
    {
        ns = Math.Max(ns, 0);
        _counts[BucketOf(ns)]++;
        _count++;
        _totalNs += ns;
        _minNs = Math.Min(_minNs, ns);
        _maxNs = Math.Max(_maxNs, ns);
    }

    public void Add(LatencyHistogram other)
    {
        for (int i = 0; i < BucketCount; i++)
            _counts[i] += other._counts[i];

        _count += other._count;
        _totalNs += other._totalNs;
        _minNs = Math.Min(_minNs, other._minNs);
        _maxNs = Math.Max(_maxNs, other._maxNs);
    }

    public void Clear()
    {
        Array.Clear(_counts);
        _count = 0;
        _totalNs = 0;
        _minNs = long.MaxValue;
        _maxNs = 0;
    }

    public UdfLatency Summarize() => _count == 0
        ? default
        : new UdfLatency(
            MinMs: _minNs / 1e6,
            MeanMs: _totalNs / 1e6 / _count,
            P50Ms: PercentileNs(0.50) / 1e6,
            P95Ms: PercentileNs(0.95) / 1e6,
            P99Ms: PercentileNs(0.99) / 1e6,
            MaxMs: _maxNs / 1e6);

    // The smallest bucket end below which the share of all records lies, kept inside what was seen.
    private double PercentileNs(double share)
    {
        long rank = (long)Math.Ceiling(share * _count);
        long seen = 0;
        for (int i = 0; i < BucketCount; i++)
        {
            seen += _counts[i];
            if (rank <= seen)
                return Math.Clamp(EndOf(i), _minNs, _maxNs);
        }

        return _maxNs;
    }

    // Values below 16 have a bucket each; above, the top bit picks the group and the next four bits the bucket in it.
    private static int BucketOf(long ns)
    {
        if (ns < 1 << BucketBits)
            return (int)ns;

        int shift = BitOperations.Log2((ulong)ns) - BucketBits;
        return ((shift + 1) << BucketBits) + (int)((ns >> shift) & ((1 << BucketBits) - 1));
    }

    private static long EndOf(int bucket)
    {
        if (bucket < 1 << BucketBits)
            return bucket;

        int shift = (bucket >> BucketBits) - 1;
        long start = ((1L << BucketBits) + (bucket & ((1 << BucketBits) - 1))) << shift;
        return start + (1L << shift) - 1;
    }
}
