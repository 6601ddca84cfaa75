using System;
using System.Collections.Generic;
using System.Threading;
using Krait.Wasm;

namespace Krait.Runtime.Splitting;

// One walk finds the blocks that cannot be in a part as a whole, and for these what they consist of:
//
//   too heavy   more than a part may be
//   a hub       a branch table inside goes to many places outside: the switch of an interpreter. Its arms become parts; what
//               holds the branch table stays in the function's own method, so that each round passes through one call
//
// Everything else is an item: a run of instructions or whole blocks. Items next to each other become parts. So parts hold no
// parts.

/// <summary>Finds the parts of a function that is too large for one method.</summary>
internal sealed class PartFinder
{
    // Branch tables that go to fewer places outside of a block do not make it a hub.
    private const int HubTargets = 4;

    // With more tables that would make hubs there are none: this is no interpreter's loop, and the just-in-time compiler's time grows
    // with the square of the number of branch tables in one method (66,000 took it 22 seconds).
    private const int MaximumHubTables = 1_000;

    // Operands that a part may take or leave, and how much heavier it has to be for each one more.
    private const int MaximumTransfers = 8;
    private const int WeightPerTransfer = 32;

    private readonly Module _module;
    private readonly MethodSizes _sizes;
    private readonly int _maximumHubTables;
    private readonly List<Frame> _frames = [];
    private readonly List<PartRange> _parts = [];
    private Frame _frame;
    private int _hubTables;
    private int _deadNesting;
    private int _height;

    private PartFinder(Module module, FunctionType type, MethodSizes sizes, int maximumHubTables)
    {
        _module = module;
        _sizes = sizes;
        _maximumHubTables = maximumHubTables;
        _frame = new Frame { Op = WasmOp.Block, Type = type, IsFunction = true };
        _frames.Add(_frame);
    }

    /// <summary>Most operands that a branch, a return or a call takes along.</summary>
    public int MostTaken { get; private set; }

    /// <summary>The weight of the heaviest part.</summary>
    public int MostPartWeight { get; private set; }

    /// <summary>The parts in rising order; empty where the function is one method.</summary>
    public List<PartRange> Parts => _parts;

    public static PartFinder Run(Module module, FunctionType type, FunctionBody body, MethodSizes sizes, CancellationToken cancellationToken)
    {
        PartFinder finder = new(module, type, sizes, MaximumHubTables);
        finder.Walk(body, cancellationToken);
        if (finder._hubTables <= MaximumHubTables)
            return finder;
        PartFinder withoutHubs = new(module, type, sizes, maximumHubTables: 0);
        withoutHubs.Walk(body, cancellationToken);
        return withoutHubs;
    }

    private void Walk(FunctionBody body, CancellationToken cancellationToken)
    {
        InstructionReader reader = new(body.Code.Span, body.CodeOffsetInModule);
        int count = 0;
        while (!reader.AtEnd && _hubTables <= MaximumHubTables)
        {
            WasmOp op = reader.Read();
            if (count++ % 4096 == 0)
                cancellationToken.ThrowIfCancellationRequested();
            if (_frame.IsDead)
                SkipDead(op, ref reader);
            else
                Visit(op, ref reader);
        }
    }

    private void SkipDead(WasmOp op, ref InstructionReader reader)
    {
        bool isOuter = _deadNesting == 0;
        switch (op)
        {
            case WasmOp.Block or WasmOp.Loop or WasmOp.If or WasmOp.Try or WasmOp.TryTable:
                _deadNesting++;
                break;
            case WasmOp.Else or WasmOp.Catch or WasmOp.CatchAll when isOuter:
                BeginArm(op, ref reader);
                break;
            case WasmOp.End or WasmOp.Delegate when isOuter:
                Close(ref reader);
                break;
            case WasmOp.End or WasmOp.Delegate:
                _deadNesting--;
                break;
        }
    }

