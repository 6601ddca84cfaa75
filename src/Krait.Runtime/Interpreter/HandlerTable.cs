using System.Collections.Generic;
using Krait.Runtime.IlCompiler;
using Krait.Runtime.Store;

namespace Krait.Runtime.Interpreter;

/// <summary>Where a clause of a handler goes on.</summary>
/// <param name="TagOffset">Offset in the context of the number of the tag it catches; -1 for all exceptions.</param>
/// <param name="Instruction">Index in the function's code.</param>
internal readonly record struct HandlerClause(int TagOffset, int Instruction);

/// <summary>A <c>try</c> or <c>try_table</c> in translated code.</summary>
/// <param name="shape">What it does with exceptions.</param>
/// <param name="parent">The one whose body it stands in, or null.</param>
internal sealed class Handler(TryShape shape, Handler? parent)
{
    public TryShape Shape { get; } = shape;

    public Handler? Parent { get; } = parent;

    /// <summary>What it catches, in order; empty for one that delegates.</summary>
    public List<HandlerClause> Clauses { get; } = [];
}

/// <summary>Which handlers are around each place of a function's code. Not changed any more once the code can run.</summary>
internal sealed class HandlerTable
{
    // In ascending order: from this instruction on, up to the next entry's, the innermost handler is this one.
    private readonly List<int> _starts = [];
    private readonly List<Handler?> _innermost = [];

    public bool IsEmpty => _starts.Count == 0;

    /// <summary>The innermost handler at the place where code is being added.</summary>
    public Handler? Current { get; private set; }

    /// <summary>A handler's body begins.</summary>
    /// <param name="shape">The handler.</param>
    /// <param name="instruction">The index of the next instruction.</param>
    public Handler Begin(TryShape shape, int instruction)
    {
        Handler handler = new(shape, Current);
        Mark(instruction, handler);
        return handler;
    }

    /// <summary>The body of the innermost handler ends.</summary>
    /// <param name="instruction">The index of the next instruction.</param>
    public void End(int instruction) => Mark(instruction, Current!.Parent);

    /// <summary>The clause that catches an exception, in the order in which handlers see it.</summary>
    /// <param name="instruction">What throws, or the call that does not return.</param>
    /// <param name="tagNumber">The number of the exception's tag.</param>
    /// <param name="context">The context of the function's instance.</param>
    /// <returns>The index of the clause's first instruction; -1 if the exception leaves the function.</returns>
    public unsafe int Find(int instruction, long tagNumber, GuestContext* context)
    {
        int skipTo = 0;
        for (Handler? handler = InnermostAt(instruction); handler is not null; handler = handler.Parent)
        {
            // What is on its way to a handler further out passes by all others, delegating ones too.
            if (handler.Shape.SkipTo != 0)
            {
                skipTo = skipTo == 0 ? handler.Shape.SkipTo : skipTo;
                continue;
            }

            if (skipTo != 0 && skipTo != handler.Shape.Id)
                continue;
            skipTo = 0;
            foreach (HandlerClause clause in handler.Clauses)
            {
                if (clause.TagOffset < 0 || *(long*)((byte*)context + clause.TagOffset) == tagNumber)
                    return clause.Instruction;
            }
        }

        return -1;
    }

    private Handler? InnermostAt(int instruction)
    {
        int index = _starts.BinarySearch(instruction);
        if (index < 0)
            index = ~index - 1;
        return index < 0 ? null : _innermost[index];
    }

    private void Mark(int instruction, Handler? innermost)
    {
        Current = innermost;
        if (0 < _starts.Count && _starts[^1] == instruction)
        {
            _innermost[^1] = innermost;
            return;
        }

        _starts.Add(instruction);
        _innermost.Add(innermost);
    }
}
