using System;
using System.Collections.Generic;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Threading;

namespace Krait.Server.Metrics;

/// <summary>The values of one instrument, one series for each combination of tags.</summary>
internal sealed class InstrumentSeries
{
    private static readonly double[] s_secondBounds = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

    private readonly Instrument _instrument;
    private readonly int _maximumSeries;
    private readonly double[] _bounds;
    private readonly Dictionary<string, Series> _series = [];
    private readonly Lock _gate = new();

    public InstrumentSeries(Instrument instrument, int maximumSeries)
    {
        _instrument = instrument;
        _maximumSeries = maximumSeries;
        Kind = KindOf(instrument);
        Name = NameOf(instrument, Kind);
        _bounds = instrument is Instrument<double> timed && timed.Advice?.HistogramBucketBoundaries is { Count: > 0 } advice ? [.. advice] : s_secondBounds;
    }

    /// <summary>The Prometheus name: dots become underscores, the unit and, for counters, <c>total</c> stand at the end.</summary>
    public string Name { get; }

    private MetricKind Kind { get; }

    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        string labels = LabelsOf(tags);
        lock (_gate)
        {
            if (!_series.TryGetValue(labels, out Series? series))
            {
                if (_maximumSeries <= _series.Count)
                    return;
                _series[labels] = series = new Series(new long[_bounds.Length + 1]);
            }

            bool replaces = _instrument.IsObservable;
            series.Sum = replaces ? value : series.Sum + value;
            series.Count++;
            if (Kind == MetricKind.Histogram)
                series.Buckets[BucketOf(value)]++;
        }
    }

    public void Print(StringBuilder text)
    {
        lock (_gate)
        {
            if (_series.Count == 0)
                return;
            text.Append(CultureInfo.InvariantCulture, $"# HELP {Name} {_instrument.Description?.ReplaceLineEndings(" ")}\n");
            text.Append(CultureInfo.InvariantCulture, $"# TYPE {Name} {Kind.ToString().ToLowerInvariant()}\n");
            foreach ((string labels, Series series) in _series.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                if (Kind == MetricKind.Histogram)
                    PrintHistogram(text, labels, series);
                else
                    text.Append(CultureInfo.InvariantCulture, $"{Name}{Braced(labels)} {series.Sum}\n");
            }
        }
    }

    private void PrintHistogram(StringBuilder text, string labels, Series series)
    {
        string separator = labels.Length == 0 ? "" : ",";
        long count = 0;
        for (int i = 0; i <= _bounds.Length; i++)
        {
            count += series.Buckets[i];
            string bound = i == _bounds.Length ? "+Inf" : _bounds[i].ToString(CultureInfo.InvariantCulture);
            text.Append(CultureInfo.InvariantCulture, $"{Name}_bucket{{{labels}{separator}le=\"{bound}\"}} {count}\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"{Name}_sum{Braced(labels)} {series.Sum}\n");
        text.Append(CultureInfo.InvariantCulture, $"{Name}_count{Braced(labels)} {series.Count}\n");
    }

    private int BucketOf(double value)
    {
        int bucket = 0;
        while (bucket < _bounds.Length && _bounds[bucket] < value)
            bucket++;
        return bucket;
    }

    private static MetricKind KindOf(Instrument instrument)
    {
        string type = instrument.GetType().Name;
        if (type.StartsWith("Histogram", StringComparison.Ordinal))
            return MetricKind.Histogram;
        bool isCounter = type.StartsWith("Counter", StringComparison.Ordinal) || type.StartsWith("ObservableCounter", StringComparison.Ordinal);
        return isCounter ? MetricKind.Counter : MetricKind.Gauge;
    }

    private static string NameOf(Instrument instrument, MetricKind kind)
    {
        var name = new StringBuilder(Word(instrument.Name));
        string unit = instrument.Unit switch
        {
            "s" => "_seconds",
            "ms" => "_milliseconds",
            "By" => "_bytes",
            _ => "",
        };
        name.Append(unit);
        return kind == MetricKind.Counter ? name.Append("_total").ToString() : name.ToString();
    }

    private static string LabelsOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var text = new StringBuilder();
        foreach ((string name, object? value) in tags)
        {
            string shown = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
            shown = shown.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
            text.Append(text.Length == 0 ? "" : ",").Append(CultureInfo.InvariantCulture, $"{Word(name)}=\"{shown}\"");
        }

        return text.ToString();
    }

    private static string Word(string name) => string.Concat(name.Select(character => char.IsAsciiLetterOrDigit(character) ? character : '_'));

    private static string Braced(string labels) => labels.Length == 0 ? "" : "{" + labels + "}";

    private enum MetricKind
    {
        Counter,
        Gauge,
        Histogram,
    }

    private sealed class Series(long[] buckets)
    {
        public long[] Buckets { get; } = buckets;

        public double Sum { get; set; }

        public long Count { get; set; }
    }
}
