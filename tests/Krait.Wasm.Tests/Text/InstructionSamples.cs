using Krait.Wasm.Binary;

namespace Krait.Wasm.Tests.Text;

// A body that holds one instance of an instruction with small immediates that differ from each other. Not valid code.
internal static class InstructionSamples
{
    public static byte[] BodyWith(WasmOp op)
    {
        InstructionWriter code = new();
        switch (op)
        {
            case WasmOp.Else: return code.If().Else().End().End().ToArray();
            case WasmOp.End: return code.Block().End().End().ToArray();
            case WasmOp.Catch: return code.Structured(WasmOp.Try, BlockType.Empty).Op(op, 0).End().End().ToArray();
            case WasmOp.CatchAll: return code.Structured(WasmOp.Try, BlockType.Empty).Op(op).End().End().ToArray();
            case WasmOp.Delegate: return code.Structured(WasmOp.Try, BlockType.Empty).Op(op, 0).End().ToArray();
        }

        code.Op(op);
        WriteImmediates(op, code.Raw);
        if (OpFacts.ImmediateOf(op) is Imm.BlockType or Imm.CatchTable)
            code.End();
        return code.End().ToArray();
    }

    private static void WriteImmediates(WasmOp op, ByteWriter bytes)
    {
        switch (OpFacts.ImmediateOf(op))
        {
            case Imm.None: break;
            case Imm.BlockType: bytes.WriteByte(0x7F); break;
            case Imm.LabelTable: Write(bytes, 2, 1, 0, 1); break;
            case Imm.I32: bytes.WriteS64(int.MinValue); break;
            case Imm.I64: bytes.WriteS64(long.MinValue); break;
            case Imm.F32: bytes.WriteFixed32(0x7FA0_0001); break;
            case Imm.F64: bytes.WriteFixed64(0x3FB9_9999_9999_999A); break;
            case Imm.V128: bytes.WriteBytes([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 255]); break;
            case Imm.Lanes16: bytes.WriteBytes([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 31]); break;
            case Imm.MemArg: Write(bytes, 0, 7); break;
            case Imm.MemArgLane: Write(bytes, 0x40, 2, 7, 1); break;
            case Imm.HeapType: bytes.WriteHeapType(HeapType.Extern); break;
            case Imm.ValueTypes: Write(bytes, 1, 0x7E); break;
            case Imm.CatchTable: Write(bytes, 0x40, 2, 0, 3, 0, 2, 0); break;
            case Imm.CastBranch: Write(bytes, 2, 0, 0x6E, 0x6D); break;
            case Imm.ZeroByte: bytes.WriteByte(0); break;
            case Imm.TypeTable: Write(bytes, 0, 1); break;
            case Imm.TablePair or Imm.MemoryPair or Imm.ElementTable or Imm.DataMemory or Imm.TypeField or Imm.TypeCount
                or Imm.TypeData or Imm.TypeElement or Imm.TypePair:
                Write(bytes, 3, 1);
                break;
            default: bytes.WriteByte(5); break;
        }
    }

    private static void Write(ByteWriter bytes, params byte[] values) => bytes.WriteBytes(values);
}
