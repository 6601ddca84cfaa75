using System;
using System.Collections.Generic;
using System.Text;
using Krait.Runtime;
using Kind = Krait.Guests.Emscripten.ForeignKind;

namespace Krait.Guests.Emscripten;

// A callback of libffi is a record in the guest's memory, and a list there says which entry of the table is whose, so that images hold
// both. Nothing in it is trusted: what a guest writes there misleads itself alone.
//
//   record  +0      +4             +8                            +12
//           | entry | description | function that is to be run | what it gets |
//
//   that function: (description, where the result goes, addresses of the arguments, what it gets)

/// <summary>Callbacks that C code calls like functions of its own, as Python's <c>ctypes</c> hands them out.</summary>
internal static class CallbackCalls
{
    private const int RecordBytes = 16;

    public static IReadOnlyList<HostRow> Rows { get; } =
    [
        new("ffi_closure_alloc_js", Allocate),
        new("ffi_closure_free_js", Free),
        new("ffi_prep_closure_loc_js", Prepare),
    ];

    /// <summary>Runs a callback that was called by its address, whatever its type. False if the address is none of a callback.</summary>
    public static bool TryCall(Caller caller, int address, int result, int arguments)
    {
        int first = CallbackEntries.FirstOf(caller.Instance);
        if (address < first || address - first >= CallbackEntries.Count || ListOf(caller) == 0)
            return false;
        Run(caller, RecordAt(caller, address - first), result, arguments);
        return true;
    }

    // ctypes raises MemoryError for 0. The entry is known from here on, what stands in it when the description comes.
    private static int Allocate(Caller caller, int sizeBytes, int code)
    {
        Memory memory = caller.Memory;
        GuestHeap heap = EmscriptenHost.Of(caller.Instance).Heap;
        memory.Write((uint)code, 0);
        if (!caller.Instance.TryGetGlobal(CallbackEntries.List, out Global? global))
            return 0;
        int list = global.GetValue().AsInt32();
        if (list == 0)
        {
            list = heap.Allocate(CallbackEntries.Count * sizeof(int));
            if (list == 0)
                return 0;
            memory.GetSpan((uint)list, CallbackEntries.Count * sizeof(int)).Clear();
            global.SetValue(Value.FromInt32(list));
        }

        for (int entry = 0; entry < CallbackEntries.Count; entry++)
        {
            if (memory.Read<int>(PlaceOf(list, entry)) != 0)
                continue;
            int record = heap.Allocate(Math.Max(sizeBytes, RecordBytes));
            if (record == 0)
                return 0;
            int address = CallbackEntries.FirstOf(caller.Instance) + entry;
            memory.GetSpan((uint)record, RecordBytes).Clear();
            memory.Write((uint)record, address);
            memory.Write((uint)code, address);
            memory.Write(PlaceOf(list, entry), record);
            return record;
        }

        return 0;
    }

    private static void Free(Caller caller, int record)
    {
        if (record == 0)
            return;
        int entry = caller.Memory.Read<int>((uint)record) - CallbackEntries.FirstOf(caller.Instance);
        if ((uint)entry < CallbackEntries.Count && RecordOrNull(caller, entry) == record)
        {
            caller.Memory.Write(PlaceOf(ListOf(caller), entry), 0);
            EmscriptenHost.Of(caller.Instance).Calls!.Put(CallbackEntries.FirstOf(caller.Instance) + entry, null);
        }

        EmscriptenHost.Of(caller.Instance).Heap.Free(record);
    }

    // Three calls share this import, because no other that Emscripten makes has the types: of the host's functions for Python, of a
    // callback, and the one that it is for.
    private static int Prepare(Caller caller, int record, int description, int function, int data, int code)
    {
        EmscriptenHost host = EmscriptenHost.Of(caller.Instance);
        if (host.Functions is { } functions && functions.IsCall(description))
            return functions.Call(caller, record, function, data, code);
        if (description == CallbackEntries.Marker)
        {
            Answer(caller, record, (uint)function, (uint)data);
            return 0;
        }

        Memory memory = caller.Memory;
        memory.Write((uint)record + 4, description);
        memory.Write((uint)record + 8, function);
        memory.Write((uint)record + 12, data);
        int entry = memory.Read<int>((uint)record) - CallbackEntries.FirstOf(caller.Instance);

        // Of a type that no function has, only ctypes itself can call it; C code traps.
        if ((uint)entry < CallbackEntries.Count)
            host.Calls!.Put(CallbackEntries.FirstOf(caller.Instance) + entry, CallbackEntries.Find(caller.Instance, entry, TypeOf(memory, (uint)description)));
        return 0;
    }

