using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text;
using System.Text.Json;
using Krait.Guests;
using Krait.Runtime;
using Krait.Wasi;

namespace Krait.CPythonSuite;

/// <summary>What one module of CPython's tests did in a sandbox.</summary>
/// <param name="Results">What became of each test, by name.</param>
/// <param name="Ended">How the sandbox ended if it did so in the middle, or null.</param>
/// <param name="EndedIn">The test that ran then, or null.</param>
/// <param name="ProcessorTime">What the module took of its thread's processor.</param>
internal sealed record SuiteRun(IReadOnlyDictionary<string, TestOutcome> Results, string? Ended, string? EndedIn, TimeSpan ProcessorTime)
{
    private const string LogPath = "/krait-results/log";

    /// <summary>Runs a module.</summary>
    /// <param name="module">Its name below the package test.</param>
    /// <param name="suite">The package test.</param>
    /// <param name="unsafeTests">Tests that are not to be started; null to import the module and run none.</param>
    /// <param name="deadline">How long it may take.</param>
    public static SuiteRun Of(string module, IFileSystem suite, IEnumerable<string>? unsafeTests, TimeSpan deadline)
    {
        var results = new MemoryFileSystem(32 << 20);
        results.WriteFile("log", []);
        long begin = ProcessorNs();
        using PythonSandbox sandbox = PythonSandbox.Create(SuiteImage.Shared, new PythonSandboxOptions
        {
            Limits = CallLimits.Default with { Deadline = deadline },
            MaximumMemoryBytes = 1L << 30,
            MaximumFileBytes = 256L << 20,
            Clock = WasiClock.Precise,
            Mounts = [new WasiMount(SuiteImage.SuitePath, suite), new WasiMount("/krait-results", results)],
        });
        string settings = $"module = {Quote(module)}\nlog_path = {Quote(LogPath)}\nunsafe = {JsonSerializer.Serialize(unsafeTests ?? [])}\n";
        string? ended = null;
        try
        {
            sandbox.Execute(settings);
            sandbox.Execute(unsafeTests is null ? "load()\nwrite('end', module)" : "run()");
        }
        catch (Exception exception)
        {
            ended = exception.GetType().Name + ": " + exception.Message;
        }

        return Read(Encoding.UTF8.GetString(results.ReadFile("log")), ended, TimeSpan.FromMicroseconds((ProcessorNs() - begin) / 1000));
    }

    // Of this thread, in nanoseconds; the first number of the file.
    private static long ProcessorNs() => long.Parse(File.ReadAllText("/proc/thread-self/schedstat").Split(' ')[0], CultureInfo.InvariantCulture);

    private static SuiteRun Read(string log, string? ended, TimeSpan processorTime)
    {
        var outcomes = new Dictionary<string, TestOutcome>(StringComparer.Ordinal);
        string? last = null;
        bool isComplete = false;
        foreach (string line in log.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] parts = JsonSerializer.Deserialize<string[]>(line)!;
            (string kind, string name, string text) = (parts[0], parts[1], parts[2]);
            if (kind == "start")
                last = name;
            else if (kind == "end")
                isComplete = true;
            else
                outcomes[name] = new TestOutcome(kind, text);
        }

        if (!isComplete && ended is null && !outcomes.ContainsKey("import"))
            ended = "the driver did not come to its end";
        return new SuiteRun(outcomes, ended, ended is null || (last is not null && outcomes.ContainsKey(last)) ? null : last, processorTime);
    }

    private static string Quote(string text) => JsonSerializer.Serialize(text);
}

/// <summary>What became of one test.</summary>
/// <param name="Kind">passed, failed or skipped.</param>
/// <param name="Text">The reason or the traceback.</param>
internal readonly record struct TestOutcome(string Kind, string Text);
