using System.Collections.Generic;
using Krait.Wasm;

namespace Krait.Runtime.Interpreter;

// Frames are native memory and cannot hold objects, so what an arm may throw again is kept here, ordered as the frames are.
// Nobody says when an arm is left. But an arm is left before another one of the same depth in the same frame is
// entered, and frames above the innermost one are gone: whatever stands behind a new entry is out of date.

/// <summary>The exceptions that arms of <c>try</c> have caught and may throw again, for the frames of one value stack.</summary>
internal sealed unsafe class CaughtExceptions
{
    private readonly List<Entry> _entries = [];

    /// <summary>An exception on its way from whoever threw it to the clause that has been found for it.</summary>
    public GuestException? Arriving { get; set; }

    public int Count => _entries.Count;

    /// <summary>Keeps an exception until its arm is left.</summary>
    /// <param name="frame">The innermost frame.</param>
    /// <param name="armDepth">How many arms of the function are around this one.</param>
    /// <param name="exception">One that was not thrown.</param>
    public void Keep(long* frame, int armDepth, GuestException exception)
    {
        int count = _entries.Count;
        while (0 < count && !IsBelow(_entries[count - 1], frame, armDepth))
            count--;
        CutTo(count);
        _entries.Add(new Entry((nint)frame, armDepth, exception));
    }

    /// <summary>What an arm has caught.</summary>
    /// <param name="frame">The innermost frame.</param>
    /// <param name="armDepth">How many arms of the function are around the arm.</param>
    public GuestException Find(long* frame, int armDepth)
    {
        for (int i = _entries.Count - 1; 0 <= i && (nint)frame <= _entries[i].Frame; i--)
        {
            if (_entries[i].Frame == (nint)frame && _entries[i].ArmDepth == armDepth)
                return _entries[i].Exception;
        }

        throw new InternalErrorException($"an arm of depth {armDepth} has caught nothing");
    }

    /// <summary>Forgets all but the first so many.</summary>
    public void CutTo(int count)
    {
        if (count < _entries.Count)
            _entries.RemoveRange(count, _entries.Count - count);
    }

    private static bool IsBelow(Entry entry, long* frame, int armDepth) =>
        entry.Frame < (nint)frame || (entry.Frame == (nint)frame && entry.ArmDepth < armDepth);

    private readonly record struct Entry(nint Frame, int ArmDepth, GuestException Exception);
}
