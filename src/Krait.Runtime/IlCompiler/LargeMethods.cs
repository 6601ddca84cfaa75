using System;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Threading;
using Krait.Runtime.Store;
using Krait.Wasm;

namespace Krait.Runtime.IlCompiler;

// The just-in-time compiler runs when a method is first called, on the stack that the guest has left. Small methods need
// little; large ones are made ready ahead of their first call, on a thread with room for the compiler's recursion.

/// <summary>Makes machine code of large functions ahead of their first call.</summary>
internal static unsafe class LargeMethods
{
    private const int LargeCodeBytes = 8 * 1024;
    private const int StackBytes = 256 * 1024 * 1024;

    public static bool IsLarge(FunctionBody body) => LargeCodeBytes < body.Code.Length;

    /// <summary>Makes code of the large ones among some defined functions.</summary>
    /// <exception cref="ResourceLimitException">A function is beyond what the just-in-time compiler can do.</exception>
    public static void Prepare(IlModuleCode code, int start, int end, CancellationToken cancellationToken)
    {
        if (!HasLarge(code.Module, start, end))
            return;
        ExceptionDispatchInfo? error = null;
        Thread thread = new(
            () =>
            {
                try
                {
                    PrepareAll(code, start, end, cancellationToken);
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

    /// <summary>What the entry of a large function in saved code calls first.</summary>
    public static void Ensure(int function, GuestContext* context) =>
        ((IlModuleCode)References.InstanceOf(context->Instance).Module.Code).EnsurePrepared(function);

    private static bool HasLarge(Module module, int start, int end)
    {
        for (int i = start; i < end; i++)
        {
            if (IsLarge(module.Functions[i].Body))
                return true;
        }

        return false;
    }

    private static void PrepareAll(IlModuleCode code, int start, int end, CancellationToken cancellationToken)
    {
        Module module = code.Module;
        for (int i = start; i < end; i++)
        {
            if (!IsLarge(module.Functions[i].Body))
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
