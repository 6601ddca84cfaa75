using System.Collections.Frozen;
using System.Collections.Generic;
using System.Reflection;
using System.Reflection.Emit;
using Krait.Runtime.Store;
using Krait.Runtime.Thunks;
using Krait.Wasm;

namespace Krait.Runtime.IlCompiler;

// Calls, and the instructions that are calls into BulkOperations. A callee gets its own context as the last argument and
// leaves second and further results in the scratch words of the store.
internal sealed partial class FunctionCompiler
{
    private static readonly FrozenDictionary<WasmOp, MethodInfo> s_bulk = new Dictionary<WasmOp, string>
    {
        [WasmOp.MemoryGrow] = nameof(BulkOperations.MemoryGrow),
        [WasmOp.MemoryCopy] = nameof(BulkOperations.MemoryCopy),
        [WasmOp.MemoryFill] = nameof(BulkOperations.MemoryFill),
        [WasmOp.MemoryInit] = nameof(BulkOperations.MemoryInit),
        [WasmOp.DataDrop] = nameof(BulkOperations.DataDrop),
        [WasmOp.TableSize] = nameof(BulkOperations.TableSize),
        [WasmOp.TableGrow] = nameof(BulkOperations.TableGrow),
        [WasmOp.TableFill] = nameof(BulkOperations.TableFill),
        [WasmOp.TableCopy] = nameof(BulkOperations.TableCopy),
        [WasmOp.TableInit] = nameof(BulkOperations.TableInit),
        [WasmOp.ElemDrop] = nameof(BulkOperations.ElementDrop),
    }.ToFrozenDictionary(row => row.Key, row => typeof(BulkOperations).GetMethod(row.Value)!);

    private LocalBuilder? _callee;
    private LocalBuilder? _tableIndex;
    private LocalBuilder? _tableValue;

    private void EmitCall(int function)
    {
        FunctionType type = _plan.Module.FunctionTypeOf(function);
        if (function < _plan.Module.ImportedFunctionCount)
            EmitFuelCheck();
        BeginPlace();
        EmitNameCallee(function);
        int depth = _operands.Load(type.Parameters.Length);
        EmitCallOf(function, type, CallForm.Call);
        PushResults(type, depth);
    }

    private void EmitCallIndirect(int typeIndex, int table)
    {
        FunctionType type = _plan.Module.FunctionTypeAt(typeIndex);
        EmitFuelCheck();
        BeginPlace();
        EmitFindCallee(typeIndex, table);
        _operands.Load(type.Parameters.Length);
        EmitCallOfCallee(type, CallForm.Call);
        PushResults(type, depth: 0);
    }

    // The arguments are on the IL stack.
    private void EmitCallOf(int function, FunctionType type, CallForm form)
    {
        int imported = _plan.Module.ImportedFunctionCount;
        if (imported <= function)
        {
            _frame.EmitContext();
            if (_plan.Unit!.MethodOf(function - imported) is not MethodBuilder method)
            {
                _il.Emit(OpCodes.Ldc_I8, _plan.CodeAddresses + ((function - imported) * (long)sizeof(long)));
                _il.Emit(OpCodes.Conv_I);
                _il.Emit(OpCodes.Ldind_I);
                EmitCalli(type, form);
                return;
            }

            if (form == CallForm.TailCall)
                _il.Emit(OpCodes.Tailcall);
            _il.Emit(OpCodes.Call, method);
            return;
        }

        int record = _plan.Layout.Import(function);
        _context.Load(record + ContextFields.OffsetOf<FunctionRecord>(nameof(FunctionRecord.Context)), OpCodes.Ldind_I);
        _context.Load(record + ContextFields.OffsetOf<FunctionRecord>(nameof(FunctionRecord.Code)), OpCodes.Ldind_I);
        EmitCalli(type, form);
    }

    // For a function of another unit, whose code may be a stub: that finds here who is called. Before the arguments are loaded,
    // because what is on the IL stack would have to be saved from the store.
    private void EmitNameCallee(int function)
    {
        int defined = function - _plan.Module.ImportedFunctionCount;
        if (defined < 0 || _plan.Unit!.MethodOf(defined) is not null)
            return;
        _context.Address(ContextFields.OffsetOf<GuestContext>(nameof(GuestContext.Callee)));
        _il.Emit(OpCodes.Ldc_I4, function);
        _il.Emit(OpCodes.Stind_I4);
    }

