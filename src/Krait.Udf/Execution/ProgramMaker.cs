using System;
using System.Text.Json;
using Krait.Python;
using Krait.Runtime;
using Krait.Udf.Interpreters;
using Krait.Udf.Registry;
using Krait.Wasm;

namespace Krait.Udf.Execution;

/// <summary>Makes programs of what is registered or stored: modules compiled and linked, sources run by an interpreter.</summary>
internal sealed class ProgramMaker
{
    private readonly Engine _engine;
    private readonly CompileGate _gate;
    private readonly RegistryStore _store;
    private readonly UdfIndex _index;
    private readonly UdfHostOptions _options;

    public ProgramMaker(Engine engine, CompileGate gate, RegistryStore store, UdfIndex index, UdfHostOptions options)
    {
        _options = options;
        _engine = engine;
        _gate = gate;
        _store = store;
        _index = index;
    }

    /// <summary>Makes ready what a registration holds.</summary>
    /// <param name="draft">The registration.</param>
    /// <param name="limits">Its limits.</param>
    /// <param name="time">How long it took.</param>
    /// <returns>What is left to do once there is a record.</returns>
    /// <exception cref="UdfException">Refused.</exception>
    public Func<UdfRecord, UdfProgram> Ready(RegistrationDraft draft, UdfLimits limits, out TimeSpan time)
    {
        if (draft.Module is { } module)
        {
            CompiledModule compiled = _gate.Run(() => Compile(module, limits.CompileTimeMs), limits.CompileTimeMs, out time);
            return record => Link(record, compiled);
        }

        PreparedSource prepared = Prepare(draft.Interpreted!, draft.FunctionName, limits, out time);
        return record => Link(record, prepared);
    }

    /// <summary>Makes the program of a stored version.</summary>
    /// <exception cref="UdfException">It was deleted, is damaged, or cannot be made ready any more.</exception>
    public UdfProgram Load(UdfRecord record)
    {
        if (InterpreterFacts.OfOrNull(record.Mode) is { } interpreter)
            return LoadSource(record, interpreter);

        byte[] wasm = StoredBytes.Verified(_store.ReadWasmOrNull(record.Name, record.Version), record.WasmSha256, record, "module");
        return Link(record, _gate.Run(() => Compile(ModuleDecoder.Decode(wasm), record.Limits.CompileTimeMs), record.Limits.CompileTimeMs, out _));
    }

    /// <summary>Makes the program of a stored version as if it had been registered in another mode.</summary>
    /// <exception cref="UdfException">That mode refuses it.</exception>
    public UdfProgram LoadAs(UdfRecord record, UdfMode mode)
    {
        var registration = new UdfRegistration
        {
            Name = record.Name,
            Version = record.Version,
            Language = record.Language,
            Mode = mode,
            FunctionName = record.FunctionName,
            SourceName = record.SourceName.Length == 0 ? null : record.SourceName,
            Source = StoredBytes.Verified(_store.ReadSourceOrNull(record.Name, record.Version), record.SourceSha256, record, "source"),
            Parameters = record.Metadata.TryGetProperty("parameters", out JsonElement parameters) ? parameters : null,
        };
        RegistrationDraft draft = _gate.Run(() => SourceCompiler.Compile(registration, record.Limits), record.Limits.CompileTimeMs, out _);
        bool isDefault = record.Limits.MemoryBytes == _options.DefaultLimits.MemoryBytes;
        UdfLimits limits = draft.Mode == UdfMode.CPython && isDefault ? record.Limits with { MemoryBytes = _options.CPythonMemoryBytes } : record.Limits;
        return Ready(draft, limits, out _)(record with
        {
            Mode = draft.Mode,
            ModeReason = draft.ModeReason,
            Isolation = draft.Mode == UdfMode.Typed ? UdfIsolation.Call : record.Isolation,
            Limits = limits,
            Metadata = draft.Metadata,
        });
    }

    private InterpreterProgram LoadSource(UdfRecord record, InterpreterFacts facts)
    {
        byte[] bytes = StoredBytes.Verified(_store.ReadSourceOrNull(record.Name, record.Version), record.SourceSha256, record, "source");
        return Link(record, Prepare(PythonSource.Read(record, facts, bytes), record.FunctionName, record.Limits, out _));
    }

    private PreparedSource Prepare(InterpreterSource source, string functionName, UdfLimits limits, out TimeSpan time)
    {
        CheckThere(source);
        return _gate.Run(() => PreparedSource.Prepare(source, functionName, limits), limits.CompileTimeMs, out time);
    }

    // The first use of an interpreter loads it, which is not the compile time of a source.
    private void CheckThere(InterpreterSource source)
    {
        _options.Preparation?.Require(source.Facts);
        try
        {
            _ = source.Facts.MemoryBytes;
        }
        catch (UdfException e)
        {
            string failure = _options.Preparation?.FailureOf(source.Facts.Interpreter) is { } reason ? $"; preparing it failed: {reason}" : "";
            string refused = source.Refusal is { } refusal ? refusal.Message + "; " : "";
            throw new UdfException(e.Code, refused + e.Message + failure, e) { Scope = e.Scope, Diagnostics = source.Refusal?.Diagnostics ?? [] };
        }
    }

    private ModuleProgram Link(UdfRecord record, CompiledModule module) => new(
        record,
        module,
        EntryResolver.Resolve(module.Source, record.FunctionName, record.Metadata),
        new PythonTracebackReader(module.Source, record.Name, () => SourceOrNull(record)),
        _index.StatisticsOf(record.Name));

    private InterpreterProgram Link(UdfRecord record, PreparedSource prepared)
    {
        try
        {
            return new InterpreterProgram(record, prepared, _index.StatisticsOf(record.Name));
        }
        catch
        {
            prepared.Dispose();
            throw;
        }
    }

    private CompiledModule Compile(Module module, long timeLimitMs)
    {
        try
        {
            return _engine.Compile(module, CompileLimits.Untrusted with { Deadline = TimeSpan.FromMilliseconds(timeLimitMs) });
        }
        catch (InvalidModuleException e)
        {
            throw new UdfException(UdfErrorCode.InvalidWasm, "the module is not valid: " + e.Message, e);
        }
        catch (ResourceLimitException e) when (e.Kind == ResourceKind.CompileTime)
        {
            throw new UdfException(UdfErrorCode.Timeout, $"{e.Message} (compile_time_ms); make the module smaller", e);
        }
        catch (ResourceLimitException e)
        {
            throw new UdfException(UdfErrorCode.InvalidWasm, "the module is too large to compile: " + e.Message, e);
        }
    }

    // Only for excerpts: an error is shown without them rather than not at all.
    private SourceText? SourceOrNull(UdfRecord record)
    {
        if (record.Language != UdfLanguage.Python)
            return null;

        try
        {
            return _store.ReadSourceOrNull(record.Name, record.Version) is { } bytes && StoredBytes.Sha256(bytes) == record.SourceSha256
                ? SourceText.Decode(bytes, record.Name, out _)
                : null;
        }
        catch (UdfException)
        {
            return null;
        }
    }
}
