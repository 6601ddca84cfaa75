using System.Collections.Generic;
using Krait.Wasm;

namespace Krait.Python.Ir.Passes;

// Arithmetic: the instruction, and a test where the result may not exist.
internal sealed partial class LowerChecks
{
    private IrExpr Lower(IrChecked n)
    {
        switch (n.Op)
        {
            case CheckedOp.Add: return AddOrSub(n, WasmOp.I64Add, isAdd: true);
            case CheckedOp.Sub: return AddOrSub(n, WasmOp.I64Sub, isAdd: false);
            case CheckedOp.Mul: return Mul(n);
            case CheckedOp.Abs: return Abs(n);
            case CheckedOp.FloorDiv: return FloorDiv(n);
            case CheckedOp.Mod: return Mod(n);
            case CheckedOp.ShiftLeft: return ShiftLeft(n);
            case CheckedOp.ShiftRight: return ShiftRight(n);
            default: return FloatDiv(n);
        }
    }

    private static IrExpr I64(WasmOp op, IrExpr a, IrExpr b) => Make.Op(op, IrType.I64, a, b);

    private IrExpr AddOrSub(IrChecked n, WasmOp op, bool isAdd)
    {
        if (n.Facts.HasFlag(CheckFacts.NoOverflow))
            return I64(op, n.Args[0], n.Args[1]);
        var statements = new List<IrStmt>();
        (IrExpr a, IrExpr b) = Operands(n, statements);
        IrExpr result = Reusable(I64(op, a, b), statements);
        bool isUp = n.Facts.HasFlag(isAdd ? CheckFacts.RightNonNegative : CheckFacts.RightNonPositive);
        bool isDown = n.Facts.HasFlag(isAdd ? CheckFacts.RightNonPositive : CheckFacts.RightNonNegative);
        // Going up, the result is smaller than where it started exactly when it wrapped.
        IrExpr wrapped = isUp ? Make.Test(WasmOp.I64LtS, result, a)
            : isDown ? Make.Test(WasmOp.I64LtS, a, result)
            : Make.Test(WasmOp.I64LtS, I64(WasmOp.I64And, I64(WasmOp.I64Xor, a, isAdd ? result : b), I64(WasmOp.I64Xor, isAdd ? b : a, result)), Make.I64(0));
        statements.Add(new IrIf(wrapped, RaiseIn(n.Site, "OverflowError", Overflow), []));
        return new IrSequence(statements, result);
    }

    // Two operands of 32 bits cannot overflow; others are multiplied and the product is divided back.
    private IrExpr Mul(IrChecked n)
    {
        if (n.Facts.HasFlag(CheckFacts.NoOverflow))
            return I64(WasmOp.I64Mul, n.Args[0], n.Args[1]);
        var statements = new List<IrStmt>();
        (IrExpr a, IrExpr b) = Operands(n, statements);
        IrExpr result = Reusable(I64(WasmOp.I64Mul, a, b), statements);
        IrExpr Small(IrExpr value) => I64(WasmOp.I64ShrU, I64(WasmOp.I64Add, value, Make.I64(1L << 31)), Make.I64(32));
        IrExpr areLarge = Make.Test(WasmOp.I64Ne, b is IrConst { Bits: >= int.MinValue and <= int.MaxValue } ? Small(a) : I64(WasmOp.I64Or, Small(a), Small(b)), Make.I64(0));
        IrExpr isMinusOne = Make.Test(WasmOp.I64Eq, a, Make.I64(-1));
        IrExpr wrappedByMinusOne = Make.Test(WasmOp.I64Eq, b, Make.I64(long.MinValue));
        IrExpr wrapped = new IrChoose(
            isMinusOne,
            wrappedByMinusOne,
            new IrChoose(Make.Test(WasmOp.I64Eqz, a), Make.I32(0), Make.Test(WasmOp.I64Ne, I64(WasmOp.I64DivS, result, a), b)));
        List<IrStmt> check = [new IrIf(wrapped, RaiseIn(n.Site, "OverflowError", Overflow), [])];
        statements.Add(new IrIf(areLarge, check, []));
        return new IrSequence(statements, result);
    }

