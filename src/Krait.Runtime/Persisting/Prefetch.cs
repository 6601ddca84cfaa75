using System;
using System.Threading;
using System.Threading.Tasks;

namespace Krait.Runtime.Persisting;

/// <summary>Work that another thread begins with, if one is free, before its result is asked for.</summary>
internal static class Prefetch
{
    /// <summary>Has a thread of the pool do something.</summary>
    /// <param name="work">Done once; what it throws is thrown whenever the value is asked for.</param>
    /// <returns>The result. Who asks before a thread of the pool was free does the work, so that a busy pool delays nobody.</returns>
    public static Lazy<T> Begin<T>(Func<T> work)
    {
        Lazy<T> result = new(work, LazyThreadSafetyMode.ExecutionAndPublication);
        Begin(result);
        return result;
    }

    /// <summary>Has a thread of the pool compute a value.</summary>
    public static void Begin<T>(Lazy<T> result)
    {
        // What it throws is kept: whoever asks for the value hears of it.
        _ = Task.Run(() => result.Value);
    }
}
