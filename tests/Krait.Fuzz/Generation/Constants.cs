using System;
using ValueType = Krait.Wasm.ValueType;

namespace Krait.Fuzz.Generation;

/// <summary>Numbers at which things happen: ends of ranges, sign changes, powers of two, odd floats.</summary>
internal static class Constants
{
    private static readonly ulong[] s_integers =
    [
        0, 1, 2, 3, 4, 7, 8, 15, 16, 31, 32, 33, 63, 64, 65, 127, 128, 255, 256, 0x7FFF, 0x8000, 0xFFFF, 0x10000, 0x7FFFFFFF, 0x80000000,
        0xFFFFFFFF, 0x100000000, 0x7FFFFFFFFFFFFFFF, 0x8000000000000000, 0xFFFFFFFFFFFFFFFF, 0xFFFFFFFFFFFFFFFE, 0xFFFFFFFF80000000,
        0xFFFFFFFFFFFFFF80, 0xFFFFFFFFFFFF8000, 0x0123456789ABCDEF, 0x5555555555555555, 0xAAAAAAAAAAAAAAAA, 10, 100, 1000,
    ];

    private static readonly double[] s_floats =
    [
        0.0, -0.0, 1.0, -1.0, 0.5, -0.5, 1.5, 2.5, -2.5, 3.25, 1e10, -1e10, 1e38, 1e300, 1e-300, 1e-45, 5e-324, 2147483647.0, 2147483648.0,
        -2147483648.0, -2147483649.0, 4294967295.0, 4294967296.0, 9223372036854775807.0, 9223372036854775808.0, -9223372036854775808.0,
        18446744073709551615.0, 8388607.5, 8388608.0, 16777217.0, 4503599627370495.5, 9007199254740993.0, double.PositiveInfinity,
        double.NegativeInfinity, 0.49999999999999994, 3.4028234663852886e38, 3.4028235677973366e38, 1.1754943508222875e-38,
    ];

    private static readonly uint[] s_nan32 = [0x7FC00000, 0xFFC00000, 0x7F800001, 0xFFA00000, 0x7FFFFFFF];

    private static readonly ulong[] s_nan64 =
        [0x7FF8000000000000, 0xFFF8000000000000, 0x7FF0000000000001, 0xFFF4000000000000, 0x7FFFFFFFFFFFFFFF];

    /// <summary>The bits of an integer; use the lower half for i32.</summary>
    public static ulong Integer(Dice dice) => dice.Roll(8) switch
    {
        0 => dice.Bits(),
        1 or 2 => (ulong)dice.Roll(20),
        3 => dice.Bits() >> dice.Roll(64),
        _ => dice.PickFrom(s_integers),
    };

    /// <summary>The bits of an f32.</summary>
    public static uint Single(Dice dice, ProgramProfile profile) => dice.Roll(12) switch
    {
        0 => profile == ProgramProfile.Everything ? dice.PickFrom(s_nan32) : s_nan32[0],
        1 => OrdinaryBits((uint)dice.Bits()),
        2 => BitConverter.SingleToUInt32Bits(dice.Roll(2000) - 1000),
        _ => BitConverter.SingleToUInt32Bits((float)dice.PickFrom(s_floats)),
    };

    /// <summary>The bits of an f64.</summary>
    public static ulong Double(Dice dice, ProgramProfile profile) => dice.Roll(12) switch
    {
        0 => profile == ProgramProfile.Everything ? dice.PickFrom(s_nan64) : s_nan64[0],
        1 => OrdinaryBits(dice.Bits()),
        2 => BitConverter.DoubleToUInt64Bits(dice.Roll(2000) - 1000),
        _ => BitConverter.DoubleToUInt64Bits(dice.PickFrom(s_floats)),
    };

    /// <summary>A value for an argument.</summary>
    public static FuzzValue Any(Dice dice, ValueType type, ProgramProfile profile)
    {
        if (type == ValueType.I32)
            return new FuzzValue(type, (uint)Integer(dice));
        if (type == ValueType.I64)
            return new FuzzValue(type, Integer(dice));
        if (type == ValueType.F32)
            return new FuzzValue(type, Single(dice, profile));
        if (type == ValueType.F64)
            return new FuzzValue(type, Double(dice, profile));
        if (type == ValueType.V128)
        {
            byte[] bytes = Vector(dice);
            return new FuzzValue(type, BitConverter.ToUInt64(bytes, 0), BitConverter.ToUInt64(bytes, 8));
        }

        return new FuzzValue(type, type == ValueType.ExternRef ? (ulong)dice.Roll(4) : 0);
    }

    /// <summary>Sixteen bytes: lanes of some width, each with a number of its own.</summary>
    public static byte[] Vector(Dice dice)
    {
        byte[] bytes = new byte[16];
        int lane = dice.Pick(1, 2, 4, 8);
        int kind = dice.Roll(3);
        ulong repeated = Integer(dice);
        for (int at = 0; at < 16; at += lane)
        {
            ulong bits = kind switch
            {
                0 => repeated,
                1 when lane == 4 => Single(dice, ProgramProfile.Everything),
                1 when lane == 8 => Double(dice, ProgramProfile.Everything),
                _ => Integer(dice),
            };
            BitConverter.GetBytes(bits).AsSpan(0, lane).CopyTo(bytes.AsSpan(at));
        }

        return bytes;
    }

    private static uint OrdinaryBits(uint bits) => float.IsNaN(BitConverter.UInt32BitsToSingle(bits)) ? 0x3FC00000 : bits;

    private static ulong OrdinaryBits(ulong bits) => double.IsNaN(BitConverter.UInt64BitsToDouble(bits)) ? 0x3FF8000000000000 : bits;
}
