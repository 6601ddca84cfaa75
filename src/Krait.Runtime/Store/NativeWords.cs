using System;
using System.Runtime.InteropServices;

namespace Krait.Runtime.Store;

/// <summary>A zeroed native array of 64-bit words.</summary>
internal sealed unsafe class NativeWords : NativeResource
{
    /// <param name="count">Number of words; one is allocated for 0.</param>
    public NativeWords(int count)
        : base((nint)NativeMemory.AllocZeroed((nuint)Math.Max(count, 1), sizeof(long)))
    {
    }

    public long* Items => (long*)Address;

    protected override void Release() => NativeMemory.Free((void*)Address);
}
