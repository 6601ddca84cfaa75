using System.Numerics;
using static Krait.Runtime.Semantics.Trap;

namespace Krait.Runtime.Semantics;

// One pure method per instruction, named as in WasmOp. This is what an instruction means; IlShortcuts only says how some of
// them are written shorter. Operands are a and b in the order they were pushed.

/// <summary>What integer instructions compute.</summary>
/// <remarks>Spec: exec/numerics, integer operations.</remarks>
internal static class Integers
{
    public static int I32Eqz(int a) => a == 0 ? 1 : 0;

    public static int I32Eq(int a, int b) => a == b ? 1 : 0;

    public static int I32Ne(int a, int b) => a != b ? 1 : 0;

    public static int I32LtS(int a, int b) => a < b ? 1 : 0;

    public static int I32LtU(int a, int b) => (uint)a < (uint)b ? 1 : 0;

    public static int I32GtS(int a, int b) => a > b ? 1 : 0;

    public static int I32GtU(int a, int b) => (uint)a > (uint)b ? 1 : 0;

    public static int I32LeS(int a, int b) => a <= b ? 1 : 0;

    public static int I32LeU(int a, int b) => (uint)a <= (uint)b ? 1 : 0;

    public static int I32GeS(int a, int b) => a >= b ? 1 : 0;

    public static int I32GeU(int a, int b) => (uint)a >= (uint)b ? 1 : 0;

    public static int I32Clz(int a) => BitOperations.LeadingZeroCount((uint)a);

    public static int I32Ctz(int a) => BitOperations.TrailingZeroCount(a);

    public static int I32Popcnt(int a) => BitOperations.PopCount((uint)a);

    public static int I32Add(int a, int b) => unchecked(a + b);

    public static int I32Sub(int a, int b) => unchecked(a - b);

    public static int I32Mul(int a, int b) => unchecked(a * b);

    public static int I32DivS(int a, int b)
    {
        if (b == 0)
            Throw(TrapCode.IntegerDivideByZero);
        if (b == -1 && a == int.MinValue)
            Throw(TrapCode.IntegerOverflow);
        return a / b;
    }

    public static int I32DivU(int a, int b)
    {
        if (b == 0)
            Throw(TrapCode.IntegerDivideByZero);
        return (int)((uint)a / (uint)b);
    }

    public static int I32RemS(int a, int b)
    {
        if (b == 0)
            Throw(TrapCode.IntegerDivideByZero);

        // The processor's division faults on the most negative number by -1; the remainder is 0 for every a.
        return b == -1 ? 0 : a % b;
    }

    public static int I32RemU(int a, int b)
    {
        if (b == 0)
            Throw(TrapCode.IntegerDivideByZero);
        return (int)((uint)a % (uint)b);
    }

    public static int I32And(int a, int b) => a & b;

    public static int I32Or(int a, int b) => a | b;

    public static int I32Xor(int a, int b) => a ^ b;

    public static int I32Shl(int a, int b) => a << b;

    public static int I32ShrS(int a, int b) => a >> b;

    public static int I32ShrU(int a, int b) => a >>> b;

    // Rotations are written so that the just-in-time compiler of .NET 10 does not find a rotation in them. It takes the flags
    // of one by a constant for those of a comparison with zero, which they are not; and of two constants BitOperations gives it
    // a number that it takes for positive where it is negative, so that a signed division faults.
    public static int I32Rotl(int a, int b) => (a << b) + (a >>> 1 >>> ~b);

    public static int I32Rotr(int a, int b) => (a >>> b) + (a << 1 << ~b);

    public static int I32Extend8S(int a) => (sbyte)a;

    public static int I32Extend16S(int a) => (short)a;

    public static int I64Eqz(long a) => a == 0 ? 1 : 0;

    public static int I64Eq(long a, long b) => a == b ? 1 : 0;

    public static int I64Ne(long a, long b) => a != b ? 1 : 0;

    public static int I64LtS(long a, long b) => a < b ? 1 : 0;

    public static int I64LtU(long a, long b) => (ulong)a < (ulong)b ? 1 : 0;

    public static int I64GtS(long a, long b) => a > b ? 1 : 0;

    public static int I64GtU(long a, long b) => (ulong)a > (ulong)b ? 1 : 0;

    public static int I64LeS(long a, long b) => a <= b ? 1 : 0;

    public static int I64LeU(long a, long b) => (ulong)a <= (ulong)b ? 1 : 0;

    public static int I64GeS(long a, long b) => a >= b ? 1 : 0;

    public static int I64GeU(long a, long b) => (ulong)a >= (ulong)b ? 1 : 0;

    public static long I64Clz(long a) => BitOperations.LeadingZeroCount((ulong)a);

    public static long I64Ctz(long a) => BitOperations.TrailingZeroCount(a);

    public static long I64Popcnt(long a) => BitOperations.PopCount((ulong)a);

    public static long I64Add(long a, long b) => unchecked(a + b);

    public static long I64Sub(long a, long b) => unchecked(a - b);

    public static long I64Mul(long a, long b) => unchecked(a * b);

    public static long I64DivS(long a, long b)
    {
        if (b == 0)
            Throw(TrapCode.IntegerDivideByZero);
        if (b == -1 && a == long.MinValue)
            Throw(TrapCode.IntegerOverflow);
        return a / b;
    }

    public static long I64DivU(long a, long b)
    {
        if (b == 0)
            Throw(TrapCode.IntegerDivideByZero);
        return (long)((ulong)a / (ulong)b);
    }

    public static long I64RemS(long a, long b)
    {
        if (b == 0)
            Throw(TrapCode.IntegerDivideByZero);

        // The processor's division faults on the most negative number by -1; the remainder is 0 for every a.
        return b == -1 ? 0 : a % b;
    }

    public static long I64RemU(long a, long b)
    {
        if (b == 0)
            Throw(TrapCode.IntegerDivideByZero);
        return (long)((ulong)a % (ulong)b);
    }

    public static long I64And(long a, long b) => a & b;

    public static long I64Or(long a, long b) => a | b;

    public static long I64Xor(long a, long b) => a ^ b;

    public static long I64Shl(long a, long b) => a << (int)b;

    public static long I64ShrS(long a, long b) => a >> (int)b;

    public static long I64ShrU(long a, long b) => a >>> (int)b;

    public static long I64Rotl(long a, long b) => (a << (int)b) + (a >>> 1 >>> (int)~b);

    public static long I64Rotr(long a, long b) => (a >>> (int)b) + (a << 1 << (int)~b);

    public static long I64Extend8S(long a) => (sbyte)a;

    public static long I64Extend16S(long a) => (short)a;

    public static long I64Extend32S(long a) => (int)a;
}
