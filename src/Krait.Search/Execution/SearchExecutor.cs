using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using Krait.Search.Query;
using Krait.Search.Storage;
using Krait.Udf;

namespace Krait.Search.Execution;

/// <summary>Runs one parsed search on one state of an index.</summary>
internal static class SearchExecutor
{
    public static SearchResult Execute(SearchRequest request, IndexReader reader, IUdfCalls calls, SearchLimits limits, SearchClock clock)
    {
        var udfs = new UdfStage(calls, reader, clock, limits);
        (Matches found, bool timedOut) = Find(request, reader, udfs, clock, limits);
        var sorter = new HitSorter(reader, request.Sort);
        List<(int Place, IReadOnlyList<JsonElement> Keys)> page = sorter.Page(found, request.From, request.Size);
        var budget = new ResponseBudget(limits.MaximumResponseBytes);
        Dictionary<long, Dictionary<string, JsonElement>> computed = Compute(request, found, page, udfs, budget);
        List<SearchHit> hits = Hits(request, reader, sorter, found, page, computed, budget);
        return new SearchResult
        {
            Took = clock.Elapsed,
            TimedOut = timedOut || udfs.TimedOut,
            Total = TotalOf(request, found.Count),
            MaximumScore = sorter.IgnoresScore || found.Count == 0 ? null : Enumerable.Range(0, found.Count).Max(found.ScoreAt),
            Hits = hits,
            Udfs = udfs.Reports,
        };
    }

    private static (Matches Found, bool TimedOut) Find(SearchRequest request, IndexReader reader, UdfStage udfs, SearchClock clock, SearchLimits limits)
    {
        try
        {
            Matches found = new QueryEvaluator(reader, udfs, clock, limits).Evaluate(request.Query).Except(udfs.Skipped);
            if (request.MinimumScore is not { } minimum)
                return (found, false);
            var enough = new Matches.Builder(found.Count);
            for (int i = 0; i < found.Count; i++)
            {
                if (minimum <= found.ScoreAt(i))
                    enough.Add(found.Docs[i], found.ScoreAt(i));
            }

            return (enough.Build(), false);
        }
        catch (SearchTimeoutException)
        {
            // No clause was finished, so nothing is known of any document.
            return (Matches.None, true);
        }
    }

    private static SearchTotal? TotalOf(SearchRequest request, int found) => request.TrackTotalHits switch
    {
        < 0 => null,
        int bound when bound < found => new SearchTotal(bound, IsExact: false),
        _ => new SearchTotal(found, IsExact: true),
    };

    private static Dictionary<long, Dictionary<string, JsonElement>> Compute(
        SearchRequest request, Matches found, List<(int Place, IReadOnlyList<JsonElement> Keys)> page, UdfStage udfs, ResponseBudget budget)
    {
        var computed = new Dictionary<long, Dictionary<string, JsonElement>>();
        if (request.ScriptFields.IsEmpty || page.Count == 0)
            return computed;
        int[] places = [.. page.Select(hit => hit.Place).Order()];
        Matches documents = Matches.OfSorted([.. places.Select(place => found.Docs[place])], [.. places.Select(found.ScoreAt)]);
        foreach ((string name, UdfCall call) in request.ScriptFields)
        {
            foreach ((long doc, UdfValue value) in udfs.Compute(call, documents, value => budget.Spend(value.Kind >= UdfValueKind.Text ? value.AsText().Length : 8)))
            {
                if (!computed.TryGetValue(doc, out Dictionary<string, JsonElement>? fields))
                    computed[doc] = fields = [];
                fields[name] = value.ToJson();
            }
        }

        return computed;
    }

    private static List<SearchHit> Hits(
        SearchRequest request,
        IndexReader reader,
        HitSorter sorter,
        Matches found,
        List<(int Place, IReadOnlyList<JsonElement> Keys)> page,
        Dictionary<long, Dictionary<string, JsonElement>> computed,
        ResponseBudget budget)
    {
        var printer = new SourcePrinter(request.Source);
        var hits = new List<SearchHit>(page.Count);
        int next = 0;
        long[] docs = [.. page.Select(hit => found.Docs[hit.Place])];
        reader.Visit(docs, (doc, id, source) =>
        {
            (int place, IReadOnlyList<JsonElement> keys) = page[next++];
            ReadOnlyMemory<byte>? shown = printer.Print(source);
            budget.Spend(shown?.Length ?? 0);
            hits.Add(new SearchHit
            {
                Index = reader.Index.Name,
                Id = id,
                Score = sorter.IgnoresScore ? null : found.ScoreAt(place),
                Source = shown,
                Sort = keys,
                Fields = computed.GetValueOrDefault(doc) ?? [],
            });
            return true;
        });
        return hits;
    }
}
