using System.Collections.Generic;
using Krait.Runtime;

namespace Krait.Guests.Emscripten;

/// <summary>Calls of objects of the host by a guest that knows them as objects of JavaScript.</summary>
internal interface IProxyCalls
{
    /// <summary>A call with arguments by position.</summary>
    /// <param name="caller">The guest.</param>
    /// <param name="target">The object's number.</param>
    /// <param name="count">How many arguments.</param>
    /// <param name="arguments">Address of the arguments, three words each.</param>
    /// <param name="result">Address of three words.</param>
    public void Call(Caller caller, int target, int count, int arguments, int result);
}

/// <summary>What MicroPython asks about objects of the host.</summary>
internal static class ProxyCalls
{
    private const int NotKnown = -1;

    public static IReadOnlyList<HostRow> Rows { get; } =
    [
        new("calln", Call),
        new("js_check_existing", static (Caller caller, int reference) => NotKnown),
        new("proxy_js_free_obj", static (Caller caller, int reference) => { }),
    ];

    private static int Call(Caller caller, int target, int viaCall, int count, int arguments, int result)
    {
        if (EmscriptenHost.Of(caller.Instance).Proxies is not { } proxies)
            throw new GuestAbortException("the interpreter called an object of the host, and was given none");
        proxies.Call(caller, target, count, arguments, result);
        return 0;
    }
}