    // C code has called: its arguments are words of a frame, and what is wanted are their addresses.
    private static void Answer(Caller caller, int entry, uint frame, uint words)
    {
        Memory memory = caller.Memory;
        uint record = RecordAt(caller, entry);
        uint description = memory.Read<uint>(record + 4);
        uint count = memory.Read<uint>(description + 4);
        uint types = memory.Read<uint>(description + 8);
        (_, Kind resultKind) = ForeignCalls.TypeAt(memory, description + 12);
        uint next = frame + CallbackEntries.FrameArguments;
        uint addresses = next + (words * CallbackEntries.ArgumentBytes);
        uint end = addresses;
        uint result = frame;
        memory.Write(frame, 0L);
        memory.Write(frame + 8, 0L);
        if (resultKind is Kind.Struct or Kind.LongDouble)
            result = Take(memory, ref next, end, 1, Kind.Struct);
        if (count > words)
            throw Changed();
        for (uint i = 0; i < count; i++)
        {
            (_, Kind kind) = ForeignCalls.TypeAt(memory, types + (4 * i));
            memory.Write(addresses + (4 * i), kind == Kind.Void ? frame : Take(memory, ref next, end, kind == Kind.LongDouble ? 2u : 1, kind));
        }

        Run(caller, record, (int)result, (int)addresses);
        Widen(memory, frame, resultKind);
    }

    private static uint Take(Memory memory, ref uint next, uint end, uint words, Kind kind)
    {
        uint at = next;
        next += words * CallbackEntries.ArgumentBytes;
        if (next > end)
            throw Changed();
        return kind == Kind.Struct ? memory.Read<uint>(at) : at;
    }

    // C functions answer with whole words.
    private static void Widen(Memory memory, uint address, Kind kind)
    {
        switch (kind)
        {
            case Kind.UInt8:
                memory.Write(address, (uint)memory.Read<byte>(address));
                break;
            case Kind.Int8:
                memory.Write(address, (int)memory.Read<sbyte>(address));
                break;
            case Kind.UInt16:
                memory.Write(address, (uint)memory.Read<ushort>(address));
                break;
            case Kind.Int16:
                memory.Write(address, (int)memory.Read<short>(address));
                break;
        }
    }

    private static void Run(Caller caller, uint record, int result, int arguments)
    {
        Memory memory = caller.Memory;
        EmscriptenHost.Of(caller.Instance).Calls!.Call(
            memory.Read<int>(record + 8), memory.Read<int>(record + 4), result, arguments, memory.Read<int>(record + 12));
    }

    private static string TypeOf(Memory memory, uint description)
    {
        const uint MaximumArguments = 16;
        var text = new StringBuilder();
        uint count = memory.Read<uint>(description + 4);
        uint types = memory.Read<uint>(description + 8);
        (_, Kind resultKind) = ForeignCalls.TypeAt(memory, description + 12);
        bool isByAddress = resultKind is Kind.Struct or Kind.LongDouble;
        if (isByAddress)
            text.Append('i');
        for (uint i = 0; i < Math.Min(count, MaximumArguments); i++)
            text.Append(LettersOf(ForeignCalls.TypeAt(memory, types + (4 * i)).Kind));
        return text.Append('>').Append(resultKind == Kind.Void || isByAddress ? "v" : LettersOf(resultKind)).ToString();
    }

    private static string LettersOf(Kind kind) => kind switch
    {
        Kind.Void => "",
        Kind.Float => "f",
        Kind.Double => "d",
        Kind.UInt64 or Kind.Int64 => "I",
        Kind.LongDouble => "II",
        _ => "i",
    };

    private static uint RecordAt(Caller caller, int entry) => RecordOrNull(caller, entry) is var record && record != 0
        ? (uint)record
        : throw new GuestAbortException("C code called a callback of ctypes whose Python function is gone; keep a reference to it as long as it may be called");

    private static int RecordOrNull(Caller caller, int entry) => ListOf(caller) is var list && list != 0 ? caller.Memory.Read<int>(PlaceOf(list, entry)) : 0;

    private static int ListOf(Caller caller) => caller.Instance.TryGetGlobal(CallbackEntries.List, out Global? global) ? global.GetValue().AsInt32() : 0;

    private static uint PlaceOf(int list, int entry) => (uint)list + ((uint)entry * sizeof(int));

    private static GuestAbortException Changed() => new("the description of a callback of ctypes has changed since it was made");
}
