using System;
using System.Collections.Generic;
using System.Text;
using Krait.Runtime;
using Krait.Wasi;

namespace Krait.Guests.Emscripten;

/// <summary>Memory, the process and its end.</summary>
internal static class ProcessCalls
{
    public static IReadOnlyList<HostRow> Rows { get; } =
    [
        new("emscripten_resize_heap", ResizeHeap),
        new("emscripten_get_heap_max", static (Caller caller) => (int)(uint)Math.Min(caller.Memory.MaximumBytes, uint.MaxValue - 0xFFFFu)),
        new("_emscripten_get_progname", static (Caller caller, int address, int size) => WriteName(caller, address, size)),
        new("_Py_emscripten_runtime", static (Caller caller) => 0),
        new("_Py_CheckEmscriptenSignals_Helper", static (Caller caller) => EmscriptenHost.Of(caller.Instance).Signals.Take()),
        new("__syscall_getuid32_js", static (Caller caller) => 0),
        new("_PyEM_TrampolineCall_JS", static (Caller caller, int function, int self, int arguments, int names) =>
            EmscriptenHost.Of(caller.Instance).Calls!.CallAtMost(function, self, arguments, names)),
        new("__call_sighandler", static (Caller caller, int function, int signal) => EmscriptenHost.Of(caller.Instance).Calls!.Call(function, signal)),
        new("mp_js_random_u32", static (Caller caller) => Random(caller)),
        new("emscripten_runtime_keepalive_push", static (Caller caller) => { }),
        new("emscripten_runtime_keepalive_pop", static (Caller caller) => { }),
        new("_emscripten_runtime_keepalive_clear", static (Caller caller) => { }),
        new("_setitimer_js", static (Caller caller, int which, double milliseconds) => 0),
        new("_emscripten_system", static (Caller caller, int command) => command == 0 ? 0 : WasiErrno.Nosys.Negated()),
        new("exit", static (Caller caller, int code) => { throw new GuestExitException(code); }),
        new("_abort_js", static (Caller caller) => { throw new GuestAbortException("the interpreter aborted; what it printed to standard error says why"); }),
        new("__assert_fail", AssertionFailed),
    ];

    // Grows a fifth more than is asked, so that a heap that grows often grows seldom.
    private static int ResizeHeap(Caller caller, int wanted)
    {
        Memory memory = caller.Memory;
        long wantedBytes = (uint)wanted;
        long before = memory.SizeBytes;
        if (wantedBytes <= before)
            return 1;
        if (wantedBytes > memory.MaximumBytes)
            return 0;
        long generous = Math.Min(memory.MaximumBytes, Math.Max(wantedBytes, before + (before / 5)));
        return memory.TryGrow(Pages(generous - before), out _) || memory.TryGrow(Pages(wantedBytes - before), out _) ? 1 : 0;
    }

    private static long Pages(long bytes) => (bytes + Memory.PageSizeBytes - 1) / Memory.PageSizeBytes;

    private static void WriteName(Caller caller, int address, int size)
    {
        ReadOnlySpan<byte> name = "python\0"u8;
        if (size >= name.Length)
            caller.Memory.Write((uint)address, name);
    }

    private static int Random(Caller caller)
    {
        Span<byte> bytes = stackalloc byte[4];
        EmscriptenHost.Of(caller.Instance).Wasi.Options.Random.Fill(bytes);
        return BitConverter.ToInt32(bytes);
    }

    private static void AssertionFailed(Caller caller, int condition, int file, int line, int function) =>
        throw new GuestAbortException($"an assertion of the interpreter failed: {Text(caller, condition)}, {Text(caller, file)}:{line}");

    private static string Text(Caller caller, int address)
    {
        const int MaximumBytes = 200;
        if (address == 0)
            return "?";
        ReadOnlySpan<byte> bytes = caller.Memory.GetSpan((uint)address, (int)Math.Min(MaximumBytes, caller.Memory.SizeBytes - (uint)address));
        int end = bytes.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? bytes : bytes[..end]);
    }
}
