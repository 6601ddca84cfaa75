using System;
using System.IO;
using Krait.Fuzz.Generation;
using Krait.Fuzz.Judging;
using Krait.Fuzz.Mutation;
using Krait.Fuzz.Shrinking;

namespace Krait.Fuzz;

/// <summary>What <c>./dev fuzz</c> runs.</summary>
internal static class FuzzCommand
{
    /// <summary>Runs a campaign, or one case again.</summary>
    /// <returns>0 if nothing was found, 1 if something was, 2 for a command line that makes no sense.</returns>
    public static int Run(string[] arguments)
    {
        if (FuzzOptions.Parse(arguments) is not FuzzOptions options)
        {
            Console.Error.WriteLine(FuzzOptions.Usage);
            return 2;
        }

        if (options.CaseFile is not null)
        {
            (FuzzProgram program, ProgramProfile profile) = CaseText.Read(File.ReadAllText(options.CaseFile));
            return Report(BigStack.Run(() => Compare(program, profile, options)));
        }

        if (options.Crash is ulong seed)
        {
            Console.WriteLine(CrashShrinker.Shrink(seed) is string path ? $"the process ends at: ./dev fuzz --case {path}" : "no crash");
            return 1;
        }

        if (options.Mutant is ulong number)
        {
            MutationOutcome outcome = BigStack.Run(() => MutationRound.Run(number));
            Console.WriteLine(outcome.Failure ?? (outcome.Program is null ? "refused" : "valid"));
            return outcome.Verdict is null ? (outcome.Failure is null ? 0 : 1) : Report(outcome.Verdict);
        }

        Console.WriteLine($"seed {options.Seed}, {options.Time.TotalMinutes} minutes");
        return BigStack.Run(new Campaign(options).Run) == 0 ? 0 : 1;
    }

    private static Verdict Compare(FuzzProgram program, ProgramProfile profile, FuzzOptions options)
    {
        using V8Judge? v8 = options.WithV8 && profile == ProgramProfile.JavaScript ? new V8Judge() : null;
        return Judge.Compare(program, profile, v8);
    }

    private static int Report(Verdict verdict)
    {
        foreach (StepOutcome step in verdict.Expected.Steps)
            Console.WriteLine($"{step.Step}: {step.Result} ({step.Fuel} units)");
        Console.WriteLine(verdict.Difference ?? "no difference");
        return verdict.Difference is null ? 0 : 1;
    }
}
