namespace Krait.Runtime;

/// <summary>Why guest code stopped with a trap. The words of each code are in <see cref="TrapException"/>'s message.</summary>
/// <remarks>Spec: exec/runtime, traps; the wording is that of the official test suite.</remarks>
public enum TrapCode
{
    /// <summary>The guest executed <c>unreachable</c>.</summary>
    Unreachable,

    /// <summary>An integer division or remainder by zero.</summary>
    IntegerDivideByZero,

    /// <summary>A result that does not fit: the most negative number divided by -1, or a float too large for the integer type.</summary>
    IntegerOverflow,

    /// <summary>A NaN was converted to an integer.</summary>
    InvalidConversionToInteger,

    /// <summary>A memory access, bulk operation or data segment reached past the end of a memory.</summary>
    OutOfBoundsMemoryAccess,

    /// <summary>A table access, bulk operation or element segment reached past the end of a table.</summary>
    OutOfBoundsTableAccess,

    /// <summary><c>call_indirect</c> with an index past the end of the table.</summary>
    UndefinedElement,

    /// <summary><c>call_indirect</c> through an entry that holds no function.</summary>
    UninitializedElement,

    /// <summary><c>call_indirect</c> through a function of another type.</summary>
    IndirectCallTypeMismatch,

    /// <summary>The guest's calls went deeper than its stack allows.</summary>
    CallStackExhausted,

    /// <summary><c>throw_ref</c> of a null reference.</summary>
    NullExceptionReference,
}
