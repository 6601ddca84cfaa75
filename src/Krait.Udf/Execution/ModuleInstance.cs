using System;
using System.Text.Json;
using Krait.Runtime;
using Krait.Udf.Host;
using Krait.Udf.Marshalling;
using Krait.Wasm;

namespace Krait.Udf.Execution;

/// <summary>
/// One instance of a program with the host state behind its imports. Lives inside one batch, so nothing that a guest leaves
/// in its memory reaches another request; documents of one batch share it until a call fails.
/// </summary>
internal sealed class ModuleInstance : UdfInstance
{
    private readonly Instance _instance;
    private readonly HostState _host;
    private readonly Function _entry;
    private readonly Action? _reset;
    private readonly GuestCall _call;
    private readonly EntryPoint _entryPoint;
    private readonly ArgumentBinding _binding;

    private ModuleInstance(ModuleProgram program, ArgumentBinding binding, Instance instance, HostState host)
    {
        _instance = instance;
        _host = host;
        _binding = binding;
        _entryPoint = program.EntryPoint;
        _entry = instance.GetFunction(program.Entry.FunctionName);
        instance.TryGetMemory(ModuleProgram.MemoryExport, out Memory? memory);
        Func<int, int>? allocate = instance.TryGetFunction(ModuleProgram.AllocateExport, out Function? found) ? found.ToDelegate<Func<int, int>>() : null;
        _reset = instance.TryGetFunction(ModuleProgram.ResetExport, out found) ? found.ToDelegate<Action>() : null;
        _call = new GuestCall(memory, allocate, program.EntryPoint.FlatArgumentCount, program.EntryType.Results.Length, program.Record.Limits.ResultBytes);
    }

    public Instance Instance => _instance;

    public override long FuelUsed => _instance.FuelUsed;

    public override long MemoryBytes => _instance.PeakMemoryBytes;

    /// <summary>Instantiates the program; start function and initialisation run under the first call's limits.</summary>
    public static ModuleInstance Create(ModuleProgram program, ArgumentBinding binding, LogBuffer log, CallLimits limits)
    {
        var host = new HostState(binding.Parameters, log, program.MemoryCount);
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
            if (instance.TryGetFunction(ModuleProgram.InitializeExport, out Function? initialize) && initialize.Type.Equals(FunctionType.Empty))
                initialize.Invoke();

            return new ModuleInstance(program, binding, instance, host);
        }
        catch
        {
            instance.Dispose();
            throw;
        }
    }

    public override UdfValue Call(in UdfDocument document)
    {
        // Arguments, entry and reset are several calls into the guest: entering each of them anew would take about 70 ns per document more.
        using CallScope scope = _instance.EnterScope();
        _host.SetDocument(document);
        PushArguments(document);
        _entry.Invoke(_call.Arguments, _call.Results);
        UdfValue result = _entryPoint.Result.Read(_call.Results, _call);
        _reset?.Invoke();
        return result;
    }

    public override void SetLimits(CallLimits limits) => _instance.SetLimits(limits);

    public override void Refuel() => _instance.Refuel();

    public override void Dispose() => _instance.Dispose();

    private void PushArguments(in UdfDocument document)
    {
        _call.Clear();
        if (_entryPoint.TakesContext)
            _call.Add(0L);

        for (int i = 0; i < _entryPoint.Arguments.Length; i++)
        {
            EntryParameter argument = _entryPoint.Arguments[i];
            JsonElement value = _binding.Find(i, document, out bool isField);
            if (value.ValueKind == JsonValueKind.Undefined)
                throw ArgumentBinding.Missing(argument);
            if (!argument.Marshal.TryPush(value, _call) && isField)
                throw ArgumentBinding.WrongField(argument, value);
        }
    }
}
