using System;
using System.Runtime.ExceptionServices;
using System.Threading;

namespace Krait.Programs.Tests;

/// <summary>A thread with a stack of a known size, like that of a native program.</summary>
internal static class GuestThread
{
    private const int StackBytes = 64 << 20;

    /// <summary>Runs a function on a new thread and gives back its result, or throws what it threw.</summary>
    public static T Run<T>(Func<T> function)
    {
        T result = default!;
        ExceptionDispatchInfo? error = null;
        Thread thread = new(
            () =>
            {
                try
                {
                    result = function();
                }
                catch (Exception e)
                {
                    error = ExceptionDispatchInfo.Capture(e);
                }
            },
            StackBytes);
        thread.Start();
        thread.Join();
        error?.Throw();
        return result;
    }
}
