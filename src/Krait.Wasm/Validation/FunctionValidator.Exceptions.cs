using System;

namespace Krait.Wasm.Validation;

// Exception handling in both forms.
// Spec: valid/instructions, try_table, throw, throw_ref; for the earlier form the proposal's document
// "legacy/exceptions/core", structured instructions.
internal sealed partial class FunctionValidator
{
    private static readonly ValueType s_caught = ValueType.Reference(HeapType.Exn, Nullability.NonNull);

    private int _tryNesting;
    private int _tryCount;

    private void CheckExceptionInstruction(WasmOp op, ref InstructionReader reader)
    {
        switch (op)
        {
            case WasmOp.TryTable: CheckTryTable(ref reader); break;
            case WasmOp.Try:
                EnterTry();
                CheckBlock(op, reader.BlockType);
                break;
            case WasmOp.Throw:
                PopAll(CheckTag(reader.Index).Parameters.AsSpan());
                BecomeUnreachable();
                break;
            case WasmOp.ThrowRef:
                Pop(ValueType.ExnRef);
                BecomeUnreachable();
                break;
            case WasmOp.Rethrow:
                if (CheckLabel(reader.Index).Op is not (WasmOp.Catch or WasmOp.CatchAll))
                    Fail($"invalid rethrow label {reader.Index}: it is no catch");
                BecomeUnreachable();
                break;
            case WasmOp.Delegate: CheckDelegate(reader.Index); break;
            default: CheckCatch(op, reader.Index); break;
        }
    }

    private void EnterTry()
    {
        if (_limits.MaximumTryNesting <= _tryNesting++)
            Fail($"too many try blocks inside each other, the limit is {_limits.MaximumTryNesting}");
        if (_limits.MaximumTryBlocks <= _tryCount++)
            Fail($"too many try blocks in a function, the limit is {_limits.MaximumTryBlocks}");
    }

    // Labels of the clauses are those around the block.
    private void CheckTryTable(ref InstructionReader reader)
    {
        EnterTry();
        var type = ResolveBlockType(reader.BlockType);
        if (reader.Catches.Length > _limits.MaximumCatchClauses)
            Fail($"too many catch clauses: {reader.Catches.Length}, the limit is {_limits.MaximumCatchClauses}");
        var mostValues = 0;
        foreach (var clause in reader.Catches)
        {
            var label = CheckLabel(clause.Label).LabelTypes;
            CountPassed(label.Length);
            var values = clause.Kind is CatchKind.Catch or CatchKind.CatchRef ? CheckTag(clause.TagIndex).Parameters.AsSpan() : [];
            var hasReference = clause.Kind is CatchKind.CatchRef or CatchKind.CatchAllRef;
            var count = values.Length + (hasReference ? 1 : 0);
            if (label.Length != count)
                FailTypes($"{label.Length} operands at label {clause.Label}", $"{count}");
            mostValues = Math.Max(mostValues, count);
            for (var i = 0; i < label.Length; i++)
            {
                var found = i < values.Length ? values[i] : s_caught;
                if (!Subtyping.Matches(found, label[i]))
                    FailTypes(label[i].ToString(), found.ToString());
            }
        }

        PopAll(type.Parameters.AsSpan());
        _operands.NotePeak(_operands.Count + mostValues);
        PushControl(WasmOp.TryTable, type, PushParameters.Yes);
    }

    private void CheckCatch(WasmOp op, int tagIndex)
    {
        ref var frame = ref _controls.Top;
        if (frame.Op is not (WasmOp.Try or WasmOp.Catch))
            throw MalformedModuleException.AtOffset($"{OpFacts.TextOf(op)} without try: END opcode expected", _codeOffset + _offset, SectionId.Code);
        var type = frame.Type;
        if (frame.Op == WasmOp.Try)
            _tryNesting--;
        PopControl();
        PushControl(op, type, PushParameters.No);
        if (op == WasmOp.Catch)
            PushAll(CheckTag(tagIndex).Parameters.AsSpan());
    }

    // Ends its try. The label is one around the try.
    private void CheckDelegate(int depth)
    {
        if (_controls.Top.Op != WasmOp.Try)
            throw MalformedModuleException.AtOffset("delegate without try: END opcode expected", _codeOffset + _offset, SectionId.Code);
        var type = _controls.Top.Type;
        _tryNesting--;
        PopControl();
        CheckLabel(depth);
        PushAll(type.Results.AsSpan());
    }

    private FunctionType CheckTag(int index)
    {
        if ((uint)index >= (uint)_module.TagTypes.Length)
            Fail($"unknown tag {(uint)index}");
        return context.FunctionTypeAt(_module.TagTypes[index].TypeIndex, _codeOffset + _offset, _functionIndex);
    }
}
