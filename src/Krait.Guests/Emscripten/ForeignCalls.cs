using System;
using System.Collections.Generic;
using Krait.Runtime;
using Kind = Krait.Guests.Emscripten.ForeignKind;

namespace Krait.Guests.Emscripten;

// What libffi leaves to its host on WebAssembly. A call is described in the guest's memory:
//
//   ffi_cif     +0    +4      +8               +12           +24
//               | abi | count | argument types | result type | count without "..." |
//   ffi_type    +0     +4          +6     +8
//               | size | alignment | kind | elements of a structure, 0 at their end |
//
// Arguments come as an array of addresses. Those after "..." are laid out on the guest's stack, whose address is passed last.

/// <summary>Calls of functions whose types are known only when they are called, as Python's <c>ctypes</c> makes them.</summary>
internal static class ForeignCalls
{
    private const int MaximumArguments = 1024;
    private const uint LargestUnboxedBytes = 16;
    private const int MaximumLevels = 100;

    public static IReadOnlyList<HostRow> Rows { get; } =
    [
        new("ffi_call_js", Call),
    ];

    private static void Call(Caller caller, int cif, int function, int result, int arguments)
    {
        EmscriptenHost host = EmscriptenHost.Of(caller.Instance);
        Memory memory = caller.Memory;
        uint count = memory.Read<uint>((uint)cif + 4);
        uint fixedCount = Math.Min(count, memory.Read<uint>((uint)cif + 24));
        if (function == 0)
            throw new GuestAbortException("ctypes called a null pointer");
        if (CallbackCalls.TryCall(caller, function, result, arguments))
            return;
        if (count > MaximumArguments)
            throw new GuestAbortException($"ctypes called a function with {count} arguments; at most {MaximumArguments} are possible");
        (_, Kind resultKind) = TypeAt(memory, (uint)cif + 12);
        int stack = host.Stack!.Current();
        var frame = new Frame(memory, (uint)stack);
        if (resultKind is Kind.Struct or Kind.LongDouble)
            frame.Add(result);
        uint types = memory.Read<uint>((uint)cif + 8);
        for (uint i = 0; i < fixedCount; i++)
            frame.AddArgument(memory.Read<uint>((uint)arguments + (4 * i)), TypeAt(memory, types + (4 * i)));
        if (fixedCount < count)
            frame.AddVariadic(arguments, types, fixedCount, count);

        Function target = host.Calls!.FunctionAt(function);
        host.Stack.Restore((int)(frame.Stack & ~15u));
        long answer;
        try
        {
            answer = Invoke(target, frame.Words);
        }
        finally
        {
            host.Stack.Restore(stack);
        }

        Write(memory, (uint)result, resultKind, answer);
    }

    // Python does not know how many arguments a C function takes: a call without anything for "..." does not even say that
    // there are dots. As in C, what is too much is lost; what is missing is zero.
    private static long Invoke(Function target, List<long> words)
    {
        if (target.Type.Results.Length > 1)
            throw new TrapException(TrapCode.IndirectCallTypeMismatch, TrapSite.Unknown);
        var values = new Value[target.Type.Parameters.Length];
        for (int i = 0; i < values.Length; i++)
        {
            if (!target.Type.Parameters[i].IsNumber)
                throw new TrapException(TrapCode.IndirectCallTypeMismatch, TrapSite.Unknown);
            values[i] = Value.FromBits(target.Type.Parameters[i], i < words.Count ? words[i] : 0);
        }

        return target.Invoke(values) is [var only] ? only.Bits : 0;
    }

    private static void Write(Memory memory, uint address, Kind kind, long answer)
    {
        switch (kind)
        {
            case Kind.Void or Kind.Struct or Kind.LongDouble:
                break;
            case Kind.UInt8 or Kind.Int8:
                memory.Write(address, (byte)answer);
                break;
            case Kind.UInt16 or Kind.Int16:
                memory.Write(address, (ushort)answer);
                break;
            case Kind.Double or Kind.UInt64 or Kind.Int64:
                memory.Write(address, answer);
                break;
            default:
                memory.Write(address, (uint)answer);
                break;
        }
    }

