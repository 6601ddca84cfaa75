using System.Threading;

namespace Krait.Runtime.Store;

// Giving a range of addresses back to the system and asking for the next one was nearly half of what it costs to instantiate a
// small module (`./dev bench start`, "instantiate and dispose": the kernel also merges and splits neighbours). So a few stay, without
// pages: whoever keeps one has dropped its pages first, so that it reads as zeros.

/// <summary>Address space of freed memories, kept for the next ones of the same size. Thread-safe.</summary>
internal static class SpareRanges
{
    private const int MaximumKept = 16;

    private static readonly Lock s_gate = new();
    private static readonly (nint Start, nuint SizeBytes)[] s_kept = new (nint, nuint)[MaximumKept]; // guarded by s_gate
    private static int s_count; // guarded by s_gate

    /// <summary>A kept range of this size, which reads as zeros; 0 if there is none.</summary>
    public static nint Take(nuint sizeBytes)
    {
        lock (s_gate)
        {
            for (int i = s_count - 1; 0 <= i; i--)
            {
                (nint start, nuint size) = s_kept[i];
                if (size != sizeBytes)
                    continue;
                s_kept[i] = s_kept[--s_count];
                return start;
            }
        }

        return 0;
    }

    /// <summary>A kept range of any size, for the system, which has no addresses left.</summary>
    /// <returns>False if none is kept.</returns>
    public static bool TryTakeAny(out nint start, out nuint sizeBytes)
    {
        lock (s_gate)
        {
            (start, sizeBytes) = 0 < s_count ? s_kept[--s_count] : default;
            return start != 0;
        }
    }

    /// <summary>Keeps a range whose pages were dropped; false if there are enough.</summary>
    public static bool TryKeep(nint start, nuint sizeBytes)
    {
        lock (s_gate)
        {
            if (s_count == MaximumKept)
                return false;
            s_kept[s_count++] = (start, sizeBytes);
            return true;
        }
    }
}
