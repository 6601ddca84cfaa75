using System.Collections.Generic;
using System.Reflection.Emit;
using Krait.Runtime.Splitting;
using Krait.Wasm;

namespace Krait.Runtime.IlCompiler;

// Parts of a large function. The function's own method, on reaching one, has another compiler make its method, and calls it:
//
//   operands that the part takes to the frame
//   ldloca frame; context; exceptions that the part may throw again; call p12.3
//   switch on the number that it returns: 0 goes on behind the part, each other number stands for a way out
//
// A way out is a branch to a block around the part, the return of the function, or a tail call, which only the function's own method
// can make. Operands and results pass through the frame.
internal sealed partial class FunctionCompiler
{
    // Up to so many ways out are told apart by comparisons.
    private const int MaximumCompared = 3;

    private readonly SplitFunction? _split;
    private readonly FunctionPart? _part;
    private readonly FunctionCompiler? _main;
    private readonly List<WayOut> _waysOut = [];
    private readonly Dictionary<int, WayOut> _branchesOut = [];
    private LocalBuilder? _wayOut;
    private int _nextPart;

    // Whether a part may have run on some way to the current instruction since the guest last looked for an interruption.
    private bool _followsPart;

    private enum WayOutKind
    {
        Branch,
        Return,
        TailCall,
    }

    private FunctionCompiler(FunctionCompiler main, FunctionPart part, ILGenerator il)
        : this(main._plan, main._functionIndex, main._scan, il, new FrameLayout(il, main._split!, part))
    {
        _main = main;
        _split = main._split;
        _part = part;
        _previousOp = main._previousOp;
    }

    private FunctionPart? PartAt(int offset)
    {
        if (_split is null || _part is not null)
            return null;
        FunctionPart[] parts = _split.Plan.Parts;
        while (_nextPart < parts.Length && parts[_nextPart].Range.Start < offset)
            _nextPart++;
        return _nextPart < parts.Length && parts[_nextPart].Range.Start == offset && !_isDead ? parts[_nextPart] : null;
    }

    // In the function's own method.
    private void EmitPart(FunctionPart part, ref InstructionReader reader)
    {
        PartRange range = part.Range;
        if (_operands.Height != range.Height)
            throw new InternalErrorException($"a part of func[{_functionIndex}] begins with {_operands.Height} operands instead of {range.Height}");
        _operands.Settle();
        EmitTransfersOut(range.Height - range.LowestHeight);

        // A part that is called for the first time is compiled then, and hundreds may follow each other without a loop. The arm of an
        // interpreter's loop follows the check at the loop's head.
        if (_followsPart && _plan.Options.LoopChecks == LoopChecks.EveryLoop)
            EmitInterruptCheck();
        EmitFuelSave();
        MethodBuilder method = _split!.Define(part);
        FunctionCompiler compiler = new(this, part, method.GetILGenerator());
        _split.Add(new PartMap(method.MetadataToken, compiler.CompilePart(ref reader)));
        _previousOp = compiler._previousOp;
        _addresses.Forget();
        _operands.CutTo(range.LowestHeight);

        _frame.EmitCell(0);
        _il.Emit(OpCodes.Conv_U);
        _frame.EmitContext();
        foreach (int block in part.Rethrown)
            _il.Emit(OpCodes.Ldloc, _blocks[block].Try!.Exception!);
        _il.Emit(OpCodes.Call, method);
        EmitKeepFrame();
        _wayOut ??= _frame.Declare(typeof(int));
        _il.Emit(OpCodes.Stloc, _wayOut);
        EmitMemoryLength();
        EmitFuelLoad();
        _followsPart = true;
        EmitWaysOut(compiler);
        if (_isDead)
            return;
        for (int i = range.LowestHeight; i < compiler._operands.Height; i++)
        {
            StackKind kind = compiler._operands.KindFromTop(compiler._operands.Height - 1 - i);
            EmitTransferLoad(i - range.LowestHeight, kind);
            _operands.PushResult(kind);
            _operands.EmptyIlStack();
        }
    }

