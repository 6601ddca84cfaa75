using System;
using System.Collections.Generic;
using Krait.Wasm;

namespace Krait.Runtime.IlCompiler;

// A filter is emitted where a try's body ends, before its clauses have been compiled, so they are looked up beforehand.
//
// A delegate's label names a block. What sees the exception next is the innermost try that has the end of that block in its body,
// or the try itself if its body is still open there. A try without clauses sees nothing, and one that delegates passes on.

/// <summary>Finds the tries of a function and what each of them catches.</summary>
internal sealed class TryScan
{
    /// <summary>In place of an <see cref="TryShape.Id"/>, the caller of the function.</summary>
    public const int Caller = int.MaxValue;

    private const int NoTry = -1;

    private readonly List<TryShape> _shapes = [];
    private readonly List<Frame> _frames = [];
    private readonly List<int> _depths = [];
    private int _next;

    /// <summary>Whether a delegated exception passes a try that might catch it.</summary>
    public bool HasSkips { get; private set; }

    /// <summary>Most bodies of tries inside each other.</summary>
    public int Nesting { get; private set; }

    public bool IsEmpty => _shapes.Count == 0;

    /// <summary>The next try, in the order in which they begin.</summary>
    public TryShape Next() => _shapes[_next++];

    public void Visit(WasmOp op, ref InstructionReader reader)
    {
        switch (op)
        {
            case WasmOp.Block or WasmOp.Loop or WasmOp.If:
                _frames.Add(new Frame(NoTry, Body: NoTry));
                break;
            case WasmOp.Try or WasmOp.TryTable:
                Begin();
                if (op == WasmOp.TryTable)
                {
                    foreach (CatchClause clause in reader.Catches)
                        _shapes[^1].Tags.Add(clause.TagIndex);
                }

                break;
            case WasmOp.Catch or WasmOp.CatchAll:
                _shapes[_frames[^1].Try].Tags.Add(op == WasmOp.Catch ? reader.Index : TryShape.AllTags);
                _frames[^1] = _frames[^1] with { Body = NoTry };
                break;
            case WasmOp.Delegate:
                TryShape shape = _shapes[_frames[^1].Try];
                _frames.RemoveAt(_frames.Count - 1);
                shape.IsDelegate = true;
                shape.DelegateTarget = BodyAround(_frames.Count - 1 - reader.Index);
                break;
            case WasmOp.End when 0 < _frames.Count:
                _frames.RemoveAt(_frames.Count - 1);
                break;
        }
    }

    /// <summary>Finds where delegated exceptions go, once all clauses are known.</summary>
    public void Complete()
    {
        foreach (TryShape shape in _shapes)
        {
            if (!shape.IsDelegate)
                continue;
            int target = CatcherFrom(shape.DelegateTarget);
            if (target == CatcherFrom(shape.Parent))
                continue;
            shape.SkipTo = target < 0 ? Caller : _shapes[target].Id;
            HasSkips = true;
        }
    }

    private void Begin()
    {
        int index = _shapes.Count;
        TryShape shape = new(index, BodyAround(_frames.Count - 1));
        _shapes.Add(shape);
        _depths.Add(shape.Parent == NoTry ? 1 : _depths[shape.Parent] + 1);
        Nesting = Math.Max(Nesting, _depths[index]);
        _frames.Add(new Frame(index, index));
    }

    // The innermost try whose body holds what stands in a frame.
    private int BodyAround(int frame)
    {
        for (int i = frame; 0 <= i; i--)
        {
            if (_frames[i].Body != NoTry)
                return _frames[i].Body;
        }

        return NoTry;
    }

    // Only outwards, so this ends.
    private int CatcherFrom(int index)
    {
        while (0 <= index && (_shapes[index].IsDelegate || _shapes[index].Tags.Count == 0))
            index = _shapes[index].IsDelegate ? _shapes[index].DelegateTarget : _shapes[index].Parent;
        return index;
    }

    /// <summary>An open block.</summary>
    /// <param name="Try">The try it is, or <see cref="NoTry"/>.</param>
    /// <param name="Body">The same while its body is open.</param>
    private readonly record struct Frame(int Try, int Body);
}