    // Takes the index and finds the record of the entry, which stays in a variable.
    private void EmitFindCallee(int typeIndex, int table)
    {
        LocalBuilder index = _tableIndex ??= _frame.Declare(typeof(nuint));
        LocalBuilder callee = _callee ??= _frame.Declare(typeof(nint));
        _operands.Load(1);
        _il.Emit(OpCodes.Conv_U4);
        _il.Emit(OpCodes.Conv_U);
        _il.Emit(OpCodes.Stloc, index);
        Label fails = IndirectCallFails(index, table);

        int view = _plan.Layout.Table(table);
        _il.Emit(OpCodes.Ldloc, index);
        _context.Load(view + ContextFields.OffsetOf<TableView>(nameof(TableView.Length)), OpCodes.Ldind_I);
        _il.Emit(OpCodes.Bge_Un, fails);
        EmitEntryAddress(index, table);
        _il.Emit(OpCodes.Ldind_I);
        _il.Emit(OpCodes.Stloc, callee);
        _il.Emit(OpCodes.Ldloc, callee);
        _il.Emit(OpCodes.Brfalse, fails);
        EmitCalleeField(nameof(FunctionRecord.TypeId), OpCodes.Ldind_I4);
        _context.Load(_plan.Layout.TypeNumber(typeIndex), OpCodes.Ldind_I4);
        _il.Emit(OpCodes.Bne_Un, fails);
    }

    private void EmitCallOfCallee(FunctionType type, CallForm form)
    {
        EmitCalleeField(nameof(FunctionRecord.Context), OpCodes.Ldind_I);
        EmitCalleeField(nameof(FunctionRecord.Code), OpCodes.Ldind_I);
        EmitCalli(type, form);
    }

    private Label IndirectCallFails(LocalBuilder index, int table)
    {
        int codeOffset = _codeOffset;
        return _cold.Other(() =>
        {
            _il.Emit(OpCodes.Ldloc, index);
            _il.Emit(OpCodes.Conv_U4);
            _context.Address(_plan.Layout.Table(table));
            _cold.EmitThrow(nameof(Failures.IndirectCall), codeOffset);
        });
    }

    private void EmitCalleeField(string field, OpCode load)
    {
        _il.Emit(OpCodes.Ldloc, _callee!);
        int offset = ContextFields.OffsetOf<FunctionRecord>(field);
        if (offset != 0)
        {
            _il.Emit(OpCodes.Ldc_I4, offset);
            _il.Emit(OpCodes.Add);
        }

        _il.Emit(load);
    }

    private void EmitCalli(FunctionType type, CallForm form)
    {
        if (form == CallForm.TailCall)
            _il.Emit(OpCodes.Tailcall);
        _il.EmitCalli(OpCodes.Calli, CallingConventions.Standard, ClrTypes.ReturnOf(type), ClrTypes.ParametersOf(type), null);
    }

    // A call right before a return becomes a jump, and this function is then missing where an error passes.
    private void EmitKeepFrame() => _il.Emit(OpCodes.Nop);

    private void PushResults(FunctionType type, int depth)
    {
        EmitKeepFrame();
        EmitMemoryLength();
        EmitFuelLoad();
        if (type.Results.Length == 0)
            return;
        if (type.Results.Length == 1)
        {
            _operands.PushResult(StackKinds.Of(type.Results[0]), depth);
            return;
        }

        // Saved at once: the next call overwrites the scratch words.
        _operands.PushResult(StackKinds.Of(type.Results[0]), depth);
        _operands.EmptyIlStack();
        int word = 0;
        for (int i = 1; i < type.Results.Length; i++)
        {
            Word.Scratch(_il, _frame.EmitContext, word);
            Word.Load(_il, type.Results[i]);
            word += WordCounts.Of(type.Results[i]);
            _operands.PushResult(StackKinds.Of(type.Results[i]));
            _operands.EmptyIlStack();
        }
    }

