using System;
using Krait.Runtime;
using Krait.Wasi.Abi;

namespace Krait.Guests.Emscripten;

/// <summary>Makes a delegate of a row.</summary>
internal static class SyscallBinder
{
    public static Delegate Bind(SyscallRow row)
    {
        return HostCallShapes.Bind(row.Name, row.Shape, Call);

        int Call(Caller caller, in GuestArguments arguments)
        {
            EmscriptenHost host = EmscriptenHost.Of(caller.Instance);
            try
            {
                return row.Method(host, new GuestCall(host.Wasi, caller, arguments));
            }
            catch (Exception exception) when (HostCallShapes.ErrnoOf(exception) is { } errno)
            {
                return errno.Negated();
            }
        }
    }
}
