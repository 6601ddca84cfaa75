using System;

namespace Krait.Runtime.Store;

/// <summary>A zeroed native array of 64-bit words.</summary>
internal sealed unsafe class NativeWords : ZeroedBlock
{
    /// <param name="count">Number of words; one is allocated for 0.</param>
    public NativeWords(int count)
        : base((nuint)Math.Max(count, 1) * sizeof(long), sizeof(long))
    {
    }

    public long* Items => (long*)Address;
}
