using System;
using System.Collections.Generic;

namespace Krait.Runtime.Tracing;

/// <summary>How far the instructions of a rewritten function have moved.</summary>
internal sealed class CodeShifts
{
    // Only where the distance changes; between such places it stays.
    private readonly List<(int NewOffset, int Distance)> _changes = [];

    /// <summary>Notes an instruction; in order.</summary>
    public void Add(int newOffset, int originalOffset)
    {
        int distance = newOffset - originalOffset;
        if (_changes.Count == 0 || _changes[^1].Distance != distance)
            _changes.Add((newOffset, distance));
    }

    /// <summary>Where an instruction was. What was put in front of the first one belongs to the function's start.</summary>
    public int OriginalOffset(int newOffset)
    {
        int low = 0;
        int high = _changes.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_changes[middle].NewOffset <= newOffset)
                low = middle + 1;
            else
                high = middle;
        }

        return low == 0 ? 0 : Math.Max(newOffset - _changes[low - 1].Distance, 0);
    }
}
