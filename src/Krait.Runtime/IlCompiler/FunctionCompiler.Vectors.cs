using System;
using System.Buffers.Binary;
using System.Reflection.Emit;
using Krait.Wasm;

namespace Krait.Runtime.IlCompiler;

// Vector instructions with immediates, and those that touch memory. The others are plain calls of their meaning, which the
// just-in-time compiler inlines to one or a few machine instructions. What becomes of loaded and stored bytes is said in
// VectorMemory; its methods have the shapes that stand there.
//
// Operands of vector instructions come from variables, never from the IL stack: a call's result that waits there costs the
// just-in-time compiler a temporary, and with some hundred of them it inlines nothing any more. 1,600 instructions in a row
// took 40 ns each, where they take less than one this way, and half the time to compile.
internal sealed partial class FunctionCompiler
{
    private void PushVectorConstant(ref InstructionReader reader)
    {
        (long low, long high) = Halves(ref reader);
        _operands.PushVector(low, high);
    }

    private void EmitShuffle(ref InstructionReader reader)
    {
        (long low, long high) = Halves(ref reader);
        _operands.PushVector(low, high);
        EmitMeaning(WasmOp.I8x16Shuffle, operandCount: 3, StackKind.V128);
    }

    // Lane instructions: the lane is the last argument of the meaning.
    private void EmitLaneAccess(WasmOp op, int lane)
    {
        PlainSignature signature = OpFacts.SignatureOf(op);
        _operands.PushConstant(StackKind.I32, lane);
        EmitMeaning(op, signature.ParameterCount + 1, StackKinds.Of(signature.Result()));
    }

    private void EmitMeaning(WasmOp op, int operandCount, StackKind result)
    {
        _operands.EmptyIlStack();
        int depth = _operands.Load(operandCount);
        _il.Emit(OpCodes.Call, SemanticMethods.Find(op.ToString()));
        _operands.PushResult(result, depth);
    }

    // The address is on the IL stack, for loads of a lane and for stores below the vector.
    private void EmitVectorAccess(WasmOp op, int lane)
    {
        switch (op)
        {
            case WasmOp.V128Load:
                MemoryAccess.EmitVectorLoad(_il);
                _operands.PushResult(StackKind.V128, depth: 2);
                break;
            case WasmOp.V128Store:
                LoadVectorAboveAddress();
                MemoryAccess.EmitVectorStore(_il);
                break;
            case >= WasmOp.V128Store8Lane and <= WasmOp.V128Store64Lane:
                LoadVectorAboveAddress();
                _il.Emit(OpCodes.Ldc_I4, lane);
                _il.Emit(OpCodes.Call, SemanticMethods.Find(op.ToString()));
                MemoryAccess.EmitBitsStore(_il, OpFacts.AccessBytesOf(op));
                break;
            default:
                EmitVectorLoad(op, lane);
                break;
        }
    }

    private void EmitVectorLoad(WasmOp op, int lane)
    {
        MemoryAccess.EmitBitsLoad(_il, OpFacts.AccessBytesOf(op));
        if (OpFacts.ImmediateOf(op) == Imm.MemArgLane)
        {
            LoadVectorAboveAddress();
            _il.Emit(OpCodes.Ldc_I4, lane);
        }

        _il.Emit(OpCodes.Call, SemanticMethods.Find(op.ToString()));
        _operands.PushResult(StackKind.V128, depth: 2);
    }

    private void LoadVectorAboveAddress()
    {
        _operands.Load(1);
        _operands.Drop();
    }

    private static (long Low, long High) Halves(ref InstructionReader reader) =>
        (BinaryPrimitives.ReadInt64LittleEndian(reader.Bytes16), BinaryPrimitives.ReadInt64LittleEndian(reader.Bytes16[sizeof(long)..]));

    // What the just-in-time compiler does not know it cannot leave out.
    private void PrepareVectors(WasmOp op)
    {
        _operands.EmptyIlStack();
        bool isF32 = op is >= WasmOp.F32x4Add and <= WasmOp.F32x4Max;
        if (!isF32 && op is not (>= WasmOp.F64x2Add and <= WasmOp.F64x2Max))
            return;
        for (int i = 0; i < 2; i++)
        {
            if (_operands.TryGetConstant(i, out long bits) && FloatFolding.IsLeftOut(op, LowestLane(bits, isF32), i))
                _operands.HideVector(i);
        }
    }

    private static double LowestLane(long bits, bool isF32) =>
        isF32 ? BitConverter.Int32BitsToSingle((int)bits) : BitConverter.Int64BitsToDouble(bits);
}
