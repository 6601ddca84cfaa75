using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Reflection.Emit;
using Krait.Runtime.Store;
using Krait.Runtime.Thunks;
using Krait.Wasm;
using ValueType = Krait.Wasm.ValueType;

namespace Krait.Runtime.IlCompiler;

// Blocks, branches and returns. A label's operands are in the slots of their positions when it is reached, wherever
// from; the operands below a block stay where they are from its beginning to its end.
internal sealed partial class FunctionCompiler
{
    private readonly List<Block> _blocks = [];

    private enum BlockKind
    {
        Function,
        Block,
        Loop,
        If,
        Else,
        Try,
        Arm,
        TryTable,
    }

    private void OpenFunction() => _blocks.Add(new Block(BlockKind.Function, _type, 0, default));

    private void BeginBlock(BlockType blockType)
    {
        FunctionType type = blockType.Resolve(_plan.Module);
        _operands.Settle();
        _blocks.Add(new Block(BlockKind.Block, type, _operands.Height - type.Parameters.Length, _il.DefineLabel())
        {
            Region = _regionDepth,
            AddressesBefore = _addresses.Now(),
        });
    }

    private void BeginLoop(InstructionReader reader)
    {
        FunctionType type = reader.BlockType.Resolve(_plan.Module);
        _operands.Settle();
        _operands.SaveTop(type.Parameters.Length);
        _operands.ForgetMaxima(type.Parameters.Length);
        Label head = _il.DefineLabel();
        _blocks.Add(new Block(BlockKind.Loop, type, _operands.Height - type.Parameters.Length, head)
        {
            Region = _regionDepth,
            Head = DispatchHeadAt(reader),
        });
        _il.MarkLabel(head);
        _addresses.EnterLoop(_scan.NextLoopAssignments());
        EmitLoopCheck();
    }

    private void EmitLoopCheck()
    {
        if (_plan.Options.LoopChecks == LoopChecks.EveryLoop)
            EmitInterruptCheck();
    }

    private void EmitInterruptCheck()
    {
        _followsPart = false;
        _context.LoadVolatile(nameof(GuestContext.Interrupt), OpCodes.Ldind_I4);
        _il.Emit(OpCodes.Brtrue, _cold.Interrupted(_codeOffset));
    }

    private void BeginIf(BlockType blockType)
    {
        FunctionType type = blockType.Resolve(_plan.Module);
        LoadCondition(() =>
        {
            _operands.Settle();
            _operands.SaveTop(type.Parameters.Length);
        });
        Block block = new(BlockKind.If, type, _operands.Height - type.Parameters.Length, _il.DefineLabel())
        {
            Region = _regionDepth,
            ElseLabel = _il.DefineLabel(),
            AddressesBefore = _addresses.Now(),
            FollowsPart = _followsPart,
        };
        _il.Emit(OpCodes.Brfalse, block.ElseLabel);
        _blocks.Add(block);
    }

    private void BeginElse()
    {
        Block block = _blocks[^1];
        if (!_isDead)
        {
            _operands.SaveTop(block.Type.Results.Length);
            _il.Emit(OpCodes.Br, block.Label);
            Use(block);
        }

        block.Kind = BlockKind.Else;
        _il.MarkLabel(block.ElseLabel);
        EnterAt(block, block.Type.Parameters);
    }

    private void EndBlock()
    {
        Block block = _blocks[^1];
        if (block.Kind is BlockKind.Try or BlockKind.TryTable)
            EndTry(block);
        if (block.Kind == BlockKind.Arm)
            _armDepth--;
        _blocks.RemoveAt(_blocks.Count - 1);
        if (block.Kind == BlockKind.Function)
        {
            if (!_isDead)
                EmitReturn();
            return;
        }

        if (block.Kind == BlockKind.If)
        {
            // Without an else, the parameters are the results: both are in the same slots.
            if (!_isDead)
                _operands.SaveTop(block.Type.Results.Length);
            _il.MarkLabel(block.ElseLabel);
            Use(block);
        }

        if (block.Kind == BlockKind.Loop || !block.IsUsed)
            return;
        if (!_isDead)
            _operands.SaveTop(block.Type.Results.Length);
        _il.MarkLabel(block.Label);
        EnterAt(block, block.Type.Results);
    }

