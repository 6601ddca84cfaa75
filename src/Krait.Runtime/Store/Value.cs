using System;
using System.Globalization;
using System.Runtime.Intrinsics;
using ValueType = Krait.Wasm.ValueType;

namespace Krait.Runtime;

/// <summary>One number, vector or reference that crosses between host and guest without a static type. Numbers cost no allocation.</summary>
public readonly struct Value : IEquatable<Value>
{
    private Value(ValueType type, long bits, object? reference = null, long highBits = 0)
    {
        Type = type;
        Bits = bits;
        HighBits = highBits;
        Reference = reference;
    }

    /// <summary>The guest's type of this value.</summary>
    public ValueType Type { get; }

    /// <summary>The raw bits, zero-extended for 32-bit types, the low half of a vector. NaN payloads are kept.</summary>
    public long Bits { get; }

    /// <summary>The upper 64 bits of a vector; 0 for all other types.</summary>
    public long HighBits { get; }

    /// <summary>The function, exception or host object that a reference refers to; null for null references and for numbers.</summary>
    public object? Reference { get; }

    /// <summary>An <c>i32</c>.</summary>
    public static Value FromInt32(int value) => new(ValueType.I32, (uint)value);

    /// <summary>An <c>i64</c>.</summary>
    public static Value FromInt64(long value) => new(ValueType.I64, value);

    /// <summary>An <c>f32</c>.</summary>
    public static Value FromSingle(float value) => new(ValueType.F32, BitConverter.SingleToUInt32Bits(value));

    /// <summary>An <c>f64</c>.</summary>
    public static Value FromDouble(double value) => new(ValueType.F64, BitConverter.DoubleToInt64Bits(value));

    /// <summary>A <c>v128</c>: sixteen bytes, the first one lowest.</summary>
    public static Value FromV128(Vector128<byte> value) =>
        new(ValueType.V128, value.AsInt64().GetElement(0), highBits: value.AsInt64().GetElement(1));

    /// <summary>A <c>funcref</c>; null gives the null reference.</summary>
    public static Value FromFunction(Function? function) => new(ValueType.FuncRef, 0, function);

    /// <summary>An <c>externref</c> to any object of the host; null gives the null reference.</summary>
    public static Value FromHostObject(object? value) => new(ValueType.ExternRef, 0, value);

    /// <summary>An <c>exnref</c>; null gives the null reference.</summary>
    public static Value FromException(GuestException? exception) => new(ValueType.ExnRef, 0, exception);

    /// <summary>The null reference of a type.</summary>
    public static Value Null(ValueType type) => new(type, 0);

    /// <summary>
    /// A value of a number type from its raw bits; the upper half is dropped for 32-bit types. Of a vector type, the upper
    /// 64 bits are zero.
    /// </summary>
    public static Value FromBits(ValueType type, long bits) =>
        new(type, type == ValueType.I32 || type == ValueType.F32 ? (uint)bits : bits);

    /// <summary>This value as an <c>i32</c>.</summary>
    /// <exception cref="InvalidOperationException">It has another type.</exception>
    public int AsInt32() => (int)Expect(ValueType.I32);

    /// <summary>This value as an <c>i64</c>.</summary>
    /// <exception cref="InvalidOperationException">It has another type.</exception>
    public long AsInt64() => Expect(ValueType.I64);

    /// <summary>This value as an <c>f32</c>.</summary>
    /// <exception cref="InvalidOperationException">It has another type.</exception>
    public float AsSingle() => BitConverter.UInt32BitsToSingle((uint)Expect(ValueType.F32));

    /// <summary>This value as an <c>f64</c>.</summary>
    /// <exception cref="InvalidOperationException">It has another type.</exception>
    public double AsDouble() => BitConverter.Int64BitsToDouble(Expect(ValueType.F64));

    /// <summary>This value as a <c>v128</c>.</summary>
    /// <exception cref="InvalidOperationException">It has another type.</exception>
    public Vector128<byte> AsV128() => Vector128.Create(Expect(ValueType.V128), HighBits).AsByte();

    /// <summary>An <c>i32</c>.</summary>
    public static implicit operator Value(int value) => FromInt32(value);

    /// <summary>An <c>i64</c>.</summary>
    public static implicit operator Value(long value) => FromInt64(value);

    /// <summary>An <c>f32</c>.</summary>
    public static implicit operator Value(float value) => FromSingle(value);

    /// <summary>An <c>f64</c>.</summary>
    public static implicit operator Value(double value) => FromDouble(value);

    /// <summary>Same type and same bits: a NaN equals itself, 0.0 differs from -0.0.</summary>
    public static bool operator ==(Value left, Value right) => left.Equals(right);

    /// <summary>The opposite of equality.</summary>
    public static bool operator !=(Value left, Value right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(Value other) => Type == other.Type && Bits == other.Bits && HighBits == other.HighBits && ReferenceEquals(Reference, other.Reference);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Value other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Type, Bits, HighBits);

    /// <summary>The number in invariant notation, e.g. <c>-7</c> or <c>0.5</c>; a vector as 32 hexadecimal digits, highest first.</summary>
    public override string ToString()
    {
        if (Type == ValueType.I32)
            return AsInt32().ToString(CultureInfo.InvariantCulture);
        if (Type == ValueType.F32)
            return AsSingle().ToString(CultureInfo.InvariantCulture);
        if (Type == ValueType.F64)
            return AsDouble().ToString(CultureInfo.InvariantCulture);
        if (Type == ValueType.V128)
            return string.Create(CultureInfo.InvariantCulture, $"0x{HighBits:x16}{Bits:x16}");
        if (Type.IsReference)
            return Reference?.ToString() ?? "null";
        return Bits.ToString(CultureInfo.InvariantCulture);
    }

    private long Expect(ValueType type) =>
        Type == type ? Bits : throw new InvalidOperationException($"the value is {Type}, not {type}");
}