    private void EmitWaysOut(FunctionCompiler part)
    {
        List<WayOut> ways = part._waysOut;
        bool goesOn = !part._isDead;
        int direct = goesOn ? ways.Count : ways.Count - 1;
        Label[] targets = new Label[ways.Count + 1];
        for (int i = 0; i < ways.Count; i++)
            targets[i + 1] = IsPlain(ways[i]) ? ways[i].Block!.Label : _il.DefineLabel();
        targets[0] = goesOn ? _il.DefineLabel() : targets[^1];
        if (ways.Count <= MaximumCompared)
        {
            for (int i = 0; i < direct; i++)
            {
                _il.Emit(OpCodes.Ldloc, _wayOut!);
                _il.Emit(OpCodes.Ldc_I4, i + 1);
                _il.Emit(OpCodes.Beq, targets[i + 1]);
            }

            if (0 < ways.Count)
                _il.Emit(OpCodes.Br, targets[0]);
        }
        else
        {
            _il.Emit(OpCodes.Ldloc, _wayOut!);
            _il.Emit(OpCodes.Switch, targets);
            _il.Emit(OpCodes.Br, targets[0]);
        }

        for (int i = 0; i < ways.Count; i++)
        {
            if (IsPlain(ways[i]))
            {
                Use(ways[i].Block!);
                continue;
            }

            _il.MarkLabel(targets[i + 1]);
            EmitWayOut(ways[i]);
        }

        _isDead = !goesOn;
        if (goesOn)
            _il.MarkLabel(targets[0]);
        else if (ways.Count == 0)
            EmitNeverReached();
    }

    // The branch can go straight to its target.
    private bool IsPlain(WayOut way) =>
        way.Kind == WayOutKind.Branch && way.Block!.LabelTypes.Length == 0 && way.Block.Region == _regionDepth;

    private void EmitWayOut(WayOut way)
    {
        int height = _operands.Height;
        switch (way.Kind)
        {
            case WayOutKind.Branch:
                Block target = way.Block!;
                Use(target);
                for (int i = 0; i < target.LabelTypes.Length; i++)
                {
                    StackKind kind = StackKinds.Of(target.LabelTypes[i]);
                    EmitTransferLoad(i, kind);
                    _il.Emit(OpCodes.Stloc, _frame.Slot(target.BaseHeight + i, kind));
                }

                EmitGoTo(target);
                break;
            case WayOutKind.Return:
                if (!_type.Results.IsEmpty)
                    EmitTransferLoad(0, StackKinds.Of(_type.Results[0]));
                if (0 < _regionDepth)
                    EmitReturnFromTry();
                else
                    _il.Emit(OpCodes.Ret);
                break;
            default:
                for (int i = 0; i < way.Kinds.Length; i++)
                {
                    EmitTransferLoad(i, way.Kinds[i]);
                    _operands.PushResult(way.Kinds[i]);
                    _operands.EmptyIlStack();
                }

                _codeOffset = way.CodeOffset;
                if (way.Op == WasmOp.ReturnCall)
                    EmitReturnCall(way.Index);
                else
                    EmitReturnCallIndirect(way.Index, way.SecondIndex);
                break;
        }

        _isDead = false;
        _operands.CutTo(height);
    }

    // In a part from here on.
    private FunctionOffsets CompilePart(ref InstructionReader reader)
    {
        PartRange range = _part!.Range;
        if (_plan.Options.MeterFuel)
            EmitFuelPointer();
        if (_part.UsesMemory)
            EmitMemoryBase();
        foreach (int local in _part.Loads)
            _frame.EmitLoad(local);
        for (int i = 0; i < range.LowestHeight; i++)
            _operands.PushSlot(StackKind.I32);
        for (int i = range.LowestHeight; i < range.Height; i++)
        {
            StackKind kind = _main!._operands.KindFromTop(range.Height - 1 - i);
            EmitTransferLoad(i - range.LowestHeight, kind);
            _il.Emit(OpCodes.Stloc, _frame.Slot(i, kind));
            _operands.PushSlot(kind);
        }

        while (reader.NextOffset < range.End)
            Step(ref reader);
        if (!_isDead)
        {
            _operands.EmptyIlStack();
            EmitTransfersOut(_operands.Height - range.LowestHeight);
            EmitLeave(FunctionPart.FallThrough, number: 0);
        }

        for (int i = 0; i < _waysOut.Count; i++)
        {
            WayOut way = _waysOut[i];
            _il.MarkLabel(way.Label);
            if (way.Kind == WayOutKind.Branch)
                EmitTransfersOf(way.Block!);
            EmitLeave(way.BlockIndex, i + 1);
        }

        _functionCold.EmitAll();
        return new FunctionOffsets(_ilOffsets.ToArray(), _codeOffsets.ToArray());
    }