    // Some way leads to the block's label.
    private void Use(Block block)
    {
        block.IsUsed = true;
        block.FollowsPart |= _followsPart;
    }

    // Code goes on at a label: live again, with these operands above the block's base, in their slots.
    private void EnterAt(Block block, ImmutableArray<ValueType> operands)
    {
        _followsPart = (!_isDead && _followsPart) || block.FollowsPart;
        _isDead = false;
        _addresses.Join(block.AddressesBefore);
        _operands.CutTo(block.BaseHeight);
        foreach (ValueType type in operands)
            _operands.PushSlot(StackKinds.Of(type));
    }

    private void EmitBranch(int depth)
    {
        Block target = TargetOf(depth);
        if (target.Kind == BlockKind.Function)
        {
            EmitReturn();
            return;
        }

        MoveOperandsTo(target);
        if (!TryEmitCopyOfHead(target))
            EmitGoTo(target);
        BeginDead();
    }

    private void EmitBranchIf(int depth)
    {
        Block target = TargetOf(depth);
        int count = target.LabelTypes.Length;
        bool isInPlace = target.Kind != BlockKind.Function && _operands.Height - 1 - count == target.BaseHeight;
        LoadCondition(() =>
        {
            if (isInPlace)
                _operands.SaveTop(count);
        });
        if (target.Region == _regionDepth && (isInPlace || (count == 0 && target.Kind != BlockKind.Function)))
        {
            Use(target);
            _il.Emit(OpCodes.Brtrue, target.Label);
            return;
        }

        // The operands move only if the branch is taken: their places may be in use otherwise.
        Label stay = _il.DefineLabel();
        _il.Emit(OpCodes.Brfalse, stay);
        EmitJump(target);
        _il.MarkLabel(stay);
    }

    private void EmitBranchTable(LabelTable labels, int defaultDepth)
    {
        LoadCondition(() => _operands.SaveTop(TargetOf(defaultDepth).LabelTypes.Length));
        Dictionary<int, Label> stubs = [];
        Label[] targets = new Label[labels.Length];
        int next = 0;
        foreach (int depth in labels)
            targets[next++] = LabelFor(depth, stubs);
        EmitSwitch(targets);
        CloseHead(targets, TargetOf(defaultDepth), needsStubs: 0 < stubs.Count);
        EmitJump(TargetOf(defaultDepth));
        foreach ((int depth, Label stub) in stubs)
        {
            _il.MarkLabel(stub);
            EmitJump(TargetOf(depth));
        }

        BeginDead();
    }

    // Assemblies that are saved cannot have an empty switch.
    private void EmitSwitch(Label[] targets)
    {
        if (targets.Length == 0)
            _il.Emit(OpCodes.Pop);
        else
            _il.Emit(OpCodes.Switch, targets);
    }

    // Where operands have to move, or the function returns, the jump goes through a stub that does so.
    private Label LabelFor(int depth, Dictionary<int, Label> stubs)
    {
        Block target = TargetOf(depth);
        int count = target.LabelTypes.Length;
        if (target.Region == _regionDepth && target.Kind != BlockKind.Function && (count == 0 || _operands.Height - count == target.BaseHeight))
        {
            Use(target);
            return target.Label;
        }

        if (!stubs.TryGetValue(depth, out Label stub))
        {
            stub = _il.DefineLabel();
            stubs.Add(depth, stub);
        }

        return stub;
    }

