using System;
using System.Reflection;
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
    public static void Prepare(GuestClasses classes, Module module, CancellationToken cancellationToken)
    {
        if (!HasLarge(module))
            return;
        ExceptionDispatchInfo? error = null;
        Thread thread = new(
            () =>
            {
                try
                {
                    PrepareAll(classes, module, cancellationToken);
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

    private static void PrepareAll(GuestClasses classes, Module module, CancellationToken cancellationToken)
    {
        for (int i = 0; i < module.Functions.Length; i++)
        {
            if (module.Functions[i].Body.Code.Length <= LargeCodeBytes)
                continue;
            cancellationToken.ThrowIfCancellationRequested();
            int index = module.ImportedFunctionCount + i;
            MethodInfo method = classes.FindOrNull(i, MethodNames.Body(index)) ?? classes.FindOrNull(i, MethodNames.Entry(index))!;
            try
            {
                RuntimeHelpers.PrepareMethod(method.MethodHandle);
            }
            catch (InvalidProgramException)
            {
                throw new ResourceLimitException(ResourceKind.FunctionLocals, FrameLayout.MaximumVariables, $"func[{index}] is too complex to compile");
            }
        }
    }
}
