using System;
using System.Collections.Generic;
using System.Reflection.Emit;
using System.Threading;
using Krait.Runtime.Store;
using Krait.Runtime.Thunks;
using Krait.Wasm;
using Module = Krait.Wasm.Module;

namespace Krait.Runtime.IlCompiler;

// Large modules use a small part of their code, so theirs is compiled in units when one of a unit's functions is first called.
//
//   calls inside a unit      direct
//   calls of other units     through a table of addresses: of code, or of a stub, one for each signature, that asks for the
//                            unit and goes on there; whoever calls writes the function's number into the context first
//   calls by reference       a record begins with a stub as its code and with itself as its context; the stub, one for each
//                            signature, asks for the unit, puts the true code and context into the record, and goes on there
//
// Small units are compiled on the stack of whoever calls, in the reserve below the guest's limit; a large function is made ready
// on a thread with room.
//
// A guest that is to stop does so between the two steps of a unit, emitting its methods and making machine code. A step that has
// begun is completed: what was emitted cannot be taken back, and whoever called again and again would pile it up.

/// <summary>Code of a module whose functions are compiled when they are first called.</summary>
internal sealed unsafe class LazyCode : IlModuleCode
{
    private const int UnitCodeBytes = 4 * 1024;

    private readonly Lock _gate = new();
    private readonly ModulePlan _plan;
    private readonly TypeBuilder _first;
    private readonly NativeWords _addresses;
    private readonly MethodMap?[] _methods;
    private readonly int[] _unitStarts;
    private readonly NativeWords _callable;
    private readonly LazyStubs _stubs;
    private readonly HashSet<int> _emitted = []; // units without addresses, by their first functions; guarded by _gate
    private int _units; // guarded by _gate

    private LazyCode(ModulePlan plan, TypeBuilder first, Type firstType, LazyStubs stubs, TypeLease types)
        : base(plan.Module, firstType.Module, plan.Layout, types, CodeHold.Strong)
    {
        _addresses = new NativeWords(plan.Module.Functions.Length);
        _callable = new NativeWords(plan.Module.Functions.Length);
        _plan = plan with { CancellationToken = CancellationToken.None, CodeAddresses = _callable.Address };
        _first = first;
        _stubs = stubs;
        _methods = new MethodMap[plan.Module.Functions.Length];
        _unitStarts = FindUnits(plan.Module);
        FillCallable();
    }

    /// <summary>Prepares a module; only functions that may be too large to compile are compiled now.</summary>
    public static LazyCode Prepare(ModulePlan plan, TypeLease types)
    {
        TypeBuilder first = DynamicCode.DefineClass("Guest");
        LazyStubs stubs = LazyStubs.Define(first, plan.Module, plan.Layout);
        LazyCode code = new(plan, first, first.CreateType(), stubs, types);
        for (int i = 0; i < code._methods.Length; i++)
        {
            plan.CancellationToken.ThrowIfCancellationRequested();
            if (FrameLayout.MayHaveTooManyVariables(plan.Module, i, plan.Shapes[i]))
                code.Resolve(i, caller: null);
        }

        return code;
    }

    /// <summary>The code of the function that a context names as the one to be called.</summary>
    public static nint CodeOfCallee(GuestContext* context)
    {
        int function = context->Callee;
        Instance instance = References.InstanceOf(context->Instance);
        LazyCode code = (LazyCode)instance.Module.Code;
        return code.Resolve(function - code.Module.ImportedFunctionCount, instance.Store);
    }

    /// <summary>Whether a record has a stub for code.</summary>
    public static bool IsStub(FunctionRecord* record) => record->Context == (nint)record;

    /// <summary>Puts code and context into a record that has a stub instead; others stay as they are. For the host.</summary>
    public static void Complete(FunctionRecord* record)
    {
        if (!IsStub(record))
            return;
        Instance instance = References.InstanceOf(record->Owner);
        record->Code = instance.Module.Code.AddressOf(record->FunctionIndex);
        record->Context = (nint)instance.Context;
    }

    /// <summary>The same for a guest, which may be told to stop meanwhile.</summary>
    public static void CompleteCalled(FunctionRecord* record)
    {
        Instance instance = References.InstanceOf(record->Owner);
        LazyCode code = (LazyCode)instance.Module.Code;
        code.Resolve(record->FunctionIndex - code.Module.ImportedFunctionCount, instance.Store);
        Complete(record);
    }

    /// <inheritdoc/>
    public override nint AddressOf(int function) => Resolve(function - Module.ImportedFunctionCount, caller: null);

    /// <inheritdoc/>
    public override nint StubOf(int function)
    {
        int defined = function - Module.ImportedFunctionCount;
        return Volatile.Read(ref _addresses.Items[defined]) != 0 ? 0 : HandleOf(_stubs.ForRecords[Module.FunctionTypeOf(function)]).GetFunctionPointer();
    }

    /// <inheritdoc/>
    public override bool HasCode(int function) => Volatile.Read(ref _addresses.Items[function - Module.ImportedFunctionCount]) != 0;

    /// <inheritdoc/>
    protected override int EntryTokenOf(int defined) => MapOf(defined).EntryToken;

    /// <inheritdoc/>
    protected override MethodMap MapOf(int defined) =>
        _methods[defined] ?? throw new InternalErrorException($"defined function {defined} has no code yet");

    private nint Resolve(int defined, GuestStore? caller)
    {
        nint known = (nint)Volatile.Read(ref _addresses.Items[defined]);
        if (known != 0)
            return known;
        lock (_gate)
        {
            if (_addresses.Items[defined] == 0)
                CompileUnit(_unitStarts[defined], caller);
            return (nint)_addresses.Items[defined];
        }
    }

    private void CompileUnit(int start, GuestStore? caller)
    {
        int end = start + 1;
        while (end < _unitStarts.Length && _unitStarts[end] == start)
            end++;
        if (!_emitted.Contains(start))
        {
            GuestClasses classes = new(DynamicCode.DefineNext(_first, ++_units), start);
            new CodeUnit(_plan, classes, start, end - start).Emit(_plan, _methods!);
            classes.Create();
            _emitted.Add(start);
        }

        caller?.ThrowIfInterrupted();
        LargeMethods.Prepare(this, start, end, CancellationToken.None);
        for (int i = start; i < end; i++)
        {
            nint address = HandleOf(EntryTokenOf(i)).GetFunctionPointer();
            Volatile.Write(ref _addresses.Items[i], address);
            Volatile.Write(ref _callable.Items[i], address);
        }

        _emitted.Remove(start);
    }

    private void FillCallable()
    {
        nint[] stubs = new nint[Module.Types.Length];
        for (int i = 0; i < _methods.Length; i++)
        {
            ref nint stub = ref stubs[Module.Functions[i].TypeIndex];
            if (stub == 0)
                stub = HandleOf(_stubs.ForCalls[Module.FunctionTypeAt(Module.Functions[i].TypeIndex)]).GetFunctionPointer();
            _callable.Items[i] = stub;
        }
    }

    // For each function the first one of its unit. A large function is alone.
    private static int[] FindUnits(Module module)
    {
        int[] starts = new int[module.Functions.Length];
        int start = 0;
        int codeBytes = 0;
        for (int i = 0; i < starts.Length; i++)
        {
            int length = module.Functions[i].Body.Code.Length;
            if (UnitCodeBytes < codeBytes + length)
            {
                start = i;
                codeBytes = 0;
            }

            codeBytes += length;
            starts[i] = start;
        }

        return starts;
    }
}