    // Emits the way to a target without changing what is known about the operands: code follows that is entered
    // without having gone this way. The IL stack is empty here.
    private void EmitJump(Block target)
    {
        int count = target.LabelTypes.Length;
        if (target.Kind == BlockKind.Function)
        {
            EmitReturnKeeping();
            return;
        }

        Use(target);
        _operands.CopyTop(count, target.BaseHeight);
        EmitGoTo(target);
    }

    // A try region is left by another instruction than a branch.
    private void EmitGoTo(Block target) => _il.Emit(target.Region < _regionDepth ? OpCodes.Leave : OpCodes.Br, target.Label);

    private void MoveOperandsTo(Block target)
    {
        int count = target.LabelTypes.Length;
        Use(target);
        _operands.EmptyIlStack();
        if (_operands.Height - count == target.BaseHeight)
            _operands.SaveTop(count);
        else
            _operands.CopyTop(count, target.BaseHeight);
    }

    // Puts the top operand on an otherwise empty IL stack, for an instruction that branches on it. What has to be saved
    // for the branch is saved first or meanwhile, so that a comparison and its branch stay together.
    private void LoadCondition(Action save)
    {
        _operands.ClearBelow(1);
        _operands.Load(1);
        save();
    }

    private void EmitReturn()
    {
        if (_type.Results.Length == 1 && _regionDepth == 0 && _part is null)
        {
            if (_scan.HasSeveralRuns)
                EmitFuelCheck();
            _operands.ClearBelow(1);
            _operands.Load(1);
            EmitFuelSave();
            _il.Emit(OpCodes.Ret);
        }
        else
        {
            _operands.EmptyIlStack();
            EmitReturnKeeping();
        }

        BeginDead();
    }

    // The first result is returned, the others go to the scratch words.
    private void EmitReturnKeeping()
    {
        int count = _type.Results.Length;
        if (_scan.HasSeveralRuns)
            EmitFuelCheck();
        int word = 0;
        for (int i = 1; i < count; i++)
        {
            Word.Scratch(_il, _frame.EmitContext, word);
            _operands.EmitCopy(count - 1 - i);
            Word.Store(_il, _type.Results[i]);
            word += WordCounts.Of(_type.Results[i]);
        }

        if (_part is not null)
        {
            EmitReturnFromPart(count);
            return;
        }

        if (count > 0)
            _operands.EmitCopy(count - 1);
        if (0 < _regionDepth)
        {
            EmitReturnFromTry();
            return;
        }

        EmitFuelSave();
        _il.Emit(OpCodes.Ret);
    }

    private Block TargetOf(int depth) => depth < _blocks.Count ? _blocks[_blocks.Count - 1 - depth] : OuterBlock(depth - _blocks.Count);

    /// <summary>One block that branches can leave.</summary>
    private sealed class Block(BlockKind kind, FunctionType type, int baseHeight, Label label)
    {
        public BlockKind Kind { get; set; } = kind;

        public FunctionType Type { get; } = type;

        /// <summary>Operands below the block, its parameters not counted.</summary>
        public int BaseHeight { get; } = baseHeight;

        /// <summary>Where branches go: the head of a loop, else the end.</summary>
        public Label Label { get; } = label;

        public Label ElseLabel { get; init; }

        /// <summary>What leads to a branch table at the head of a loop; null elsewhere.</summary>
        public DispatchHead? Head { get; init; }

        public bool IsUsed { get; set; }

        /// <summary>Whether a part may have run on some way here since the last look for an interruption.</summary>
        public bool FollowsPart { get; set; }

        /// <summary>IL try regions around the label.</summary>
        public int Region { get; init; }

        /// <summary>Null unless the block is a try.</summary>
        public OpenTry? Try { get; init; }

        /// <summary>What was known about addresses when the block began.</summary>
        public CheckedAddresses.Mark AddressesBefore { get; init; }

        /// <summary>Operands that a branch takes along.</summary>
        public ImmutableArray<ValueType> LabelTypes => Kind == BlockKind.Loop ? Type.Parameters : Type.Results;
    }
}
