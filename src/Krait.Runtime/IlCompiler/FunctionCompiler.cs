using System;
using System.Collections.Generic;
using System.Reflection.Emit;
using Krait.Runtime.CountedLoops;
using Krait.Runtime.Splitting;
using Krait.Runtime.Store;
using Krait.Wasm;

namespace Krait.Runtime.IlCompiler;

// One pass over validated code. Parts: this file walks and handles what concerns operands only; Control has blocks,
// branches and returns; Exceptions has tries and throws; Memory has loads, stores and globals; Calls has calls and bulk
// instructions.
//
// Shape of the generated method:
//   entry     stack check, zeroed locals, memory base in a local, fuel of the first run
//   body      the IL stack is empty at every branch and label
//   cold      blocks that throw, at the end, so that the hot path falls through

/// <summary>Compiles one function into one IL method.</summary>
internal sealed partial class FunctionCompiler
{
    private readonly ModulePlan _plan;
    private readonly int _functionIndex;
    private readonly FunctionType _type;
    private readonly FunctionBody _body;
    private readonly ILGenerator _il;
    private readonly FrameLayout _frame;
    private readonly OperandStack _operands;
    private readonly FunctionScan _scan;
    private readonly ContextFields _context;
    private readonly ColdBlocks _functionCold;
    private ColdBlocks _cold;
    private readonly CheckedAddresses _addresses;
    private readonly List<int> _ilOffsets = [];
    private readonly List<int> _codeOffsets = [];
    private int _instructionCount;
    private WasmOp _previousOp;
    private int _codeOffset;
    private bool _isDead;
    private int _deadNesting;

    public FunctionCompiler(ModulePlan plan, int functionIndex, FunctionScan scan, ILGenerator il, SplitFunction? split)
        : this(plan, functionIndex, scan, il, new FrameLayout(il, plan.Module.FunctionTypeOf(functionIndex), BodyOf(plan, functionIndex), split))
    {
        _split = split;
    }

    private FunctionCompiler(ModulePlan plan, int functionIndex, FunctionScan scan, ILGenerator il, FrameLayout frame)
    {
        _plan = plan;
        _functionIndex = functionIndex;
        _type = plan.Module.FunctionTypeOf(functionIndex);
        _body = BodyOf(plan, functionIndex);
        _il = il;
        _scan = scan;
        _frame = frame;
        _operands = new OperandStack(il, _frame);
        _context = new ContextFields(il, _frame.EmitContext);
        _addresses = new CheckedAddresses(_frame.LocalCount);
        _functionCold = new ColdBlocks(il, _frame.EmitContext, functionIndex, EmitFuelSave);
        _cold = _functionCold;
    }

    /// <summary>IL variables the method ended up with; a measure of its frame.</summary>
    public int VariableCount => _frame.VariableCount;

    /// <summary>Emits the method.</summary>
    /// <returns>Where in the IL the instructions are that can fail.</returns>
    public FunctionOffsets Compile()
    {
        EmitEntry();
        OpenFunction();
        InstructionReader reader = new(_body.Code.Span, _body.CodeOffsetInModule);
        while (!reader.AtEnd)
        {
            if (PartAt(reader.NextOffset) is FunctionPart part)
                EmitPart(part, ref reader);
            else
                Step(ref reader);
        }

        EmitReturnOfTries();
        _functionCold.EmitAll();
        return new FunctionOffsets(_ilOffsets.ToArray(), _codeOffsets.ToArray());
    }

    private static FunctionBody BodyOf(ModulePlan plan, int functionIndex) =>
        plan.Module.Functions[functionIndex - plan.Module.ImportedFunctionCount].Body;

    private void Step(ref InstructionReader reader)
    {
        WasmOp op = reader.Read();
        if (!_isDead && CountedLoopAt(op, reader) is CountedLoop loop)
            EmitCountedLoop(loop, ref reader);
        else
            Emit(op, ref reader);
    }

    // The reader has just read the instruction.
    private void Emit(WasmOp op, ref InstructionReader reader)
    {
        _codeOffset = reader.Offset;
        if (_instructionCount++ % 4096 == 0)
            _plan.CancellationToken.ThrowIfCancellationRequested();
        if (_isDead)
            SkipDead(op);
        else
            Visit(op, ref reader);
        _previousOp = op;
        if (FunctionScan.BeginsRun(op))
            BeginRun(op);
    }

    private void BeginRun(WasmOp op)
    {
        int cost = _scan.NextCost();
        EmitCharge(cost);
        if (op != WasmOp.Loop)
            return;
        EmitFuelCheck();
        if (_openHead is not null)
            _openHead.Cost = cost;
    }

    private void EmitEntry()
    {
        // First, because every cold block saves the fuel.
        if (_plan.Options.MeterFuel)
            EmitFuelPointer();
        EmitStackCheck();
        _frame.EmitZeroLocals();
        EmitNoSkip();
        if (_scan.UsesMemory)
            EmitMemoryBase();
        EmitCharge(_scan.NextCost());
        EmitFuelCheck();
    }

