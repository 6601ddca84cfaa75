namespace Krait.Runtime.Store;

// What tracing needs to know of all linked instances together.
internal sealed partial class GuestStore
{
    /// <summary>How many traced calls are running; only tracing counts them, from 0 at each call by the host from outside.</summary>
    public int TraceDepth { get; set; }
}
