using System;
using System.Runtime.InteropServices;
using System.Text;
using Krait.Runtime;

namespace Krait.Wasi.Abi;

/// <summary>One call of a WASI function: its arguments, the guest's memory, and the guest's world.</summary>
/// <remarks>Every access to memory is checked; one that fails ends the call with <see cref="WasiErrno.Fault"/>.</remarks>
internal readonly ref struct GuestCall
{
    /// <summary>Most bytes that are moved between two looks at the deadline.</summary>
    public const int ChunkBytes = 1 << 20;

    private readonly GuestArguments _arguments;
    private readonly Memory? _memory;

    public GuestCall(WasiHost host, Caller caller, in GuestArguments arguments)
    {
        Host = host;
        Caller = caller;
        _arguments = arguments;
        caller.TryGetMemory(out _memory);
    }

    public WasiHost Host { get; }

    public Caller Caller { get; }

    public WasiOptions Options => Host.Options;

    public int Int32(int index) => (int)_arguments[index];

    public uint UInt32(int index) => (uint)_arguments[index];

    public ulong UInt64(int index) => (ulong)_arguments[index];

    /// <summary>Fails unless a whole range exists.</summary>
    public void CheckRange(uint address, ulong lengthBytes)
    {
        ulong size = _memory is null ? 0 : (ulong)_memory.SizeBytes;
        if (lengthBytes > size || address > size - lengthBytes)
            throw new GuestFaultException();
    }

    /// <summary>Bytes of the guest; at most 2 GiB.</summary>
    public Span<byte> Bytes(uint address, uint lengthBytes)
    {
        CheckRange(address, lengthBytes);
        if (lengthBytes > int.MaxValue)
            throw new GuestFaultException();
        return _memory is null ? [] : _memory.GetSpan(address, (int)lengthBytes);
    }

    public uint ReadUInt32(uint address) => MemoryMarshal.Read<uint>(Bytes(address, sizeof(uint)));

    public void Write<T>(uint address, T value)
        where T : unmanaged =>
        MemoryMarshal.Write(Bytes(address, (uint)System.Runtime.CompilerServices.Unsafe.SizeOf<T>()), in value);

    /// <summary>A path argument: an address and the length after it.</summary>
    /// <returns>Success, or what is wrong with it as text.</returns>
    public WasiErrno ReadPath(int index, out string path)
    {
        path = string.Empty;
        uint lengthBytes = UInt32(index + 1);
        CheckRange(UInt32(index), lengthBytes);
        if (lengthBytes > (uint)Options.MaximumPathBytes)
            return WasiErrno.Nametoolong;
        ReadOnlySpan<byte> bytes = Bytes(UInt32(index), lengthBytes);
        if (bytes.Contains((byte)0))
            return WasiErrno.Inval;
        if (!System.Text.Unicode.Utf8.IsValid(bytes))
            return WasiErrno.Ilseq;
        path = Encoding.UTF8.GetString(bytes);
        return WasiErrno.Success;
    }
}
