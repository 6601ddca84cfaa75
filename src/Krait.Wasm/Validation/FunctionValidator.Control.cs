using System;
using System.Diagnostics.CodeAnalysis;

namespace Krait.Wasm.Validation;

// Blocks, branches and calls, and the stack discipline under all of them.
internal sealed partial class FunctionValidator
{
    private enum PushParameters
    {
        No,
        Yes,
    }

    private void Push(ValueType type)
    {
        if (_operands.Count == _limits.MaximumOperands)
            Fail($"too many operands, the limit is {_limits.MaximumOperands}");
        _operands.Push(type);
    }

    private void PushAll(ReadOnlySpan<ValueType> types)
    {
        CountPassed(types.Length);
        foreach (var type in types)
            Push(type);
    }

    private void Pop(ValueType expected)
    {
        ref var frame = ref _controls.Top;
        if (_operands.Count == frame.Height)
        {
            if (!frame.IsUnreachable)
                FailTypes(expected.ToString(), "nothing");
            return;
        }

        var found = _operands.Pop();
        if (found != expected && !Subtyping.Matches(found, expected))
            FailTypes(expected.ToString(), found.ToString());
    }

    private ValueType PopAny(string expected)
    {
        ref var frame = ref _controls.Top;
        if (_operands.Count > frame.Height)
            return _operands.Pop();
        if (!frame.IsUnreachable)
            FailTypes(expected, "nothing");
        return ValueType.Unknown;
    }

    private void PopAll(ReadOnlySpan<ValueType> types)
    {
        CountPassed(types.Length);
        for (var i = types.Length - 1; 0 <= i; i--)
            Pop(types[i]);
    }

    private void CountPassed(int count)
    {
        _passedValues += count;
        if (_passedValues > _limits.MaximumFunctionPassedValues)
            Fail($"too many values passed by calls and branches, the limit is {_limits.MaximumFunctionPassedValues}");
    }

    private void PushControl(WasmOp op, FunctionType type, PushParameters pushParameters)
    {
        if (_controls.Count == _limits.MaximumNesting)
            Fail($"too many nested blocks, the limit is {_limits.MaximumNesting}");
        _controls.Push(new ControlFrame { Op = op, Type = type, Height = _operands.Count });
        _maximumNesting = Math.Max(_maximumNesting, _controls.Count);
        if (pushParameters == PushParameters.Yes)
            PushAll(type.Parameters.AsSpan());
    }

    private void PopControl()
    {
        ref var frame = ref _controls.Top;
        PopAll(frame.Type.Results.AsSpan());
        if (_operands.Count != frame.Height)
            FailTypes("nothing", _operands.Pop().ToString());
        _controls.Pop();
    }

    private void BecomeUnreachable()
    {
        ref var frame = ref _controls.Top;
        _operands.Truncate(frame.Height);
        frame.IsUnreachable = true;
    }

    private FunctionType ResolveBlockType(BlockType type)
    {
        if (0 <= type.TypeIndex)
        {
            if ((WasmFeatures.MultiValue & _missing) != 0)
                context.ThrowMissing(WasmFeatures.MultiValue, _functionIndex, _codeOffset + _offset);
            return context.FunctionTypeAt(type.TypeIndex, _codeOffset + _offset, _functionIndex);
        }

        if (type.Result is { } result)
            context.RequireType(result, _functionIndex, _codeOffset + _offset);
        return type.Resolve(_module);
    }

    private void CheckBlock(WasmOp op, BlockType blockType)
    {
        var type = ResolveBlockType(blockType);
        if (op == WasmOp.If)
            Pop(ValueType.I32);
        PopAll(type.Parameters.AsSpan());
        PushControl(op, type, PushParameters.Yes);
    }

    private void CheckElse()
    {
        if (_controls.Top.Op != WasmOp.If)
            throw MalformedModuleException.AtOffset("else without if: END opcode expected", _codeOffset + _offset, SectionId.Code);
        var type = _controls.Top.Type;
        PopControl();
        PushControl(WasmOp.Else, type, PushParameters.Yes);
    }

    private void CheckEnd()
    {
        ref var frame = ref _controls.Top;
        var type = frame.Type;
        if (frame.Op is WasmOp.Try or WasmOp.TryTable)
            _tryNesting--;
        var isIf = frame.Op == WasmOp.If;
        PopControl();

        // Without else, what goes in comes out.
        if (isIf && !type.Parameters.AsSpan().SequenceEqual(type.Results.AsSpan()))
            FailTypes(type.ToString(), "if without else");
        if (_controls.Count > 0)
            PushAll(type.Results.AsSpan());
    }

