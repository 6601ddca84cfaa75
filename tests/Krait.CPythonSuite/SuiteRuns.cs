using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Krait.Guests;
using Krait.Runtime;

namespace Krait.CPythonSuite;

/// <summary>Runs modules beside each other, one on each processor, in the order in which the tests ask for them.</summary>
internal static class SuiteRuns
{
    // "all", or names with commas between them; ./dev suite cpython sets it.
    private const string ModulesVariable = "KRAIT_CPYTHON_MODULES";

    // How long a module may take before it counts as hanging; far more than any needs, because machines may be slow and busy.
    private static readonly TimeSpan s_deadline = TimeSpan.FromMinutes(20);

    private static readonly Lazy<Dictionary<string, TaskCompletionSource<SuiteRun>>> s_runs = new(Start);

    /// <summary>The modules that run this time.</summary>
    public static IReadOnlyList<ModuleRow> Rows { get; } = Choose(Environment.GetEnvironmentVariable(ModulesVariable) ?? "");

    /// <summary>Waits for a module.</summary>
    public static Task<SuiteRun> Of(string module) => s_runs.Value[module].Task;

    private static ModuleRow[] Choose(string names) => names switch
    {
        "" => [.. ModuleTable.Rows.Where(static row => !row.IsLong)],
        "all" => [.. ModuleTable.Rows],
        _ => [.. ModuleTable.Rows.Where(row => names.Split(',').Contains(row.Name))],
    };

    private static Dictionary<string, TaskCompletionSource<SuiteRun>> Start()
    {
        IReadOnlyList<ModuleRow> rows = Rows;
        var runs = rows.ToDictionary(static row => row.Name, static _ => new TaskCompletionSource<SuiteRun>(TaskCreationOptions.RunContinuationsAsynchronously));

        // Sandboxes run on the threads of such a pool themselves, so a thread's processor time is that of its modules.
        var pool = new GuestThreadPool(new GuestThreadOptions { Threads = Environment.ProcessorCount, StackBytes = PythonSandbox.StackBytes });
        int next = -1;
        for (int i = 0; i < Environment.ProcessorCount; i++)
        {
            var worker = new Thread(() => pool.Run(RunNext));
            worker.IsBackground = true;
            worker.Start();
        }

        return runs;

        void RunNext()
        {
            while (Interlocked.Increment(ref next) is var index && index < rows.Count)
                Run(rows[index], runs[rows[index].Name]);
        }
    }

    private static void Run(ModuleRow row, TaskCompletionSource<SuiteRun> run)
    {
        try
        {
            IEnumerable<string> unsafeTests = row.Excluded.Where(static test => !test.IsStarted).Select(static test => test.Name);
            run.SetResult(SuiteRun.Of(row.Name, SuiteFiles.Files, unsafeTests, s_deadline));
        }
        catch (Exception exception)
        {
            // The test that waits for this module reports it.
            run.SetException(exception);
        }
    }
}
