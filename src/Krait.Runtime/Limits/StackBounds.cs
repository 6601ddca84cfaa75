using System;
using System.Runtime.CompilerServices;

namespace Krait.Runtime.Limits;

// How far down the current thread's stack may be used. Whoever starts a thread knows how large its stack is and says so.
// Of other threads .NET does not say where the stack ends, but it answers "are 128 KiB left here?"; asking that from deeper
// and deeper frames finds the end without ever passing it. Large frames touch each of their pages, which took 60 ms of the first
// call on a thread of 64 MiB (first round of CPython's loop, `./dev bench sandboxes`).
// The answer is remembered per thread, and the stack is probed no deeper than a call asks for.

/// <summary>Knows a safe lower address for frames on the current thread.</summary>
internal static unsafe class StackBounds
{
    /// <summary>
    /// Bytes kept below the guest's frames for host functions, for the just-in-time compiler and for exception handling.
    /// The runtime's own 128 KiB lie below that.
    /// </summary>
    public const int HostReserveBytes = 256 * 1024;

    private const int StepBytes = 16 * 1024;

    // What .NET's own question is about, and what a thread has used when its first method runs: the system's thread data too.
    private const int RuntimeReserveBytes = 128 * 1024;
    private const int StartBytes = 64 * 1024;

    /// <summary>Lowest address known to have 128 KiB below it; 0 before the first probe.</summary>
    [ThreadStatic]
    private static nuint s_lowestSafe;

    /// <summary>True once the probe met the end of the stack.</summary>
    [ThreadStatic]
    private static bool s_foundEnd;

    /// <summary>Says that the current thread has just begun to run, so that its stack need not be probed.</summary>
    /// <param name="threadStackBytes">The size of the whole stack that the thread was started with.</param>
    public static void BeginThread(int threadStackBytes)
    {
        byte here;
        s_lowestSafe = (nuint)(&here) - (nuint)threadStackBytes + RuntimeReserveBytes + StartBytes;
        s_foundEnd = true;
    }

    /// <summary>The lowest address a guest frame may reach if the guest is to have <paramref name="stackBytes"/>.</summary>
    /// <returns>An address; above the current frame if the thread has less than the host's reserve left.</returns>
    public static nuint LimitFor(int stackBytes)
    {
        byte here;
        nuint current = (nuint)(&here);
        nuint wanted = current - (nuint)stackBytes;
        nuint probeTo = wanted - HostReserveBytes;
        if (s_lowestSafe == 0)
            s_lowestSafe = current;
        if (!s_foundEnd && probeTo < s_lowestSafe)
            Probe(probeTo);
        nuint lowest = s_lowestSafe + HostReserveBytes;
        return wanted < lowest ? lowest : wanted;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    [SkipLocalsInit]
    private static void Probe(nuint target)
    {
        // SAFETY: the buffer only makes the frame large; nothing is read from it.
        byte* frame = stackalloc byte[StepBytes];
        *frame = 1;
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            s_foundEnd = true;
            return;
        }

        nuint current = (nuint)frame;
        if (current < s_lowestSafe)
            s_lowestSafe = current;
        if (target < current)
            Probe(target);
    }
}
