using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;

namespace Krait.Runtime.Tests.Hostile;

/// <summary>Measures how far the memory of this process grows.</summary>
internal static class PeakMemory
{
    private const string Reset = "/proc/self/clear_refs";

    /// <summary>Bytes of physical memory that the process had more at its peak than before.</summary>
    public static long GrowthOf(Action work)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return TryResetPeak() ? Exact(work) : Sampled(work);
    }

    // Linux keeps the peak itself, and begins anew when asked.
    private static long Exact(Action work)
    {
        long before = Status("VmRSS:");
        work();
        return Status("VmHWM:") - before;
    }

    private static long Sampled(Action work)
    {
        long before = Environment.WorkingSet;
        long peak = before;
        using ManualResetEventSlim isOver = new(false);
        Thread watcher = new(() =>
        {
            while (!isOver.Wait(1))
                peak = Math.Max(peak, Environment.WorkingSet);
        });
        watcher.Start();
        try
        {
            work();
        }
        finally
        {
            isOver.Set();
            watcher.Join();
        }

        return peak - before;
    }

    private static bool TryResetPeak()
    {
        if (!OperatingSystem.IsLinux())
            return false;
        try
        {
            File.WriteAllText(Reset, "5");
            return Status("VmHWM:") - Status("VmRSS:") < 4 << 20;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Some containers forbid it; watching is less exact and good enough.
            return false;
        }
    }

    private static long Status(string name)
    {
        string line = File.ReadLines("/proc/self/status").First(line => line.StartsWith(name, StringComparison.Ordinal));
        return long.Parse(line[name.Length..].Replace("kB", string.Empty, StringComparison.Ordinal), CultureInfo.InvariantCulture) * 1024;
    }
}
