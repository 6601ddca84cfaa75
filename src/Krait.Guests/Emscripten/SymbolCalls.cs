using System;
using System.Collections.Generic;
using System.Text;
using Krait.Runtime;

namespace Krait.Guests.Emscripten;

// The address of a function is its place in the guest's table, where most functions of the C API do not stand until somebody
// asks for them. Only the guest itself can be searched: there are no other libraries.

/// <summary>Finding what the guest exports by name, as <c>dlsym</c> does.</summary>
internal static class SymbolCalls
{
    private const int MaximumNameBytes = 1024;

    public static IReadOnlyList<HostRow> Rows { get; } =
    [
        new("_dlsym_js", static (Caller caller, int library, int name, int index) => Find(caller, name)),
        new("_dlopen_js", static (Caller caller, int library) => 0),
    ];

    private static int Find(Caller caller, int address)
    {
        EmscriptenHost host = EmscriptenHost.Of(caller.Instance);
        long room = Math.Clamp(caller.Memory.SizeBytes - (uint)address, 0, MaximumNameBytes);
        ReadOnlySpan<byte> bytes = caller.Memory.GetSpan((uint)address, (int)room);
        int end = bytes.IndexOf((byte)0);
        if (end < 0)
            return 0;
        string name = Encoding.UTF8.GetString(bytes[..end]);
        if (caller.Instance.TryGetFunction(name, out Function? function))
            return host.Calls!.AddressOf(function);
        if (caller.Instance.TryGetGlobal(name, out Global? global) && global.Type.Value == Krait.Wasm.ValueType.I32)
            return global.GetValue().AsInt32();
        return 0;
    }
}