    private ref ControlFrame CheckLabel(int depth)
    {
        if ((uint)depth >= (uint)_controls.Count)
            Fail($"unknown label {(uint)depth}");
        return ref _controls.AtDepth(depth);
    }

    private void CheckBranch(int depth)
    {
        PopAll(CheckLabel(depth).LabelTypes);
        BecomeUnreachable();
    }

    private void CheckBranchIf(int depth)
    {
        Pop(ValueType.I32);
        var types = CheckLabel(depth).LabelTypes;
        PopAll(types);
        PushAll(types);
    }

    private void CheckBranchTable(ref InstructionReader reader)
    {
        Pop(ValueType.I32);
        var defaultTypes = CheckLabel(reader.Index).LabelTypes;
        if (reader.Labels.Length > _limits.MaximumBranchTableLabels)
            Fail($"too many branch table labels: {reader.Labels.Length}, the limit is {_limits.MaximumBranchTableLabels}");
        foreach (var depth in reader.Labels)
        {
            CountPassed(defaultTypes.Length);
            var types = CheckLabel(depth).LabelTypes;
            if (types.Length != defaultTypes.Length)
                FailTypes($"{defaultTypes.Length} operands at label {depth}", $"{types.Length}");

            // Most labels share their types with the default one, which is checked last.
            if (types != defaultTypes)
                CheckOperandsStay(types);
        }

        PopAll(defaultTypes);
        BecomeUnreachable();
    }

    // Pops and puts back what was there, so that unknown operands stay unknown for the next label.
    private void CheckOperandsStay(ReadOnlySpan<ValueType> types)
    {
        Span<ValueType> found = stackalloc ValueType[ModuleLimits.MostResults];
        found = found[..types.Length];
        for (var i = types.Length - 1; 0 <= i; i--)
        {
            found[i] = PopAny(types[i].ToString());
            if (!Subtyping.Matches(found[i], types[i]))
                FailTypes(types[i].ToString(), found[i].ToString());
        }

        PushAll(found);
    }

    private void CheckCall(int functionIndex)
    {
        if ((uint)functionIndex >= (uint)_functionTypes.Length)
            Fail($"unknown function {(uint)functionIndex}");
        ApplyType(_functionTypes[functionIndex]);
    }

    private void CheckCallIndirect(int typeIndex, int tableIndex) => ApplyType(CheckIndirectCallee(typeIndex, tableIndex));

    // A tail call takes its caller's place, so it gives what the caller promised.
    private void CheckReturnCall(int functionIndex)
    {
        if ((uint)functionIndex >= (uint)_functionTypes.Length)
            Fail($"unknown function {(uint)functionIndex}");
        CheckTailCall(_functionTypes[functionIndex]);
    }

    private void CheckReturnCallIndirect(int typeIndex, int tableIndex) => CheckTailCall(CheckIndirectCallee(typeIndex, tableIndex));

    private void CheckTailCall(FunctionType type)
    {
        var own = _functionTypes[_functionIndex];
        if (type.Results.Length != own.Results.Length)
            FailTypes(own.ToString(), type.ToString());
        for (var i = 0; i < own.Results.Length; i++)
        {
            if (!Subtyping.Matches(type.Results[i], own.Results[i]))
                FailTypes(own.ToString(), type.ToString());
        }

        PopAll(type.Parameters.AsSpan());
        BecomeUnreachable();
    }

    private FunctionType CheckIndirectCallee(int typeIndex, int tableIndex)
    {
        var table = CheckTable(tableIndex);
        if (table.Element != ValueType.FuncRef)
            FailTypes("a table of funcref", table.ToString());
        var type = context.FunctionTypeAt(typeIndex, _codeOffset + _offset, _functionIndex);
        Pop(ValueType.I32);
        return type;
    }

    private void ApplyType(FunctionType type)
    {
        PopAll(type.Parameters.AsSpan());
        PushAll(type.Results.AsSpan());
    }

    private void CheckReturn()
    {
        PopAll(_functionTypes[_functionIndex].Results.AsSpan());
        BecomeUnreachable();
    }

    [DoesNotReturn]
    private void Fail(string reason) => throw context.Error(reason, _functionIndex, _codeOffset + _offset);

    [DoesNotReturn]
    private void FailTypes(string expected, string found) =>
        throw context.TypeError(expected, found, _functionIndex, _codeOffset + _offset);
}