    private void Visit(WasmOp op, ref InstructionReader reader)
    {
        if (op is WasmOp.End or WasmOp.Delegate)
        {
            Close(ref reader);
            return;
        }

        if (op is WasmOp.Else or WasmOp.Catch or WasmOp.CatchAll)
        {
            BeginArm(op, ref reader);
            return;
        }

        CutIfLong(op, reader.Offset);
        int weight = InstructionWeights.Of(op, ref reader);
        if (op is WasmOp.Block or WasmOp.Loop or WasmOp.If or WasmOp.Try or WasmOp.TryTable)
        {
            Open(op, ref reader, weight);
            return;
        }

        if (op == WasmOp.BrTable)
            FollowTable(ref reader);
        (int taken, int left) = EffectOf(op, ref reader);
        Take(taken);
        _height += left;
        Add(weight, reader.NextOffset);
        if (op is WasmOp.Br or WasmOp.BrTable or WasmOp.Return or WasmOp.Unreachable or WasmOp.Throw or WasmOp.Rethrow or WasmOp.ThrowRef
            or WasmOp.ReturnCall or WasmOp.ReturnCallIndirect)
        {
            EndItem();
            _frame.IsDead = true;
        }
    }

    private (int Taken, int Left) EffectOf(WasmOp op, ref InstructionReader reader)
    {
        (int taken, int left) = OperandEffect.Of(_module, ref reader);
        switch (op)
        {
            case WasmOp.Br or WasmOp.BrIf or WasmOp.BrTable:
                int count = _frames[^(1 + reader.Index)].LabelCount;
                taken += count;
                left += op == WasmOp.BrIf ? count : 0;
                break;
            case WasmOp.Return:
                taken = _frames[0].Type.Results.Length;
                break;
        }

        MostTaken = Math.Max(MostTaken, Math.Max(taken, left));
        return (taken, left);
    }

    private void Take(int count)
    {
        _height -= count;
        _frame.Item.LowestHeight = Math.Min(_frame.Item.LowestHeight, _height);
    }

    // The item grows by an instruction or a block.
    private void Add(int weight, int end)
    {
        _frame.Item.Weight += weight;
        _frame.Item.End = end;
        _frame.Item.EndHeight = _height;
        _frame.Weight += weight;
    }

    // A comparison stays with the selection that follows it, because the compiler makes one operation of both.
    private void CutIfLong(WasmOp op, int offset)
    {
        bool isClean = _height == _frame.BaseHeight;
        if (_sizes.Grain <= _frame.Item.Weight && isClean)
            EndItem();
        else if (_sizes.Part / 2 <= _frame.Item.Weight && op is not (WasmOp.Select or WasmOp.SelectTyped))
            EndItem();
        if (_frame.Item.IsEmpty)
            _frame.Item = new Item { Start = offset, End = offset, Height = _height, LowestHeight = _height, EndHeight = _height };
    }

    private void EndItem()
    {
        if (!_frame.Item.IsEmpty)
            _frame.Items.Add(_frame.Item);
        _frame.Item = default;
    }

    // Fourth smallest of the different frames that it goes to: all frames further in are hubs, and so is the instruction alone.
    private void FollowTable(ref InstructionReader reader)
    {
        Span<int> least = stackalloc int[HubTargets];
        least.Fill(int.MaxValue);
        Insert(least, _frames.Count - 1 - reader.Index);
        foreach (int depth in reader.Labels)
            Insert(least, _frames.Count - 1 - depth);
        int escape = least[^1];
        if (escape == int.MaxValue || _maximumHubTables == 0)
            return;
        _hubTables++;
        _frame.Escape = Math.Min(_frame.Escape, escape);
        EndItem();
        _frame.Item = new Item { Start = reader.Offset, Height = _height, LowestHeight = _height, IsHub = true };

        static void Insert(Span<int> least, int frame)
        {
            for (int i = 0; i < least.Length; i++)
            {
                if (least[i] == frame)
                    return;
                if (frame < least[i])
                    (frame, least[i]) = (least[i], frame);
            }
        }
    }

    private void Open(WasmOp op, ref InstructionReader reader, int weight)
    {
        FunctionType type = reader.BlockType.Resolve(_module);
        Frame frame = new() { Op = op, Type = type, Start = reader.Offset, HeightAtStart = _height, Weight = weight };
        Take((op == WasmOp.If ? 1 : 0) + type.Parameters.Length);
        frame.LowestHeight = _height;
        frame.BaseHeight = _height;
        _height += type.Parameters.Length;
        MostTaken = Math.Max(MostTaken, Math.Max(type.Parameters.Length, type.Results.Length));
        _frames.Add(frame);
        _frame = frame;
    }

