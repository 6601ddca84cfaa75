using System;
using System.Collections.Generic;
using Krait.Search.Query;
using Krait.Search.Storage;
using Krait.Udf;

namespace Krait.Search.Execution;

/// <summary>
/// Runs the user-defined functions of one search over the documents that cheaper clauses leave.
/// A failing document is never dropped silently: it fails the search, or is handled as the clause says and reported.
/// </summary>
internal sealed class UdfStage
{
    private readonly IUdfCalls _calls;
    private readonly IndexReader _reader;
    private readonly SearchClock _clock;
    private readonly SearchLimits _limits;
    private readonly UdfBudget _budget;
    private readonly List<UdfReport> _reports = [];
    private readonly SortedSet<long> _skipped = [];

    public UdfStage(IUdfCalls calls, IndexReader reader, SearchClock clock, SearchLimits limits)
    {
        _calls = calls;
        _reader = reader;
        _clock = clock;
        _limits = limits;
        _budget = new UdfBudget(limits.MaximumUdfTime);
    }

    /// <summary>One report for each use, in the order they ran.</summary>
    public IReadOnlyList<UdfReport> Reports => _reports;

    /// <summary>True when the search's timeout ended a function's run.</summary>
    public bool TimedOut { get; private set; }

    /// <summary>Documents to leave out of the answer wherever they were found: skipped on an error, or not reached in time.</summary>
    public long[] Skipped => [.. _skipped];

    /// <summary>The candidates on which a clause's function is true; in a scoring clause also those to which it gives a number.</summary>
    public Matches Filter(UdfQuery query, ClauseUse use, Matches candidates)
    {
        var found = new Matches.Builder(candidates.Count);
        Run(query.Call, candidates, (doc, value) =>
        {
            bool isScore = use == ClauseUse.Score && value.Kind is UdfValueKind.Integer or UdfValueKind.Number;
            if (isScore)
                found.Add(doc, query.Boost * value.AsScore());
            else if (value.IsTrue)
                found.Add(doc, use == ClauseUse.Score ? query.Boost : 0);
        });
        return found.Build();
    }

    /// <summary>The function's value for each of the documents, shown to <paramref name="count"/> first; a document without a value is absent.</summary>
    public Dictionary<long, UdfValue> Compute(UdfCall call, Matches documents, Action<UdfValue> count)
    {
        var values = new Dictionary<long, UdfValue>();
        Run(call, documents, (doc, value) =>
        {
            count(value);
            values[doc] = value;
        });
        return values;
    }

    private void Run(UdfCall call, Matches candidates, Action<long, UdfValue> take)
    {
        using IUdfCall function = Open(call);
        var run = new UdfRun(call, function, _limits.MaximumReportedErrors);
        long start = TimeProvider.System.GetTimestamp();
        int next = 0;
        try
        {
            _reader.VisitAscending(candidates.Docs, (doc, id, source) =>
            {
                _clock.Check();
                UdfValue? value = run.Evaluate(id, candidates.ScoreAt(next), source);
                if (value is { } result)
                    take(doc, result);
                else if (run.Skips)
                    _skipped.Add(doc);
                next++;
                return true;
            });
        }
        catch (Exception error) when (error is SearchTimeoutException or OperationCanceledException)
        {
            if (!_clock.IsTimeout(error))
                throw;
            TimedOut = true;
            foreach (long doc in candidates.Docs.AsSpan(next))
                _skipped.Add(doc);
        }
        finally
        {
            _reports.Add(run.Report(candidates.Count - next, TimeProvider.System.GetElapsedTime(start)));
        }
    }

    private IUdfCall Open(UdfCall call)
    {
        try
        {
            return _calls.Open(call.Name, call.Version, call.Parameters, new UdfBatchOptions { Budget = _budget, CancellationToken = _clock.Calls });
        }
        catch (UdfException error)
        {
            throw new SearchException(SearchErrorKind.Udf, $"wasm_udf [{call.Name}] at {call.Path}: {error.Message}", error) { Path = call.Path };
        }
    }
}
