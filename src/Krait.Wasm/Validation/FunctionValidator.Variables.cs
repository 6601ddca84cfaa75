using System.Runtime.CompilerServices;

namespace Krait.Wasm.Validation;

// The switch over special instructions, and the rules for variables, tables, references and select.
internal sealed partial class FunctionValidator
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void CheckSpecial(WasmOp op, ref InstructionReader reader)
    {
        switch (op)
        {
            case WasmOp.Block or WasmOp.Loop or WasmOp.If: CheckBlock(op, reader.BlockType); break;
            case WasmOp.Else: CheckElse(); break;
            case WasmOp.End: CheckEnd(); break;
            case WasmOp.Unreachable: BecomeUnreachable(); break;
            case WasmOp.Br: CheckBranch(reader.Index); break;
            case WasmOp.BrIf: CheckBranchIf(reader.Index); break;
            case WasmOp.BrTable: CheckBranchTable(ref reader); break;
            case WasmOp.Return: CheckReturn(); break;
            case WasmOp.Call: CheckCall(reader.Index); break;
            case WasmOp.CallIndirect: CheckCallIndirect(reader.Index, reader.SecondIndex); break;
            case WasmOp.ReturnCall: CheckReturnCall(reader.Index); break;
            case WasmOp.ReturnCallIndirect: CheckReturnCallIndirect(reader.Index, reader.SecondIndex); break;
            case WasmOp.Drop: PopAny("an operand"); break;
            case WasmOp.Select: CheckSelect(); break;
            case WasmOp.SelectTyped: CheckSelectTyped(ref reader); break;
            case WasmOp.LocalGet: Push(LocalType(reader.Index)); break;
            case WasmOp.LocalSet: Pop(LocalType(reader.Index)); break;
            case WasmOp.LocalTee:
                Pop(LocalType(reader.Index));
                Push(LocalType(reader.Index));
                break;
            case WasmOp.GlobalGet: Push(CheckGlobal(reader.Index).Value); break;
            case WasmOp.GlobalSet: CheckGlobalSet(reader.Index); break;
            case WasmOp.RefNull: CheckRefNull(reader.HeapType); break;
            case WasmOp.RefIsNull: CheckRefIsNull(); break;
            case WasmOp.RefFunc: CheckRefFunc(reader.Index); break;
            case WasmOp.TryTable or WasmOp.Throw or WasmOp.ThrowRef or WasmOp.Try or WasmOp.Catch or WasmOp.CatchAll
                or WasmOp.Delegate or WasmOp.Rethrow:
                CheckExceptionInstruction(op, ref reader);
                break;
            default: CheckTableInstruction(op, ref reader); break;
        }
    }

    private void CheckTableInstruction(WasmOp op, ref InstructionReader reader)
    {
        switch (op)
        {
            case WasmOp.TableGet:
                Pop(ValueType.I32);
                Push(CheckTable(reader.Index).Element);
                break;
            case WasmOp.TableSet:
                Pop(CheckTable(reader.Index).Element);
                Pop(ValueType.I32);
                break;
            case WasmOp.TableSize:
                CheckTable(reader.Index);
                Push(ValueType.I32);
                break;
            case WasmOp.TableGrow:
                Pop(ValueType.I32);
                Pop(CheckTable(reader.Index).Element);
                Push(ValueType.I32);
                break;
            case WasmOp.TableFill:
                Pop(ValueType.I32);
                Pop(CheckTable(reader.Index).Element);
                Pop(ValueType.I32);
                break;
            case WasmOp.TableCopy:
                RequireMatch(found: CheckTable(reader.SecondIndex).Element, expected: CheckTable(reader.Index).Element);
                PopThreeNumbers();
                break;
            case WasmOp.TableInit:
                var table = CheckTable(reader.SecondIndex);
                RequireMatch(found: CheckElementSegment(reader.Index).Type, expected: table.Element);
                PopThreeNumbers();
                break;
            default:
                throw new InternalErrorException($"the validator has no rule for '{OpFacts.TextOf(op)}'");
        }
    }

    private void PopThreeNumbers()
    {
        Pop(ValueType.I32);
        Pop(ValueType.I32);
        Pop(ValueType.I32);
    }

    private void RequireMatch(ValueType found, ValueType expected)
    {
        if (!Subtyping.Matches(found, expected))
            FailTypes(expected.ToString(), found.ToString());
    }

    private ValueType LocalType(int index)
    {
        if ((uint)index >= (uint)_localCount)
            Fail($"unknown local {(uint)index}");
        return _locals[index];
    }

    private GlobalType CheckGlobal(int index)
    {
        if ((uint)index >= (uint)_module.GlobalTypes.Length)
            Fail($"unknown global {(uint)index}");
        return _module.GlobalTypes[index];
    }

    private void CheckGlobalSet(int index)
    {
        var global = CheckGlobal(index);
        if (global.Mutability == Mutability.Constant)
            Fail($"immutable global {index} cannot be set");
        Pop(global.Value);
    }

    private TableType CheckTable(int index)
    {
        if ((uint)index >= (uint)_module.TableTypes.Length)
            Fail($"unknown table {(uint)index}");
        return _module.TableTypes[index];
    }

    // Without a written type, select works on numbers only.
    private void CheckSelect()
    {
        Pop(ValueType.I32);
        var second = PopAny("an operand");
        var first = PopAny("an operand");
        if (first.IsReference || second.IsReference)
            FailTypes("a number", (first.IsReference ? first : second).ToString());
        if (!Subtyping.Matches(first, second))
            FailTypes(first.ToString(), second.ToString());
        Push(first == ValueType.Unknown ? second : first);
    }

    private void CheckSelectTyped(ref InstructionReader reader)
    {
        if (reader.ValueTypes.Length != 1)
            Fail($"invalid result arity: expected 1, found {reader.ValueTypes.Length}");
        foreach (var type in reader.ValueTypes)
        {
            context.RequireType(type, _functionIndex, _codeOffset + _offset);
            Pop(ValueType.I32);
            Pop(type);
            Pop(type);
            Push(type);
        }
    }

    private void CheckRefNull(HeapType heapType)
    {
        var type = ValueType.Reference(heapType, Nullability.Nullable);
        context.RequireType(type, _functionIndex, _codeOffset + _offset);
        Push(type);
    }

    private void CheckRefIsNull()
    {
        var type = PopAny("a reference");
        if (!type.IsReference && type != ValueType.Unknown)
            FailTypes("a reference", type.ToString());
        Push(ValueType.I32);
    }

    private void CheckRefFunc(int index)
    {
        if ((uint)index >= (uint)_functionTypes.Length)
            Fail($"unknown function {(uint)index}");
        if (!context.IsDeclared(index))
            Fail($"undeclared function reference {index}");
        Push(ValueType.FuncRef);
    }
}
