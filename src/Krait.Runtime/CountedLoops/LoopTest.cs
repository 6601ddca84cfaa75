using Krait.Wasm;

namespace Krait.Runtime.CountedLoops;

/// <summary>A comparison that a round makes.</summary>
/// <param name="Op">A comparison of two i32.</param>
/// <param name="Left">The first operand.</param>
/// <param name="Right">The second one.</param>
internal readonly record struct LoopTest(WasmOp Op, LoopValue Left, LoopValue Right)
{
    /// <summary>The comparison that holds when this one does not.</summary>
    public LoopTest Negated() => this with { Op = NegationOf(Op) };

    /// <summary>The same with its operands in the other order.</summary>
    public LoopTest Swapped() => new(MirrorOf(Op), Right, Left);

    /// <summary>What the comparison says about a counter that goes in a direction; null if it does not end such a loop.</summary>
    public LoopRelation? RelationFor(int step) => Op switch
    {
        WasmOp.I32Ne => LoopRelation.NotEqual,
        WasmOp.I32LtU or WasmOp.I32LeU when 0 < step => LoopRelation.AtMost,
        WasmOp.I32LtS or WasmOp.I32LeS when 0 < step => LoopRelation.AtMostSigned,
        WasmOp.I32GtU or WasmOp.I32GeU when step < 0 => LoopRelation.AtLeast,
        WasmOp.I32GtS or WasmOp.I32GeS when step < 0 => LoopRelation.AtLeastSigned,
        _ => null,
    };

    private static WasmOp NegationOf(WasmOp op) => op switch
    {
        WasmOp.I32Eq => WasmOp.I32Ne,
        WasmOp.I32Ne => WasmOp.I32Eq,
        WasmOp.I32LtU => WasmOp.I32GeU,
        WasmOp.I32LtS => WasmOp.I32GeS,
        WasmOp.I32GtU => WasmOp.I32LeU,
        WasmOp.I32GtS => WasmOp.I32LeS,
        WasmOp.I32LeU => WasmOp.I32GtU,
        WasmOp.I32LeS => WasmOp.I32GtS,
        WasmOp.I32GeU => WasmOp.I32LtU,
        _ => WasmOp.I32LtS,
    };

    private static WasmOp MirrorOf(WasmOp op) => op switch
    {
        WasmOp.I32LtU => WasmOp.I32GtU,
        WasmOp.I32LtS => WasmOp.I32GtS,
        WasmOp.I32GtU => WasmOp.I32LtU,
        WasmOp.I32GtS => WasmOp.I32LtS,
        WasmOp.I32LeU => WasmOp.I32GeU,
        WasmOp.I32LeS => WasmOp.I32GeS,
        WasmOp.I32GeU => WasmOp.I32LeU,
        WasmOp.I32GeS => WasmOp.I32LeS,
        _ => op,
    };
}
