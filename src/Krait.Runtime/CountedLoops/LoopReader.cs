using System;
using System.Collections.Generic;
using Krait.Runtime.Splitting;
using Krait.Wasm;

namespace Krait.Runtime.CountedLoops;

// One walk over the loop's code with a stack of what is known of each operand. The loop has one way back to its head, which every
// round that does not leave it takes; code outside of blocks inside is therefore executed once in each round, and a
// local that it sets by adding a number to itself is a counter. What is set inside of blocks is unknown from there on.

/// <summary>Finds out whether a loop is counted.</summary>
internal sealed class LoopReader
{
    private const int MostInstructions = 256;
    private const int MostRanges = 8;

    // With these no sum of the test in front of the loop leaves 64 bits.
    private const int LargestStep = 1 << 16;

    private readonly Module _module;
    private readonly List<LoopValue> _operands = [];
    private readonly List<Frame> _frames = [];
    private readonly List<LoopTest> _tests = [];
    private readonly List<LoopTest> _conditions = [];
    private readonly List<Access> _accesses = [];
    private readonly Dictionary<int, LoopValue> _locals = [];
    private Dictionary<int, LoopValue>? _atLatch;
    private bool _isDead;
    private int _deadNesting;

    private LoopReader(Module module)
    {
        _module = module;
    }

    /// <summary>A loop's count and what it touches.</summary>
    /// <param name="module">A valid module.</param>
    /// <param name="reader">Has just read <c>loop</c>.</param>
    /// <returns>Null if nothing is known that would help.</returns>
    public static CountedLoop? Find(Module module, InstructionReader reader)
    {
        FunctionType type = reader.BlockType.Resolve(module);
        if (0 < type.Parameters.Length)
            return null;
        LoopReader loop = new(module);
        for (int i = 0; i < MostInstructions; i++)
        {
            WasmOp op = reader.Read();
            if (op == WasmOp.End && loop._frames.Count == 0 && loop._deadNesting == 0)
                return loop.Conclude(reader.NextOffset);
            if (!(loop._isDead ? loop.SkipDead(op) : loop.Visit(op, ref reader)))
                return null;
        }

        return null;
    }

    private bool SkipDead(WasmOp op)
    {
        switch (op)
        {
            case WasmOp.Loop or WasmOp.Try or WasmOp.TryTable:
                return false;
            case WasmOp.Block or WasmOp.If:
                _deadNesting++;
                break;
            case WasmOp.Else when _deadNesting == 0:
                BeginElse();
                break;
            case WasmOp.End when _deadNesting == 0:
                EndBlock();
                break;
            case WasmOp.End:
                _deadNesting--;
                break;
        }

        return true;
    }

    // False ends the search: the loop is none of those that are counted.
    private bool Visit(WasmOp op, ref InstructionReader reader)
    {
        switch (op)
        {
            case WasmOp.Loop or WasmOp.Try or WasmOp.TryTable or WasmOp.Call or WasmOp.CallIndirect or WasmOp.ReturnCall or WasmOp.ReturnCallIndirect:
            case WasmOp.Throw or WasmOp.ThrowRef or WasmOp.Rethrow:
                return false;
            case WasmOp.Block or WasmOp.If:
                BeginBlock(op, reader.BlockType.Resolve(_module));
                return true;
            case WasmOp.Else:
                BeginElse();
                return true;
            case WasmOp.End:
                EndBlock();
                return true;
            case WasmOp.Br or WasmOp.BrIf:
                return Branch(op, reader.Index);
            case WasmOp.BrTable:
                return BranchTable(ref reader);
            case WasmOp.Return or WasmOp.Unreachable:
                _isDead = true;
                return true;
            default:
                Compute(op, ref reader);
                return true;
        }
    }

    private void Compute(WasmOp op, ref InstructionReader reader)
    {
        switch (op)
        {
            case WasmOp.I32Const:
                Push(LoopValue.Constant(reader.I32));
                break;
            case WasmOp.LocalGet:
                Push(ValueOf(reader.Index));
                break;
            case WasmOp.LocalSet:
                Set(reader.Index, Pop());
                break;
            case WasmOp.LocalTee:
                Set(reader.Index, Peek());
                break;
            case WasmOp.I32Add or WasmOp.I32Sub:
                LoopValue added = Pop();
                Push(Sum(Pop(), added, op));
                break;
            case WasmOp.I32Eqz:
                Push(Test(Zero(Pop())));
                break;
            case >= WasmOp.I32Eq and <= WasmOp.I32GeU:
                LoopValue right = Pop();
                Push(Test(new LoopTest(op, Pop(), right)));
                break;
            default:
                Other(op, ref reader);
                break;
        }
    }

    private void Other(WasmOp op, ref InstructionReader reader)
    {
        (int taken, int left) = OperandEffect.Of(_module, ref reader);
        if (OpFacts.AccessBytesOf(op) != 0)
        {
            LoopValue address = _operands[^taken];
            if (address.Kind == LoopValueKind.FromLocal)
                _accesses.Add(new Access(reader.Offset, address, reader.MemoryOffset + (ulong)OpFacts.AccessBytesOf(op)));
        }

        for (int i = 0; i < taken; i++)
            Pop();
        for (int i = 0; i < left; i++)
            Push(LoopValue.Unknown);
    }

    private static LoopValue Sum(LoopValue left, LoopValue right, WasmOp op)
    {
        if (right.Kind == LoopValueKind.Constant)
            return left.Plus(op == WasmOp.I32Add ? right.Offset : unchecked(-right.Offset));
        return left.Kind == LoopValueKind.Constant && op == WasmOp.I32Add ? right.Plus(left.Offset) : LoopValue.Unknown;
    }

