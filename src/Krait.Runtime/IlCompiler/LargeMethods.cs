using System;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Threading;
using Krait.Wasm;
using Module = Krait.Wasm.Module;

namespace Krait.Runtime.IlCompiler;

// The just-in-time compiler runs when a method is first called, on the stack that the guest has left. Small methods need
// little; large ones are made ready at once, on a thread with room for the compiler's recursion.

/// <summary>Makes machine code of large functions ahead of their first call.</summary>
internal static class LargeMethods
{
    private const int LargeCodeBytes = 8 * 1024;
    private const int StackBytes = 256 * 1024 * 1024;

    /// <exception cref="ResourceLimitException">A function is beyond what the just-in-time compiler can do.</exception>
    public static void Prepare(IlModuleCode code, CancellationToken cancellationToken)
    {
        if (!HasLarge(code.Module))
            return;
        ExceptionDispatchInfo? error = null;
        Thread thread = new(
            () =>
            {
                try
                {
                    PrepareAll(code, cancellationToken);
                }
                catch (Exception e)
                {
                    // Handed to the thread that waits below.
                    error = ExceptionDispatchInfo.Capture(e);
                }
            },
            StackBytes)
        {
            IsBackground = true,
            Name = "krait-compile",
        };
        thread.Start();
        thread.Join();
        error?.Throw();
    }

    private static bool HasLarge(Module module)
    {
        foreach (DefinedFunction function in module.Functions)
        {
            if (LargeCodeBytes < function.Body.Code.Length)
                return true;
        }

        return false;
    }

    private static void PrepareAll(IlModuleCode code, CancellationToken cancellationToken)
    {
        Module module = code.Module;
        for (int i = 0; i < module.Functions.Length; i++)
        {
            if (module.Functions[i].Body.Code.Length <= LargeCodeBytes)
                continue;
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                RuntimeHelpers.PrepareMethod(code.WorkingMethodOf(i));
            }
            catch (InvalidProgramException)
            {
                throw new ResourceLimitException(ResourceKind.FunctionLocals, FrameLayout.MaximumVariables, $"func[{module.ImportedFunctionCount + i}] is too complex to compile");
            }
        }
    }
}
