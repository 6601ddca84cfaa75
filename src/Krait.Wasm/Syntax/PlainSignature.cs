using System;

namespace Krait.Wasm;

/// <summary>Operand and result types of an instruction whose effect never depends on context. Two bytes.</summary>
/// <param name="packed">Three nibbles for parameters, first one lowest, and one for the result; 15 everywhere means special.</param>
public readonly struct PlainSignature(ushort packed)
{
    private const ushort SpecialBits = 0xFFFF;
    private const int AddressNibble = 6;

    /// <summary>Whether the instruction has hand-written rules and no signature.</summary>
    public bool IsSpecial => packed == SpecialBits;

    /// <summary>Number of operands, 0 to 3. 0 for special instructions.</summary>
    public int ParameterCount => IsSpecial || packed % 16 == 0 ? 0 : (packed >> 4) % 16 == 0 ? 1 : (packed >> 8) % 16 == 0 ? 2 : 3;

    /// <summary>Whether there is a result.</summary>
    public bool HasResult => !IsSpecial && packed >> 12 != 0;

    /// <summary>Four nibbles, for loops over code.</summary>
    internal ushort Packed => packed;

    /// <summary>The type of an operand; the first one is pushed first.</summary>
    /// <param name="index">0 to <see cref="ParameterCount"/> - 1.</param>
    /// <param name="addressType">What <c>addr</c> stands for: the address type of the memory.</param>
    public ValueType Parameter(int index, AddressType addressType = AddressType.I32)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)ParameterCount, nameof(index));
        return TypeOfNibble((packed >> (4 * index)) & 15, addressType);
    }

    /// <summary>The type of the result. Meaningful only where <see cref="HasResult"/>.</summary>
    /// <param name="addressType">What <c>addr</c> stands for: the address type of the memory.</param>
    public ValueType Result(AddressType addressType = AddressType.I32) => TypeOfNibble(packed >> 12, addressType);

    // Nibbles 1 to 5 are i32, i64, f32, f64, v128, whose binary codes count downwards from 0x7F.
    internal static ValueType TypeOfNibble(int nibble, AddressType addressType)
    {
        if (nibble == AddressNibble)
            return addressType == AddressType.I64 ? ValueType.I64 : ValueType.I32;
        return nibble == 0 ? ValueType.Unknown : ValueType.Number(0x80 - nibble);
    }

    // The form in the table's source, e.g. "addr i32 ->".
    internal static ushort Pack(string signature)
    {
        if (signature == OpAttribute.Special)
            return SpecialBits;
        var packed = 0;
        var sides = signature.Split("->", StringSplitOptions.TrimEntries);
        var parameters = sides[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < parameters.Length; i++)
            packed |= NibbleOf(parameters[i]) << (4 * i);
        if (sides[1].Length > 0)
            packed |= NibbleOf(sides[1]) << 12;
        return (ushort)packed;
    }

    private static int NibbleOf(string type) => type switch
    {
        "i32" => 1,
        "i64" => 2,
        "f32" => 3,
        "f64" => 4,
        "v128" => 5,
        "addr" => AddressNibble,
        _ => throw new InternalErrorException($"'{type}' in a signature of the instruction table is not a type"),
    };
}
