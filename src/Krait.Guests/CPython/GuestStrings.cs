using System;
using System.Text;
using Krait.Guests.Errors;

namespace Krait.Guests.CPython;

/// <summary>Text handed to CPython: C strings that live until this is disposed.</summary>
internal sealed class GuestStrings(CPythonApi api) : IDisposable
{
    private readonly System.Collections.Generic.List<int> _addresses = [];

    /// <summary>Copies text and a NUL.</summary>
    /// <exception cref="ArgumentException">The text contains NUL.</exception>
    public int Add(string text)
    {
        if (text.Contains('\0', StringComparison.Ordinal))
            throw new ArgumentException("text without NUL was expected", nameof(text));
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        int address = Reserve(bytes.Length + 1);
        Span<byte> target = api.Memory.GetSpan((uint)address, bytes.Length + 1);
        bytes.CopyTo(target);
        target[^1] = 0;
        return address;
    }

    /// <summary>Room for a number of bytes.</summary>
    public int Reserve(int sizeBytes)
    {
        int address = api.Malloc(sizeBytes);
        if (address == 0)
            throw NoRoom.For($"{sizeBytes} bytes of source");
        _addresses.Add(address);
        return address;
    }

    public void Dispose()
    {
        foreach (int address in _addresses)
            api.Free(address);
        _addresses.Clear();
    }
}
