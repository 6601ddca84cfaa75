using System.Runtime.InteropServices;

namespace Krait.Runtime.Interpreter;

/// <summary>One instruction of translated code, 16 bytes. What A, B and C mean is said at each <see cref="Opcode"/>.</summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
internal struct Instruction
{
    /// <summary>What to do.</summary>
    [FieldOffset(0)]
    public Opcode Op;

    /// <summary>Mostly the slot of the result.</summary>
    [FieldOffset(4)]
    public int A;

    /// <summary>Mostly the slot of the first operand.</summary>
    [FieldOffset(8)]
    public int B;

    /// <summary>Mostly the slot of the second operand, an immediate, or how many instructions to go forward.</summary>
    [FieldOffset(12)]
    public int C;

    /// <summary>B and C together: a constant or an address.</summary>
    [FieldOffset(8)]
    public long Wide;
}
