using System;
using System.Threading;

namespace Krait.Runtime.Limits;

/// <summary>Numbers threads from 1 on; unlike the runtime's own numbers these are never used again.</summary>
internal static class ThreadNumber
{
    [ThreadStatic]
    private static long s_current;

    private static long s_last;

    /// <summary>The number of this thread.</summary>
    public static long Current
    {
        get
        {
            long number = s_current;
            return number != 0 ? number : Next();
        }
    }

    private static long Next() => s_current = Interlocked.Increment(ref s_last);
}
