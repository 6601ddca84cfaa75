using System.Linq;
using Krait.Wasm;
using ValueType = Krait.Wasm.ValueType;

namespace Krait.Fuzz.Generation;

/// <summary>Writes constant expressions, integer arithmetic in them included.</summary>
internal sealed class ConstantGenerator(ModulePlan plan, Dice dice)
{
    private static readonly WasmOp[] s_operators32 = [WasmOp.I32Add, WasmOp.I32Sub, WasmOp.I32Mul];
    private static readonly WasmOp[] s_operators64 = [WasmOp.I64Add, WasmOp.I64Sub, WasmOp.I64Mul];

    /// <summary>Some value of a type.</summary>
    public ConstantExpression Of(ValueType type)
    {
        InstructionWriter code = new();
        Write(code, type, depth: 2);
        return new ConstantExpression(code.End().ToArray());
    }

    /// <summary>This i32, by a longer way now and then.</summary>
    public ConstantExpression I32(int value)
    {
        if (!dice.OneIn(4))
            return ConstantExpression.I32(value);
        InstructionWriter code = new InstructionWriter().I32Const(value - 5).I32Const(-3).I32Const(-8).Op(WasmOp.I32Sub).Op(WasmOp.I32Add);
        return new ConstantExpression(code.End().ToArray());
    }

    /// <summary>A passive segment of expressions.</summary>
    public ElementSegment References(ValueType type) =>
        new(SegmentMode.Passive, 0, null, type, default, [.. Enumerable.Range(0, dice.Roll(4)).Select(_ => Of(type))]);

    private void Write(InstructionWriter code, ValueType type, int depth)
    {
        // Node 20 knows only imported globals in constant expressions, as WebAssembly 2.0 does.
        int known = plan.Profile == ProgramProfile.JavaScript ? plan.Draft.Imports.Count(import => import.Type is GlobalType) : plan.Globals.Count;
        int[] constants = [.. plan.GlobalsOf(type, writable: false).Where(i => i < known && plan.Globals[i].Mutability == Mutability.Constant)];
        if (constants.Length > 0 && dice.OneIn(3))
            code.GlobalGet(dice.PickFrom(constants));
        else if (type == ValueType.I32 && depth > 0 && dice.OneIn(3))
            Combine(code, type, dice.PickFrom(s_operators32), depth);
        else if (type == ValueType.I64 && depth > 0 && dice.OneIn(3))
            Combine(code, type, dice.PickFrom(s_operators64), depth);
        else
            WriteConstant(code, type);
    }

    private void Combine(InstructionWriter code, ValueType type, WasmOp op, int depth)
    {
        Write(code, type, depth - 1);
        Write(code, type, depth - 1);
        code.Op(op);
    }

    private void WriteConstant(InstructionWriter code, ValueType type)
    {
        if (type == ValueType.I32)
            code.I32Const((int)Constants.Integer(dice));
        else if (type == ValueType.I64)
            code.I64Const((long)Constants.Integer(dice));
        else if (type == ValueType.F32)
            code.F32ConstBits(Constants.Single(dice, plan.Profile));
        else if (type == ValueType.F64)
            code.F64ConstBits(Constants.Double(dice, plan.Profile));
        else if (type == ValueType.V128)
            code.V128Const(Constants.Vector(dice));
        else if (type == ValueType.FuncRef && dice.OneIn(2))
            code.RefFunc(dice.Roll(plan.Functions.Count));
        else
            code.RefNull(type.HeapType);
    }
}
