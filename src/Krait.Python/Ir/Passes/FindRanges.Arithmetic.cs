using System;
using System.Numerics;
using Krait.Wasm;

namespace Krait.Python.Ir.Passes;

// The ranges of results.
internal sealed partial class FindRanges
{
    private IntRange EvalApply(IrApply n)
    {
        var args = new IntRange[n.Args.Length];
        for (int i = 0; i < args.Length; i++)
            args[i] = Eval(n.Args[i]);
        switch (n.Op)
        {
            case WasmOp.I64ExtendI32U:
                return n.Args[0] switch
                {
                    IrLoad { Region: IrRegion.ListLength } => new IntRange(0, LargestLength),
                    IrApply { Op: WasmOp.I64Eqz or WasmOp.I32Eqz or (>= WasmOp.I32Eq and <= WasmOp.I64GeU) } => new IntRange(0, 1),
                    _ => new IntRange(0, uint.MaxValue),
                };
            case WasmOp.Select:
                return new IntRange(Math.Min(args[0].Low, args[1].Low), Math.Max(args[0].High, args[1].High));
            case WasmOp.I64Add:
                return IntRange.Exact((BigInteger)args[0].Low + args[1].Low, (BigInteger)args[0].High + args[1].High) ?? IntRange.Full;
            case WasmOp.I64Sub:
                return IntRange.Exact((BigInteger)args[0].Low - args[1].High, (BigInteger)args[0].High - args[1].Low) ?? IntRange.Full;
            case WasmOp.I64And when args[0].IsNonNegative || args[1].IsNonNegative:
                return new IntRange(0, args[0].IsNonNegative && args[1].IsNonNegative ? Math.Min(args[0].High, args[1].High) : args[0].IsNonNegative ? args[0].High : args[1].High);
            case WasmOp.I64Or or WasmOp.I64Xor when args[0].IsNonNegative && args[1].IsNonNegative:
                return new IntRange(0, (long)(ulong.MaxValue >> BitOperations.LeadingZeroCount((ulong)(args[0].High | args[1].High))));
            default:
                return IntRange.Full;
        }
    }

    private IntRange EvalChecked(IrChecked n)
    {
        if (n.Type != IrType.I64)
        {
            EvalAll(n.Args);
            Leave(n.Site);
            return IntRange.Full;
        }

        IntRange a = Eval(n.Args[0]);
        IntRange b = n.Args.Length == 1 ? IntRange.Of(0) : Eval(n.Args[1]);
        Leave(n.Site);
        var facts = CheckFacts.None;
        facts |= a.IsNonNegative && b.IsNonNegative ? CheckFacts.NonNegative : 0;
        facts |= b.IsNonNegative ? CheckFacts.RightNonNegative : 0;
        facts |= b.High <= 0 ? CheckFacts.RightNonPositive : 0;
        facts |= 0 < b.Low ? CheckFacts.DivisorPositive : 0;
        facts |= b.Contains(0) ? 0 : CheckFacts.DivisorNotZero;
        facts |= 0 <= b.Low && b.High <= 63 ? CheckFacts.ShiftInRange : 0;
        (IntRange result, bool isSafe) = Result(n.Op, a, b);
        n.Facts = isSafe ? facts | CheckFacts.NoOverflow : facts;
        return result;
    }

    private static (IntRange Result, bool IsSafe) Result(CheckedOp op, IntRange a, IntRange b)
    {
        switch (op)
        {
            case CheckedOp.Add:
                return Bounded((BigInteger)a.Low + b.Low, (BigInteger)a.High + b.High);
            case CheckedOp.Sub:
                return Bounded((BigInteger)a.Low - b.High, (BigInteger)a.High - b.Low);
            case CheckedOp.Mul:
                (BigInteger low, BigInteger high) = IntRange.Product(a, b);
                return Bounded(low, high);
            case CheckedOp.Abs:
                BigInteger largest = BigInteger.Max(BigInteger.Abs(a.Low), BigInteger.Abs(a.High));
                return Bounded(a.Contains(0) ? 0 : BigInteger.Min(BigInteger.Abs(a.Low), BigInteger.Abs(a.High)), largest);
            case CheckedOp.FloorDiv when 0 < b.Low:
                // The quotient lies between the dividend's bounds divided by the divisor's.
                return (new IntRange(Floor(a.Low, a.Low < 0 ? b.Low : b.High), Floor(a.High, a.High < 0 ? b.High : b.Low)), true);
            case CheckedOp.Mod when 0 < b.Low:
                return (new IntRange(0, a.IsNonNegative ? Math.Min(a.High, b.High - 1) : b.High - 1), true);
            case CheckedOp.Mod:
                return (new IntRange(b.Low < 0 ? b.Low + 1 : 0, 0 < b.High ? b.High - 1 : 0), true);
            case CheckedOp.ShiftRight when b.IsNonNegative:
                return (new IntRange(Math.Min(a.Low, 0), Math.Max(a.High, 0)), true);
            case CheckedOp.ShiftLeft when b.IsConstant && b.Low is >= 0 and < 64:
                return Bounded((BigInteger)a.Low << (int)b.Low, (BigInteger)a.High << (int)b.Low);
            default:
                return (IntRange.Full, false);
        }
    }

    private static (IntRange Result, bool IsSafe) Bounded(BigInteger low, BigInteger high) =>
        (IntRange.Clamped(low, high), IntRange.Exact(low, high) is not null);

    private static long Floor(long a, long b) => (a / b) - (a % b != 0 && a < 0 ? 1 : 0);
}
