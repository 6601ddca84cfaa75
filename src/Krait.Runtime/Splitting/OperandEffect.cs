using Krait.Wasm;

namespace Krait.Runtime.Splitting;

/// <summary>How many operands instructions without blocks and labels take and leave.</summary>
internal static class OperandEffect
{
    /// <param name="module">A valid module.</param>
    /// <param name="reader">Has just read the instruction.</param>
    public static (int Taken, int Left) Of(Module module, ref InstructionReader reader)
    {
        WasmOp op = reader.Op;
        PlainSignature signature = OpFacts.SignatureOf(op);
        if (!signature.IsSpecial)
            return (signature.ParameterCount, signature.HasResult ? 1 : 0);
        switch (op)
        {
            case WasmOp.Call or WasmOp.ReturnCall:
                return Of(module.FunctionTypeOf(reader.Index));
            case WasmOp.CallIndirect or WasmOp.ReturnCallIndirect:
                FunctionType type = module.FunctionTypeAt(reader.Index);
                return (type.Parameters.Length + 1, type.Results.Length);
            case WasmOp.Throw:
                return (module.FunctionTypeAt(module.TagTypes[reader.Index].TypeIndex).Parameters.Length, 0);
            default:
                return OfFixed(op);
        }
    }

    private static (int Taken, int Left) Of(FunctionType type) => (type.Parameters.Length, type.Results.Length);

    private static (int Taken, int Left) OfFixed(WasmOp op) => op switch
    {
        WasmOp.LocalGet or WasmOp.GlobalGet or WasmOp.RefNull or WasmOp.RefFunc or WasmOp.TableSize => (0, 1),
        WasmOp.LocalTee or WasmOp.TableGet or WasmOp.RefIsNull => (1, 1),
        WasmOp.LocalSet or WasmOp.GlobalSet or WasmOp.Drop or WasmOp.ThrowRef or WasmOp.BrTable or WasmOp.BrIf or WasmOp.If => (1, 0),
        WasmOp.Select or WasmOp.SelectTyped => (3, 1),
        WasmOp.TableSet => (2, 0),
        WasmOp.TableGrow => (2, 1),
        WasmOp.TableFill or WasmOp.TableCopy or WasmOp.TableInit => (3, 0),
        WasmOp.Unreachable or WasmOp.Rethrow or WasmOp.Return or WasmOp.Br or WasmOp.Block or WasmOp.Loop or WasmOp.Try or WasmOp.TryTable => (0, 0),
        _ => throw new InternalErrorException($"{OpFacts.TextOf(op)} has no operand effect"),
    };
}
