using System.Reflection.Emit;
using Krait.Wasm;

namespace Krait.Runtime.IlCompiler;

// The loop of an interpreter: its head reads an instruction and branches to an arm, and the arms branch back. Each such branch
// becomes a copy of the head with the branch table at its end:
//
//   head: check, load, switch        head: check, load, switch
//   arm1: ...  goto head             arm1: ...  check, load, switch
//   arm2: ...  goto head             arm2: ...  check, load, switch
//
// That is a jump less in each round, and the processor predicts each arm's successor by itself (`./dev bench engine interpreter`).
//
// SAFETY: what is known about addresses at a target was found out by the head before it opened the target's block, or before
// the loop about locals that no round changes. A copy finds out the same before it goes there.
internal sealed partial class FunctionCompiler
{
    // The head that is being emitted for the first time.
    private DispatchHead? _openHead;

    // The reader has just read the loop.
    private DispatchHead? DispatchHeadAt(InstructionReader reader) => _openHead = _split is null ? DispatchHead.Find(_plan.Module, reader) : null;

    // The head's branch table is there: copies can go where it goes unless a branch has to do more than jump.
    private void CloseHead(Label[] targets, Block otherwise, bool needsStubs)
    {
        if (_openHead is DispatchHead head && !needsStubs && otherwise.Kind != BlockKind.Function && otherwise.Region == _regionDepth && otherwise.LabelTypes.Length == 0)
        {
            head.Targets = targets;
            head.Otherwise = otherwise.Label;
        }

        _openHead = null;
    }

    // In place of a branch to the loop. The IL stack is empty, and nothing that stays is above the loop's operands.
    private bool TryEmitCopyOfHead(Block loop)
    {
        if (loop.Head is not { Targets: Label[] targets } head || loop.Region != _regionDepth || MaximumCopiedWeight < _copiedWeight + head.Weight)
            return false;
        _copiedWeight += head.Weight;
        int codeOffset = _codeOffset;
        _codeOffset = head.LoopOffset;
        EmitLoopCheck();
        EmitCharge(head.Cost);
        EmitFuelCheck();
        InstructionReader reader = new(_body.Code.Span[head.Start..head.End], _body.CodeOffsetInModule + head.Start);
        for (WasmOp op = reader.Read(); op != WasmOp.BrTable; op = reader.Read())
        {
            _codeOffset = reader.Offset;
            if (op != WasmOp.Block)
                Visit(op, ref reader);
            _previousOp = op;
        }

        LoadCondition(static () => { });
        EmitSwitch(targets);
        _il.Emit(OpCodes.Br, head.Otherwise);
        _codeOffset = codeOffset;
        return true;
    }
}
