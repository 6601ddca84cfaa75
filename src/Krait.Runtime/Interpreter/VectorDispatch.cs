using System.Runtime.CompilerServices;
using Krait.Runtime.Semantics;
using Krait.Runtime.Store;
using Krait.Wasm;

namespace Krait.Runtime.Interpreter;

/// <summary>Executes vector instructions: four switches of at most 64 codes each.</summary>
internal static unsafe partial class VectorDispatch
{
    /// <summary>Executes one and gives the next instruction.</summary>
    public static Instruction* Execute(Instruction* ip, long* fp, GuestContext* context) => ((int)(ip->Op - Opcode.Vector) >> 6) switch
    {
        0 => Execute0(ip, fp, context),
        1 => Execute1(ip, fp, context),
        2 => Execute2(ip, fp, context),
        _ => Execute3(ip, fp, context),
    };

    /// <summary>Whether an instruction takes two places in the code.</summary>
    public static bool HasSecondHalf(WasmOp op)
    {
        Imm immediate = OpFacts.ImmediateOf(op);
        int operands = OpFacts.SignatureOf(op).ParameterCount;
        return operands == 3 || immediate is Imm.Lanes16 or Imm.MemArgLane || (immediate == Imm.Lane && operands == 2);
    }

    // SAFETY: the range is checked against the memory's length, in 64 bits.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte* At(long address, int offset, uint lengthBytes, GuestContext* context)
    {
        ulong start = (uint)address + (ulong)(uint)offset;
        if (context->MemoryLength < start + lengthBytes)
            Trap.Throw(TrapCode.OutOfBoundsMemoryAccess);
        return context->MemoryBase + start;
    }
}