    // Small functions that call nothing live in the reserve below the limit, and what calls them has checked.
    // The limit becomes all ones when the guest is interrupted, so one comparison serves both.
    private void EmitStackCheck()
    {
        if (!EntryCheck.IsNeeded(_scan, _frame.LocalCount))
            return;
        LocalBuilder probe = _frame.Declare(typeof(int));
        _il.Emit(OpCodes.Ldloca, probe);
        _il.Emit(OpCodes.Conv_U);
        // A function that calls itself in tail position is a loop to the just-in-time compiler, with this check inside.
        _context.LoadVolatile(nameof(GuestContext.StackLimit), OpCodes.Ldind_I);
        _il.Emit(OpCodes.Blt_Un, _cold.Interrupted(_codeOffset));
    }

    // Code after an unconditional branch is skipped; only the nesting is followed.
    private void SkipDead(WasmOp op)
    {
        switch (op)
        {
            case WasmOp.Block or WasmOp.Loop or WasmOp.If or WasmOp.Try or WasmOp.TryTable:
                _deadNesting++;
                if (op == WasmOp.Loop)
                    _scan.NextLoopAssignments();
                else if (op is WasmOp.Try or WasmOp.TryTable)
                    _scan.Tries.Next();
                break;
            case WasmOp.Catch or WasmOp.CatchAll when _deadNesting == 0:
                BeginArm();
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

    private void BeginDead() => _isDead = true;

    private void Visit(WasmOp op, ref InstructionReader reader)
    {
        switch (op)
        {
            case WasmOp.Nop: break;
            case WasmOp.Unreachable: EmitUnreachable(); break;
            case WasmOp.Block: BeginBlock(reader.BlockType); break;
            case WasmOp.Loop: BeginLoop(reader); break;
            case WasmOp.If: BeginIf(reader.BlockType); break;
            case WasmOp.Else: BeginElse(); break;
            case WasmOp.End or WasmOp.Delegate: EndBlock(); break;
            case WasmOp.Try: BeginTry(BlockKind.Try, reader.BlockType); break;
            case WasmOp.TryTable:
                BeginTry(BlockKind.TryTable, reader.BlockType);
                SetClauses(reader.Catches);
                break;
            case WasmOp.Catch or WasmOp.CatchAll: BeginArm(); break;
            case WasmOp.Throw: EmitThrow(reader.Index); break;
            case WasmOp.Rethrow: EmitRethrow(reader.Index); break;
            case WasmOp.ThrowRef: EmitThrowReference(); break;
            case WasmOp.Br: EmitBranch(reader.Index); break;
            case WasmOp.BrIf: EmitBranchIf(reader.Index); break;
            case WasmOp.BrTable: EmitBranchTable(reader.Labels, reader.Index); break;
            case WasmOp.Return: EmitReturn(); break;
            case WasmOp.Call: EmitCall(reader.Index); break;
            case WasmOp.CallIndirect: EmitCallIndirect(reader.Index, reader.SecondIndex); break;
            case WasmOp.ReturnCall: EmitReturnCall(reader.Index); break;
            case WasmOp.ReturnCallIndirect: EmitReturnCallIndirect(reader.Index, reader.SecondIndex); break;
            case WasmOp.Drop: _operands.Drop(); break;
            case WasmOp.Select or WasmOp.SelectTyped: EmitSelect(); break;
            case WasmOp.LocalGet: EmitLocalGet(reader.Index); break;
            case WasmOp.LocalSet: EmitLocalSet(reader.Index); break;
            case WasmOp.LocalTee: EmitLocalTee(reader.Index); break;
            case WasmOp.GlobalGet: EmitGlobalGet(reader.Index); break;
            case WasmOp.GlobalSet: EmitGlobalSet(reader.Index); break;
            case WasmOp.I32Const: _operands.PushConstant(StackKind.I32, reader.I32); break;
            case WasmOp.I64Const: _operands.PushConstant(StackKind.I64, reader.I64); break;
            case WasmOp.F32Const: _operands.PushConstant(StackKind.F32, (long)reader.Bits); break;
            case WasmOp.F64Const: _operands.PushConstant(StackKind.F64, (long)reader.Bits); break;
            case WasmOp.V128Const: PushVectorConstant(ref reader); break;
            case WasmOp.I8x16Shuffle: EmitShuffle(ref reader); break;
            case WasmOp.RefNull: _operands.PushConstant(StackKind.I64, 0); break;
            case WasmOp.RefIsNull: EmitPlain(WasmOp.I64Eqz); break;
            case WasmOp.RefFunc: EmitRefFunc(reader.Index); break;
            case WasmOp.MemorySize: EmitMemorySize(); break;
            default:
                if (OpFacts.AccessBytesOf(op) != 0)
                    EmitAccess(op, reader.MemoryOffset, reader.Index);
                else if (OpFacts.ImmediateOf(op) == Imm.Lane)
                    EmitLaneAccess(op, reader.Index);
                else if (!TryEmitTableAccess(op, reader.Index) && !TryEmitBulk(op, reader.Index, reader.SecondIndex) && !TryEmitSelectMask(op, reader) && !TryEmitRotation(op, reader))
                    EmitPlain(op);
                break;
        }
    }

    /// <summary>Instructions whose effect is a function of their operands.</summary>
    private void EmitPlain(WasmOp op)
    {
        if (TryEmitDivision(op))
            return;
        if (OpFacts.SinceOf(op) == WasmFeatures.Simd)
            PrepareVectors(op);
        PlainSignature signature = OpFacts.SignatureOf(op);
        StackKind result = StackKinds.Of(signature.Result());
        Shortcut? shortcut = IlShortcuts.Find(op);
        if (shortcut is null || NeedsMeaning(op))
        {
            if (Truncations.Find(op) is Truncation truncation)
                EmitTruncationCheck(truncation);
            int depth = _operands.Load(signature.ParameterCount);
            _il.Emit(OpCodes.Call, SemanticMethods.Find(op.ToString()));
            _operands.PushResult(result, depth);
            return;
        }

        uint maximum = Maximum.Of(op, _operands);
        int shortcutDepth;
        if (shortcut.IsCommutative)
        {
            shortcutDepth = _operands.LoadPair(out _);
        }
        else if (shortcut.Swapped is WasmOp swapped)
        {
            shortcutDepth = _operands.LoadPair(out bool isSwapped);
            shortcut = isSwapped ? IlShortcuts.Find(swapped)! : shortcut;
        }
        else
        {
            shortcutDepth = _operands.Load(signature.ParameterCount);
        }

        shortcut.Emit(_il);
        _operands.PushResult(result, shortcutDepth);
        _operands.LimitTop(maximum);
    }

    // Before the conversion, so that the trap knows its place.
    private void EmitTruncationCheck(Truncation truncation)
    {
        _operands.EmptyIlStack();
        _operands.EmitCopy(0);
        _operands.EmitCopy(0);
        _il.Emit(OpCodes.Bne_Un, _cold.Trap(TrapCode.InvalidConversionToInteger, _codeOffset));
        Label overflow = _cold.Trap(TrapCode.IntegerOverflow, _codeOffset);
        EmitCompare(OpCodes.Ble, truncation.Below);
        EmitCompare(OpCodes.Bge, truncation.Above);

        void EmitCompare(OpCode branch, double bound)
        {
            _operands.EmitCopy(0);
            _il.Emit(OpCodes.Conv_R8);
            _il.Emit(OpCodes.Ldc_R8, bound);
            _il.Emit(branch, overflow);
        }
    }

    // Where the just-in-time compiler would leave the operation out, the method in Semantics, which is not inlined, keeps it.
    private bool NeedsMeaning(WasmOp op)
    {
        if (op == WasmOp.F32DemoteF64)
            return _previousOp == WasmOp.F64PromoteF32;
        if (op is not (>= WasmOp.F32Add and <= WasmOp.F32Div or >= WasmOp.F64Add and <= WasmOp.F64Div))
            return false;
        for (int i = 0; i < 2; i++)
        {
            if (!_operands.TryGetConstant(i, out long bits))
                continue;
            double value = _operands.KindFromTop(i) == StackKind.F32
                ? BitConverter.Int32BitsToSingle((int)bits)
                : BitConverter.Int64BitsToDouble(bits);
            if (FloatFolding.IsLeftOut(op, value, i))
                return true;
        }

        return false;
    }

    private void EmitLocalGet(int local)
    {
        _operands.PushLocal(local);
        _operands.LimitTop(_addresses.MaximumOf(local));
    }

    private void EmitLocalSet(int local)
    {
        int source = _operands.LocalOf(0);
        _addresses.Assign(local, source);
        if (source < 0)
            _addresses.Limit(local, _operands.MaximumOf(0));
        _operands.Load(1);
        _operands.BeforeSet(local);
        _frame.EmitSet(local);
    }

    private void EmitLocalTee(int local)
    {
        EmitLocalSet(local);
        EmitLocalGet(local);
    }

    private void EmitUnreachable()
    {
        _operands.EmptyIlStack();
        _il.Emit(OpCodes.Ldc_I4, (int)TrapCode.Unreachable);
        _cold.EmitThrow(nameof(Failures.Trap), _codeOffset);
        BeginDead();
    }

    /// <summary>
    /// Remembers that the IL from here on belongs to the current instruction, for stack traces. The just-in-time compiler
    /// knows places only where the IL stack is empty, so it is emptied first.
    /// </summary>
    private void BeginPlace()
    {
        _operands.EmptyIlStack();
        EmitFuelSave();
        _ilOffsets.Add(_il.ILOffset);
        _codeOffsets.Add(_codeOffset);
    }
}
