using System;
using System.Collections.Generic;
using System.Text.Json;
using Krait.Search.Query;
using Krait.Udf;

namespace Krait.Search.Execution;

/// <summary>One function over the documents of one clause: calls, failures and what becomes of failing documents.</summary>
internal sealed class UdfRun
{
    private readonly UdfCall _call;
    private readonly IUdfCall _function;
    private readonly int _maximumReportedErrors;
    private readonly UdfValue? _replacement;
    private readonly List<UdfFailure> _errors = [];
    private long _documents;
    private long _failed;

    public UdfRun(UdfCall call, IUdfCall function, int maximumReportedErrors)
    {
        _call = call;
        _function = function;
        _maximumReportedErrors = maximumReportedErrors;
        _replacement = call.OnError switch
        {
            OnUdfError.False => UdfValue.FromBoolean(false),
            OnUdfError.Default => ValueOf(call.Default!.Value),
            _ => null,
        };
    }

    /// <summary>True when failing documents are left out of the answer.</summary>
    public bool Skips => _call.OnError == OnUdfError.Skip;

    /// <summary>The function's value for a document, or what stands for it when the function fails; null to skip the document.</summary>
    /// <exception cref="SearchException">The function failed, and that fails the search.</exception>
    public UdfValue? Evaluate(string id, double score, ReadOnlyMemory<byte> source)
    {
        _documents++;
        using JsonDocument document = JsonDocument.Parse(source);
        UdfException failure;
        try
        {
            UdfValue value = _function.Evaluate(new UdfDocument(id, score, document.RootElement));
            if (value.Kind != UdfValueKind.Number || double.IsFinite(value.AsNumber()))
                return value;
            failure = new UdfException(UdfErrorCode.ExecutionFailed, $"the function gave {value}, which is no score and no JSON number");
        }
        catch (UdfException error)
        {
            failure = error;
        }

        _failed++;
        if (_call.OnError == OnUdfError.Fail || failure.Scope == UdfErrorScope.Request)
        {
            string reason = $"wasm_udf [{_call.Name}] version {_function.Version} at {_call.Path} failed on document [{id}]: {failure.Message}";
            throw new SearchException(SearchErrorKind.Udf, reason, failure) { Path = _call.Path };
        }

        if (_errors.Count < _maximumReportedErrors)
            _errors.Add(new UdfFailure(id, failure.Facts.WireName, failure.Message));
        return _replacement;
    }

    public UdfReport Report(long notReached, TimeSpan elapsed) => new()
    {
        Name = _call.Name,
        Version = _function.Version,
        Path = _call.Path,
        Documents = _documents,
        Failed = _failed,
        NotReached = notReached,
        Elapsed = elapsed,
        FuelUsed = _function.FuelUsed,
        Errors = _errors,
    };

    private static UdfValue ValueOf(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.True => UdfValue.FromBoolean(true),
        JsonValueKind.False => UdfValue.FromBoolean(false),
        JsonValueKind.Number when json.TryGetInt64(out long whole) => UdfValue.FromInteger(whole),
        JsonValueKind.Number => UdfValue.FromNumber(json.GetDouble()),
        JsonValueKind.String when JsonText.TryGet(json, out string? text) => UdfValue.FromText(text),
        JsonValueKind.Array or JsonValueKind.Object => UdfValue.FromJson(json.GetRawText()),
        _ => UdfValue.None,
    };
}
