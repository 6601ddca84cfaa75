using System.Collections.Generic;
using System.Collections.Immutable;
using Krait.Runtime.Store;
using Krait.Wasm;
using ValueType = Krait.Wasm.ValueType;

namespace Krait.Runtime.Interpreter;

// Blocks, branches and returns. A label's operands are in the slots of their positions when it is reached, wherever from;
// the operands below a block stay where they are from its beginning to its end.
internal sealed partial class Translator
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

    private void OpenFunction() => _blocks.Add(new Block(BlockKind.Function, _type, 0, 0));

    private Block Open(BlockKind kind, BlockType blockType)
    {
        FunctionType type = blockType.Resolve(_plan.Module);
        int below = _operands.Count - type.Parameters.Length;
        int slot = type.Parameters.Length == 0 ? _operands.End : _operands.FromTop(type.Parameters.Length - 1).Slot;
        Block block = new(kind, type, below, slot);
        _blocks.Add(block);
        return block;
    }

    private void BeginBlock(BlockType blockType)
    {
        _operands.Settle();
        Open(BlockKind.Block, blockType);
    }

    private void BeginLoop(BlockType blockType)
    {
        _operands.Settle();
        _operands.ForgetProducer();
        Block block = Open(BlockKind.Loop, blockType);
        block.Head = _code.Add(Opcode.LoopCheck);
    }

    private void BeginIf(BlockType blockType)
    {
        Operand condition = _operands.Pop();
        int branch = AddConditional(condition, whenTrue: false, _operands.Settle);
        Open(BlockKind.If, blockType).ElseBranch = branch;
    }

    private void BeginElse()
    {
        Block block = _blocks[^1];
        if (!_isDead)
        {
            _operands.SettleTop(block.Type.Results.Length);
            block.Branches.Add(_code.Add(Opcode.Br));
        }

        block.Kind = BlockKind.Else;
        _code.GoHere(block.ElseBranch);
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
                AddReturn();
            return;
        }

        if (block.Kind == BlockKind.If)
        {
            // Without an else, the parameters are the results: both are in the same slots.
            block.Branches.Add(block.ElseBranch);
        }

        if (block.Kind == BlockKind.Loop || block.Branches.Count == 0)
            return;
        if (!_isDead)
            _operands.SettleTop(block.Type.Results.Length);
        foreach (int branch in block.Branches)
            _code.GoHere(branch);
        EnterAt(block, block.Type.Results);
    }

    // Code goes on at a label: live again, with these operands above the block's base, in their slots.
    private void EnterAt(Block block, ImmutableArray<ValueType> operands)
    {
        _isDead = false;
        _operands.CutTo(block.Below);
        foreach (ValueType type in operands)
            _operands.PushSlot(WordCounts.Of(type));
    }

    private Block TargetOf(int depth) => _blocks[_blocks.Count - 1 - depth];

    private void AddBranch(int depth)
    {
        Block target = TargetOf(depth);
        if (target.Kind == BlockKind.Function)
        {
            AddReturn();
            return;
        }

        MoveOperandsTo(target);
        LinkTo(target, _code.Add(Opcode.Br));
        _isDead = true;
    }

    private void AddBranchIf(int depth)
    {
        Block target = TargetOf(depth);
        Operand condition = _operands.Pop();
        int count = target.LabelTypes.Length;
        if (target.Kind != BlockKind.Function && (count == 0 || IsInPlace(target)))
        {
            LinkTo(target, AddConditional(condition, whenTrue: true, () => _operands.SettleTop(count)));
            return;
        }

        // The operands move only if the branch is taken: their places may be in use otherwise.
        int stay = AddConditional(condition, whenTrue: false, () => _operands.SettleTop(count));
        AddJump(target);
        _code.GoHere(stay);
        _operands.ForgetProducer();
    }

    private void AddBranchTable(LabelTable labels, int defaultDepth)
    {
        Operand index = _operands.Pop();
        int indexSlot = _operands.SlotOf(index);
        _operands.SettleTop(TargetOf(defaultDepth).LabelTypes.Length);
        _code.Add(Opcode.BrTable, indexSlot, labels.Length);
        Dictionary<int, List<int>> stubs = [];
        foreach (int depth in labels)
            AddTableEntry(depth, stubs);
        AddTableEntry(defaultDepth, stubs);
        foreach ((int depth, List<int> entries) in stubs)
        {
            foreach (int entry in entries)
                _code.GoHere(entry);
            AddJump(TargetOf(depth));
        }

        _isDead = true;
    }

    // Where operands have to move, or the function returns, the jump goes through a stub that does so.
    private void AddTableEntry(int depth, Dictionary<int, List<int>> stubs)
    {
        Block target = TargetOf(depth);
        int entry = _code.Add(Opcode.Br);
        if (target.Kind != BlockKind.Function && (target.LabelTypes.Length == 0 || IsInPlace(target)))
        {
            LinkTo(target, entry);
            return;
        }

        if (!stubs.TryGetValue(depth, out List<int>? entries))
            stubs.Add(depth, entries = []);
        entries.Add(entry);
    }

    // The way to a target, without changing what is known about the operands: code follows that is entered without having
    // gone this way.
    private void AddJump(Block target)
    {
        if (target.Kind == BlockKind.Function)
        {
            AddReturnKeeping();
            return;
        }

        MoveOperandsTo(target);
        LinkTo(target, _code.Add(Opcode.Br));
    }

    private bool IsInPlace(Block target)
    {
        int count = target.LabelTypes.Length;
        return _operands.FromTop(count - 1).Slot == target.Slot;
    }

    // Upwards, because an operand is never below the place that it moves to.
    private void MoveOperandsTo(Block target)
    {
        int slot = target.Slot;
        for (int i = target.LabelTypes.Length - 1; 0 <= i; i--)
        {
            Operand operand = _operands.FromTop(i);
            _operands.CopyTo(slot, operand);
            slot += operand.Words;
        }
    }

    private void LinkTo(Block target, int branch)
    {
        if (target.Kind == BlockKind.Loop)
            _code[branch].C = target.Head - branch;
        else
            target.Branches.Add(branch);
    }

    /// <summary>Adds a branch on an operand that was popped; its distance is set later.</summary>
    /// <param name="condition">The operand.</param>
    /// <param name="whenTrue">Whether it is taken for a condition that is not 0.</param>
    /// <param name="save">What has to be in place before the branch; a comparison and its branch stay together.</param>
    private int AddConditional(Operand condition, bool whenTrue, System.Action save)
    {
        int producer = _operands.ProducerOf(condition);
        if (0 <= producer && OpcodeForms.TryFindBranch(_code[producer].Op, whenTrue, out BranchForm form))
        {
            Instruction comparison = _code[producer];
            _code.RemoveLast();
            save();
            (int left, int right) = form.IsSwapped ? (comparison.C, comparison.B) : (comparison.B, comparison.C);
            return _code.Add(form.Op, left, right);
        }

        int slot = _operands.SlotOf(condition);
        save();
        return _code.Add(whenTrue ? Opcode.BrIf : Opcode.BrUnless, slot);
    }

    private void AddReturn()
    {
        AddReturnKeeping();
        _isDead = true;
    }

    private void AddReturnKeeping()
    {
        if (_scan.HasSeveralRuns && _plan.Options.MeterFuel)
            _code.Add(Opcode.FuelCheck);
        int destination = -_locals.ParameterWords;
        int count = _type.Results.Length;
        if (count == 0)
        {
            _code.Add(Opcode.Return0);
            return;
        }

        int words = WordCounts.Of(_type.Results);
        if (1 < count)
            _operands.SettleTop(count);
        Operand first = _operands.FromTop(count - 1);
        int slot = _operands.SlotOf(first);
        if (words == 1)
            _code.Add(Opcode.Return1, slot, 0, destination);
        else
            _code.Add(Opcode.ReturnMany, slot, words, destination);
    }

    /// <summary>One block that branches can leave.</summary>
    private sealed class Block(BlockKind kind, FunctionType type, int below, int slot)
    {
        public BlockKind Kind { get; set; } = kind;

        public FunctionType Type { get; } = type;

        /// <summary>Operands below the block, its parameters not counted.</summary>
        public int Below { get; } = below;

        /// <summary>The slot of the block's first parameter or result.</summary>
        public int Slot { get; } = slot;

        /// <summary>The first instruction of a loop.</summary>
        public int Head { get; set; }

        /// <summary>The branch that skips the first arm of an if.</summary>
        public int ElseBranch { get; set; }

        /// <summary>A try that exceptions do not just pass.</summary>
        public Handler? Handler { get; set; }

        /// <summary>The clauses of a try_table, or null.</summary>
        public List<CatchClause>? Clauses { get; set; }

        /// <summary>Where a try stands in the function's code.</summary>
        public int CodeOffset { get; set; }

        /// <summary>How many arms are around an arm.</summary>
        public int ArmDepth { get; set; }

        /// <summary>The first instruction of an arm.</summary>
        public int CatchInstruction { get; set; }

        /// <summary>Branches to the block's end.</summary>
        public List<int> Branches { get; } = [];

        /// <summary>Operands that a branch takes along.</summary>
        public ImmutableArray<ValueType> LabelTypes => Kind == BlockKind.Loop ? Type.Parameters : Type.Results;
    }
}
