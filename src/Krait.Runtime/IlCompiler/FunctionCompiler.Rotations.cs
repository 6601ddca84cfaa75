using System.Reflection.Emit;
using Krait.Wasm;

namespace Krait.Runtime.IlCompiler;

// Rotations by a constant. The just-in-time compiler must not see them, because it takes the flags of a rotation for those of a
// comparison of its result with zero (see Integers.I32Rotl); so they are two shifts and an addition.
//
// Where the exclusive or of two or three different rotations of one local is computed, as hash functions do, nothing can compare a
// rotation itself: what is left of the expression, however it is simplified, is an exclusive or, or a constant. There
// rotations are written as such: kernel sha256 takes a fifth less time.
internal sealed partial class FunctionCompiler
{
    private int _lastTrueRotation = -1;

    private bool TryEmitRotation(WasmOp op, InstructionReader reader)
    {
        if (!IsRotation(op) || !_operands.TryGetConstant(0, out long count))
            return false;
        int local = _operands.LocalOf(1);
        StackKind kind = _operands.KindFromTop(0);
        int left = LeftCount(op, count);
        if (0 <= local && _lastTrueRotation < _instructionCount)
            _lastTrueRotation = FindLastOfSum(op, local, left, reader);
        _operands.Drop();
        if (left == 0)
            return true;
        if (_lastTrueRotation < _instructionCount)
        {
            _operands.EmptyIlStack();
            EmitShifts(left, BitsOf(op));
            _il.Emit(OpCodes.Add);
        }
        else
        {
            EmitShifts(left, BitsOf(op));
            _il.Emit(OpCodes.Or);
        }

        _operands.Drop();
        _operands.PushResult(kind, depth: 2);
        return true;
    }

    private void EmitShifts(int left, int bits)
    {
        _operands.EmitCopy(0);
        _il.Emit(OpCodes.Ldc_I4, left);
        _il.Emit(OpCodes.Shl);
        _operands.EmitCopy(0);
        _il.Emit(OpCodes.Ldc_I4, bits - left);
        _il.Emit(OpCodes.Shr_Un);
    }

    // Where the exclusive or of this rotation and the ones that follow ends: at the instruction of the last of them; -1 if there is none.
    private int FindLastOfSum(WasmOp op, int local, int left, InstructionReader reader)
    {
        int second = NextOfSum(op, local, ref reader);
        if (left == 0 || second <= 0 || second == left)
            return -1;
        int third = NextOfSum(op, local, ref reader);
        return 0 < third && third != left && third != second ? _instructionCount + 7 : _instructionCount + 3;
    }

    // Reads `local.get`, a constant, a rotation, `xor`: how far the rotation goes to the left, -1 if something else comes.
    private static int NextOfSum(WasmOp op, int local, ref InstructionReader reader)
    {
        bool is32 = BitsOf(op) == 32;
        if (reader.AtEnd || reader.Read() != WasmOp.LocalGet || reader.Index != local)
            return -1;
        if (reader.Read() != (is32 ? WasmOp.I32Const : WasmOp.I64Const))
            return -1;
        long count = is32 ? reader.I32 : reader.I64;
        WasmOp rotation = reader.Read();
        if (!IsRotation(rotation) || BitsOf(rotation) != BitsOf(op) || reader.Read() != (is32 ? WasmOp.I32Xor : WasmOp.I64Xor))
            return -1;
        return LeftCount(rotation, count);
    }

    private static bool IsRotation(WasmOp op) => op is WasmOp.I32Rotl or WasmOp.I32Rotr or WasmOp.I64Rotl or WasmOp.I64Rotr;

    private static int BitsOf(WasmOp rotation) => rotation is WasmOp.I32Rotl or WasmOp.I32Rotr ? 32 : 64;

    private static int LeftCount(WasmOp rotation, long count) =>
        (int)(rotation is WasmOp.I32Rotl or WasmOp.I64Rotl ? count : -count) & (BitsOf(rotation) - 1);
}
