using System;
using System.Collections.Generic;
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
internal sealed record SuiteRun(IReadOnlyDictionary<string, TestOutcome> Results, string? Ended, string? EndedIn)
{
    private const string LogPath = "/krait-results/log";
    private const string SuitePath = "/usr/lib/python-tests";

    /// <summary>Runs a module.</summary>
    /// <param name="module">Its name below the package test.</param>
    /// <param name="suite">The package test.</param>
    /// <param name="unsafeTests">Tests that are not to be started.</param>
    /// <param name="deadline">How long it may take.</param>
    public static SuiteRun Of(string module, IFileSystem suite, IEnumerable<string> unsafeTests, TimeSpan deadline)
    {
        var results = new MemoryFileSystem(32 << 20);
        results.WriteFile("log", []);
        using PythonSandbox sandbox = PythonSandbox.Create(new PythonSandboxOptions
        {
            Limits = CallLimits.Default with { Deadline = deadline },
            MaximumMemoryBytes = 1L << 30,
            MaximumFileBytes = 256L << 20,
            Clock = WasiClock.Precise,
            Mounts = [new WasiMount(SuitePath, suite), new WasiMount("/krait-results", results)],
        });
        string settings = $"module = {Quote(module)}\nlog_path = {Quote(LogPath)}\nsuite_path = {Quote(SuitePath)}\nunsafe = {JsonSerializer.Serialize(unsafeTests)}\n";
        string? ended = null;
        try
        {
            sandbox.Execute(settings);
            sandbox.Execute(SuiteFiles.Driver, "run_module.py");
        }
        catch (Exception exception)
        {
            ended = exception.GetType().Name + ": " + exception.Message;
        }

        return Read(Encoding.UTF8.GetString(results.ReadFile("log")), ended);
    }

    private static SuiteRun Read(string log, string? ended)
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
        return new SuiteRun(outcomes, ended, ended is null || (last is not null && outcomes.ContainsKey(last)) ? null : last);
    }

    private static string Quote(string text) => JsonSerializer.Serialize(text);
}

/// <summary>What became of one test.</summary>
/// <param name="Kind">passed, failed or skipped.</param>
/// <param name="Text">The reason or the traceback.</param>
internal readonly record struct TestOutcome(string Kind, string Text);
