using System;
using System.Runtime.ExceptionServices;
using System.Threading;
using Krait.Fuzz.Judging;

namespace Krait.Fuzz;

/// <summary>Runs work on a thread whose stack holds what <see cref="Execution.StackBytes"/> promises to guests.</summary>
internal static class BigStack
{
    public static T Run<T>(Func<T> work)
    {
        T result = default!;
        ExceptionDispatchInfo? error = null;
        Thread thread = new(
            () =>
            {
                try
                {
                    result = work();
                }
                catch (Exception caught)
                {
                    // Thrown again on the thread that waits for it.
                    error = ExceptionDispatchInfo.Capture(caught);
                }
            },
            Execution.StackBytes + (4 << 20));
        thread.Start();
        thread.Join();
        error?.Throw();
        return result;
    }
}
