using System.Collections.Generic;
using Krait.Runtime.Splitting;
using Krait.Wasm;

namespace Krait.Runtime.IlCompiler;

// One walk over a function's code before it is compiled. Fuel: each instruction but the structural ones costs one unit
// and a function entry one more; a run of instructions that is always executed as a whole is paid for when it begins.
// Runs begin at the function's start, at loop heads, in both arms of an if, after a conditional branch, after an end, and in
// every arm of a try. What follows a block that no branch leaves for further out is executed as often as what stands before
// the block, so it is paid for there: a trap inside has paid for code it did not reach, always for the same.
//
// Exceptions: throw, rethrow and throw_ref leave all blocks, as return does, and cost more than other instructions, because
// they take far longer. The clauses of try_table are branches out of it. An exception that a callee throws is like a trap: the
// run it interrupts stays paid for. Whoever throws, calls or enters a handler does so with the fuel that is left at that
// moment in the store's counter, so nothing is paid twice or given back when frames are unwound. There is a check before each
// throw and before each tail call, as before a return.

/// <summary>Facts about a function's code that its compilation needs from the start.</summary>
internal sealed class FunctionScan
{
    // Locals that one loop may assign before it counts as assigning all of them.
    private const int MaximumAssigned = 64;

    // What finding the handler costs, about: some microseconds.
    private const int ThrowCost = 1_000;

    private readonly List<int> _costs = [1];
    private readonly List<HashSet<int>?> _loops = [];
    private readonly Stack<int> _openBlocks = [];
    private readonly List<Frame> _frames = [];
    private int _run;
    private int _next;
    private int _nextLoop;

    private FunctionScan()
    {
    }

    /// <summary>Calls in the code, to itself included.</summary>
    public int CallCount { get; private set; }

    /// <summary>About how much is emitted for the function; see <see cref="MethodSizes"/>.</summary>
    public int Weight { get; private set; }

    public bool HasCalls => 0 < CallCount;

    /// <summary>Vector instructions in the code.</summary>
    public int VectorCount { get; private set; }

    public bool HasLoops { get; private set; }

    public bool UsesMemory { get; private set; }

    /// <summary>More than the function's first run costs something.</summary>
    public bool HasSeveralRuns { get; private set; }

    public TryScan Tries { get; } = new();

    public static FunctionScan Of(FunctionBody body)
    {
        FunctionScan scan = new();
        InstructionReader reader = new(body.Code.Span, body.CodeOffsetInModule);
        while (!reader.AtEnd)
        {
            WasmOp op = reader.Read();
            scan.Weight += InstructionWeights.Of(op, ref reader);
            scan.Visit(op, reader.Index);
            if (op == WasmOp.TryTable)
                scan.FollowClauses(reader.Catches);
            scan.Tries.Visit(op, ref reader);
        }

        scan.Tries.Complete();
        return scan;
    }

    /// <summary>Locals assigned in the next loop, in the order in which loops begin; null for too many to say.</summary>
    public IReadOnlyCollection<int>? NextLoopAssignments() => _loops[_nextLoop++];

    /// <summary>The cost in units of the next run, in the order in which runs begin in the code.</summary>
    public int NextCost() => _costs[_next++];

    /// <summary>What <see cref="NextCost"/> and <see cref="NextLoopAssignments"/> give next; set back where code is compiled twice.</summary>
    public Position Next
    {
        get => new(_next, _nextLoop);
        set => (_next, _nextLoop) = (value.Run, value.Loop);
    }

    /// <summary>Whether a run begins right after this instruction.</summary>
    public static bool BeginsRun(WasmOp op) =>
        op is WasmOp.Loop or WasmOp.If or WasmOp.Else or WasmOp.BrIf or WasmOp.End
            or WasmOp.Catch or WasmOp.CatchAll or WasmOp.Delegate;

    private void Visit(WasmOp op, int index)
    {
        if (op is WasmOp.Call or WasmOp.CallIndirect or WasmOp.ReturnCall or WasmOp.ReturnCallIndirect || IsThrow(op))
            CallCount++;
        if (OpFacts.SinceOf(op) == WasmFeatures.Simd)
            VectorCount++;
        HasLoops |= op == WasmOp.Loop;
        UsesMemory |= OpFacts.AccessBytesOf(op) != 0;
        FollowLoops(op, index);
        int cost = CostOf(op);
        _costs[_run] += cost;
        HasSeveralRuns |= 0 < cost && 0 < _run;
        FollowRuns(op, index);
    }

