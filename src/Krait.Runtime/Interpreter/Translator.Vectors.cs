using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Krait.Runtime.Store;
using Krait.Wasm;

namespace Krait.Runtime.Interpreter;

// Vector instructions. Many need more than three numbers; the rest of them is in the place that follows.
internal sealed partial class Translator
{
    private void AddVectorConstant(ref InstructionReader reader)
    {
        int slot = _operands.PushSlot(2);
        _code.AddWide(Opcode.ConstVector, slot, BinaryPrimitives.ReadInt64LittleEndian(reader.Bytes16));
        _code.AddWide(Opcode.Exit, 0, BinaryPrimitives.ReadInt64LittleEndian(reader.Bytes16[sizeof(long)..]));
    }

    private void AddVector(WasmOp op, ref InstructionReader reader)
    {
        PlainSignature signature = OpFacts.SignatureOf(op);
        Operand third = signature.ParameterCount == 3 ? _operands.Pop() : default;
        Operand second = 2 <= signature.ParameterCount ? _operands.Pop() : default;
        Operand first = _operands.Pop();
        int firstSlot = _operands.SlotOf(first);
        int secondSlot = 2 <= signature.ParameterCount ? _operands.SlotOf(second) : 0;
        int thirdSlot = signature.ParameterCount == 3 ? _operands.SlotOf(third) : 0;
        int offset = (int)(uint)reader.MemoryOffset;
        Opcode code = OpcodeForms.OpcodeOf(op);
        int result = _operands.End;
        Instruction next = new() { A = thirdSlot };
        int instruction;
        switch (OpFacts.ImmediateOf(op))
        {
            case Imm.MemArg or Imm.MemArgLane when !signature.HasResult:
                instruction = _code.Add(code, firstSlot, secondSlot, offset);
                next.A = reader.Index;
                break;
            case Imm.MemArg or Imm.MemArgLane:
                instruction = _code.Add(code, result, firstSlot, offset);
                next.A = secondSlot;
                next.B = reader.Index;
                break;
            case Imm.Lanes16:
                instruction = _code.Add(code, result, firstSlot, secondSlot);
                next = MemoryMarshal.Read<Instruction>(reader.Bytes16);
                break;
            case Imm.Lane when signature.ParameterCount == 1:
                instruction = _code.Add(code, result, firstSlot, reader.Index);
                break;
            case Imm.Lane:
                instruction = _code.Add(code, result, firstSlot, secondSlot);
                next.A = reader.Index;
                break;
            default:
                instruction = _code.Add(code, result, firstSlot, secondSlot);
                break;
        }

        if (VectorDispatch.HasSecondHalf(op))
            _code[_code.Add(Opcode.Exit)] = next;
        if (signature.HasResult)
            _operands.PushResultOf(instruction, WordCounts.Of(signature.Result()));
    }
}
