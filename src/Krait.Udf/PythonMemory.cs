using System;
using System.Text;
using Krait.Runtime;

namespace Krait.Udf;

/// <summary>
/// Python values in a guest's memory, as modules built for the <c>python</c> host module lay them out: an int is 8 bytes,
/// a float 8 bytes, a bool 1 byte, text is UTF-8 without an end mark. All little-endian.
/// </summary>
/// <remarks>Every method throws <see cref="TrapException"/> when the range does not exist; nothing is read or written then.</remarks>
public static class PythonMemory
{
    /// <summary>Writes an int.</summary>
    public static void WritePythonInt(Memory memory, long address, long value) => Of(memory).Write(address, value);

    /// <summary>Reads an int.</summary>
    public static long ReadPythonInt(Memory memory, long address) => Of(memory).Read<long>(address);

    /// <summary>Writes a float.</summary>
    public static void WritePythonFloat(Memory memory, long address, double value) => Of(memory).Write(address, value);

    /// <summary>Reads a float; every NaN keeps its bits.</summary>
    public static double ReadPythonFloat(Memory memory, long address) => Of(memory).Read<double>(address);

    /// <summary>Writes a bool as one byte, 0 or 1.</summary>
    public static void WritePythonBool(Memory memory, long address, bool value) => Of(memory).Write(address, value ? (byte)1 : (byte)0);

    /// <summary>Reads a bool; any byte but 0 is true.</summary>
    public static bool ReadPythonBool(Memory memory, long address) => Of(memory).Read<byte>(address) != 0;

    /// <summary>Writes text as UTF-8.</summary>
    /// <returns>The number of bytes written.</returns>
    public static int WritePythonString(Memory memory, long address, string value)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(value);
        Of(memory).Write(address, utf8);
        return utf8.Length;
    }

    /// <summary>Reads UTF-8 text; bad bytes become U+FFFD.</summary>
    /// <param name="memory">The guest's memory.</param>
    /// <param name="address">First byte.</param>
    /// <param name="lengthBytes">Number of bytes.</param>
    public static string ReadPythonString(Memory memory, long address, int lengthBytes) => Of(memory).ReadUtf8(address, lengthBytes);

    private static Memory Of(Memory memory)
    {
        ArgumentNullException.ThrowIfNull(memory);
        return memory;
    }
}