    private IrExpr Abs(IrChecked n)
    {
        var statements = new List<IrStmt>();
        IrExpr a = Reusable(n.Args[0], statements);
        if (!n.Facts.HasFlag(CheckFacts.NoOverflow))
            statements.Add(new IrIf(Make.Test(WasmOp.I64Eq, a, Make.I64(long.MinValue)), RaiseIn(n.Site, "OverflowError", Overflow), []));
        IrExpr sign = Reusable(I64(WasmOp.I64ShrS, a, Make.I64(63)), statements);
        return new IrSequence(statements, I64(WasmOp.I64Sub, I64(WasmOp.I64Xor, a, sign), sign));
    }

    private IrExpr FloorDiv(IrChecked n)
    {
        if (n.Args[1] is IrConst { Bits: > 0 } power && System.Numerics.BitOperations.IsPow2(power.Bits))
            return I64(WasmOp.I64ShrS, n.Args[0], Make.I64(System.Numerics.BitOperations.TrailingZeroCount(power.Bits)));
        var statements = new List<IrStmt>();
        (IrExpr a, IrExpr b) = Operands(n, statements);
        CheckDivisor(n, b, statements);
        if (n.Facts.HasFlag(CheckFacts.NonNegative))
            return new IrSequence(statements, I64(WasmOp.I64DivU, a, b));
        bool canOverflow = !n.Facts.HasFlag(CheckFacts.DivisorPositive) && b is not IrConst { Bits: not -1 } && !n.Facts.HasFlag(CheckFacts.NoOverflow);
        if (canOverflow)
        {
            IrExpr isMinimum = new IrChoose(Make.Test(WasmOp.I64Eq, b, Make.I64(-1)), Make.Test(WasmOp.I64Eq, a, Make.I64(long.MinValue)), Make.I32(0));
            statements.Add(new IrIf(isMinimum, RaiseIn(n.Site, "OverflowError", Overflow), []));
        }

        // Truncated division is one too high when the remainder is not zero and the signs differ.
        IrExpr quotient = Reusable(I64(WasmOp.I64DivS, a, b), statements);
        IrExpr remainder = Reusable(I64(WasmOp.I64Sub, a, I64(WasmOp.I64Mul, quotient, b)), statements);
        IrExpr signsDiffer = n.Facts.HasFlag(CheckFacts.DivisorPositive) || b is IrConst { Bits: > 0 }
            ? Make.Test(WasmOp.I64LtS, remainder, Make.I64(0))
            : new IrChoose(Make.Test(WasmOp.I64Ne, remainder, Make.I64(0)), Make.Test(WasmOp.I64LtS, I64(WasmOp.I64Xor, remainder, b), Make.I64(0)), Make.I32(0));
        return new IrSequence(statements, I64(WasmOp.I64Sub, quotient, Make.Widen(signsDiffer)));
    }

    private IrExpr Mod(IrChecked n)
    {
        if (n.Args[1] is IrConst { Bits: > 0 } power && System.Numerics.BitOperations.IsPow2(power.Bits))
            return I64(WasmOp.I64And, n.Args[0], Make.I64(power.Bits - 1));
        var statements = new List<IrStmt>();
        (IrExpr a, IrExpr b) = Operands(n, statements);
        CheckDivisor(n, b, statements);
        if (n.Facts.HasFlag(CheckFacts.NonNegative))
            return new IrSequence(statements, I64(WasmOp.I64RemU, a, b));
        // The remainder takes the divisor's sign.
        IrExpr remainder = Reusable(I64(WasmOp.I64RemS, a, b), statements);
        IrExpr fix = n.Facts.HasFlag(CheckFacts.DivisorPositive) || b is IrConst { Bits: > 0 }
            ? Make.Test(WasmOp.I64LtS, remainder, Make.I64(0))
            : new IrChoose(Make.Test(WasmOp.I64Ne, remainder, Make.I64(0)), Make.Test(WasmOp.I64LtS, I64(WasmOp.I64Xor, remainder, b), Make.I64(0)), Make.I32(0));
        return new IrSequence(statements, new IrChoose(fix, I64(WasmOp.I64Add, remainder, b), remainder));
    }

