using System.Reflection.Emit;
using Krait.Runtime.Splitting;
using Krait.Wasm;

namespace Krait.Runtime.IlCompiler;

/// <summary>The code from the head of a loop to the branch table that it leads to without fail.</summary>
/// <remarks>
/// It reads and computes, opens blocks that take and give nothing, and leaves no operand waiting. So it means the same wherever in the
/// loop it stands, and a copy of it may go to the original's targets.
/// </remarks>
internal sealed class DispatchHead
{
    private const int MostInstructions = 512;
    private const int MostBeforeTable = 24;
    private const int MostLabels = 128;

    private DispatchHead(int start, int end, int weight)
    {
        Start = start;
        End = end;
        Weight = weight;
    }

    /// <summary>Offset in the function's code of what follows <c>loop</c>.</summary>
    public int Start { get; }

    /// <summary>Offset of what follows the branch table.</summary>
    public int End { get; }

    /// <summary>What a copy adds to the function; see <see cref="MethodSizes"/>.</summary>
    public int Weight { get; }

    /// <summary>Where the <c>loop</c> itself is in the module, for what fails at the head.</summary>
    public int LoopOffset { get; init; }

    /// <summary>Fuel of a round up to the branch table.</summary>
    public int Cost { get; set; }

    /// <summary>Where the branch table goes; null until it was emitted, and if a branch there needs more than a jump.</summary>
    public Label[]? Targets { get; set; }

    /// <summary>Where it goes otherwise.</summary>
    public Label Otherwise { get; set; }

    /// <summary>Looks whether a loop begins so.</summary>
    /// <param name="module">A valid module.</param>
    /// <param name="reader">Has just read <c>loop</c>.</param>
    /// <returns>Null if it does not.</returns>
    public static DispatchHead? Find(Module module, InstructionReader reader)
    {
        if (!IsEmpty(reader.BlockType.Resolve(module), countsResults: false))
            return null;
        int loopOffset = reader.Offset;
        int start = reader.NextOffset;
        int height = 0;
        int work = 0;
        int weight = InstructionWeights.Of(WasmOp.Loop, ref reader);
        for (int i = 0; i < MostInstructions && work < MostBeforeTable; i++)
        {
            WasmOp op = reader.Read();
            if (op == WasmOp.BrTable)
            {
                weight += InstructionWeights.Of(op, ref reader);
                bool fits = height == 1 && reader.Labels.Length is > 0 and <= MostLabels;
                return fits ? new DispatchHead(start, reader.NextOffset, weight) { LoopOffset = loopOffset } : null;
            }

            if (op == WasmOp.Block)
            {
                if (height != 0 || !IsEmpty(reader.BlockType.Resolve(module), countsResults: true))
                    return null;
                continue;
            }

            if (!TryFollow(op, ref height))
                return null;
            work++;
            weight += InstructionWeights.Of(op, ref reader);
        }

        return null;
    }

    private static bool IsEmpty(FunctionType type, bool countsResults) =>
        type.Parameters.Length == 0 && (!countsResults || type.Results.Length == 0);

    private static bool TryFollow(WasmOp op, ref int height)
    {
        switch (op)
        {
            case WasmOp.LocalGet or WasmOp.GlobalGet or WasmOp.I32Const or WasmOp.I64Const:
                height++;
                return true;
            case WasmOp.LocalSet:
                height--;
                return true;
            case WasmOp.LocalTee:
                return true;
        }

        bool isIntegerWork = op is >= WasmOp.I32Eqz and <= WasmOp.I64GeU or >= WasmOp.I32Clz and <= WasmOp.I64Rotr
            or WasmOp.I32WrapI64 or WasmOp.I64ExtendI32S or WasmOp.I64ExtendI32U or >= WasmOp.I32Extend8S and <= WasmOp.I64Extend32S;
        bool isLoad = op is >= WasmOp.I32Load and <= WasmOp.I64Load32U;
        if (!isIntegerWork && !isLoad)
            return false;
        height += 1 - OpFacts.SignatureOf(op).ParameterCount;
        return true;
    }
}
