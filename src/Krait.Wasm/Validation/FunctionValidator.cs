using System;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Krait.Wasm.Validation;

// Type-checks function bodies, one after the other, with the two stacks of the specification's algorithm.
// Hot: spans, no allocation per instruction, no recursion; stacks are kept from one function to the next.
// Control flow and variables are in the other parts of the class.
// Spec: appendix, validation algorithm.
internal sealed partial class FunctionValidator(ValidationContext context)
{
    private const int VectorBytes = 16;

    private readonly Module _module = context.Module;
    private readonly FunctionType[] _functionTypes = context.FunctionTypes;
    private readonly ModuleLimits _limits = context.Limits;
    private readonly WasmFeatures _missing = ~context.Features;
    private readonly OperandStack _operands = new();
    private readonly ControlStack _controls = new();
    private ValueType[] _locals = new ValueType[64];
    private int _localCount;
    private int _functionIndex;
    private int _codeOffset;
    private int _offset;
    private int _maximumNesting;
    private int _passedValues;
    private long _allPassedValues;
    private long _allVariables;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public FunctionShape Validate(int functionIndex, FunctionBody body)
    {
        _functionIndex = functionIndex;
        _codeOffset = body.CodeOffsetInModule;
        _offset = 0;
        _passedValues = 0;
        if (body.Code.Length > _limits.MaximumFunctionBytes)
            Fail($"too many bytes in a function: {body.Code.Length}, the limit is {_limits.MaximumFunctionBytes}");
        _operands.Clear();
        _controls.Clear();
        var type = _functionTypes[functionIndex];
        LayOutLocals(type, body.Locals);
        PushControl(WasmOp.Block, type, PushParameters.No);
        _maximumNesting = 1;
        _tryNesting = 0;
        _tryCount = 0;
        var instructionCount = 0;
        InstructionReader reader = new(body.Code.Span, body.CodeOffsetInModule);
        while (_controls.Count > 0)
        {
            var op = reader.Read();
            _offset = reader.Offset;
            if (instructionCount++ % 16_384 == 0)
                context.CancellationToken.ThrowIfCancellationRequested();
            CheckInstruction(op, ref reader);
        }

        if (!reader.AtEnd)
            throw MalformedModuleException.AtOffset("unexpected bytes after the end of a function", _codeOffset + reader.NextOffset, SectionId.Code);
        AddUp();
        return new FunctionShape(_operands.Peak, _maximumNesting, instructionCount);
    }

