using System;
using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Linq;
using System.Text;

namespace Krait.Server.Metrics;

/// <summary>
/// Collects what Krait, the HTTP server and the runtime measure through System.Diagnostics.Metrics
/// and prints it in the Prometheus text exposition format, version 0.0.4.
/// </summary>
internal sealed class PrometheusMetrics : IDisposable
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    // Tags come from requests; a bound keeps a hostile client from growing the memory.
    private const int MostSeriesPerInstrument = 1000;

    private static readonly string[] s_meters = ["Krait.", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime"];

    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<Instrument, InstrumentSeries> _instruments = new();

    public PrometheusMetrics()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (s_meters.Any(prefix => instrument.Meter.Name.StartsWith(prefix, StringComparison.Ordinal)))
                listener.EnableMeasurementEvents(instrument, _instruments.GetOrAdd(instrument, static found => new InstrumentSeries(found, MostSeriesPerInstrument)));
        };
        _listener.SetMeasurementEventCallback<long>(static (_, value, tags, state) => ((InstrumentSeries)state!).Record(value, tags));
        _listener.SetMeasurementEventCallback<int>(static (_, value, tags, state) => ((InstrumentSeries)state!).Record(value, tags));
        _listener.SetMeasurementEventCallback<double>(static (_, value, tags, state) => ((InstrumentSeries)state!).Record(value, tags));
        _listener.Start();
    }

    /// <summary>Everything measured so far.</summary>
    public string Print()
    {
        _listener.RecordObservableInstruments();
        var text = new StringBuilder();
        foreach (InstrumentSeries series in _instruments.Values.OrderBy(series => series.Name, StringComparer.Ordinal))
            series.Print(text);
        return text.ToString();
    }

    public void Dispose() => _listener.Dispose();
}
