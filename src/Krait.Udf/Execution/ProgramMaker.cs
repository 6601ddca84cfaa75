using System;
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

    public ProgramMaker(Engine engine, CompileGate gate, RegistryStore store, UdfIndex index)
    {
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
    private static void CheckThere(InterpreterSource source)
    {
        try
        {
            _ = source.Facts.MemoryBytes;
        }
        catch (UdfException e) when (source.Refusal is { } refusal)
        {
            throw new UdfException(UdfErrorCode.CompilationFailed, $"{refusal.Message}; {e.Message}", e) { Diagnostics = refusal.Diagnostics };
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
