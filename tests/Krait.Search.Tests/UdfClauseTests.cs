using System;
using System.Globalization;
using System.Linq;
using System.Threading;
using Krait.Search.Tests.Testing;
using Krait.Udf;

namespace Krait.Search.Tests;

/// <summary>What a search does with functions: where they may stand, on which documents they run, what becomes of failures.</summary>
public sealed class UdfClauseTests : IDisposable
{
    private const string Even = "{'wasm_udf': {'name': 'even'}}";
    private const string Low = "{'wasm_udf': {'name': 'below', 'parameters': {'limit': 4}}}";

    private readonly TestStore _store = new();

    public UdfClauseTests()
    {
        for (int n = 1; n <= 8; n++)
            _store.Put(n.ToString(CultureInfo.InvariantCulture), $"{{'n': {n}, 'word': '{(n <= 6 ? "common" : "rare")}'}}");
        _store.Udfs["even"] = (document, _) => UdfValue.FromBoolean(Number(document) % 2 == 0);
        _store.Udfs["below"] = (document, parameters) => UdfValue.FromBoolean(Number(document) < parameters!.Value.GetProperty("limit").GetInt64());
        _store.Udfs["n"] = (document, _) => UdfValue.FromInteger(Number(document));
        _store.Udfs["half"] = (document, _) => UdfValue.FromNumber(Number(document) / 2.0);
        _store.Udfs["word"] = (document, _) => UdfValue.FromText("w" + document.Id);
        _store.Udfs["odd_fails"] = (document, _) => Number(document) % 2 == 0
            ? UdfValue.FromBoolean(true)
            : throw new UdfException(UdfErrorCode.ExecutionFailed, "odd: " + document.Id);
        _store.Udfs["nan"] = (_, _) => UdfValue.FromNumber(double.NaN);
        _store.Udfs["score"] = (document, _) => UdfValue.FromNumber(document.Score);
    }

    public void Dispose() => _store.Dispose();

    [Theory]
    [InlineData(Even, "2 4 6 8")]
    [InlineData("{'bool': {'filter': " + Even + "}}", "2 4 6 8")]
    [InlineData("{'bool': {'must': [" + Even + ", " + Low + "]}}", "2")]
    [InlineData("{'bool': {'filter': [" + Even + "], 'must_not': [" + Low + "]}}", "4 6 8")]
    [InlineData("{'bool': {'must_not': [" + Even + ", " + Low + "]}}", "5 7")]
    [InlineData("{'bool': {'should': [" + Even + ", " + Low + "]}}", "1 2 3 4 6 8")]
    [InlineData("{'bool': {'should': [" + Even + ", " + Low + "], 'minimum_should_match': 2}}", "2")]
    [InlineData("{'bool': {'should': [" + Even + ", {'term': {'word': 'rare'}}], 'minimum_should_match': 2}}", "8")]
    [InlineData("{'bool': {'filter': {'bool': {'should': [" + Even + ", {'term': {'word': 'rare'}}]}}}}", "2 4 6 7 8")]
    [InlineData("{'bool': {'filter': {'bool': {'must_not': {'bool': {'must': {'bool': {'filter': [" + Even + "]}}}}}}}}", "1 3 5 7")]
    [InlineData("{'constant_score': {'filter': " + Even + "}}", "2 4 6 8")]
    [InlineData("{'bool': {'must': {'term': {'word': 'rare'}}, 'should': [" + Even + "]}}", "7 8")]
    [InlineData("{'bool': {'must_not': {'wasm_udf': {'name': 'n'}}}}", "")]
    [InlineData("{'bool': {'filter': {'wasm_udf': {'name': 'word'}}}}", "1 2 3 4 5 6 7 8")]
    public void StandsInEveryClauseAtEveryDepth(string query, string ids) => Assert.Equal(ids, _store.Ids(query));

    [Fact]
    public void RunsOverAllCandidatesAndCountsThemAll()
    {
        SearchResult result = _store.Search("{'query': " + Even + ", 'size': 1, 'from': 2}");
        Assert.Equal(new SearchTotal(4, IsExact: true), result.Total);
        Assert.Equal("6", result.Hits.Single().Id);
        Assert.Equal(8, result.Udfs.Single().Documents);
        Assert.Equal("query.wasm_udf", result.Udfs.Single().Path);
        Assert.Equal(1, _store.Udfs.Runs);
    }

    [Fact]
    public void RunsOnlyOnWhatCheaperClausesLeave()
    {
        _store.Search("{'query': {'bool': {'filter': [" + Even + ", {'term': {'word': 'rare'}}], 'must_not': {'term': {'n': 7}}}}}");
        Assert.Equal(["even"], _store.Udfs.Calls);
    }

