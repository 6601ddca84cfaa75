using System;
using System.Linq;
using System.Runtime.Intrinsics;
using Krait.Wasm;

namespace Krait.Runtime.Tests.Semantics;

// The specification's words, one lane at a time, in numbers wide enough that nothing overflows. An instruction is known by
// its keyword: a shape and an operation, as in "i16x8.narrow_i32x4_s".

/// <summary>What vector instructions compute, slowly.</summary>
internal sealed class VectorOracle
{
    private readonly string _operation;
    private readonly int _width;
    private readonly bool _isSigned;
    private readonly string[] _words;

    public VectorOracle(WasmOp op)
    {
        string[] parts = OpFacts.TextOf(op).Split('.');
        IsFloat = parts[0][0] == 'f';
        _width = parts[0] == "v128" ? 8 : WidthOf(parts[0]);
        _operation = parts[1];
        _words = _operation.Split('_');
        _isSigned = _words.Contains("s");
    }

    /// <summary>Whether results are floats, whose NaNs may be any quiet ones.</summary>
    public bool IsFloat { get; }

    public int WidthBits => _width;

    /// <param name="a">The first operand.</param>
    /// <param name="b">The second operand; ignored where there is none.</param>
    /// <param name="c">The third operand, or the lanes of a shuffle.</param>
    /// <param name="number">A scalar operand.</param>
    /// <param name="lane">The immediate.</param>
    /// <returns>A vector, or a number in its lowest bits.</returns>
    public Vector128<byte> Compute(Vector128<byte> a, Vector128<byte> b, Vector128<byte> c, long number, int lane) => _words[0] switch
    {
        "splat" => Lanes.Pack(Enumerable.Repeat((Int128)number, 128 / _width).ToArray(), _width),
        "extract" => Lanes.Pack([(_isSigned ? Lanes.Signed(a, _width) : Lanes.Unsigned(a, _width))[lane]], Math.Max(_width, 32)),
        "replace" => Lanes.Pack(Lanes.Unsigned(a, _width).Select((old, i) => i == lane ? number : old).ToArray(), _width),
        "shuffle" => Lanes.Pack(Lanes.Unsigned(c, 8).Select(i => Lanes.Unsigned(i < 16 ? a : b, 8)[(int)i % 16]).ToArray(), 8),
        "swizzle" => Lanes.Pack(Lanes.Unsigned(b, 8).Select(i => i < 16 ? Lanes.Unsigned(a, 8)[(int)i] : 0).ToArray(), 8),
        "not" => Bits(a, b, c, static (x, _, _) => ~x),
        "and" => Bits(a, b, c, static (x, y, _) => x & y),
        "andnot" => Bits(a, b, c, static (x, y, _) => x & ~y),
        "or" => Bits(a, b, c, static (x, y, _) => x | y),
        "xor" => Bits(a, b, c, static (x, y, _) => x ^ y),
        "bitselect" => Bits(a, b, c, static (x, y, z) => (x & z) | (y & ~z)),
        "any" => Scalar(Lanes.Unsigned(a, 8).Any(x => x != 0) ? 1 : 0),
        "all" => Scalar(Lanes.Unsigned(a, _width).All(x => x != 0) ? 1 : 0),
        "bitmask" => Scalar(Lanes.Signed(a, _width).Select((x, i) => x < 0 ? 1 << i : 0).Sum()),
        "eq" or "ne" or "lt" or "gt" or "le" or "ge" => Compare(a, b),
        "narrow" => Lanes.Pack(Wide(a).Concat(Wide(b)).Select(Saturate).ToArray(), _width),
        "extend" => Lanes.Pack(Half(a), _width),
        "extmul" => Lanes.Pack(Half(a).Zip(Half(b), static (x, y) => x * y).ToArray(), _width),
        "extadd" => Lanes.Pack(Pairs(Narrow(a)), _width),
        "dot" => Lanes.Pack(Pairs(Lanes.Signed(a, 16).Zip(Lanes.Signed(b, 16), static (x, y) => x * y).ToArray()), _width),
        "trunc" when !IsFloat => Lanes.Pack(Lanes.Floats(a, WidthOf(_words[2])).Select(TruncateAndSaturate).ToArray(), _width),
        _ => IsFloat ? ComputeFloats(a, b) : ComputeIntegers(a, b, (int)(number & (_width - 1))),
    };

    private static Vector128<byte> Scalar(Int128 number) => Lanes.Pack([number], 64);

    private static int WidthOf(string shape) => int.Parse(shape.Split('x')[0][1..], System.Globalization.CultureInfo.InvariantCulture);

    private static Vector128<byte> Bits(Vector128<byte> a, Vector128<byte> b, Vector128<byte> c, Func<Int128, Int128, Int128, Int128> combine) =>
        Lanes.Pack(Lanes.Unsigned(a, 8).Select((x, i) => combine(x, Lanes.Unsigned(b, 8)[i], Lanes.Unsigned(c, 8)[i])).ToArray(), 8);

    private Vector128<byte> Compare(Vector128<byte> a, Vector128<byte> b)
    {
        bool[] holds = IsFloat
            ? Lanes.Floats(a, _width).Zip(Lanes.Floats(b, _width), (x, y) => Holds(x == y, x < y, x > y)).ToArray()
            : Integers(a).Zip(Integers(b), (x, y) => Holds(x == y, x < y, x > y)).ToArray();
        return Lanes.Pack(holds.Select(yes => yes ? Int128.NegativeOne : Int128.Zero).ToArray(), _width);
    }

