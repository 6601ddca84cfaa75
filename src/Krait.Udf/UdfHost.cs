using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using System.Threading;
using Krait.Guests;
using Krait.Runtime;
using Krait.Udf.Execution;
using Krait.Udf.Interpreters;
using Krait.Udf.Marshalling;
using Krait.Udf.Registry;

namespace Krait.Udf;

/// <summary>The UDF registry and what executes it. Safe to use from many threads. Disposing ends guest threads and closes the store.</summary>
/// <remarks>One host per database: a second process that writes the same file is not seen.</remarks>
public sealed class UdfHost : IDisposable
{
    private readonly RegistryStore _store;
    private readonly UdfIndex _index = new();
    private readonly Lock _writing = new();
    private readonly Engine _engine;
    private readonly GuestThreadPool _threads;
    private readonly ProgramCache _programs;
    private readonly CompileGate _compilations;
    private readonly ProgramMaker _maker;

    private UdfHost(UdfHostOptions options, RegistryStore store)
    {
        Options = options;
        _store = store;
        // What strangers send is compiled under the limits of an upload; a call's deadline cannot interrupt compiling.
        _engine = new Engine(options.Engine with { MeterFuel = true, CompileTiming = CompileTiming.AtOnce });
        _threads = new GuestThreadPool(new GuestThreadOptions
        {
            Threads = options.GuestThreads,
            // Enough for a call of an interpreter, which then costs no change of threads.
            StackBytes = (int)Math.Max(options.MaximumLimits.StackBytes, PythonSandbox.StackBytes),
            QueueLength = options.GuestQueueLength,
        });
        _programs = new ProgramCache(options.CompiledModules, options.ImageBytes);
        _compilations = new CompileGate(options.GuestThreads);
        _maker = new ProgramMaker(_engine, _compilations, _store, _index, options);
    }

    /// <summary>The options it was opened with.</summary>
    public UdfHostOptions Options { get; }