    [Fact]
    public void SparesDocumentsThatCannotReachTheMinimum()
    {
        _store.Search("{'query': {'bool': {'should': [" + Even + ", {'term': {'word': 'rare'}}, {'term': {'n': 8}}], 'minimum_should_match': 3}}}");
        Assert.Equal(["even"], _store.Udfs.Calls);
    }

    [Fact]
    public void SparesFilteredDocumentsThatMatchAlready()
    {
        _store.Search("{'query': {'constant_score': {'filter': {'bool': {'should': [" + Even + ", {'term': {'word': 'common'}}]}}}}}");
        Assert.Equal(2, _store.Udfs.Calls.Count);
    }

    [Fact]
    public void AddsNumbersToTheScore()
    {
        SearchResult result = _store.Search("{'query': {'bool': {'must': [{'term': {'word': 'rare'}}, {'wasm_udf': {'name': 'half'}}], 'should': {'wasm_udf': {'name': 'n', 'boost': 10}}}}}");
        Assert.Equal(["8", "7"], result.Hits.Select(hit => hit.Id));
        Assert.Equal([1 + 4 + 80.0, 1 + 3.5 + 70.0], result.Hits.Select(hit => hit.Score!.Value));
        Assert.Equal(85, result.MaximumScore);
    }

    [Fact]
    public void KeepsDocumentsScoredZero()
    {
        _store.Udfs["zero"] = (_, _) => UdfValue.FromInteger(0);
        Assert.Equal(8, _store.Search("{'query': {'bool': {'must': {'wasm_udf': {'name': 'zero'}}}}}").Total!.Value);
        Assert.Equal(0, _store.Search("{'query': {'bool': {'filter': {'wasm_udf': {'name': 'zero'}}}}}").Total!.Value);
    }

    [Fact]
    public void ShowsTheScoreSoFar()
    {
        SearchResult result = _store.Search("{'query': {'bool': {'must': [{'term': {'n': {'value': 3, 'boost': 2.5}}}, {'wasm_udf': {'name': 'score'}}]}}}");
        Assert.Equal(5, result.Hits.Single().Score);
    }

    [Fact]
    public void KeepsParametersApartBetweenUsesOfOneFunction()
    {
        const string Between = "{'bool': {'must': {'wasm_udf': {'name': 'below', 'parameters': {'limit': 6}}}, 'must_not': {'wasm_udf': {'name': 'below', 'parameters': {'limit': 3}}}}}";
        Assert.Equal("3 4 5", _store.Ids(Between));
    }

    [Fact]
    public void FailsTheSearchByDefault()
    {
        SearchException error = _store.Refused("{'query': {'wasm_udf': {'name': 'odd_fails'}}}");
        Assert.Equal(SearchErrorKind.Udf, error.Kind);
        Assert.Contains("document [1]: odd: 1", error.Message);
        Assert.Equal("query.wasm_udf", error.Path);
        Assert.Equal(UdfErrorCode.ExecutionFailed, Assert.IsType<UdfException>(error.InnerException).Code);
    }

    [Theory]
    [InlineData("{'wasm_udf': {'name': 'odd_fails', 'on_error': 'skip'}}", "2 4 6 8")]
    [InlineData("{'wasm_udf': {'name': 'odd_fails', 'on_error': 'false'}}", "2 4 6 8")]
    [InlineData("{'wasm_udf': {'name': 'odd_fails', 'on_error': 'default', 'default': true}}", "1 2 3 4 5 6 7 8")]
    [InlineData("{'bool': {'must_not': {'wasm_udf': {'name': 'odd_fails', 'on_error': 'skip'}}}}", "")]
    [InlineData("{'bool': {'must_not': {'wasm_udf': {'name': 'odd_fails', 'on_error': 'false'}}}}", "1 3 5 7")]
    [InlineData("{'bool': {'must_not': {'wasm_udf': {'name': 'odd_fails', 'on_error': 'default', 'default': 1}}}}", "")]
    public void HandlesFailingDocumentsAsAsked(string query, string ids)
    {
        Assert.Equal(ids, _store.Ids(query));
        UdfReport report = _store.Search($"{{'query': {query}}}").Udfs.Single();
        Assert.Equal(4, report.Failed);
        Assert.Equal(8, report.Documents);
        Assert.Equal(new UdfFailure("1", "EXECUTION_FAILED", "odd: 1"), report.Errors[0]);
    }

    [Fact]
    public void TakesNotANumberForAFailure()
    {
        Assert.Contains("NaN", _store.Refused("{'query': {'wasm_udf': {'name': 'nan'}}}").Message);
        Assert.Equal("", _store.Ids("{'wasm_udf': {'name': 'nan', 'on_error': 'false'}}"));
    }

