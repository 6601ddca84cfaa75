using Krait.Runtime.Store;
using Krait.Wasm;

namespace Krait.Runtime.Interpreter;

// Calls, and whatever reaches memory, globals and tables.
internal sealed partial class Translator
{
    private unsafe void AddCall(int function)
    {
        FunctionType type = _plan.Module.FunctionTypeOf(function);
        int imported = _plan.Module.ImportedFunctionCount;
        if (function < imported)
        {
            AddFuelCheck();
            int arguments = TakeArguments(type, out int frame);
            _code.Add(Opcode.CallImport, frame, _plan.Layout.Import(function), arguments);
        }
        else
        {
            TakeArguments(type, out int frame);
            _code.AddWide(Opcode.Call, frame, (long)((FunctionEntry*)_plan.Entries + (function - imported)));
        }

        PushResults(type);
    }

    private void AddCallIndirect(int typeIndex, int table)
    {
        FunctionType type = _plan.Module.FunctionTypeAt(typeIndex);
        AddFuelCheck();
        int index = _operands.SlotOf(_operands.Pop());
        int arguments = TakeArguments(type, out int frame);
        _code.Add(Opcode.CallIndirect, frame, index, arguments);
        _code.Add(Opcode.Exit, _plan.Layout.Table(table), _plan.Types[typeIndex]);
        PushResults(type);
    }

    private unsafe void AddReturnCall(int function)
    {
        FunctionType type = _plan.Module.FunctionTypeOf(function);
        int imported = _plan.Module.ImportedFunctionCount;
        AddFuelCheck();
        int arguments = TakeArguments(type, out _);
        if (function < imported)
            _code.Add(Opcode.ReturnCallImport, arguments, _plan.Layout.Import(function), WordCounts.Of(type.Parameters));
        else
            _code.AddWide(Opcode.ReturnCall, arguments, (long)((FunctionEntry*)_plan.Entries + (function - imported)));
        _isDead = true;
    }

    private void AddReturnCallIndirect(int typeIndex, int table)
    {
        FunctionType type = _plan.Module.FunctionTypeAt(typeIndex);
        AddFuelCheck();
        int index = _operands.SlotOf(_operands.Pop());
        int arguments = TakeArguments(type, out _);
        _code.Add(Opcode.ReturnCallIndirect, arguments, index, WordCounts.Of(type.Parameters));
        _code.Add(Opcode.Exit, _plan.Layout.Table(table), _plan.Types[typeIndex]);
        _isDead = true;
    }

    private void AddFuelCheck()
    {
        if (_plan.Options.MeterFuel)
            _code.Add(Opcode.FuelCheck);
    }

    // Puts the arguments into their slots and pops them. Gives the first one's slot and that of the callee's header.
    private int TakeArguments(FunctionType type, out int frame)
    {
        _operands.SettleTop(type.Parameters.Length);
        frame = _operands.End;
        for (int i = 0; i < type.Parameters.Length; i++)
            _operands.Pop();
        return _operands.End;
    }

    private void PushResults(FunctionType type)
    {
        foreach (ValueType result in type.Results)
            _operands.PushSlot(WordCounts.Of(result));
    }

    private void AddAccess(WasmOp op, Opcode access, ulong offset)
    {
        bool isStore = OpFacts.SignatureOf(op).ParameterCount == 2;
        if (isStore)
        {
            Operand value = _operands.Pop();
            Operand address = _operands.Pop();
            int valueSlot = _operands.SlotOf(value);
            _code.Add(access, _operands.SlotOf(address), valueSlot, (int)(uint)offset);
            return;
        }

        int slot = _operands.SlotOf(_operands.Pop());
        _operands.PushResultOf(_code.Add(access, _operands.End, slot, (int)(uint)offset), 1);
    }

    private void AddGlobalGet(int global)
    {
        bool isFar = global < _plan.Module.ImportedGlobalCount;
        int slot = _operands.End;
        int words = WordCounts.Of(_plan.Module.GlobalTypes[global].Value);
        Opcode op = words == 1
            ? (isFar ? Opcode.GlobalGetFar : Opcode.GlobalGet)
            : isFar ? Opcode.GlobalGetVectorFar : Opcode.GlobalGetVector;
        _operands.PushResultOf(_code.Add(op, slot, _plan.Layout.Global(global)), words);
    }

    private void AddGlobalSet(int global)
    {
        bool isFar = global < _plan.Module.ImportedGlobalCount;
        Operand value = _operands.Pop();
        Opcode op = value.Words == 1
            ? (isFar ? Opcode.GlobalSetFar : Opcode.GlobalSet)
            : isFar ? Opcode.GlobalSetVectorFar : Opcode.GlobalSetVector;
        _code.Add(op, _operands.SlotOf(value), _plan.Layout.Global(global));
    }

    // A defined function's record is in the context; for an imported one its address is.
    private void AddRefFunc(int function)
    {
        if (function < _plan.Module.ImportedFunctionCount)
            AddResult(Opcode.GlobalGet, _plan.Layout.Reference(function));
        else
            AddResult(Opcode.ContextAddress, _plan.Layout.Record(function));
    }

    // The operands go into a row of slots, of which the first one receives the result.
    private void AddBulk(WasmOp op, int firstIndex, int secondIndex)
    {
        (int operands, bool hasResult) = BulkDispatch.ShapeOf(op);
        _operands.SettleTop(operands);
        for (int i = 0; i < operands; i++)
            _operands.Pop();
        if (_plan.Options.MeterFuel && BulkDispatch.IsCharged(op))
            _code.Add(Opcode.ChargeBulk, _operands.End + operands - 1);
        _code.Add(BulkDispatch.OpcodeOf(op), _operands.End, firstIndex, secondIndex);
        if (hasResult)
            _operands.PushSlot(1);
    }
}
