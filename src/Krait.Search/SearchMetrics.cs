using System.Collections.Generic;
using System.Diagnostics.Metrics;

namespace Krait.Search;

/// <summary>What the store measures, for any listener of System.Diagnostics.Metrics. Meter <c>Krait.Search</c>.</summary>
internal static class SearchMetrics
{
    private static readonly Meter s_meter = new("Krait.Search");

    private static readonly Histogram<double> s_duration = s_meter.CreateHistogram<double>("krait.search.duration", "s", "Time of searches.");

    private static readonly Counter<long> s_writes = s_meter.CreateCounter<long>("krait.search.writes", "{document}", "Documents written or removed.");

    private static readonly Counter<long> s_udfDocuments =
        s_meter.CreateCounter<long>("krait.search.udf_documents", "{document}", "Documents that functions were called on in searches.");

    private static readonly Counter<long> s_udfFailures =
        s_meter.CreateCounter<long>("krait.search.udf_failures", "{call}", "Calls of functions in searches that failed and were handled as the request chose.");

    public static void Searched(SearchResult result)
    {
        s_duration.Record(result.Took.TotalSeconds, new KeyValuePair<string, object?>("timed_out", result.TimedOut ? "true" : "false"));
        foreach (UdfReport report in result.Udfs)
        {
            s_udfDocuments.Add(report.Documents);
            s_udfFailures.Add(report.Failed);
        }
    }

    public static void Wrote(long documents) => s_writes.Add(documents);
}
