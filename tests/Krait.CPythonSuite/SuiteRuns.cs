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
    private const string All = "all";

    // How long a module may take before it counts as hanging; far more than any needs, because machines may be slow and busy.
    private static readonly TimeSpan s_deadline = TimeSpan.FromMinutes(20);

    private static readonly Lazy<Dictionary<string, TaskCompletionSource<SuiteRun>>> s_runs = new(Start);

    /// <summary>The modules that run this time.</summary>
    public static IReadOnlyList<ModuleRow> Rows { get; } = Choose(Environment.GetEnvironmentVariable(ModulesVariable) ?? "");

    /// <summary>Modules that show why they are excluded when they are run or imported; none where not all modules run.</summary>
    public static IReadOnlyList<string> Excluded { get; } = Environment.GetEnvironmentVariable(ModulesVariable) == All
        ? [.. ModuleTable.ExcludedModules.Where(static module => ExcludedReason.IsShown(module.Value)).Select(static module => module.Key)]
        : [];

    /// <summary>Waits for a module.</summary>
    public static Task<SuiteRun> Of(string module) => s_runs.Value[module].Task;

    private static ModuleRow[] Choose(string names) => names switch
    {
        "" => [.. ModuleTable.Rows.Where(static row => !row.IsLong)],
        All => [.. ModuleTable.Rows],
        _ => [.. ModuleTable.Rows.Where(row => names.Split(',').Contains(row.Name))],
    };

    private static Dictionary<string, TaskCompletionSource<SuiteRun>> Start()
    {
        Dictionary<string, ModuleRow> rows = Rows.ToDictionary(static row => row.Name);
        string[] names = [.. Excluded, .. rows.Keys];
        var runs = names.ToDictionary(static name => name, static _ => new TaskCompletionSource<SuiteRun>(TaskCreationOptions.RunContinuationsAsynchronously));

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
            while (Interlocked.Increment(ref next) is var index && index < names.Length)
                Run(rows.GetValueOrDefault(names[index]), names[index], runs[names[index]]);
        }
    }

    // What cannot be imported is not to run when it can be one day.
    private static void Run(ModuleRow? row, string module, TaskCompletionSource<SuiteRun> run)
    {
        try
        {
            IEnumerable<string>? unsafeTests = row is null && ExcludedReason.IsOfImport(ModuleTable.ExcludedModules[module])
                ? null
                : row?.Excluded.Where(static test => !test.IsStarted).Select(static test => test.Name) ?? [];
            run.SetResult(SuiteRun.Of(module, SuiteFiles.Files, unsafeTests, s_deadline));
        }
        catch (Exception exception)
        {
            // The test that waits for this module reports it.
            run.SetException(exception);
        }
    }
}
