using System;
using System.Collections.Generic;
using System.Linq;

namespace Krait.Benchmarks.Kernels;

/// <summary>All times of one kernel, in milliseconds, by contender and round.</summary>
internal sealed class KernelTimes(string name)
{
    private readonly Dictionary<Contender, List<double>> _times = [];

    public string Name { get; } = name;

    public void Add(Contender contender, double ms)
    {
        if (!_times.TryGetValue(contender, out List<double>? times))
            _times[contender] = times = [];
        times.Add(ms);
    }

    public bool Has(Contender contender) => _times.ContainsKey(contender);

    /// <summary>The best time of all rounds.</summary>
    public double BestMs(Contender contender) => _times[contender].Min();

    /// <summary>Whether the last rounds brought nothing that is better by more than one part in a hundred.</summary>
    public bool IsSettled(Contender contender, int rounds)
    {
        List<double> times = _times[contender];
        return rounds < times.Count && times[..^rounds].Min() <= times[^rounds..].Min() * 1.01;
    }

    /// <summary>How often as long as another one a contender takes; best against best.</summary>
    public double Ratio(Contender contender, Contender other) => BestMs(contender) / BestMs(other);

    /// <summary>How far the median round lies above the best one, as a share: what the machine adds.</summary>
    public double Noise(Contender contender) => (Median(_times[contender]) / BestMs(contender)) - 1;

    /// <summary>The middle of some numbers.</summary>
    public static double Median(IEnumerable<double> numbers)
    {
        double[] sorted = [.. numbers.Order()];
        return sorted.Length % 2 == 1
            ? sorted[sorted.Length / 2]
            : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>The mean for ratios.</summary>
    public static double GeometricMean(IEnumerable<double> ratios) => Math.Exp(ratios.Average(Math.Log));
}