    // What a few bytes can ask the compilers to do: variables for locals and operands, and moves of operands.
    private void AddUp()
    {
        _allVariables += _localCount + _operands.Peak;
        if (_allVariables > _limits.MaximumVariables)
            Fail($"too many locals and operands in all functions together, the limit is {_limits.MaximumVariables}");
        _allPassedValues += _passedValues;
        if (_allPassedValues > _limits.MaximumPassedValues)
            Fail($"too many values passed by calls and branches in all functions together, the limit is {_limits.MaximumPassedValues}");
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void CheckInstruction(WasmOp op, ref InstructionReader reader)
    {
        var since = OpFacts.SinceOf(op);
        if ((since & _missing) != 0)
            context.ThrowMissing(since & _missing, _functionIndex, _codeOffset + _offset);
        var signature = OpFacts.SignatureOf(op);
        if (signature.IsSpecial)
        {
            CheckSpecial(op, ref reader);
            return;
        }

        var immediate = OpFacts.ImmediateOf(op);
        if (immediate != Imm.None)
            CheckImmediate(op, immediate, ref reader);
        ApplySignature(signature.Packed);
    }

    // Operands are popped last to first; nibbles are explained in PlainSignature.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ApplySignature(int packed)
    {
        var third = (packed >> 8) & 15;
        if (third != 0)
            Pop(PlainSignature.TypeOfNibble(third, AddressType.I32));
        var second = (packed >> 4) & 15;
        if (second != 0)
            Pop(PlainSignature.TypeOfNibble(second, AddressType.I32));
        var first = packed & 15;
        if (first != 0)
            Pop(PlainSignature.TypeOfNibble(first, AddressType.I32));
        var result = packed >> 12;
        if (result != 0)
            Push(PlainSignature.TypeOfNibble(result, AddressType.I32));
    }

    // The immediates of plain instructions; a constant cannot be wrong.
    private void CheckImmediate(WasmOp op, Imm immediate, ref InstructionReader reader)
    {
        switch (immediate)
        {
            case Imm.MemArg: CheckMemoryArgument(op, ref reader); break;
            case Imm.MemArgLane:
                CheckMemoryArgument(op, ref reader);
                CheckLane(reader.Index, VectorBytes / OpFacts.AccessBytesOf(op));
                break;
            case Imm.Lane: CheckLane(reader.Index, LaneCountOf(op)); break;
            case Imm.Lanes16: CheckShuffle(reader.Bytes16); break;
            case Imm.MemoryIndex: CheckMemory(reader.Index); break;
            case Imm.MemoryPair:
                CheckMemory(reader.Index);
                CheckMemory(reader.SecondIndex);
                break;
            case Imm.DataMemory:
                CheckMemory(reader.SecondIndex);
                CheckDataSegment(reader.Index);
                break;
            case Imm.DataIndex: CheckDataSegment(reader.Index); break;
            case Imm.ElementIndex: CheckElementSegment(reader.Index); break;
        }
    }

    private void CheckMemoryArgument(WasmOp op, ref InstructionReader reader)
    {
        CheckMemory(reader.MemoryIndex);
        var accessBytes = OpFacts.AccessBytesOf(op);
        if (reader.AlignmentLog2 >= 31 || 1 << reader.AlignmentLog2 > accessBytes)
            Fail($"alignment must not be larger than natural: 2^{reader.AlignmentLog2} is more than {accessBytes} bytes");
        if (reader.MemoryOffset > uint.MaxValue)
            Fail($"offset out of range: {reader.MemoryOffset} does not fit into 32 bits");
    }

    private void CheckLane(int lane, int count)
    {
        if (count <= lane)
            Fail($"invalid lane index {lane}: the vector has {count} lanes");
    }

    private void CheckShuffle(ReadOnlySpan<byte> lanes)
    {
        foreach (var lane in lanes)
        {
            if (2 * VectorBytes <= lane)
                Fail($"invalid lane index {lane}: two vectors have {2 * VectorBytes} lanes");
        }
    }

    // Instructions that take or replace one lane; their codes follow each other, shape by shape.
    private static int LaneCountOf(WasmOp op) => op switch
    {
        <= WasmOp.I8x16ReplaceLane => 16,
        <= WasmOp.I16x8ReplaceLane => 8,
        <= WasmOp.I32x4ReplaceLane => 4,
        <= WasmOp.I64x2ReplaceLane => 2,
        <= WasmOp.F32x4ReplaceLane => 4,
        _ => 2,
    };

    private void CheckMemory(int index)
    {
        if ((uint)index >= (uint)_module.MemoryTypes.Length)
            Fail($"unknown memory {(uint)index}");
    }

    private void CheckDataSegment(int index)
    {
        if (!_module.HasDataCount)
            throw MalformedModuleException.AtOffset("data count section required", _codeOffset + _offset, SectionId.Code);
        if ((uint)index >= (uint)_module.DataSegments.Length)
            Fail($"unknown data segment {(uint)index}");
    }

    private ElementSegment CheckElementSegment(int index)
    {
        if ((uint)index >= (uint)_module.Elements.Length)
            Fail($"unknown elem segment {(uint)index}");
        return _module.Elements[index];
    }

    private void LayOutLocals(FunctionType type, ImmutableArray<LocalRun> runs)
    {
        var total = (long)type.Parameters.Length;
        foreach (var run in runs)
            total += (uint)run.Count;
        if (total > _limits.MaximumLocals)
            Fail($"too many locals: {total}, the limit is {_limits.MaximumLocals}");
        if (_locals.Length < total)
            _locals = new ValueType[Math.Max(total, 2 * _locals.Length)];
        type.Parameters.AsSpan().CopyTo(_locals);
        _localCount = type.Parameters.Length;
        foreach (var run in runs)
        {
            context.RequireType(run.Type, _functionIndex);
            if (!run.Type.HasDefault)
                context.Require(WasmFeatures.FunctionReferences, _functionIndex);
            _locals.AsSpan(_localCount, run.Count).Fill(run.Type);
            _localCount += run.Count;
        }
    }
}