    // No call, unlike the other instructions on tables: profiled code does both at every call, and the kernel fib takes 50% longer
    // with a profiler instead of 230%.
    private bool TryEmitTableAccess(WasmOp op, int table)
    {
        if (op is not (WasmOp.TableGet or WasmOp.TableSet))
            return false;
        LocalBuilder index = _tableIndex ??= _frame.Declare(typeof(nuint));
        LocalBuilder value = _tableValue ??= _frame.Declare(typeof(long));
        _operands.EmptyIlStack();
        _operands.Load(op == WasmOp.TableSet ? 2 : 1);
        if (op == WasmOp.TableSet)
            _il.Emit(OpCodes.Stloc, value);
        _il.Emit(OpCodes.Conv_U4);
        _il.Emit(OpCodes.Conv_U);
        _il.Emit(OpCodes.Stloc, index);
        _il.Emit(OpCodes.Ldloc, index);
        _context.Load(_plan.Layout.Table(table) + ContextFields.OffsetOf<TableView>(nameof(TableView.Length)), OpCodes.Ldind_I);
        _il.Emit(OpCodes.Bge_Un, _cold.Trap(TrapCode.OutOfBoundsTableAccess, _codeOffset));
        EmitEntryAddress(index, table);
        if (op == WasmOp.TableGet)
        {
            _il.Emit(OpCodes.Ldind_I8);
            _operands.PushResult(StackKind.I64);
            return true;
        }

        _il.Emit(OpCodes.Ldloc, value);
        _il.Emit(OpCodes.Stind_I8);
        return true;
    }

    private void EmitEntryAddress(LocalBuilder index, int table)
    {
        _context.Load(_plan.Layout.Table(table) + ContextFields.OffsetOf<TableView>(nameof(TableView.Entries)), OpCodes.Ldind_I);
        _il.Emit(OpCodes.Ldloc, index);
        _il.Emit(OpCodes.Ldc_I4_3);
        _il.Emit(OpCodes.Shl);
        _il.Emit(OpCodes.Add);
    }

    private bool TryEmitBulk(WasmOp op, int firstIndex, int secondIndex)
    {
        if (!s_bulk.TryGetValue(op, out MethodInfo? method))
            return false;
        BeginPlace();
        if (OpFacts.CanTrap(op))
            EmitStorePlace();
        ParameterInfo[] parameters = method.GetParameters();
        int immediates = ImmediateCount(op);
        int operands = parameters.Length - 1 - immediates;
        if (op is WasmOp.MemoryCopy or WasmOp.MemoryFill or WasmOp.MemoryInit or WasmOp.TableCopy or WasmOp.TableFill or WasmOp.TableInit)
            EmitBulkCharge();
        _operands.Load(operands);
        if (immediates > 0)
            _il.Emit(OpCodes.Ldc_I4, firstIndex);
        if (immediates > 1)
            _il.Emit(OpCodes.Ldc_I4, secondIndex);
        _frame.EmitContext();
        _il.Emit(OpCodes.Call, method);
        EmitKeepFrame();
        if (op == WasmOp.MemoryGrow)
            EmitMemoryLength();
        if (op is WasmOp.MemoryGrow or WasmOp.TableGrow)
            EmitFuelLoad();
        if (method.ReturnType != typeof(void))
            _operands.PushResult(method.ReturnType == typeof(long) ? StackKind.I64 : StackKind.I32);
        return true;
    }

    // The .NET stack does not know it: the method may be inlined here, and this one into its callers.
    private void EmitStorePlace()
    {
        _context.Address(ContextFields.OffsetOf<GuestContext>(nameof(GuestContext.Place)));
        _il.Emit(OpCodes.Ldc_I8, new TrapSite(_functionIndex, _codeOffset).Packed);
        _il.Emit(OpCodes.Stind_I8);
    }

    // Immediates that the method takes; there is one memory, so memory indices are left out except for grow.
    private static int ImmediateCount(WasmOp op) => op switch
    {
        WasmOp.MemoryCopy or WasmOp.MemoryFill => 0,
        WasmOp.TableCopy or WasmOp.TableInit => 2,
        _ => 1,
    };

    // The length is the top operand of every bulk instruction.
    private void EmitBulkCharge()
    {
        if (!_plan.Options.MeterFuel)
            return;
        _operands.EmptyIlStack();
        _operands.EmitCopy(0);
        _il.Emit(OpCodes.Ldc_I4, _functionIndex);
        _il.Emit(OpCodes.Ldc_I4, _codeOffset);
        _frame.EmitContext();
        _il.Emit(OpCodes.Call, typeof(Failures).GetMethod(nameof(Failures.ChargeBulk))!);
        EmitFuelLoad();
    }

    // A defined function's record is in the context; for an imported one its address is.
    private void EmitRefFunc(int function)
    {
        if (function < _plan.Module.ImportedFunctionCount)
            _context.Load(_plan.Layout.Reference(function), OpCodes.Ldind_I);
        else
            _context.Address(_plan.Layout.Record(function));
        _il.Emit(OpCodes.Conv_I8);
        _operands.PushResult(StackKind.I64);
    }
}
