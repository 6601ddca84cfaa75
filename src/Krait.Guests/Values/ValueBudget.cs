using System.Collections.Generic;

namespace Krait.Guests;

// What a guest hands out is as deep and as large as it likes: a list can hold itself, or one long text a million times.

/// <summary>How deep and how large one value on its way out of a sandbox may still become.</summary>
internal struct ValueBudget
{
    // About what an object and a reference to it cost the host.
    private const int BytesPerValue = 32;

    private readonly List<int> _path = [];
    private readonly int _maximumDepth;
    private readonly long _maximumBytes;
    private long _bytesLeft;

    public ValueBudget(int maximumDepth, long maximumBytes)
    {
        _maximumDepth = maximumDepth;
        _maximumBytes = maximumBytes;
        _bytesLeft = maximumBytes;
    }

    /// <summary>Takes the host's memory for one value.</summary>
    /// <param name="count">Its characters, bytes or items; never negative.</param>
    /// <param name="bytesEach">What each of them costs.</param>
    /// <exception cref="PythonException"><c>OverflowError</c>: the whole would be above the limit.</exception>
    public void Take(int count, int bytesEach)
    {
        _bytesLeft -= BytesPerValue + ((long)count * bytesEach);
        if (_bytesLeft < 0)
            throw new PythonException("OverflowError", $"the value takes more than the {_maximumBytes} bytes that may leave the sandbox at once (MaximumValueBytes)");
    }

    /// <summary>Goes into a container, named by its address in the guest.</summary>
    /// <exception cref="PythonException">It is inside of itself, or too deep.</exception>
    public readonly void Enter(int address)
    {
        if (_path.Contains(address))
            throw new PythonException("ValueError", "the value contains itself, which cannot cross to the host");
        if (_path.Count >= _maximumDepth)
            throw new PythonException("RecursionError", $"the value is nested deeper than {_maximumDepth} levels (MaximumValueDepth)");
        _path.Add(address);
    }

    /// <summary>Comes out of the container that was entered last.</summary>
    public readonly void Leave() => _path.RemoveAt(_path.Count - 1);
}
