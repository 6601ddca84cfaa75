using Krait.Wasm;

namespace Krait.Wasi;

/// <summary>A guest ended itself with <c>proc_exit</c>, or by raising a deadly signal. Its own handlers cannot catch it.</summary>
public sealed class GuestExitException : KraitException
{
    internal GuestExitException(int exitCode)
        : base($"the guest ended with exit code {exitCode}")
    {
        ExitCode = exitCode;
    }

    /// <summary>What the guest passed to <c>proc_exit</c>; 0 means success. 128 plus the signal after <c>proc_raise</c>.</summary>
    public int ExitCode { get; }
}
