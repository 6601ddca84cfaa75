using System;

namespace Krait.Runtime.Interpreter;

/// <summary>What a clause wants of the exception that it catches.</summary>
[Flags]
internal enum CatchWants
{
    Nothing = 0,

    /// <summary>The values, as operands.</summary>
    Values = 1,

    /// <summary>A reference to the exception, as an operand.</summary>
    Reference = 2,

    /// <summary>The exception itself: the arm may throw it again.</summary>
    Keep = 4,
}
