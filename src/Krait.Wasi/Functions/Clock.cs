using Krait.Wasi.Abi;

namespace Krait.Wasi.Functions;

/// <summary>The guest's clocks.</summary>
internal static class Clock
{
    public const uint Realtime = 0;
    public const uint Monotonic = 1;
    public const uint ProcessCpu = 2;
    public const uint ThreadCpu = 3;

    // clock_res_get(id, resolution)
    public static WasiErrno ResGet(in GuestCall call)
    {
        if (call.UInt32(0) > ThreadCpu)
            return WasiErrno.Inval;
        call.Write(call.UInt32(1), (ulong)call.Options.Clock.ResolutionNs);
        return WasiErrno.Success;
    }

    // clock_time_get(id, precision, time). The precision asked for changes nothing: the clock's own always holds.
    public static WasiErrno TimeGet(in GuestCall call)
    {
        if (call.UInt32(0) > ThreadCpu)
            return WasiErrno.Inval;
        call.Write(call.UInt32(2), (ulong)Now(call.Host, call.UInt32(0)));
        return WasiErrno.Success;
    }

    /// <summary>A clock's reading. The guest's own time of computing is told as the time since it began: it never computes longer.</summary>
    public static long Now(WasiHost host, uint id) => id switch
    {
        Realtime => host.Options.Clock.RealtimeNs,
        Monotonic => host.Options.Clock.MonotonicNs,
        _ => host.Options.Clock.MonotonicNs - host.StartNs,
    };
}
