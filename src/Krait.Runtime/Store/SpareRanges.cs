using System.Threading;

namespace Krait.Runtime.Store;

/// <summary>A few ranges of addresses that are no longer used, kept for the next ones of the same size. Thread-safe.</summary>
/// <param name="maximumCount">How many are kept at most.</param>
/// <param name="maximumBytes">How large they are at most, together.</param>
internal sealed class SpareRanges(int maximumCount, nuint maximumBytes)
{
    private readonly Lock _gate = new();
    private readonly (nint Start, nuint SizeBytes)[] _kept = new (nint, nuint)[maximumCount]; // guarded by _gate
    private int _count; // guarded by _gate
    private nuint _bytes; // guarded by _gate

    /// <summary>A kept range of this size, as it was when it was kept; 0 if there is none.</summary>
    public nint Take(nuint sizeBytes)
    {
        lock (_gate)
        {
            for (int i = _count - 1; 0 <= i; i--)
            {
                (nint start, nuint size) = _kept[i];
                if (size != sizeBytes)
                    continue;
                _kept[i] = _kept[--_count];
                _bytes -= size;
                return start;
            }
        }

        return 0;
    }

    /// <summary>A kept range of any size, for the system, which has no addresses left.</summary>
    /// <returns>False if none is kept.</returns>
    public bool TryTakeAny(out nint start, out nuint sizeBytes)
    {
        lock (_gate)
        {
            (start, sizeBytes) = 0 < _count ? _kept[--_count] : default;
            _bytes -= sizeBytes;
            return start != 0;
        }
    }

    /// <summary>Keeps a range; false if there are enough.</summary>
    public bool TryKeep(nint start, nuint sizeBytes)
    {
        lock (_gate)
        {
            if (_count == _kept.Length || maximumBytes - _bytes < sizeBytes)
                return false;
            _kept[_count++] = (start, sizeBytes);
            _bytes += sizeBytes;
            return true;
        }
    }
}
