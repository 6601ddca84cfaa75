using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Threading;
using Krait.Benchmarks.Goals;
using Krait.Guests;
using Krait.Udf;

namespace Krait.Benchmarks;

/// <summary>What a function costs per document when an interpreter runs it, isolated per call and in a batch; and its registration.</summary>
internal static class InterpreterUdfBenchmark
{
    private const int Rounds = 5;

    private static readonly (UdfMode Mode, PythonInterpreter? Interpreter)[] s_modes =
    [
        (UdfMode.Typed, null),
        (UdfMode.CPython, PythonInterpreter.CPython),
        (UdfMode.MicroPython, PythonInterpreter.MicroPython),
    ];

    /// <summary>Measures the functions of <c>./dev bench udf</c> in every mode.</summary>
    public static void Run() => Run(UdfBenchmark.NumericFilter, Checkout.File("examples", "udfs", "text_similarity.py"));

    /// <summary>Measures two functions in every mode.</summary>
    /// <param name="typedArguments">Source of a function of prices and stock.</param>
    /// <param name="hostCalls">File of a function that compares titles.</param>
    public static void Run(string typedArguments, string hostCalls)
    {
        using UdfHost host = UdfHost.Open(UdfHostOptions.Default);
        foreach ((UdfMode mode, PythonInterpreter? interpreter) in s_modes)
        {
            if (interpreter is { } needed)
                PythonGuests.Prepare(needed);
            foreach (UdfIsolation isolation in interpreter is null ? [UdfIsolation.Call] : Enum.GetValues<UdfIsolation>())
            {
                int count = isolation == UdfIsolation.Call && interpreter is not null ? 200 : 5_000;
                Measure(host, "price_filter", Encoding.UTF8.GetBytes(typedArguments), "{}", mode, isolation, count);
                Measure(host, "text_similarity", File.ReadAllBytes(hostCalls), """{"query": "laptop computer", "threshold": 8}""", mode, isolation, count);
            }
        }
    }

    private static void Measure(UdfHost host, string name, byte[] source, string parameters, UdfMode mode, UdfIsolation isolation, int count)
    {
        string full = $"{name}_{mode}_{isolation}".ToLowerInvariant();
        UdfRecord record = host.Register(new UdfRegistration
        {
            Name = full,
            Language = UdfLanguage.Python,
            Source = source,
            Mode = mode,
            Isolation = isolation,
        }).Record;
        IReadOnlyList<JsonElement> documents = TitleData.Documents(count);
        var medians = new List<double>();
        var processorTimes = new List<double>();
        var alone = new List<double>();
        long passed = 0;
        for (int round = 0; round < Rounds; round++)
        {
            TimeSpan before = Environment.CpuUsage.TotalTime;
            passed = host.RunOnGuestThread(() => Round(host, full, parameters, documents, medians), CancellationToken.None);
            processorTimes.Add((Environment.CpuUsage.TotalTime - before).TotalMicroseconds / count);
            alone.Add(Alone(host, full, parameters, documents));
        }

        AddGoal(name, mode, isolation, medians.Min());
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{full,-36}{count,6} documents {medians.Min(),8:0.0} us per document, median of the best round (processor time {processorTimes.Min():0.0} us on average); "
                + $"{alone.Min(),8:0.0} us as a search of its own; {passed} passed; registered in {record.CompileTimeMs:0.0} ms"));
    }

    // As requests come that ask for one document each: the image or module is there, nothing else.
    private static double Alone(UdfHost host, string name, string parameters, IReadOnlyList<JsonElement> documents)
    {
        const int Searches = 100;
        var times = new List<double>(Searches);
        for (int i = 0; i < Searches; i++)
        {
            JsonElement document = documents[i];
            times.Add(host.RunOnGuestThread(
                () =>
                {
                    long start = Stopwatch.GetTimestamp();
                    using (UdfBatch batch = host.OpenBatch(name, null, JsonElement.Parse(parameters), UdfBatchOptions.Default))
                        batch.Evaluate(new UdfDocument(string.Empty, 0, document));
                    return Stopwatch.GetElapsedTime(start).TotalMicroseconds;
                },
                CancellationToken.None));
        }

        times.Sort();
        return times[Searches / 2];
    }

    // The other function computes an edit distance in Python, so that it says more about that than about calls.
    private static void AddGoal(string function, UdfMode mode, UdfIsolation isolation, double microseconds)
    {
        if (function != "price_filter" || mode != UdfMode.CPython)
            return;
        if (isolation == UdfIsolation.Call)
            GoalTable.Add("a call of a UDF in mode cpython, isolated", microseconds / 1000, "ms", 2);
        else
            GoalTable.Add("the same in a batch", microseconds, "us", 30);
    }

    private static long Round(UdfHost host, string name, string parameters, IReadOnlyList<JsonElement> documents, List<double> medians)
    {
        using UdfBatch batch = host.OpenBatch(name, null, JsonElement.Parse(parameters), UdfBatchOptions.Default);
        var times = new List<double>(documents.Count);
        long passed = 0;
        foreach (JsonElement document in documents)
        {
            long start = Stopwatch.GetTimestamp();
            if (batch.Evaluate(new UdfDocument(string.Empty, 0, document)).IsTrue)
                passed++;
            times.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds);
        }

        times.Sort();
        medians.Add(times[times.Count / 2]);
        return passed;
    }
}
