namespace Krait.Runtime.Interpreter;

/// <summary>Where an operand's value is at a point of the translation.</summary>
internal enum OperandPlace
{
    /// <summary>In the slot of its position.</summary>
    Slot,

    /// <summary>Still in a local.</summary>
    Local,

    /// <summary>Nowhere yet: it is known.</summary>
    Constant,
}

/// <summary>An operand of the guest's stack.</summary>
/// <param name="Place">Where it is.</param>
/// <param name="Slot">The slot of its position.</param>
/// <param name="Words">Words it takes, 1 or 2.</param>
/// <param name="Local">The local it is in, where it is in one.</param>
/// <param name="Bits">The constant, where it is one.</param>
internal readonly record struct Operand(OperandPlace Place, int Slot, int Words, int Local = -1, long Bits = 0);
