namespace Krait.Conformance.Judges;

/// <summary>How CPython computes with ints when it is the judge.</summary>
internal enum IntCheck
{
    /// <summary>As it is: without bounds.</summary>
    None,

    /// <summary>A result beyond 64 bits raises OverflowError.</summary>
    Bits64,
}
