namespace Krait.Wasm.Text;

// How many values an instruction takes and gives, as far as folding its text needs to know. Wrong numbers would only make the
// text less pretty: folding never changes the order of instructions.
internal readonly record struct InstructionArity(int Taken, int Given)
{
    // An array longer than that is not folded.
    private const int MostOperands = 1000;

    // Takes its operands from wherever they come, and is no operand itself.
    private static readonly InstructionArity s_alone = new(0, -1);

    public static InstructionArity Of(Module module, WasmOp op, ref InstructionReader reader)
    {
        var signature = OpFacts.SignatureOf(op);
        if (!signature.IsSpecial)
            return new InstructionArity(signature.ParameterCount, signature.HasResult ? 1 : 0);
        switch (op)
        {
            case WasmOp.Drop or WasmOp.LocalSet or WasmOp.GlobalSet or WasmOp.ThrowRef: return new InstructionArity(1, 0);
            case WasmOp.Select or WasmOp.SelectTyped: return new InstructionArity(3, 1);
            case WasmOp.LocalGet or WasmOp.GlobalGet or WasmOp.RefNull or WasmOp.RefFunc or WasmOp.TableSize or WasmOp.StructNewDefault:
                return new InstructionArity(0, 1);
            case WasmOp.LocalTee or WasmOp.TableGet or WasmOp.RefIsNull or WasmOp.RefAsNonNull or WasmOp.ArrayLen or WasmOp.RefI31
                or WasmOp.I31GetS or WasmOp.I31GetU or WasmOp.RefTest or WasmOp.RefTestNull or WasmOp.RefCast or WasmOp.RefCastNull
                or WasmOp.AnyConvertExtern or WasmOp.ExternConvertAny or WasmOp.StructGet or WasmOp.StructGetS or WasmOp.StructGetU
                or WasmOp.ArrayNewDefault:
                return new InstructionArity(1, 1);
            case WasmOp.TableSet or WasmOp.StructSet: return new InstructionArity(2, 0);
            case WasmOp.TableGrow or WasmOp.RefEq or WasmOp.ArrayNew or WasmOp.ArrayGet or WasmOp.ArrayGetS or WasmOp.ArrayGetU
                or WasmOp.ArrayNewData or WasmOp.ArrayNewElem:
                return new InstructionArity(2, 1);
            case WasmOp.TableInit or WasmOp.TableCopy or WasmOp.TableFill or WasmOp.ArraySet: return new InstructionArity(3, 0);
            case WasmOp.ArrayNewFixed when reader.SecondIndex <= MostOperands: return new InstructionArity(reader.SecondIndex, 1);
            case WasmOp.Call: return OfCall(FunctionTypeOf(module, reader.Index), extra: 0);
            case WasmOp.CallRef or WasmOp.CallIndirect: return OfCall(module.FunctionTypeOrNull(reader.Index), extra: 1);
            case WasmOp.ReturnCall: return OfCall(FunctionTypeOf(module, reader.Index), extra: 0) with { Given = -1 };
            case WasmOp.ReturnCallRef or WasmOp.ReturnCallIndirect:
                return OfCall(module.FunctionTypeOrNull(reader.Index), extra: 1) with { Given = -1 };
            case WasmOp.Throw when (uint)reader.Index < (uint)module.TagTypes.Length:
                return OfCall(module.FunctionTypeOrNull(module.TagTypes[reader.Index].TypeIndex), extra: 0) with { Given = -1 };
            case WasmOp.BrTable: return new InstructionArity(1, -1);
            case WasmOp.BrIf: return new InstructionArity(1, -1);
            default: return s_alone;
        }
    }

    private static FunctionType? FunctionTypeOf(Module module, int functionIndex) =>
        (uint)functionIndex < (uint)module.FunctionTypeIndices.Length ? module.FunctionTypeOrNull(module.FunctionTypeIndices[functionIndex]) : null;

    private static InstructionArity OfCall(FunctionType? type, int extra) =>
        type is null ? s_alone : new InstructionArity(type.Parameters.Length + extra, type.Results.Length);
}