    private static int CostOf(WasmOp op) => op switch
    {
        WasmOp.Nop or WasmOp.Block or WasmOp.Loop or WasmOp.Else or WasmOp.End or WasmOp.Drop
            or WasmOp.Try or WasmOp.TryTable or WasmOp.Catch or WasmOp.CatchAll or WasmOp.Delegate => 0,
        _ => IsThrow(op) ? ThrowCost : 1,
    };

    private static bool IsThrow(WasmOp op) => op is WasmOp.Throw or WasmOp.Rethrow or WasmOp.ThrowRef;

    // A clause's label is counted from the blocks around the try_table, which is the innermost frame here.
    private void FollowClauses(CatchTable clauses)
    {
        foreach (CatchClause clause in clauses)
            LeaveTo(_frames.Count - 2 - clause.Label);
    }

    private void FollowRuns(WasmOp op, int index)
    {
        switch (op)
        {
            case WasmOp.Block or WasmOp.Loop or WasmOp.If or WasmOp.Try or WasmOp.TryTable:
                _frames.Add(new Frame(_run, _frames.Count));
                break;
            case WasmOp.Br or WasmOp.BrIf:
                LeaveTo(_frames.Count - 1 - index);
                break;
            case WasmOp.BrTable or WasmOp.Return or WasmOp.ReturnCall or WasmOp.ReturnCallIndirect:
            case WasmOp.Throw or WasmOp.Rethrow or WasmOp.ThrowRef:
                LeaveTo(-1);
                break;
        }

        if (!BeginsRun(op))
            return;
        _run = _costs.Count;
        _costs.Add(0);
        if (op is WasmOp.End or WasmOp.Delegate && 0 < _frames.Count)
        {
            Frame ended = _frames[^1];
            _frames.RemoveAt(_frames.Count - 1);
            LeaveTo(ended.Outermost);
            if (_frames.Count <= ended.Outermost)
                _run = ended.RunBefore;
        }
    }

    // A branch goes to the frame of that index, -1 for the function: every frame inside it is left.
    private void LeaveTo(int target)
    {
        if (0 < _frames.Count && target < _frames[^1].Outermost)
            _frames[^1] = _frames[^1] with { Outermost = target };
    }

    // Blocks that are no loops stand on the stack as the loop around them, so that the top is always the innermost loop.
    private void FollowLoops(WasmOp op, int index)
    {
        switch (op)
        {
            case WasmOp.Block or WasmOp.If or WasmOp.Try or WasmOp.TryTable:
                _openBlocks.Push(_openBlocks.TryPeek(out int around) ? around : -1);
                break;
            case WasmOp.Loop:
                _openBlocks.Push(_loops.Count);
                _loops.Add([]);
                break;
            case WasmOp.LocalSet or WasmOp.LocalTee:
                if (_openBlocks.TryPeek(out int loop) && 0 <= loop)
                    Assign(loop, index);
                break;
            case WasmOp.End or WasmOp.Delegate when _openBlocks.TryPop(out int ended):
                int outer = _openBlocks.TryPeek(out int next) ? next : -1;
                if (ended != outer && 0 <= outer)
                    Merge(ended, outer);
                break;
        }
    }

    private void Assign(int loop, int local)
    {
        if (_loops[loop] is not HashSet<int> assigned)
            return;
        assigned.Add(local);
        if (MaximumAssigned < assigned.Count)
            _loops[loop] = null;
    }

    private void Merge(int inner, int outer)
    {
        if (_loops[inner] is not HashSet<int> assigned)
        {
            _loops[outer] = null;
            return;
        }

        foreach (int local in assigned)
            Assign(outer, local);
    }

    /// <summary>A place in the order of runs and loops.</summary>
    public readonly record struct Position(int Run, int Loop);

    /// <summary>An open block.</summary>
    /// <param name="RunBefore">The run that the block stands in.</param>
    /// <param name="Outermost">The outermost frame that a branch inside goes to, at most the frame itself.</param>
    private readonly record struct Frame(int RunBefore, int Outermost);
}
