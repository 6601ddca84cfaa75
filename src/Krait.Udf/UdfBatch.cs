using System;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Krait.Runtime;
using Krait.Udf.Execution;
using Krait.Udf.Marshalling;

namespace Krait.Udf;

/// <summary>
/// One search's use of one UDF: parameters bound once, an instance kept between documents.
/// Belongs to one thread at a time; disposing ends the instance and hands over the statistics.
/// </summary>
/// <remarks>
/// What a UDF keeps in globals lives until the batch ends or a call fails: a failed call's instance is discarded and the next
/// document gets a fresh one. Nothing passes from one batch to another.
/// </remarks>
public sealed class UdfBatch : IDisposable
{
    private const int CallsPerHandOver = 1024;

    private readonly UdfProgram _program;
    private readonly ArgumentBinding _binding;
    private readonly UdfBudget _budget;
    private readonly TimeProvider _clock;
    private readonly CallClock _callClock;
    private readonly LogBuffer _log;
    private readonly LatencyHistogram _latency = new();
    private UdfInstance? _instance;
    private long _unreportedFuel;
    private long _memoryPeakBytes;
    private bool _isDisposed;

    /// <param name="program">Rented; the batch gives it back.</param>
    /// <param name="parameters">The search's parameters.</param>
    /// <param name="options">Budget and cancellation.</param>
    /// <param name="clock">Source of times.</param>
    internal UdfBatch(UdfProgram program, ParameterSet parameters, UdfBatchOptions options, TimeProvider clock)
    {
        _program = program;
        _binding = ArgumentBinding.Bind(program, parameters);
        _clock = clock;
        UdfLimits limits = program.Record.Limits;
        _budget = options.Budget ?? new UdfBudget(TimeSpan.FromMilliseconds(limits.SearchTimeMs));
        _log = new LogBuffer(limits.LogBytes);
        var callLimits = new CallLimits { Fuel = limits.Fuel, StackBytes = (int)limits.StackBytes, CancellationToken = options.CancellationToken };
        _callClock = new CallClock(callLimits, TimeSpan.FromMilliseconds(limits.DeadlineMs), _budget);
    }

    /// <summary>The version that runs.</summary>
    public UdfRecord Record => _program.Record;

    /// <summary>Fuel units used by all calls so far.</summary>
    public long FuelUsed { get; private set; }

    /// <summary>Largest linear memory so far in bytes.</summary>
    public long MemoryPeakBytes => Math.Max(_memoryPeakBytes, _instance?.MemoryBytes ?? 0);

    /// <summary>Lines logged or printed by the last call, control characters escaped.</summary>
    public ImmutableArray<string> Logs => _log.ToLines();

    /// <summary>Wall time of the last call.</summary>
    public TimeSpan LastCallTime { get; private set; }

    /// <summary>Calls the UDF on one document. Call it on a thread of <see cref="UdfHost.RunOnGuestThread"/>.</summary>
    /// <param name="document">The document; read during the call only.</param>
    /// <returns>The result.</returns>
    /// <exception cref="UdfException">
    /// The call failed. <see cref="UdfException.Scope"/> says whether other documents may succeed; the batch stays usable if so.
    /// </exception>
    /// <exception cref="OperationCanceledException">The batch's token was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The batch was disposed.</exception>
    public UdfValue Evaluate(in UdfDocument document)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        CheckDocument(document);
        if (_budget.Left <= TimeSpan.Zero)
            throw BudgetSpent(null);

        _log.Clear();
        long start = Stopwatch.GetTimestamp();
        try
        {
            PrepareInstance(start);
            UdfValue result = _instance!.Call(document);
            Count(start);
            if (_program.EndsWithCall)
                Discard();
            return result;
        }
        catch (Exception error)
        {
            Count(start);
            UdfException? mapped = EngineErrors.IsGuestError(error) ? Map(error) : null;
            Discard();
            if (mapped is null)
                throw;

            _program.Statistics.AddError(mapped.Code, mapped.Message, _clock.GetUtcNow());
            throw mapped;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isDisposed)
            return;

        _isDisposed = true;
        Discard();
        HandOver();
        _program.Release();
    }

    private static void CheckDocument(in UdfDocument document)
    {
        if (document.Source.ValueKind is not (JsonValueKind.Object or JsonValueKind.Undefined))
            throw new UdfException(UdfErrorCode.InvalidParameters, $"a document must be a JSON object, not {JsonScalars.Describe(document.Source)}");
    }

    // Instantiation is part of the first call: both run under one deadline and one fuel.
    private void PrepareInstance(long start)
    {
        CallLimits? limits = _callClock.LimitsAt(start);
        if (_instance is null)
            _instance = _program.Start(_binding, _log, limits!);
        else if (limits is not null)
            _instance.SetLimits(limits);
        else
            _instance.Refuel();
    }

    private UdfException Map(Exception error)
    {
        if (error is not ResourceLimitException { Kind: ResourceKind.Deadline })
            return _program.Map(error, _instance);

        if (_callClock.IsEndedByBudget)
            return BudgetSpent(error);

        UdfException timeout = _program.Map(error, _instance);
        string message = string.Create(CultureInfo.InvariantCulture, $"the call ran longer than deadline_ms, {Record.Limits.DeadlineMs} ms");
        return new UdfException(timeout.Code, message, error) { Traceback = timeout.Traceback! with { Message = message } };
    }

    private UdfException BudgetSpent(Exception? cause) => new(
        UdfErrorCode.Timeout,
        $"the UDF calls of this search have used up their {_budget.Total.TotalMilliseconds:0} ms (search_time_ms); narrow the query or raise the limit",
        cause)
    {
        Scope = UdfErrorScope.Request,
    };

    private void Count(long start)
    {
        TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
        LastCallTime = elapsed;
        _budget.Spend(elapsed);
        _latency.Record(elapsed.Ticks * TimeSpan.NanosecondsPerTick);
        long fuel = _instance?.FuelUsed ?? 0;
        FuelUsed += fuel;
        _unreportedFuel += fuel;
        if (CallsPerHandOver <= _latency.Count)
            HandOver();
    }

    private void HandOver()
    {
        if (_latency.Count == 0)
            return;

        _program.Statistics.AddCalls(_latency, _unreportedFuel, MemoryPeakBytes, _clock.GetUtcNow());
        _unreportedFuel = 0;
    }

    private void Discard()
    {
        _memoryPeakBytes = MemoryPeakBytes;
        _instance?.Dispose();
        _instance = null;
        _callClock.Reset();
    }
}
