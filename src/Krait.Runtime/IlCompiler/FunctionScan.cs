using System.Collections.Generic;
using Krait.Wasm;

namespace Krait.Runtime.IlCompiler;

// One walk over a function's code before it is compiled. Fuel: each instruction but the structural ones costs one unit
// and a function entry one more; a run of instructions that is always executed as a whole is paid for when it begins.
// Runs begin at the function's start, at loop heads, in both arms of an if, after a conditional branch and after an end.

/// <summary>Facts about a function's code that its compilation needs from the start.</summary>
internal sealed class FunctionScan
{
    // Locals that one loop may assign before it counts as assigning all of them.
    private const int MaximumAssigned = 64;

    private readonly List<int> _costs = [1];
    private readonly List<HashSet<int>?> _loops = [];
    private readonly Stack<int> _openBlocks = [];
    private int _next;
    private int _nextLoop;

    private FunctionScan()
    {
    }

    /// <summary>Calls in the code, to itself included.</summary>
    public int CallCount { get; private set; }

    public bool HasCalls => 0 < CallCount;

    public bool HasLoops { get; private set; }

    public bool UsesMemory { get; private set; }

    public static FunctionScan Of(FunctionBody body)
    {
        FunctionScan scan = new();
        InstructionReader reader = new(body.Code.Span, body.CodeOffsetInModule);
        while (!reader.AtEnd)
            scan.Visit(reader.Read(), reader.Index);
        return scan;
    }

    /// <summary>Locals assigned in the next loop, in the order in which loops begin; null for too many to say.</summary>
    public IReadOnlyCollection<int>? NextLoopAssignments() => _loops[_nextLoop++];

    /// <summary>The cost in units of the next run, in the order in which runs begin in the code.</summary>
    public int NextCost() => _costs[_next++];

    /// <summary>Whether a run begins right after this instruction.</summary>
    public static bool BeginsRun(WasmOp op) =>
        op is WasmOp.Loop or WasmOp.If or WasmOp.Else or WasmOp.BrIf or WasmOp.End;

    private void Visit(WasmOp op, int index)
    {
        if (op is WasmOp.Call or WasmOp.CallIndirect)
            CallCount++;
        HasLoops |= op == WasmOp.Loop;
        UsesMemory |= OpFacts.AccessBytesOf(op) != 0;
        FollowLoops(op, index);
        bool isFree = op is WasmOp.Nop or WasmOp.Block or WasmOp.Loop or WasmOp.Else or WasmOp.End or WasmOp.Drop;
        if (!isFree)
            _costs[^1]++;
        if (BeginsRun(op))
            _costs.Add(0);
    }

    // Blocks that are no loops stand on the stack as the loop around them, so that the top is always the innermost loop.
    private void FollowLoops(WasmOp op, int index)
    {
        switch (op)
        {
            case WasmOp.Block or WasmOp.If:
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
            case WasmOp.End when _openBlocks.TryPop(out int ended):
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
}
