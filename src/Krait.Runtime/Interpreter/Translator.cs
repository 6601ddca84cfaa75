using System.Threading;
using Krait.Runtime.IlCompiler;
using Krait.Runtime.Store;
using Krait.Wasm;

namespace Krait.Runtime.Interpreter;

// One pass over validated code, from a stack machine to slots. It follows the compiler step by step, so that checks and
// charges stand at the same places: what FunctionScan says holds for both. Parts: this file walks and handles what
// concerns operands only; Control has blocks, branches and returns; Exceptions has tries and throws; Calls has
// calls, memory, globals and tables.

/// <summary>Translates one function.</summary>
internal sealed partial class Translator
{
    private readonly TranslationPlan _plan;
    private readonly FunctionType _type;
    private readonly FunctionBody _body;
    private readonly FunctionScan _scan;
    private readonly CodeBuffer _code = new();
    private readonly LocalSlots _locals;
    private readonly OperandList _operands;
    private int _instructionCount;
    private bool _isDead;
    private int _deadNesting;

    public Translator(TranslationPlan plan, int functionIndex)
    {
        _plan = plan;
        _type = plan.Module.FunctionTypeOf(functionIndex);
        _body = plan.Module.Functions[functionIndex - plan.Module.ImportedFunctionCount].Body;
        _scan = FunctionScan.Of(_body);
        _locals = new LocalSlots(_type, _body);
        _operands = new OperandList(_code, _locals);
    }

    public FunctionScan Scan => _scan;

    /// <summary>Words of a frame, after <see cref="Translate"/>.</summary>
    public int FrameWords => System.Math.Max(_operands.MaximumEnd, WordCounts.Of(_type.Results));

    /// <summary>Makes the code. Takes time and memory in proportion to the function's own code.</summary>
    /// <param name="context">The instance whose call needs the code; its deadline and cancellation are looked at every few thousand instructions.</param>
    public unsafe CodeBuffer Translate(GuestContext* context)
    {
        if (_plan.Options.MeterFuel)
            _code.Add(Opcode.ChargeAndCheck, _scan.NextCost());
        OpenFunction();
        InstructionReader reader = new(_body.Code.Span, _body.CodeOffsetInModule);
        while (!reader.AtEnd)
        {
            WasmOp op = reader.Read();
            _code.CodeOffset = reader.Offset;
            if (++_instructionCount % 4096 == 0 && Volatile.Read(ref context->Interrupt) != 0)
                throw Failures.Interrupted(-1, -1, context);
            if (_isDead)
                SkipDead(op, reader.Index);
            else
                Visit(op, ref reader);
            if (_plan.Options.MeterFuel && FunctionScan.BeginsRun(op))
                AddCharge(op, _scan.NextCost());
        }

        return _code;
    }

    private void AddCharge(WasmOp op, int cost)
    {
        if (_isDead)
            return;
        if (op == WasmOp.Loop)
            _code[_code.Count - 1] = new Instruction { Op = Opcode.LoopCheckAndCharge, A = cost };
        else if (cost != 0)
            _code.Add(Opcode.Charge, cost);
    }

    // Code after an unconditional branch is skipped; only the nesting is followed.
    private void SkipDead(WasmOp op, int index)
    {
        switch (op)
        {
            case WasmOp.Block or WasmOp.Loop or WasmOp.If or WasmOp.Try or WasmOp.TryTable:
                _deadNesting++;
                if (op is WasmOp.Try or WasmOp.TryTable)
                    _scan.Tries.Next();
                break;
            case WasmOp.Catch or WasmOp.CatchAll when _deadNesting == 0:
                BeginArm(op == WasmOp.Catch ? index : TryShape.AllTags);
                break;
            case WasmOp.Delegate when _deadNesting == 0:
                EndBlock();
                break;
            case WasmOp.Else when _deadNesting == 0:
                BeginElse();
                break;
            case WasmOp.End when _deadNesting == 0:
                EndBlock();
                break;
            case WasmOp.End or WasmOp.Delegate:
                _deadNesting--;
                break;
        }
    }

