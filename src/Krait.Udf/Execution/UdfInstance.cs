using System;
using Krait.Runtime;
using Krait.Udf.Host;
using Krait.Udf.Marshalling;
using Krait.Wasm;

namespace Krait.Udf.Execution;

/// <summary>
/// One instance of a program with the host state behind its imports. Lives inside one batch, so nothing that a guest leaves
/// in its memory reaches another request; documents of one batch share it until a call fails.
/// </summary>
internal sealed class UdfInstance : IDisposable
{
    private readonly Instance _instance;
    private readonly HostState _host;
    private readonly Function _entry;
    private readonly Action? _reset;
    private readonly GuestCall _call;
    private readonly EntryPoint _entryPoint;

    private UdfInstance(UdfProgram program, Instance instance, HostState host)
    {
        _instance = instance;
        _host = host;
        _entryPoint = program.Entry;
        _entry = instance.GetFunction(program.Entry.FunctionName);
        instance.TryGetMemory(UdfProgram.MemoryExport, out Memory? memory);
        Func<int, int>? allocate = instance.TryGetFunction(UdfProgram.AllocateExport, out Function? found) ? found.ToDelegate<Func<int, int>>() : null;
        _reset = instance.TryGetFunction(UdfProgram.ResetExport, out found) ? found.ToDelegate<Action>() : null;
        _call = new GuestCall(memory, allocate, program.Entry.FlatArgumentCount, program.EntryType.Results.Length, program.Record.Limits.ResultBytes);
    }

    public Instance Instance => _instance;

    /// <summary>Fuel used since the limits were set.</summary>
    public long FuelUsed => _instance.FuelUsed;

    /// <summary>Linear memory, which never shrinks.</summary>
    public long MemoryBytes => _instance.PeakMemoryBytes;

    /// <summary>Instantiates the program; start function and initialisation run under the first call's limits.</summary>
    public static UdfInstance Create(UdfProgram program, ParameterSet parameters, LogBuffer log, CallLimits limits)
    {
        var host = new HostState(parameters, log, program.MemoryCount);
        var linker = new Linker(program.Module.Engine);
        HostFunctionTable.Define(linker, program.Imports, host);
        Instance instance = linker.Instantiate(program.Module, new InstanceOptions
        {
            MaximumMemoryBytes = program.Record.Limits.MemoryBytes,
            MaximumTableElements = (int)Math.Min(1_000_000, program.Record.Limits.MemoryBytes / 16),
            Limits = limits,
        });
        try
        {
            if (instance.TryGetFunction(UdfProgram.InitializeExport, out Function? initialize) && initialize.Type.Equals(FunctionType.Empty))
                initialize.Invoke();

            return new UdfInstance(program, instance, host);
        }
        catch
        {
            instance.Dispose();
            throw;
        }
    }

    /// <summary>Runs the entry function on one document. Fuel and deadline are the caller's to set before.</summary>
    public UdfValue Call(in UdfDocument document, ArgumentBinding binding)
    {
        // Arguments, entry and reset are several calls into the guest: entering each of them anew would take about 70 ns per document more.
        using CallScope scope = _instance.EnterScope();
        _host.SetDocument(document);
        binding.Push(document, _call);
        _entry.Invoke(_call.Arguments, _call.Results);
        UdfValue result = _entryPoint.Result.Read(_call.Results, _call);
        _reset?.Invoke();
        return result;
    }

    public void SetLimits(CallLimits limits) => _instance.SetLimits(limits);

    public void Refuel() => _instance.Refuel();

    public void Dispose() => _instance.Dispose();
}