    private void CheckDivisor(IrChecked n, IrExpr divisor, List<IrStmt> into)
    {
        if (divisor is IrConst { Bits: not 0 } || n.Facts.HasFlag(CheckFacts.DivisorNotZero))
            return;
        into.Add(new IrIf(Make.Test(WasmOp.I64Eqz, divisor), RaiseIn(n.Site, "ZeroDivisionError", DivisionByZero), []));
    }

    private IrExpr ShiftLeft(IrChecked n)
    {
        var statements = new List<IrStmt>();
        (IrExpr a, IrExpr b) = Operands(n, statements);
        CheckShift(n, b, statements);
        if (b is IrConst { Bits: >= 0 and < 64 } && n.Facts.HasFlag(CheckFacts.NoOverflow))
            return new IrSequence(statements, I64(WasmOp.I64Shl, a, b));
        IrExpr result = Reusable(I64(WasmOp.I64Shl, a, b), statements);
        IrExpr lost = Make.Test(WasmOp.I64Ne, I64(WasmOp.I64ShrS, result, b), a);
        IrExpr wrapped = b is IrConst { Bits: >= 0 and < 64 } ? lost : new IrChoose(
            Make.Test(WasmOp.I64LtU, b, Make.I64(64)), lost, Make.Test(WasmOp.I64Ne, a, Make.I64(0)));
        statements.Add(new IrIf(wrapped, RaiseIn(n.Site, "OverflowError", Overflow), []));
        IrExpr shifted = b is IrConst { Bits: >= 0 and < 64 } ? result : new IrChoose(Make.Test(WasmOp.I64Eqz, a), Make.I64(0), result);
        return new IrSequence(statements, shifted);
    }

    private IrExpr ShiftRight(IrChecked n)
    {
        if (n.Args[1] is IrConst { Bits: >= 0 and < 64 })
            return I64(WasmOp.I64ShrS, n.Args[0], n.Args[1]);
        var statements = new List<IrStmt>();
        (IrExpr a, IrExpr b) = Operands(n, statements);
        CheckShift(n, b, statements);
        // All bits above the sixty-third are the sign.
        IrExpr amount = n.Facts.HasFlag(CheckFacts.ShiftInRange) ? b : new IrChoose(Make.Test(WasmOp.I64LtU, b, Make.I64(64)), b, Make.I64(63));
        return new IrSequence(statements, I64(WasmOp.I64ShrS, a, amount));
    }

    private void CheckShift(IrChecked n, IrExpr amount, List<IrStmt> into)
    {
        if (amount is IrConst { Bits: >= 0 } || n.Facts.HasFlag(CheckFacts.ShiftInRange))
            return;
        into.Add(new IrIf(Make.Test(WasmOp.I64LtS, amount, Make.I64(0)), RaiseIn(n.Site, "ValueError", "negative shift count"), []));
    }

    private IrExpr FloatDiv(IrChecked n)
    {
        bool isSafe = n.Args[1] is IrConst constant && System.BitConverter.Int64BitsToDouble(constant.Bits) != 0;
        if (isSafe)
            return Make.Op(WasmOp.F64Div, IrType.F64, n.Args);
        var statements = new List<IrStmt>();
        (IrExpr a, IrExpr b) = Operands(n, statements);
        statements.Add(new IrIf(Make.Test(WasmOp.F64Eq, b, Make.F64(0)), RaiseIn(n.Site, "ZeroDivisionError", DivisionByZero), []));
        return new IrSequence(statements, Make.Op(WasmOp.F64Div, IrType.F64, a, b));
    }
}