    private void Visit(WasmOp op, ref InstructionReader reader)
    {
        switch (op)
        {
            case WasmOp.Nop: break;
            case WasmOp.Unreachable:
                _code.Add(Opcode.Unreachable);
                _isDead = true;
                break;
            case WasmOp.Block: BeginBlock(reader.BlockType); break;
            case WasmOp.Loop: BeginLoop(reader.BlockType); break;
            case WasmOp.If: BeginIf(reader.BlockType); break;
            case WasmOp.Else: BeginElse(); break;
            case WasmOp.End or WasmOp.Delegate: EndBlock(); break;
            case WasmOp.Try: BeginTry(BlockKind.Try, reader.BlockType); break;
            case WasmOp.TryTable: BeginTryTable(reader.BlockType, reader.Catches); break;
            case WasmOp.Catch: BeginArm(reader.Index); break;
            case WasmOp.CatchAll: BeginArm(TryShape.AllTags); break;
            case WasmOp.Throw: AddThrow(reader.Index); break;
            case WasmOp.Rethrow: AddRethrow(reader.Index); break;
            case WasmOp.ThrowRef: AddThrowReference(); break;
            case WasmOp.Br: AddBranch(reader.Index); break;
            case WasmOp.BrIf: AddBranchIf(reader.Index); break;
            case WasmOp.BrTable: AddBranchTable(reader.Labels, reader.Index); break;
            case WasmOp.Return: AddReturn(); break;
            case WasmOp.Call: AddCall(reader.Index); break;
            case WasmOp.CallIndirect: AddCallIndirect(reader.Index, reader.SecondIndex); break;
            case WasmOp.ReturnCall: AddReturnCall(reader.Index); break;
            case WasmOp.ReturnCallIndirect: AddReturnCallIndirect(reader.Index, reader.SecondIndex); break;
            case WasmOp.Drop: _operands.Pop(); break;
            case WasmOp.Select or WasmOp.SelectTyped: AddSelect(); break;
            case WasmOp.LocalGet: _operands.PushLocal(reader.Index); break;
            case WasmOp.LocalSet: AddLocalSet(reader.Index); break;
            case WasmOp.LocalTee:
                AddLocalSet(reader.Index);
                _operands.PushLocal(reader.Index);
                break;
            case WasmOp.GlobalGet: AddGlobalGet(reader.Index); break;
            case WasmOp.GlobalSet: AddGlobalSet(reader.Index); break;
            case WasmOp.I32Const or WasmOp.I64Const or WasmOp.F32Const or WasmOp.F64Const:
                _operands.PushConstant((long)reader.Bits);
                break;
            case WasmOp.V128Const: AddVectorConstant(ref reader); break;
            case WasmOp.RefNull: _operands.PushConstant(0); break;
            case WasmOp.RefIsNull: AddPlain(WasmOp.I64Eqz); break;
            case WasmOp.RefFunc: AddRefFunc(reader.Index); break;
            case WasmOp.MemorySize: AddResult(Opcode.MemorySize); break;
            default:
                if ((uint)op >> 16 == 0xFD)
                    AddVector(op, ref reader);
                else if (BulkDispatch.IsBulk(op))
                    AddBulk(op, reader.Index, reader.SecondIndex);
                else if (OpcodeForms.FindAccess(op) is Opcode access)
                    AddAccess(op, access, reader.MemoryOffset);
                else
                    AddPlain(op);
                break;
        }
    }

    private void AddLocalSet(int local)
    {
        Operand value = _operands.Pop();
        int slot = _locals.SlotOf(local);
        if (_operands.SettleLocal(local) || !_operands.TryRetarget(value, slot))
            _operands.CopyTo(slot, value);
    }

    /// <summary>Instructions whose effect is a function of their operands.</summary>
    private void AddPlain(WasmOp op)
    {
        // The word stays as it is: 32-bit values are zero-extended.
        if (op is WasmOp.I64ExtendI32U or (>= WasmOp.I32ReinterpretF32 and <= WasmOp.F64ReinterpretI64))
            return;

        PlainSignature signature = OpFacts.SignatureOf(op);
        if (signature.IsSpecial)
            throw new InternalErrorException($"{op} has no translation");
        Operand second = signature.ParameterCount == 2 ? _operands.Pop() : default;
        Operand first = _operands.Pop();
        int words = WordCounts.Of(signature.Result());
        if (signature.ParameterCount == 2 && TryAddImmediate(op, first, second))
            return;
        Opcode code = OpcodeForms.Find(op)?.Op ?? OpcodeForms.OpcodeOf(op);
        int firstSlot = _operands.SlotOf(first);
        int secondSlot = signature.ParameterCount == 2 ? _operands.SlotOf(second) : 0;
        _operands.PushResultOf(_code.Add(code, first.Slot, firstSlot, secondSlot), words);
    }

    // A constant second operand goes into the instruction; a constant first one too where the operands may be swapped.
    private bool TryAddImmediate(WasmOp op, Operand first, Operand second)
    {
        bool isLong = op is >= WasmOp.I64Eqz and <= WasmOp.I64GeU or >= WasmOp.I64Clz and <= WasmOp.I64Rotr;
        if (op is WasmOp.I32Sub or WasmOp.I64Sub && second.Place == OperandPlace.Constant && second.Bits != int.MinValue)
        {
            op = isLong ? WasmOp.I64Add : WasmOp.I32Add;
            second = second with { Bits = -second.Bits };
        }

        if (OpcodeForms.Find(op) is not OpcodeForm form || form.Immediate == Opcode.Exit)
            return false;
        if (!IsImmediate(second, isLong) && form.Swapped is WasmOp swapped && IsImmediate(first, isLong))
        {
            form = OpcodeForms.Find(swapped) ?? throw new InternalErrorException($"{swapped} has no form");
            int onlySlot = _operands.SlotOf(second);
            _operands.PushResultOf(_code.Add(form.Immediate, _operands.End, onlySlot, (int)first.Bits), 1);
            return true;
        }

        if (!IsImmediate(second, isLong))
            return false;
        int slot = _operands.SlotOf(first);
        _operands.PushResultOf(_code.Add(form.Immediate, _operands.End, slot, (int)second.Bits), 1);
        return true;
    }

    private static bool IsImmediate(Operand operand, bool isLong) =>
        operand.Place == OperandPlace.Constant && (!isLong || operand.Bits == (int)operand.Bits);

    private void AddSelect()
    {
        int condition = _operands.SlotOf(_operands.Pop());
        Operand second = _operands.Pop();
        Operand first = _operands.Pop();
        int secondSlot = _operands.SlotOf(second);
        _operands.CopyTo(first.Slot, first);
        _code.Add(first.Words == 1 ? Opcode.Select : Opcode.SelectVector, first.Slot, secondSlot, condition);
        _operands.PushSlot(first.Words);
    }

    // An instruction without operands in slots and with a result of one word.
    private void AddResult(Opcode op, int b = 0)
    {
        int slot = _operands.End;
        _operands.PushResultOf(_code.Add(op, slot, b), 1);
    }
}