    /// <summary>Opens the registry, creating its database when absent.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    /// <exception cref="UdfException"><see cref="UdfErrorCode.StoreFailed"/>: the database cannot be opened or is of a newer schema.</exception>
    public static UdfHost Open(UdfHostOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        RegistryStore store = RegistryStore.Open(options.DatabasePath);
        try
        {
            var host = new UdfHost(options, store);
            foreach (string record in store.ReadRecords())
                host._index.Add(RecordJson.Read(record));

            return host;
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    /// <summary>Compiles and stores one version.</summary>
    /// <returns>The stored version, and whether it is new.</returns>
    /// <exception cref="UdfException">Refused; nothing was stored.</exception>
    public RegisterOutcome Register(UdfRegistration registration)
    {
        ArgumentNullException.ThrowIfNull(registration);
        UdfLimits limits = LimitRequest.Resolve(registration.Limits, Options);
        RegistrationDraft draft = _compilations.Run(() => SourceCompiler.Compile(registration, limits), limits.CompileTimeMs, out TimeSpan readTime);
        limits = WithMemory(limits, draft.Mode, registration);
        Func<UdfRecord, UdfProgram> link = _maker.Ready(draft, limits, out TimeSpan readyTime);
        UdfRecord record = MakeRecord(registration, draft, limits, readTime + readyTime);
        UdfProgram program = link(record);
        try
        {
            lock (_writing)
            {
                if (_index.FindOrNull(record.Name, record.Version) is { } existing)
                {
                    UdfRecord same = SameOrRefuse(existing, record);
                    program.Release();
                    return new RegisterOutcome(same, Created: false);
                }

                _store.Insert(record.Name, record.Version, RecordJson.Write(record), registration.Source, draft.Wasm);
                _index.Add(record);
            }
        }
        catch
        {
            program.Release();
            throw;
        }

        _programs.Rent(KeyOf(record), () => program).Release();
        return new RegisterOutcome(record, Created: true);
    }

    /// <summary>Reads one version.</summary>
    /// <param name="name">The UDF's name.</param>
    /// <param name="version">A semantic version; null for the newest release, or the newest prerelease when there is no release.</param>
    /// <exception cref="UdfException"><see cref="UdfErrorCode.UdfNotFound"/>.</exception>
    public UdfRecord Get(string name, string? version = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        IReadOnlyList<UdfRecord> versions = Versions(name);
        if (version is null)
            return versions[0];

        return _index.FindOrNull(name, version) ?? throw new UdfException(
            UdfErrorCode.UdfNotFound,
            $"UDF '{name}' has no version '{version}'; it has {string.Join(", ", versions.Take(10).Select(r => r.Version))}")
        {
            Scope = UdfErrorScope.Request,
        };
    }

    /// <summary>The newest version of every UDF that the filter lets through, by name.</summary>
    public IReadOnlyList<UdfRecord> List(UdfFilter filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return [.. _index.Newest().Where(filter.Matches)];
    }

    /// <summary>All versions of one UDF, newest first; prereleases after all releases.</summary>
    /// <exception cref="UdfException"><see cref="UdfErrorCode.UdfNotFound"/>.</exception>
    public IReadOnlyList<UdfRecord> Versions(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        IReadOnlyList<UdfRecord> versions = _index.Versions(name);
        if (versions.Count != 0)
            return versions;

        string message = $"there is no UDF '{name}'{Suggestion.For(name, _index.Names())}";
        throw new UdfException(UdfErrorCode.UdfNotFound, message) { Scope = UdfErrorScope.Request };
    }

    /// <summary>The source as it was registered.</summary>
    /// <exception cref="UdfException"><see cref="UdfErrorCode.UdfNotFound"/>, or <see cref="UdfErrorCode.StoreFailed"/> when the bytes are damaged.</exception>
    public ReadOnlyMemory<byte> ReadSource(string name, string? version)
    {
        UdfRecord record = Get(name, version);
        return StoredBytes.Verified(_store.ReadSourceOrNull(record.Name, record.Version), record.SourceSha256, record, "source");
    }

    /// <summary>The module's bytes, verified against their sha256.</summary>
    /// <exception cref="UdfException"><see cref="UdfErrorCode.UdfNotFound"/>, or <see cref="UdfErrorCode.StoreFailed"/> when the bytes are damaged.</exception>
    public ReadOnlyMemory<byte> ReadWasm(string name, string? version)
    {
        UdfRecord record = Get(name, version);
        if (InterpreterFacts.OfOrNull(record.Mode) is { } interpreter)
            throw new UdfException(UdfErrorCode.UdfNotFound, $"'{record.Name}' {record.Version} has no module: mode {interpreter.Name} runs the source") { Scope = UdfErrorScope.Request };

        return StoredBytes.Verified(_store.ReadWasmOrNull(record.Name, record.Version), record.WasmSha256, record, "module");
    }

    /// <summary>Removes one version. The same name and version may be registered again afterwards, with any bytes.</summary>
    /// <remarks>Calls that are running go on with the old version. With the last version the statistics go too.</remarks>
    /// <exception cref="UdfException"><see cref="UdfErrorCode.UdfNotFound"/>.</exception>
    public void Delete(string name, string version)
    {
        ArgumentNullException.ThrowIfNull(version);
        lock (_writing)
        {
            UdfRecord record = Get(name, version);
            _store.Delete(name, version);
            _index.Remove(name, version);
            _programs.Remove(KeyOf(record));
            foreach (UdfMode mode in Enum.GetValues<UdfMode>())
                _programs.Remove(KeyOf(record, mode));
        }
    }

    /// <summary>Calls a UDF once, on a guest thread, under the limits of a search.</summary>
    /// <exception cref="UdfException">The call was refused or failed.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public UdfTestResult Test(string name, UdfTestRequest request, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        using UdfBatch batch = OpenBatch(Get(name, request.Version), request.Mode, request.Parameters, new UdfBatchOptions { CancellationToken = token });
        var document = new UdfDocument(request.DocumentId, request.Score, request.Document ?? default);
        return RunOnGuestThread(
            () =>
            {
                UdfValue value = batch.Evaluate(document);
                return new UdfTestResult
                {
                    Name = batch.Record.Name,
                    Version = batch.Record.Version,
                    Mode = batch.Record.Mode,
                    Results = [value],
                    ExecutionTime = batch.LastCallTime,
                    DocumentId = request.DocumentId,
                    FuelUsed = batch.FuelUsed,
                    MemoryPeakBytes = batch.MemoryPeakBytes,
                    Logs = batch.Logs,
                };
            },
            token);
    }

    /// <summary>What was counted for one UDF since the host was opened.</summary>
    /// <exception cref="UdfException"><see cref="UdfErrorCode.UdfNotFound"/>.</exception>
    public UdfStatistics Statistics(string name)
    {
        Versions(name);
        return _index.StatisticsOf(name).Summarize(name);
    }

    /// <summary>Prepares one search's use of one UDF: looks it up, binds and checks the parameters.</summary>
    /// <param name="name">The UDF's name.</param>
    /// <param name="version">A semantic version; null for the newest.</param>
    /// <param name="parameters">A JSON object as in <see cref="UdfTestRequest.Parameters"/>; copied. Null for none.</param>
    /// <param name="options">Budget and cancellation.</param>
    /// <exception cref="UdfException">Not found, or a parameter is unknown, missing or of the wrong type.</exception>
    public UdfBatch OpenBatch(string name, string? version, JsonElement? parameters, UdfBatchOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return OpenBatch(Get(name, version), mode: null, parameters, options);
    }

    /// <summary>Begins to prepare the interpreters that registered UDFs need, where <see cref="UdfHostOptions.Preparation"/> does so; does not wait.</summary>
    public void PrepareInterpreters()
    {
        foreach (InterpreterFacts facts in InterpreterFacts.Rows)
        {
            if (_index.Names().SelectMany(_index.Versions).Any(record => record.Mode == facts.Mode))
                Options.Preparation?.Begin(facts);
        }
    }

    /// <summary>Runs work on one of the bounded guest threads and waits for it. Nested calls run in place.</summary>
    /// <param name="work">The work; its exceptions come out as they are.</param>
    /// <param name="token">Gives up waiting for a thread.</param>
    /// <exception cref="UdfException"><see cref="UdfErrorCode.TooManyRequests"/> when the queue is full.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled before a thread was free.</exception>
    public T RunOnGuestThread<T>(Func<T> work, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(work);
        try
        {
            return _threads.Run(work, token);
        }
        catch (ResourceLimitException e) when (e.Kind == ResourceKind.ThreadQueue)
        {
            throw new UdfException(
                UdfErrorCode.TooManyRequests,
                string.Create(CultureInfo.InvariantCulture, $"all {Options.GuestThreads} guest threads are busy and {Options.GuestQueueLength} calls wait; try again later"),
                e)
            {
                Scope = UdfErrorScope.Request,
            };
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _threads.Dispose();
        _programs.Clear();
        _compilations.Dispose();
        _engine.Dispose();
        _store.Dispose();
    }

    private UdfBatch OpenBatch(UdfRecord record, UdfMode? mode, JsonElement? parameters, UdfBatchOptions options)
    {
        UdfProgram program = mode is { } other && other != record.Mode
            ? _programs.Rent(KeyOf(record, other), () => _maker.LoadAs(record, other))
            : _programs.Rent(KeyOf(record), () => _maker.Load(record));
        try
        {
            return new UdfBatch(program, ParameterSet.Parse(parameters), options, Options.Clock);
        }
        catch
        {
            program.Release();
            throw;
        }
    }

    private static string KeyOf(UdfRecord record, UdfMode mode) => $"{KeyOf(record)}\n{mode}";

    private static string KeyOf(UdfRecord record) => $"{record.Name}\n{record.Version}\n{record.WasmSha256}\n{record.CreatedAt.Ticks}";

    private UdfRecord MakeRecord(UdfRegistration registration, RegistrationDraft draft, UdfLimits limits, TimeSpan compileTime) => new()
    {
        Name = MetadataJson.TextOrNull(draft.Metadata, "name")!,
        Version = MetadataJson.TextOrNull(draft.Metadata, "version")!,
        Language = registration.Language,
        Mode = draft.Mode,
        ModeReason = draft.ModeReason,
        Isolation = draft.Mode == UdfMode.Typed ? UdfIsolation.Call : registration.Isolation ?? RecordJson.IsolationOf(draft.Mode),
        SourceName = draft.SourceName,
        FunctionName = draft.FunctionName,
        SourceSizeBytes = registration.Source.Length,
        WasmSizeBytes = draft.Wasm.Length,
        SourceSha256 = StoredBytes.Sha256(registration.Source.Span),
        WasmSha256 = draft.Wasm.IsEmpty ? "" : StoredBytes.Sha256(draft.Wasm.Span),
        CompileTimeMs = compileTime.TotalMilliseconds,
        CreatedAt = Options.Clock.GetUtcNow(),
        Limits = limits,
        Metadata = draft.Metadata,
    };

    // A version never changes, so whatever differs is refused rather than dropped.
    private static UdfRecord SameOrRefuse(UdfRecord existing, UdfRecord asked)
    {
        string? difference =
            existing.SourceSha256 != asked.SourceSha256 ? "other source"
            : existing.Language != asked.Language || existing.Mode != asked.Mode ? "another language or mode"
            : existing.Isolation != asked.Isolation ? "another isolation"
            : existing.FunctionName != asked.FunctionName ? "another function_name"
            : existing.Limits != asked.Limits ? "other limits"
            : existing.Metadata.GetRawText() != asked.Metadata.GetRawText() ? "other metadata"
            : null;
        return difference is null ? existing : throw new UdfException(
            UdfErrorCode.UdfAlreadyExists,
            $"'{existing.Name}' {existing.Version} is registered with {difference} (source sha256 {existing.SourceSha256}); "
                + "versions are immutable: choose a higher version, or delete this one first")
        {
            Scope = UdfErrorScope.Request,
        };
    }

    private UdfLimits WithMemory(UdfLimits limits, UdfMode mode, UdfRegistration registration) =>
        mode == UdfMode.CPython && registration.Limits?.ContainsKey("memory_bytes") != true ? limits with { MemoryBytes = Options.CPythonMemoryBytes } : limits;
}