    /// <summary>The type at an address of an address. A structure with one element is passed as that element, unless it is large.</summary>
    internal static (uint Type, Kind Kind) TypeAt(Memory memory, uint address)
    {
        uint type = memory.Read<uint>(address);
        var kind = (Kind)memory.Read<ushort>(type + 6);
        for (int level = 0; kind == Kind.Struct && memory.Read<uint>(type) <= LargestUnboxedBytes; level++)
        {
            // A type that a guest has written by hand may hold itself.
            if (level == MaximumLevels)
                throw new GuestAbortException($"ctypes used a structure of more than {MaximumLevels} structures within each other, each alone in the next");
            uint elements = memory.Read<uint>(type + 8);
            uint first = memory.Read<uint>(elements);
            if (first == 0)
                return (type, Kind.Void);
            if (memory.Read<uint>(elements + 4) != 0)
                break;
            (type, kind) = (first, (Kind)memory.Read<ushort>(first + 6));
        }

        return kind <= Kind.Pointer ? (type, kind) : throw new GuestAbortException($"ctypes used a type of libffi with the number {(int)kind}, which Krait does not pass");
    }

    /// <summary>The arguments of one call as words, and what of them lies on the guest's stack.</summary>
    private sealed class Frame(Memory memory, uint stack)
    {
        public uint Stack { get; private set; } = stack;

        public List<long> Words { get; } = [];

        public void Add(long word) => Words.Add(word);

        public void AddArgument(uint address, (uint Address, Kind Kind) type)
        {
            switch (type.Kind)
            {
                case Kind.Void:
                    break;
                case Kind.UInt8:
                    Add(memory.Read<byte>(address));
                    break;
                case Kind.Int8:
                    Add(memory.Read<sbyte>(address));
                    break;
                case Kind.UInt16:
                    Add(memory.Read<ushort>(address));
                    break;
                case Kind.Int16:
                    Add(memory.Read<short>(address));
                    break;
                case Kind.Double or Kind.UInt64 or Kind.Int64:
                    Add(memory.Read<long>(address));
                    break;
                case Kind.LongDouble:
                    Add(memory.Read<long>(address));
                    Add(memory.Read<long>(address + 8));
                    break;
                case Kind.Struct:
                    Add(Push(address, memory.Read<uint>(type.Address), memory.Read<ushort>(type.Address + 4)));
                    break;
                default:
                    Add(memory.Read<uint>(address));
                    break;
            }
        }

        // What follows "..." stands one after the other, each as large as it is and aligned to that.
        public void AddVariadic(int arguments, uint types, uint from, uint to)
        {
            var places = new List<(uint Source, uint SizeBytes)>();
            uint size = 0;
            var offsets = new List<uint>();
            for (uint i = from; i < to; i++)
            {
                uint source = memory.Read<uint>((uint)arguments + (4 * i));
                (uint type, Kind kind) = TypeAt(memory, types + (4 * i));
                uint bytes = memory.Read<uint>(type);
                if (kind == Kind.Struct)
                {
                    uint copy = Push(source, bytes, memory.Read<ushort>(type + 4));
                    Stack -= 4;
                    memory.Write(Stack, copy);
                    (source, bytes) = (Stack, 4);
                }

                uint alignment = Math.Clamp(bytes, 4, 8);
                size = (size + alignment - 1) & ~(alignment - 1);
                offsets.Add(size);
                places.Add((source, bytes));
                size += Math.Max(bytes, 4);
            }

            uint start = (Stack - size) & ~15u;
            for (int i = 0; i < places.Count; i++)
                Copy(places[i].Source, start + offsets[i], places[i].SizeBytes);
            Stack = start;
            Add(start);
        }

        private uint Push(uint source, uint sizeBytes, ushort alignment)
        {
            uint place = (Stack - sizeBytes) & ~(uint)(Math.Max(alignment, (ushort)1) - 1);
            Copy(source, place, sizeBytes);
            Stack = place;
            return place;
        }

        private void Copy(uint source, uint target, uint sizeBytes) =>
            memory.GetSpan(source, Length(sizeBytes)).CopyTo(memory.GetSpan(target, Length(sizeBytes)));

        private static int Length(uint sizeBytes) => (int)Math.Min(sizeBytes, int.MaxValue);
    }
}

/// <summary>Kinds of types, as libffi numbers them.</summary>
internal enum ForeignKind : ushort
{
    Void, Int, Float, Double, LongDouble, UInt8, Int8, UInt16, Int16, UInt32, Int32, UInt64, Int64, Struct, Pointer,
}
