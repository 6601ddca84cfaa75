using System.Collections.Immutable;
using Krait.Runtime.IlCompiler;
using Krait.Runtime.Store;
using Krait.Wasm;
using ValueType = Krait.Wasm.ValueType;

namespace Krait.Runtime.Interpreter;

// Tries and throws. A try costs nothing until something is thrown: its operands are in their slots, and which of the code
// belongs to its body is written down in a table. Each clause begins with an instruction that brings the exception's values
// to the slots of the operands that they are.
internal sealed partial class Translator
{
    private int _armDepth;

    /// <summary>The handlers around the code, after <see cref="Translate"/>.</summary>
    public HandlerTable Handlers { get; } = new();

    private Block BeginTry(BlockKind kind, BlockType blockType)
    {
        TryShape shape = _scan.Tries.Next();
        _operands.Settle();
        _operands.ForgetProducer();
        Block block = Open(kind, blockType);
        block.CodeOffset = _code.CodeOffset;
        if (shape.NeedsHandler)
            block.Handler = Handlers.Begin(shape, _code.Count);
        return block;
    }

    private void BeginTryTable(BlockType blockType, CatchTable clauses)
    {
        Block block = BeginTry(BlockKind.TryTable, blockType);
        block.Clauses = [];
        foreach (CatchClause clause in clauses)
            block.Clauses.Add(clause);
    }

    // The end of a try_table or of a try without arms, which is still open.
    private void EndTry(Block block)
    {
        if (block.Handler is null)
            return;
        if (block.Clauses is null)
        {
            Handlers.End(_code.Count);
            return;
        }

        EndBody(block);
        Handlers.End(_code.Count);
        foreach (CatchClause clause in block.Clauses)
        {
            CatchWants wants = clause.Kind is CatchKind.CatchRef or CatchKind.CatchAllRef ? CatchWants.Reference : CatchWants.Nothing;
            EnterClause(block, clause.TagIndex, wants);
            AddJump(TargetOf(clause.Label + 1));
            _isDead = true;
        }
    }

    private void BeginArm(int tag)
    {
        Block block = _blocks[^1];
        EndBody(block);
        if (block.Kind == BlockKind.Try)
        {
            Handlers.End(_code.Count);
            block.Kind = BlockKind.Arm;
            block.ArmDepth = _armDepth++;
        }

        block.CatchInstruction = EnterClause(block, tag, CatchWants.Nothing);
    }

    // From the end of the body or of an arm to the end of the whole.
    private void EndBody(Block block)
    {
        if (_isDead)
            return;
        _operands.SettleTop(block.Type.Results.Length);
        block.Branches.Add(_code.Add(Opcode.Br));
        _isDead = true;
    }

    // Failures of this instruction count as the whole try's.
    private int EnterClause(Block block, int tag, CatchWants wants)
    {
        ImmutableArray<ValueType> values = TypesOf(tag);
        if (!values.IsEmpty)
            wants |= CatchWants.Values;
        EnterAt(block, []);
        int codeOffset = _code.CodeOffset;
        _code.CodeOffset = block.CodeOffset;
        int instruction = _code.Add(Opcode.Catch, _operands.End, (int)wants);
        _code.CodeOffset = codeOffset;
        foreach (ValueType value in values)
            _operands.PushSlot(WordCounts.Of(value));
        if ((wants & CatchWants.Reference) != 0)
            _operands.PushSlot(1);
        int tagOffset = tag == TryShape.AllTags ? -1 : _plan.Layout.Tag(tag);
        block.Handler!.Clauses.Add(new HandlerClause(tagOffset, instruction));
        return instruction;
    }

    private ImmutableArray<ValueType> TypesOf(int tag) =>
        tag == TryShape.AllTags ? [] : _plan.Module.FunctionTypeAt(_plan.Module.TagTypes[tag].TypeIndex).Parameters;

    private void AddThrow(int tag)
    {
        AddFuelCheck();
        int count = TypesOf(tag).Length;
        _operands.SettleTop(count);
        for (int i = 0; i < count; i++)
            _operands.Pop();
        _code.Add(Opcode.Throw, _operands.End, tag);
        _isDead = true;
    }

    // Only arms that are asked for their exception again keep it.
    private void AddRethrow(int depth)
    {
        Block arm = TargetOf(depth);
        _code[arm.CatchInstruction].B |= (int)CatchWants.Keep;
        _code[arm.CatchInstruction].C = arm.ArmDepth;
        AddFuelCheck();
        _code.Add(Opcode.Rethrow, arm.ArmDepth);
        _isDead = true;
    }

    private void AddThrowReference()
    {
        AddFuelCheck();
        int slot = _operands.SlotOf(_operands.Pop());
        _code.Add(Opcode.ThrowReference, slot);
        _isDead = true;
    }
}
