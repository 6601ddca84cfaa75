using System;
using System.Runtime.InteropServices;
using Krait.Runtime.Store;

namespace Krait.Runtime.Interpreter;

// Frames of all activations of a thread stand on one value stack above each other, the frames of a guest that a host function
// called above those of the guest that called the host function. Guests of other stores on the same thread have their
// own limit; where the stack has no room for it, they get a stack of their own for the time of the call.

/// <summary>Native memory for frames.</summary>
internal sealed unsafe class ValueStack : NativeResource
{
    [ThreadStatic]
    private static ValueStack? s_current;

    private readonly long* _end;

    private ValueStack(nuint sizeBytes)
        : base((nint)NativeMemory.Alloc(sizeBytes))
    {
        Top = (long*)Address;
        _end = (long*)(Address + (nint)sizeBytes);
    }

    /// <summary>The stack of the current thread; its pages exist once they are touched.</summary>
    public static ValueStack Current => s_current ??= new ValueStack(CallLimits.DefaultStackBytes);

    /// <summary>The first free word.</summary>
    public long* Top { get; set; }

    /// <summary>The store whose guest was entered last, and until where its frames may go.</summary>
    public GuestStore? Store { get; set; }

    /// <summary>The first word that its frames may not use.</summary>
    public long* Limit { get; set; }

    /// <summary>What its frames have caught.</summary>
    public CaughtExceptions Caught { get; } = new();

    /// <summary>Whether so many bytes are left above <see cref="Top"/>.</summary>
    public bool HasRoom(int bytes) => bytes <= (byte*)_end - (byte*)Top;

    /// <summary>Makes a new, empty stack the thread's current one.</summary>
    public static ValueStack Replace(int sizeBytes) => s_current = new ValueStack((nuint)sizeBytes);

    /// <summary>Makes an earlier stack the thread's current one again.</summary>
    public static void Restore(ValueStack stack) => s_current = stack;

    protected override void Release() => NativeMemory.Free((void*)Address);
}
