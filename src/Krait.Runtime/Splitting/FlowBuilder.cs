using System.Collections.Generic;
using System.Threading;
using Krait.Wasm;

namespace Krait.Runtime.Splitting;

/// <summary>Walks a function and makes its <see cref="FlowGraph"/>, with borders at the starts and ends of its parts.</summary>
internal sealed class FlowBuilder
{
    private readonly FlowGraph _graph = new();
    private readonly FunctionPart[] _parts;
    private readonly List<Frame> _frames = [];
    private int _nextPart;
    private int _part = FlowGraph.None;
    private int _partFrames;
    private int _handler = FlowGraph.None;
    private int _node;

    private FlowBuilder(FunctionPart[] parts)
    {
        _parts = parts;
        _node = _graph.Define();
        Place(_node);
        _frames.Add(new Frame(WasmOp.Block, _graph.Define(), FlowGraph.None));
    }

    /// <summary>Makes the graph, and completes what the parts know of their way in and out.</summary>
    public static FlowGraph Build(FunctionBody body, FunctionPart[] parts, CancellationToken cancellationToken)
    {
        FlowBuilder builder = new(parts);
        InstructionReader reader = new(body.Code.Span, body.CodeOffsetInModule);
        int count = 0;
        while (!reader.AtEnd)
        {
            int offset = reader.NextOffset;
            WasmOp op = reader.Read();
            if (count++ % 4096 == 0)
                cancellationToken.ThrowIfCancellationRequested();
            builder.CrossBorders(offset);
            builder.Visit(op, ref reader);
        }

        return builder._graph;
    }

    private void CrossBorders(int offset)
    {
        if (_part != FlowGraph.None && _parts[_part].Range.End == offset)
        {
            FunctionPart ended = _parts[_part];
            _part = FlowGraph.None;
            Continue();
            ended.AddExit(FunctionPart.FallThrough, _node);
        }

        if (_nextPart == _parts.Length || _parts[_nextPart].Range.Start != offset)
            return;
        _part = _nextPart++;
        _partFrames = _frames.Count;
        Continue();
        _parts[_part].EntryNode = _node;
        _parts[_part].HandlerNode = _handler;
    }

    private void Visit(WasmOp op, ref InstructionReader reader)
    {
        if (_part != FlowGraph.None)
            _parts[_part].UsesMemory |= OpFacts.AccessBytesOf(op) != 0;
        switch (op)
        {
            case WasmOp.LocalGet or WasmOp.LocalSet or WasmOp.LocalTee:
                _graph.AddUse(new LocalUse(_node, reader.Index, op));
                break;
            case WasmOp.Block or WasmOp.Loop or WasmOp.If or WasmOp.Try or WasmOp.TryTable:
                Open(op, ref reader);
                break;
            case WasmOp.Else:
                _graph.AddEdge(_node, _frames[^1].Label);
                Enter(_frames[^1].Other);
                _frames[^1] = _frames[^1] with { Op = WasmOp.Block };
                break;
            case WasmOp.Catch or WasmOp.CatchAll:
                BeginArm();
                break;
            case WasmOp.End or WasmOp.Delegate:
                Close();
                break;
            case WasmOp.Br:
                Branch(reader.Index);
                Begin();
                break;
            case WasmOp.BrIf:
                Branch(reader.Index);
                Continue();
                break;
            case WasmOp.BrTable:
                Branch(reader.Index);
                foreach (int depth in reader.Labels)
                    Branch(depth);
                Begin();
                break;
            case WasmOp.Rethrow:
                NoteRethrow(_frames.Count - 1 - reader.Index);
                Begin();
                break;
            case WasmOp.Return or WasmOp.ReturnCall or WasmOp.ReturnCallIndirect or WasmOp.Unreachable or WasmOp.Throw or WasmOp.ThrowRef:
                Begin();
                break;
        }
    }

    private void Open(WasmOp op, ref InstructionReader reader)
    {
        int handlerAround = _handler;
        int label = _graph.Define();
        int other = FlowGraph.None;
        switch (op)
        {
            case WasmOp.Loop:
                Follow(label);
                break;
            case WasmOp.If:
                other = _graph.Define();
                _graph.AddEdge(_node, other);
                Continue();
                break;
            case WasmOp.Try or WasmOp.TryTable:
                other = _graph.Define();
                if (op == WasmOp.TryTable)
                {
                    foreach (CatchClause clause in reader.Catches)
                        BranchFrom(other, clause.Label);
                }

                if (handlerAround != FlowGraph.None)
                    _graph.AddEdge(other, handlerAround);
                _handler = other;
                Continue();
                break;
        }

        _frames.Add(new Frame(op, label, other) { HandlerAround = handlerAround });
    }

    private void BeginArm()
    {
        Frame frame = _frames[^1];
        _graph.AddEdge(_node, frame.Label);
        EndBody();
        Begin();
        _graph.AddEdge(frame.Other, _node);
    }

    // From here on exceptions go further out.
    private void EndBody()
    {
        Frame frame = _frames[^1];
        if (frame.Op is not (WasmOp.Try or WasmOp.TryTable))
            return;
        _handler = frame.HandlerAround;
        Place(frame.Other);
        _frames[^1] = frame with { Op = WasmOp.Block };
    }

    private void Close()
    {
        EndBody();
        Frame frame = _frames[^1];
        _frames.RemoveAt(_frames.Count - 1);
        if (frame.Op == WasmOp.Loop)
            return;
        if (frame.Op == WasmOp.If)
        {
            _graph.AddEdge(_node, frame.Label);
            Enter(frame.Other);
        }

        Follow(frame.Label);
    }

    private void Branch(int depth) => BranchFrom(_node, depth);

    private void BranchFrom(int node, int depth)
    {
        int index = _frames.Count - 1 - depth;
        int label = _frames[index].Label;
        _graph.AddEdge(node, label);
        if (_part != FlowGraph.None && index < _partFrames)
            _parts[_part].AddExit(index, label);
    }

    private void NoteRethrow(int index)
    {
        if (_part != FlowGraph.None && index < _partFrames)
            _parts[_part].AddRethrown(index);
    }

    // A new node that this one leads to.
    private void Continue() => Follow(_graph.Define());

    private void Follow(int next)
    {
        _graph.AddEdge(_node, next);
        Enter(next);
    }

    // A new node that this one does not lead to.
    private void Begin() => Enter(_graph.Define());

    private void Enter(int node)
    {
        Place(node);
        _node = node;
    }

    private void Place(int node) => _graph.Place(node, _handler, _part);

    /// <summary>An open block.</summary>
    /// <param name="Op">What it is; a block once an if is in its other arm, and a try behind its body.</param>
    /// <param name="Label">Where branches to it go.</param>
    /// <param name="Other">Where an if goes on if its condition does not hold; the handler of a try.</param>
    private readonly record struct Frame(WasmOp Op, int Label, int Other)
    {
        public int HandlerAround { get; init; }
    }
}
