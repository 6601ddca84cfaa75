using System.Collections.Generic;
using Krait.Wasm;

namespace Krait.Runtime.IlCompiler;

// One walk over a function's code before it is compiled. Fuel: each instruction but the structural ones costs one unit
// and a function entry one more; a run of instructions that is always executed as a whole is paid for when it begins.
// Runs begin at the function's start, at loop heads, in both arms of an if, after a conditional branch and after an end.

/// <summary>Facts about a function's code that its compilation needs from the start.</summary>
internal sealed class FunctionScan
{
    private readonly List<int> _costs = [1];
    private int _next;

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
            scan.Visit(reader.Read());
        return scan;
    }

    /// <summary>The cost in units of the next run, in the order in which runs begin in the code.</summary>
    public int NextCost() => _costs[_next++];

    /// <summary>Whether a run begins right after this instruction.</summary>
    public static bool BeginsRun(WasmOp op) =>
        op is WasmOp.Loop or WasmOp.If or WasmOp.Else or WasmOp.BrIf or WasmOp.End;

    private void Visit(WasmOp op)
    {
        if (op is WasmOp.Call or WasmOp.CallIndirect)
            CallCount++;
        HasLoops |= op == WasmOp.Loop;
        UsesMemory |= OpFacts.AccessBytesOf(op) != 0;
        bool isFree = op is WasmOp.Nop or WasmOp.Block or WasmOp.Loop or WasmOp.Else or WasmOp.End or WasmOp.Drop;
        if (!isFree)
            _costs[^1]++;
        if (BeginsRun(op))
            _costs.Add(0);
    }
}