    private void EmitLeave(int block, int number)
    {
        foreach (int local in _part!.StoresFor(block))
            _frame.EmitStore(local);
        EmitFuelSave();
        _il.Emit(OpCodes.Ldc_I4, number);
        _il.Emit(OpCodes.Ret);
    }

    // A branch has left its operands in the slots of the target's positions.
    private void EmitTransfersOf(Block target)
    {
        for (int i = 0; i < target.LabelTypes.Length; i++)
        {
            StackKind kind = StackKinds.Of(target.LabelTypes[i]);
            _frame.EmitCell(FrameCells.OffsetOfTransfer(i));
            _il.Emit(OpCodes.Ldloc, _frame.Slot(target.BaseHeight + i, kind));
            MemoryAccess.EmitStore(_il, kind);
        }
    }

    // A block around the part, as branches in the part see it: outside of all its tries, and reached through the block's way out.
    private Block OuterBlock(int depth)
    {
        int index = _main!._blocks.Count - 1 - depth;
        if (_branchesOut.TryGetValue(index, out WayOut? known))
            return known.Inner!;
        Block block = _main._blocks[index];
        WayOut way = AddWayOut(block.Kind == BlockKind.Function ? WayOutKind.Return : WayOutKind.Branch);
        way.Block = block;
        way.BlockIndex = index;
        way.Inner = new Block(block.Kind, block.Type, block.BaseHeight, way.Label);
        _branchesOut.Add(index, way);
        return way.Inner;
    }

    private WayOut AddWayOut(WayOutKind kind)
    {
        WayOut way = new(kind, _il.DefineLabel(), _codeOffset);
        _waysOut.Add(way);
        return way;
    }

    // The first result is the topmost but count - 1 operands; the others are in the scratch words.
    private void EmitReturnFromPart(int count)
    {
        if (0 < count)
        {
            StackKind kind = _operands.KindFromTop(count - 1);
            _frame.EmitCell(FrameCells.OffsetOfTransfer(0));
            _operands.EmitCopy(count - 1);
            MemoryAccess.EmitStore(_il, kind);
        }

        EmitGoTo(OuterBlock(_main!._blocks.Count - 1));
    }

    private void EmitTailCallFromPart(WasmOp op, int index, int secondIndex, int count)
    {
        WayOut way = AddWayOut(WayOutKind.TailCall);
        way.Op = op;
        way.Index = index;
        way.SecondIndex = secondIndex;
        way.Kinds = new StackKind[count];
        for (int i = 0; i < count; i++)
            way.Kinds[i] = _operands.KindFromTop(count - 1 - i);
        _operands.EmptyIlStack();
        EmitTransfersOut(count);
        _il.Emit(0 < _regionDepth ? OpCodes.Leave : OpCodes.Br, way.Label);
        BeginDead();
    }

    // Copies the topmost operands to the frame; the IL stack is empty.
    private void EmitTransfersOut(int count)
    {
        for (int i = 0; i < count; i++)
        {
            StackKind kind = _operands.KindFromTop(count - 1 - i);
            _frame.EmitCell(FrameCells.OffsetOfTransfer(i));
            _operands.EmitCopy(count - 1 - i);
            MemoryAccess.EmitStore(_il, kind);
        }
    }

    private void EmitTransferLoad(int index, StackKind kind)
    {
        _frame.EmitCell(FrameCells.OffsetOfTransfer(index));
        MemoryAccess.EmitLoad(_il, kind);
    }

    /// <summary>One way in which a part leaves to somewhere else than the code behind it.</summary>
    private sealed class WayOut(WayOutKind kind, Label label, int codeOffset)
    {
        public WayOutKind Kind { get; } = kind;

        /// <summary>Where the part's method goes to leave this way.</summary>
        public Label Label { get; } = label;

        public int CodeOffset { get; } = codeOffset;

        /// <summary>The target of a branch in the function's own method.</summary>
        public Block? Block { get; set; }

        /// <summary>The target of a branch in the part's method.</summary>
        public Block? Inner { get; set; }

        public int BlockIndex { get; set; }

        public WasmOp Op { get; set; }

        public int Index { get; set; }

        public int SecondIndex { get; set; }

        public StackKind[] Kinds { get; set; } = [];
    }
}
