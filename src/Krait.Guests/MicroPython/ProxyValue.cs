using System;
using Krait.Runtime;

namespace Krait.Guests.MicroPython;

// A value crosses as three words, the first its kind; the kinds of the two directions differ. Text is {length, address} in the
// others, a float takes both.

/// <summary>A value on its way into MicroPython or out of it.</summary>
internal readonly record struct ProxyValue(int Kind, int First = 0, int Second = 0)
{
    public const int SizeBytes = 12;

    /// <summary>Of a value that comes out: an exception was raised, its text is there.</summary>
    public const int Raised = -1;

    private const int InNull = 1;
    private const int InBool = 2;
    private const int InInt = 3;
    private const int InFloat = 4;
    private const int InText = 5;
    private const int InObjectOfHost = 7;
    private const int InObject = 8;

    public static ProxyValue None { get; } = new(InNull);

    public bool IsText => Kind == InText;

    public static ProxyValue Bool(bool value) => new(InBool, value ? 1 : 0);

    public static ProxyValue Int(int value) => new(InInt, value);

    public static ProxyValue Float(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        return new ProxyValue(InFloat, (int)bits, (int)(bits >> 32));
    }

    /// <summary>Text in memory from <c>malloc</c>, which the guest takes over.</summary>
    public static ProxyValue Text(int address, int lengthBytes) => new(InText, lengthBytes, address);

    /// <summary>An object of the guest, by its number.</summary>
    public static ProxyValue Object(int reference) => new(InObject, reference);

    /// <summary>An object of the host, by a number of the host's.</summary>
    public static ProxyValue ObjectOfHost(int number) => new(InObjectOfHost, number);

    public static ProxyValue Read(Memory memory, int address) =>
        new(memory.Read<int>((uint)address), memory.Read<int>((uint)address + 4), memory.Read<int>((uint)address + 8));

    public void Write(Memory memory, int address)
    {
        memory.Write((uint)address, Kind);
        memory.Write((uint)address + 4, First);
        memory.Write((uint)address + 8, Second);
    }
}
