using System;
using System.Collections.Generic;
using Krait.Guests.Errors;

namespace Krait.Guests.CPython;

// Arguments of the C API that are no objects, and arrays of objects, stand here while the call runs. One block serves most
// calls without asking the guest's heap; what does not fit is taken from that heap and given back.

/// <summary>Memory of the guest that the host uses like a stack.</summary>
internal sealed class GuestScratch(CPythonApi api)
{
    private const int BlockBytes = 16 << 10;

    private readonly List<int> _large = [];
    private int _block;
    private int _used;

    /// <summary>Begins a stretch; everything taken from here on ends with it.</summary>
    public Stretch Open() => new(this, _used, _large.Count);

    /// <summary>Takes memory, aligned to 8 bytes, its content unknown.</summary>
    /// <exception cref="PythonException"><c>MemoryError</c>: the guest has no room.</exception>
    public int Take(int sizeBytes)
    {
        int rounded = checked(Math.Max(sizeBytes, 1) + 7) & ~7;
        if (BlockBytes - _used < rounded)
            return TakeLarge(sizeBytes);
        if (_block == 0)
            _block = Allocate(BlockBytes);
        int address = _block + _used;
        _used += rounded;
        return address;
    }

    /// <summary>The guest has gone back to a state in which nothing of this was taken.</summary>
    public void Forget()
    {
        _large.Clear();
        _block = 0;
        _used = 0;
    }

    private int TakeLarge(int sizeBytes)
    {
        int address = Allocate(sizeBytes);
        _large.Add(address);
        return address;
    }

    private int Allocate(int sizeBytes)
    {
        int address = api.Malloc(sizeBytes);
        return address != 0 ? address : throw NoRoom.For($"{sizeBytes} bytes");
    }

    private void Close(int used, int large)
    {
        _used = used;
        while (_large.Count > large)
        {
            int last = _large[^1];
            _large.RemoveAt(_large.Count - 1);
            api.Free(last);
        }
    }

    /// <summary>What was taken since; disposing gives it back.</summary>
    public readonly ref struct Stretch(GuestScratch scratch, int used, int large)
    {
        public void Dispose() => scratch.Close(used, large);
    }
}
