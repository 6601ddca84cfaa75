using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;

namespace Krait.Benchmarks.Goals;

/// <summary>What the benchmarks of this process have measured that Krait promises, so that one run ends with one table.</summary>
internal static class GoalTable
{
    private static readonly List<Goal> s_goals = [];

    /// <summary>Adds a row.</summary>
    /// <param name="what">What was measured.</param>
    /// <param name="value">What came out.</param>
    /// <param name="unit">Of both numbers; empty for ratios.</param>
    /// <param name="atMost">The promise; null for a figure that is only to be known.</param>
    public static void Add(string what, double value, string unit, double? atMost) => s_goals.Add(new Goal(what, value, unit, atMost));

    /// <summary>Prints the rows as a table in Markdown, with date, machine and the command that repeats it; nothing if there are none.</summary>
    /// <param name="command">What was run.</param>
    public static void Print(string command)
    {
        if (s_goals.Count == 0)
            return;
        Console.WriteLine(
            $"\n{DateTime.UtcNow:yyyy-MM-dd}, `{command}`, {Environment.ProcessorCount} {RuntimeInformation.ProcessArchitecture} cores, {RuntimeInformation.FrameworkDescription}\n");
        Console.WriteLine("| what | measured | at most | |");
        Console.WriteLine("|---|---|---|---|");
        s_goals.ForEach(static goal => Console.WriteLine(goal.ToRow()));
    }
}