    private bool Holds(bool isEqual, bool isLess, bool isGreater) => _words[0] switch
    {
        "eq" => isEqual,
        "ne" => !isEqual,
        "lt" => isLess,
        "gt" => isGreater,
        "le" => isEqual || isLess,
        _ => isEqual || isGreater,
    };

    private Vector128<byte> ComputeIntegers(Vector128<byte> a, Vector128<byte> b, int count)
    {
        Int128[] left = Integers(a);
        Int128[] right = Integers(b);
        Int128[] results = left.Select((x, i) => _operation switch
        {
            "abs" => Int128.Abs(Lanes.Signed(a, _width)[i]),
            "neg" => -x,
            "popcnt" => Int128.PopCount(x),
            "shl" => x << count,
            "shr_s" or "shr_u" => x >> count,
            "add" => x + right[i],
            "add_sat_s" or "add_sat_u" => Saturate(x + right[i]),
            "sub" => x - right[i],
            "sub_sat_s" or "sub_sat_u" => Saturate(x - right[i]),
            "mul" => x * right[i],
            "min_s" or "min_u" => Int128.Min(x, right[i]),
            "max_s" or "max_u" => Int128.Max(x, right[i]),
            "avgr_u" => (x + right[i] + 1) / 2,
            "q15mulr_sat_s" => Saturate(((x * right[i]) + 0x4000) >> 15),
            _ => throw new NotSupportedException(_operation),
        }).ToArray();
        return Lanes.Pack(results, _width);
    }

    // Numbers of 32 bits are computed in 64 and rounded then, which gives what rounding once would.
    private Vector128<byte> ComputeFloats(Vector128<byte> a, Vector128<byte> b)
    {
        Int128 sign = Int128.One << (_width - 1);
        switch (_words[0])
        {
            case "abs": return Lanes.Pack(Lanes.Unsigned(a, _width).Select(x => x & ~sign).ToArray(), _width);
            case "neg": return Lanes.Pack(Lanes.Unsigned(a, _width).Select(x => x ^ sign).ToArray(), _width);
            case "pmin": return Choose(a, b, static (x, y) => y < x);
            case "pmax": return Choose(a, b, static (x, y) => x < y);
            case "convert": return Lanes.PackFloats(Converted(a).Select(x => (double)x).ToArray(), _width);
            case "demote": return Lanes.PackFloats(Lanes.Floats(a, 64), 32);
            case "promote": return Lanes.PackFloats(Lanes.Floats(a, 32)[..2], 64);
        }

        double[] right = Lanes.Floats(b, _width);
        return Lanes.PackFloats(Lanes.Floats(a, _width).Select((x, i) => Float(x, right[i])).ToArray(), _width);
    }

    private double Float(double a, double b) => _operation switch
    {
        "add" => a + b,
        "sub" => a - b,
        "mul" => a * b,
        "div" => a / b,
        "sqrt" => Math.Sqrt(a),
        "ceil" => Math.Ceiling(a),
        "floor" => Math.Floor(a),
        "trunc" => Math.Truncate(a),
        "nearest" => Math.Round(a, MidpointRounding.ToEven),
        "min" => Math.Min(a, b),
        "max" => Math.Max(a, b),
        _ => throw new NotSupportedException(_operation),
    };

    private Vector128<byte> Choose(Vector128<byte> a, Vector128<byte> b, Func<double, double, bool> takesSecond)
    {
        double[] left = Lanes.Floats(a, _width);
        double[] right = Lanes.Floats(b, _width);
        return Lanes.Pack(left.Select((x, i) => Lanes.Unsigned(takesSecond(x, right[i]) ? b : a, _width)[i]).ToArray(), _width);
    }

    private Int128[] Converted(Vector128<byte> a) => (_isSigned ? Lanes.Signed(a, 32) : Lanes.Unsigned(a, 32))[..(128 / _width)];

    private Int128 TruncateAndSaturate(double a) => double.IsNaN(a) ? 0 : Saturate(Math.Abs(a) < 1e18 ? (Int128)Math.Truncate(a) : Math.Sign(a) * (Int128.One << 100));

    private Int128 Saturate(Int128 number)
    {
        Int128 minimum = _isSigned ? -(Int128.One << (_width - 1)) : 0;
        Int128 maximum = (Int128.One << (_isSigned ? _width - 1 : _width)) - 1;
        return Int128.Clamp(number, minimum, maximum);
    }

    private Int128[] Integers(Vector128<byte> vector) => _isSigned ? Lanes.Signed(vector, _width) : Lanes.Unsigned(vector, _width);

    private Int128[] Wide(Vector128<byte> vector) => Lanes.Signed(vector, 2 * _width);

    private Int128[] Narrow(Vector128<byte> vector) => _isSigned ? Lanes.Signed(vector, _width / 2) : Lanes.Unsigned(vector, _width / 2);

    private Int128[] Half(Vector128<byte> vector)
    {
        Int128[] lanes = Narrow(vector);
        return _words.Contains("low") ? lanes[..(lanes.Length / 2)] : lanes[(lanes.Length / 2)..];
    }

    private static Int128[] Pairs(Int128[] lanes) => lanes.Chunk(2).Select(pair => pair[0] + pair[1]).ToArray();
}
