using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;

namespace Krait.Benchmarks;

/// <summary>
/// Typed Python against the same loops in C (gcc -O2, 64-bit integers) and against python3, side by side in one run.
/// Every program measures its function alone; rounds are interleaved and the best of each counts.
/// </summary>
internal static class PythonBenchmark
{
    private const int Rounds = 5;
    private const int RoundsPerProcess = 3;

    public static void Run()
    {
        string folder = Directory.CreateTempSubdirectory("krait-bench-").FullName;
        try
        {
            Console.WriteLine("best of interleaved rounds, milliseconds; ratios above 1 mean slower than C, or faster than python3");
            Console.WriteLine($"{"program",-30}{"C",10}{"krait",10}{"metered",10}{"python3",12}{"krait/C",10}{"metered/C",11}{"python3/krait",15}");
            Compare(folder, "find_prime", "2000", FindPrime);
            Compare(folder, "levenshtein", "2000", Levenshtein);
            TextSimilarityBenchmark.Compare(folder, Print);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Compare(string folder, string name, string argument, Func<bool, string, Func<long>> prepare)
    {
        string native = NativeProgram.CompileC(folder, name);
        Func<long> plain = prepare(false, argument);
        Func<long> metered = prepare(true, argument);
        var best = new double[4];
        Array.Fill(best, double.MaxValue);
        var answers = new HashSet<string>();
        for (int round = 0; round < Rounds; round++)
        {
            Measurement[] measurements =
            [
                NativeProgram.Measure(native, argument, RoundsPerProcess.ToString(CultureInfo.InvariantCulture)),
                Measure(plain),
                Measure(metered),
                NativeProgram.Measure("python3", Checkout.File("benchmarks", "programs", "measure.py"), name, argument, "1"),
            ];
            for (int i = 0; i < measurements.Length; i++)
            {
                best[i] = Math.Min(best[i], measurements[i].BestMs);
                answers.Add(measurements[i].Answer);
            }
        }

        if (answers.Count != 1)
            throw new InvalidOperationException($"{name}: the programs disagree: {string.Join(", ", answers)}");
        Print($"{name}({argument})", best);
    }

    private static void Print(string name, double[] best) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{name,-30}{best[0],10:0.00}{best[1],10:0.00}{best[2],10:0.00}{best[3],12:0.00}{best[1] / best[0],10:0.00}{best[2] / best[0],11:0.00}{best[3] / best[1],15:0.0}"));

    /// <summary>Calls a function a few times and keeps the best time.</summary>
    internal static Measurement Measure(Func<long> function)
    {
        double best = double.MaxValue;
        long answer = 0;
        for (int round = 0; round < RoundsPerProcess; round++)
        {
            long start = Stopwatch.GetTimestamp();
            answer = function();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return new Measurement(answer.ToString(CultureInfo.InvariantCulture), best);
    }

    private static Func<long> FindPrime(bool metered, string argument)
    {
        TypedGuest guest = TypedGuest.Load(Checkout.File("examples", "find_prime.py"), metered);
        var function = guest.Instance.GetDelegate<Func<long, long>>("find_prime");
        long nth = long.Parse(argument, CultureInfo.InvariantCulture);
        return () => function(nth);
    }

    private static Func<long> Levenshtein(bool metered, string argument)
    {
        TypedGuest guest = TypedGuest.Load(Checkout.File("benchmarks", "programs", "levenshtein.py"), metered);
        int length = int.Parse(argument, CultureInfo.InvariantCulture);
        int a = guest.Write([.. Fill(length, 1)]);
        int b = guest.Write([.. Fill(length, 2)]);
        var distance = guest.Instance.GetDelegate<Func<int, int, int, int, long>>("distance");
        return () => distance(a, length, b, length);
    }

    // The same numbers as fill() of levenshtein.py and levenshtein.c.
    private static IEnumerable<long> Fill(int count, long seed)
    {
        long x = seed;
        return Enumerable.Range(0, count).Select(_ =>
        {
            x = ((x * 1103515245) + 12345) % 2147483648;
            return x / 65536 % 26;
        });
    }
}
