using System;
using System.Collections.Generic;
using System.Threading;
using Krait.Guests;
using Spectre.Console;

namespace Krait.Cli.Guests;

/// <summary>Prepares interpreters and shows how far it is.</summary>
internal static class GuestPreparation
{
    /// <summary>Whether interpreters may be prepared without being asked: unless <c>KRAIT_PREPARE</c> is <c>never</c>.</summary>
    public static bool IsWanted => Environment.GetEnvironmentVariable("KRAIT_PREPARE") != "never";

    /// <summary>Prepares what is not prepared.</summary>
    /// <param name="interpreter">Which one; null for both.</param>
    /// <param name="console">Where progress is shown.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="CommandFailure">npm is missing or failed, or nothing can be kept.</exception>
    public static void Run(PythonInterpreter? interpreter, IAnsiConsole console, CancellationToken cancellationToken)
    {
        try
        {
            console.Progress().HideCompleted(false).Start(progress => PythonGuests.Prepare(interpreter, new Steps(progress), cancellationToken));
        }
        catch (GuestPackageException exception)
        {
            throw new CommandFailure(ExitCode.Unavailable, exception.Message);
        }
    }

    // One bar for each step, in the order in which they begin.
    private sealed class Steps(ProgressContext context) : IProgress<PreparationProgress>
    {
        private readonly Dictionary<string, ProgressTask> _tasks = [];

        public void Report(PreparationProgress value)
        {
            if (!_tasks.TryGetValue(value.Step, out ProgressTask? task))
                _tasks[value.Step] = task = context.AddTask(Markup.Escape(value.Step), maxValue: 1);
            task.IsIndeterminate = value.Fraction is null;
            task.Value = value.Fraction ?? 0;
        }
    }
}