    [Fact]
    public void FailsOnAnErrorOfTheWholeRequestWhateverWasAsked()
    {
        _store.Udfs["request"] = (_, _) => throw new UdfException(UdfErrorCode.Timeout, "all the time is used up") { Scope = UdfErrorScope.Request };
        Assert.Equal(SearchErrorKind.Udf, _store.Refused("{'query': {'wasm_udf': {'name': 'request', 'on_error': 'skip'}}}").Kind);
    }

    [Fact]
    public void RefusesAnUnknownFunctionEvenWhenNoDocumentIsLeft()
    {
        SearchException error = _store.Refused("{'query': {'bool': {'filter': [{'match_none': {}}, {'wasm_udf': {'name': 'nope'}}]}}}");
        Assert.Equal(UdfErrorCode.UdfNotFound, Assert.IsType<UdfException>(error.InnerException).Code);
    }

    [Fact]
    public void AnswersWithWhatItHasWhenTheTimeoutPasses()
    {
        _store.Udfs["slow"] = (document, _) =>
        {
            if (Number(document) == 3)
                _store.Time.Advance(TimeSpan.FromMilliseconds(60));
            return UdfValue.FromBoolean(true);
        };
        SearchResult result = _store.Search("{'query': {'wasm_udf': {'name': 'slow'}}, 'timeout': '50ms'}");
        Assert.True(result.TimedOut);
        Assert.Equal(["1", "2", "3"], result.Hits.Select(hit => hit.Id));
        Assert.Equal(5, result.Udfs.Single().NotReached);
    }

    [Fact]
    public void FailsWhenTheServersLimitPasses()
    {
        _store.Udfs["slow"] = (document, _) =>
        {
            _store.Time.Advance(TimeSpan.FromSeconds(25));
            return UdfValue.FromBoolean(true);
        };
        Assert.Equal(SearchErrorKind.Timeout, _store.Refused("{'query': {'wasm_udf': {'name': 'slow'}}}").Kind);
        Assert.Equal(SearchErrorKind.Timeout, _store.Refused("{'query': {'wasm_udf': {'name': 'slow'}}, 'timeout': '1h'}").Kind);
        Assert.Equal(6, _store.Udfs.Calls.Count);
    }

    [Fact]
    public void LeavesOutDocumentsNotReachedUnderMustNot()
    {
        _store.Udfs["cancelled"] = (document, _) => throw new OperationCanceledException();
        Assert.Throws<OperationCanceledException>(() => _store.Search("{'query': {'wasm_udf': {'name': 'cancelled'}}}"));
        SearchResult result = _store.Search("{'query': {'bool': {'must_not': {'wasm_udf': {'name': 'even'}}}}, 'timeout': 0}");
        Assert.True(result.TimedOut);
        Assert.Empty(result.Hits);
    }

    [Fact]
    public void ComputesFieldsOfThePage()
    {
        SearchResult result = _store.Search("{'size': 2, 'sort': [{'n': 'desc'}], 'script_fields': {'label': {'wasm_udf': {'name': 'word'}}, 'h': {'wasm_udf': {'name': 'half'}}}}");
        Assert.Equal(["w8", "w7"], result.Hits.Select(hit => hit.Fields["label"].GetString()));
        Assert.Equal(3.5, result.Hits[1].Fields["h"].GetDouble());
        Assert.Equal([2L, 2L], result.Udfs.Select(report => report.Documents));
    }

    [Fact]
    public void LeavesOutAComputedFieldThatFailsAndIsSkipped()
    {
        SearchResult result = _store.Search("{'query': {'ids': {'values': ['1', '2']}}, 'script_fields': {'x': {'wasm_udf': {'name': 'odd_fails', 'on_error': 'skip'}}}}");
        Assert.Equal(["1", "2"], result.Hits.Select(hit => hit.Id));
        Assert.Empty(result.Hits[0].Fields);
        Assert.True(result.Hits[1].Fields["x"].GetBoolean());
        Assert.Equal(1, result.Udfs.Single().Failed);
    }

    [Fact]
    public void StopsWhenTheCallerHasGone()
    {
        using var caller = new CancellationTokenSource();
        _store.Udfs["leave"] = (document, _) =>
        {
            caller.Cancel();
            return UdfValue.FromBoolean(true);
        };
        Assert.ThrowsAny<OperationCanceledException>(() => _store.Store.Search("t", TestStore.Json("{'query': {'wasm_udf': {'name': 'leave'}}}"), caller.Token));
        Assert.Single(_store.Udfs.Calls);
    }

    private static long Number(UdfDocument document) => document.Source.GetProperty("n").GetInt64();
}
