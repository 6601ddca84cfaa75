using System.Threading;
using Krait.Wasi.Abi;

namespace Krait.Wasi.Functions;

/// <summary>Ending and giving way.</summary>
internal static class Proc
{
    private const uint SignalCount = 31;

    // Signals that stop a process go on a terminal's or a parent's behalf; a guest has neither.
    private static readonly uint[] s_ignored = [0, 16, 17, 22, 27];
    private static readonly uint[] s_stopping = [18, 19, 20, 21];

    // proc_exit(rval) does not come back: the exception passes through the guest, whose handlers catch only guest exceptions.
    public static WasiErrno Exit(in GuestCall call) => throw new GuestExitException(call.Int32(0));

    // proc_raise(sig): no signal leaves the guest. Those whose default is to end a process end the guest.
    public static WasiErrno Raise(in GuestCall call)
    {
        uint signal = call.UInt32(0);
        if (signal >= SignalCount)
            return WasiErrno.Inval;
        if (System.Array.IndexOf(s_ignored, signal) >= 0)
            return WasiErrno.Success;
        if (System.Array.IndexOf(s_stopping, signal) >= 0)
            return WasiErrno.Notsup;
        throw new GuestExitException(128 + (int)signal);
    }

    // sched_yield()
    public static WasiErrno Yield(in GuestCall call)
    {
        Thread.Yield();
        call.Caller.ThrowIfInterrupted();
        return WasiErrno.Success;
    }
}