    // The comparison that says whether a value is zero.
    private LoopTest Zero(LoopValue value) => value.Kind == LoopValueKind.Test
        ? _tests[value.Test].Negated()
        : new LoopTest(WasmOp.I32Eq, value, LoopValue.Constant(0));

    private LoopValue Test(LoopTest test)
    {
        _tests.Add(test);
        return LoopValue.OfTest(_tests.Count - 1);
    }

    private void BeginBlock(WasmOp op, FunctionType type)
    {
        if (op == WasmOp.If)
            Pop();
        _frames.Add(new Frame(_operands.Count - type.Parameters.Length, type));
    }

    private void BeginElse()
    {
        _isDead = false;
        Frame frame = _frames[^1];
        Cut(frame.Height, frame.Type.Parameters.Length);
    }

    private void EndBlock()
    {
        _isDead = false;
        Frame frame = _frames[^1];
        _frames.RemoveAt(_frames.Count - 1);
        Cut(frame.Height, frame.Type.Results.Length);
    }

    private bool Branch(WasmOp op, int depth)
    {
        LoopValue condition = op == WasmOp.BrIf ? Pop() : LoopValue.Unknown;
        _isDead = op == WasmOp.Br;
        if (depth == _frames.Count)
            return Return(op, condition);
        bool leaves = _frames.Count < depth;
        if (leaves && op == WasmOp.BrIf && _frames.Count == 0 && _atLatch is null)
            _conditions.Add(Zero(condition));
        return true;
    }

    // The way back to the loop's head: there may be one, outside of blocks.
    private bool Return(WasmOp op, LoopValue condition)
    {
        if (_atLatch is not null || 0 < _frames.Count)
            return false;
        if (op == WasmOp.BrIf)
            _conditions.Add(Zero(condition).Negated());
        _atLatch = new Dictionary<int, LoopValue>(_locals);
        return true;
    }

    private bool BranchTable(ref InstructionReader reader)
    {
        Pop();
        _isDead = true;
        foreach (int depth in reader.Labels)
        {
            if (depth == _frames.Count)
                return false;
        }

        return reader.Index != _frames.Count;
    }

    private LoopValue ValueOf(int local) => _locals.TryGetValue(local, out LoopValue value) ? value : LoopValue.OfLocal(local);

    private void Set(int local, LoopValue value) => _locals[local] = 0 < _frames.Count ? LoopValue.Unknown : value;

    private void Push(LoopValue value) => _operands.Add(value);

    private LoopValue Peek() => _operands[^1];

    private LoopValue Pop()
    {
        LoopValue value = _operands[^1];
        _operands.RemoveAt(_operands.Count - 1);
        return value;
    }

    // What is on the stack where paths meet comes from either.
    private void Cut(int height, int count)
    {
        if (height < _operands.Count)
            _operands.RemoveRange(height, _operands.Count - height);
        for (int i = 0; i < count; i++)
            Push(LoopValue.Unknown);
    }

    private CountedLoop? Conclude(int endOffset)
    {
        if (_atLatch is null || _accesses.Count == 0 || FindExit() is not LoopExit exit)
            return null;
        Dictionary<int, AddressRange> ranges = [];
        HashSet<int> offsets = [];
        foreach (Access access in _accesses)
        {
            int local = access.Address.Local;
            if (StepOf(local) is not int step || (!ranges.ContainsKey(local) && ranges.Count == MostRanges))
                continue;
            long end = access.Address.Offset + (long)access.EndOffset;
            AddressRange range = ranges.GetValueOrDefault(local, new AddressRange(local, step, access.Address.Offset, end));
            ranges[local] = range with { Lowest = Math.Min(range.Lowest, access.Address.Offset), End = Math.Max(range.End, end) };
            offsets.Add(access.CodeOffset);
        }

        return offsets.Count == 0 ? null : new CountedLoop(endOffset, exit, [.. ranges.Values], offsets);
    }

    private LoopExit? FindExit()
    {
        foreach (LoopTest condition in _conditions)
        {
            if (Exit(condition) is LoopExit exit)
                return exit;
            if (Exit(condition.Swapped()) is LoopExit other)
                return other;
        }

        return null;
    }

    private LoopExit? Exit(LoopTest condition)
    {
        LoopValue counter = condition.Left;
        bool isBound = condition.Right.Kind == LoopValueKind.Constant || (condition.Right.Kind == LoopValueKind.FromLocal && StepOf(condition.Right.Local) == 0);
        if (!isBound || counter.Kind != LoopValueKind.FromLocal || StepOf(counter.Local) is not int step || step == 0)
            return null;
        return condition.RelationFor(step) is LoopRelation relation ? new LoopExit(relation, counter, step, condition.Right) : null;
    }

    // What a round adds to a local; null if that is not known.
    private int? StepOf(int local)
    {
        if (!_locals.ContainsKey(local))
            return 0;
        LoopValue value = _atLatch!.GetValueOrDefault(local, LoopValue.OfLocal(local));
        bool isCounter = value.Kind == LoopValueKind.FromLocal && value.Local == local && -LargestStep <= value.Offset && value.Offset <= LargestStep;
        return isCounter ? value.Offset : null;
    }

    private readonly record struct Frame(int Height, FunctionType Type);

    private readonly record struct Access(int CodeOffset, LoopValue Address, ulong EndOffset);
}
