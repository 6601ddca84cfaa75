using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading;
using Krait.Runtime;

namespace Krait.Guests.MicroPython;

// MicroPython looks at a flag at every jump backwards and call; if it is set, it raises the exception that another word holds.
// Its own function for that, mp_sched_keyboard_interrupt, cannot be called while the guest runs, so its two stores are made from
// the other thread: first the exception, then the flag. Each is one aligned store.
//
//   pending exception   int32: 0, or the address of an exception
//   state               int16: 1 idle, 0 look at what is pending, negative while it is being looked at
//
// A negative state stays: whoever ends it looks for an exception.

/// <summary>Where MicroPython looks for an interrupt.</summary>
internal sealed class InterruptFlags
{
    private const short Idle = 1;
    private const short Pending = 0;

    // Static data comes first in the memory, before the heap; its size is known to be less.
    private const int StaticDataBytes = 1 << 20;

    private static readonly ConditionalWeakTable<CompiledModule, InterruptFlags> s_known = [];

    private readonly long _exceptionAddress;
    private readonly long _stateAddress;
    private readonly int _exception;

    private InterruptFlags(long exceptionAddress, long stateAddress, int exception)
    {
        _exceptionAddress = exceptionAddress;
        _stateAddress = stateAddress;
        _exception = exception;
    }

    /// <summary>The flags of an interpreter; they are in the same place in every instance of a module.</summary>
    /// <param name="instance">Started, and not running.</param>
    public static InterruptFlags Of(Instance instance) => s_known.GetValue(instance.Module, _ => Find(instance));

    /// <summary>Has the next look find an exception. Called from any thread, while something keeps the memory.</summary>
    public void Raise(Memory memory)
    {
        Volatile.Write(ref At<int>(memory, _exceptionAddress), _exception);
        Interlocked.CompareExchange(ref At<short>(memory, _stateAddress), Pending, Idle);
    }

    /// <summary>Whether the exception has not been raised yet.</summary>
    public bool IsPending(Memory memory) => memory.Read<int>(_exceptionAddress) != 0;

    /// <summary>Takes back what was not raised. A look then finds nothing.</summary>
    public void Clear(Memory memory) => memory.Write(_exceptionAddress, 0);

    // By looking at what the function changes.
    private static InterruptFlags Find(Instance instance)
    {
        Memory memory = instance.GetMemory("memory");
        int size = (int)Math.Min(memory.SizeBytes, StaticDataBytes);
        byte[] before = memory.GetSpan(0, size).ToArray();
        instance.GetAction("mp_sched_keyboard_interrupt")();
        Span<byte> after = memory.GetSpan(0, size);
        int exceptionAddress = 0;
        int stateAddress = 0;
        for (int address = 0; address < size; address += sizeof(int))
        {
            if (MemoryMarshal.Read<int>(before.AsSpan(address)) == MemoryMarshal.Read<int>(after[address..]))
                continue;
            bool wasEmpty = MemoryMarshal.Read<int>(before.AsSpan(address)) == 0;
            if (wasEmpty && exceptionAddress == 0)
                exceptionAddress = address;
            else if (!wasEmpty && stateAddress == 0)
                stateAddress = IdleWithin(before, after, address);
            else
                throw Unknown(address);
        }

        if (exceptionAddress == 0 || stateAddress == 0)
            throw Unknown(exceptionAddress);
        int exception = memory.Read<int>(exceptionAddress);
        before.AsSpan(exceptionAddress, sizeof(int)).CopyTo(after[exceptionAddress..]);
        before.AsSpan(stateAddress, sizeof(short)).CopyTo(after[stateAddress..]);
        return new InterruptFlags(exceptionAddress, stateAddress, exception);
    }

    // The half of a word that was idle and is pending now.
    private static int IdleWithin(ReadOnlySpan<byte> before, ReadOnlySpan<byte> after, int word)
    {
        for (int address = word; address < word + sizeof(int); address += sizeof(short))
        {
            if (MemoryMarshal.Read<short>(before[address..]) == Idle && MemoryMarshal.Read<short>(after[address..]) == Pending)
                return address;
        }

        throw Unknown(word);
    }

    private static ref T At<T>(Memory memory, long address)
        where T : unmanaged =>
        ref MemoryMarshal.AsRef<T>(memory.GetSpan(address, Unsafe.SizeOf<T>()));

    private static GuestAbortException Unknown(int address) =>
        new($"this build of MicroPython keeps its pending exception in another way than Krait knows (address {address}); use the version in guests/package.json");
}
