using System.Runtime.InteropServices;

namespace Krait.Runtime.Store;

// What compiled code knows about its instance: one block of native memory whose address is the last argument of
// every compiled function. The fixed part is below; tables, globals, imports and function records follow it at
// offsets that ContextLayout computes per module. Compiled code reads all of it with plain IL loads.

/// <summary>The fixed head of an instance's context block.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct GuestContext
{
    /// <summary>
    /// Receives a call's second and further results, and the values of exceptions; also the first word of a <see cref="HostBlock"/>.
    /// One for the whole store: after a tail call the results come from another instance than the one that was called.
    /// </summary>
    public long* Scratch;

    /// <summary>First byte of memory 0. Never changes while the instance lives.</summary>
    public byte* MemoryBase;

    /// <summary>Bytes of memory 0 that exist; grows with <c>memory.grow</c>.</summary>
    public ulong MemoryLength;

    /// <summary>Lowest address a frame may reach; all ones once the guest is to be interrupted.</summary>
    public nuint StackLimit;

    /// <summary>Not zero once the guest is to be interrupted.</summary>
    public int Interrupt;

    /// <summary>The function that code is about to call which may have none yet; read by the stub that stands in for it.</summary>
    public int Callee;

    /// <summary>The store's remaining fuel; never null.</summary>
    public long* Fuel;

    /// <summary>A weak <see cref="GCHandle"/> to the <see cref="Instance"/>.</summary>
    public nint Instance;

    /// <summary>
    /// The instruction that called one of <see cref="BulkOperations"/>: function index in the upper half, offset in its code in
    /// the lower; -1 where whoever runs the code finds places in another way. Means something only during such a call.
    /// </summary>
    public long Place;
}

/// <summary>A table as compiled code sees it; part of the context block.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct TableView
{
    /// <summary>The first entry: a record address or a host object number, 0 for null.</summary>
    public long* Entries;

    /// <summary>Number of entries.</summary>
    public ulong Length;
}

/// <summary>What a function reference points to, and what an import slot holds.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct FunctionRecord
{
    /// <summary>Address of compiled code or of a host thunk; never null in a record that is in use.</summary>
    public nint Code;

    /// <summary>The last argument for <see cref="Code"/>: a context or a host block.</summary>
    public nint Context;

    /// <summary>The engine's number for the function's type; never 0 for a function.</summary>
    public int TypeId;

    /// <summary>Index in the function space of the instance that owns the record.</summary>
    public int FunctionIndex;

    /// <summary>A weak <see cref="GCHandle"/> to the instance that owns the record.</summary>
    public nint Owner;
}

/// <summary>What a host thunk gets instead of a context.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct HostBlock
{
    /// <summary>Receives second and further results.</summary>
    public long* Scratch;

    /// <summary>A weak <see cref="GCHandle"/> to the delegate or <see cref="Thunks.UntypedHostFunction"/>.</summary>
    public nint Target;

    /// <summary>A weak <see cref="GCHandle"/> to the instance that imported the function.</summary>
    public nint Instance;
}