    private void BeginArm(WasmOp op, ref InstructionReader reader)
    {
        EndItem();
        _frame.Items.Add(new Item { IsHub = true });
        _frame.Weight += InstructionWeights.Of(op, ref reader);
        _frame.IsDead = false;
        _height = _frame.BaseHeight + (op == WasmOp.Else ? _frame.Type.Parameters.Length : 0);
        if (op == WasmOp.Catch)
            _height += _module.FunctionTypeAt(_module.TagTypes[reader.Index].TypeIndex).Parameters.Length;
    }

    private void Close(ref InstructionReader reader)
    {
        EndItem();
        Frame closed = _frame;
        if (closed.IsFunction)
        {
            Choose(closed);
            return;
        }

        _frames.RemoveAt(_frames.Count - 1);
        _frame = _frames[^1];
        _frame.Escape = Math.Min(_frame.Escape, closed.Escape);
        _height = closed.BaseHeight + closed.Type.Results.Length;
        bool isHub = closed.Escape < _frames.Count;
        if (isHub || _sizes.Part < closed.Weight)
        {
            // What stands before the block is an item without it.
            EndItem();
            _frame.Weight += closed.Weight;
            _frame.Items.Add(new Item { Inner = closed.Items, IsHub = true });
            return;
        }

        if (_sizes.Part < _frame.Item.Weight + closed.Weight)
        {
            EndItem();
            _frame.Item = new Item { Start = closed.Start, Height = closed.HeightAtStart, LowestHeight = closed.LowestHeight };
        }

        Add(closed.Weight, reader.NextOffset);
    }

    // Makes parts of items that are next to each other, in the function and in all blocks that are not in a part.
    private void Choose(Frame function)
    {
        Stack<List<Item>> left = [];
        left.Push(function.Items);
        while (left.TryPop(out List<Item>? items))
        {
            int first = 0;
            int weight = 0;
            for (int i = 0; i < items.Count; i++)
            {
                Item item = items[i];
                if (item.IsHub || _sizes.Part < weight + item.Weight)
                {
                    // What computes the index of a branch table stays with it.
                    MakePart(items, first, i, weight, item.IsHub && item.Weight != 0 ? _sizes.Dispatch : _sizes.LeastPart);
                    first = item.IsHub ? i + 1 : i;
                    weight = 0;
                }

                weight += item.IsHub ? 0 : item.Weight;
                if (item.Inner is not null)
                    left.Push(item.Inner);
            }

            MakePart(items, first, items.Count, weight, _sizes.LeastPart);
        }

        _parts.Sort((part, other) => part.Start.CompareTo(other.Start));
    }

    private void MakePart(List<Item> items, int first, int end, int weight, int least)
    {
        if (weight < least || first == end)
            return;
        int lowest = items[first].Height;
        for (int i = first; i < end; i++)
            lowest = Math.Min(lowest, items[i].LowestHeight);
        Item last = items[end - 1];

        // No compiler of another language makes code that leaves hundreds of operands waiting; it stays where it is.
        if (MaximumTransfers + (weight / WeightPerTransfer) < Math.Max(items[first].Height, last.EndHeight) - lowest)
            return;
        _parts.Add(new PartRange(items[first].Start, last.End, items[first].Height, lowest, last.EndHeight));
        MostPartWeight = Math.Max(MostPartWeight, weight);
        MostTaken = Math.Max(MostTaken, Math.Max(items[first].Height, last.EndHeight) - lowest);
    }

    /// <summary>Instructions and whole blocks that stay together.</summary>
    private struct Item
    {
        public int Start;
        public int End;
        public int Weight;
        public int Height;
        public int LowestHeight;
        public int EndHeight;

        // In no part: a branch table of a hub, the border between two arms, or a block that is cut itself.
        public bool IsHub;
        public List<Item>? Inner;

        public readonly bool IsEmpty => Weight == 0 && !IsHub;
    }

    /// <summary>An open block.</summary>
    private sealed class Frame
    {
        public Item Item;

        public WasmOp Op { get; init; }

        public FunctionType Type { get; init; } = FunctionType.Empty;

        public bool IsFunction { get; init; }

        public int Start { get; init; }

        public int HeightAtStart { get; init; }

        public int BaseHeight { get; set; }

        public int LowestHeight { get; set; }

        public int Weight { get; set; }

        public int Escape { get; set; } = int.MaxValue;

        public bool IsDead { get; set; }

        public List<Item> Items { get; } = [];

        public int LabelCount => Op == WasmOp.Loop ? Type.Parameters.Length : Type.Results.Length;
    }
}
