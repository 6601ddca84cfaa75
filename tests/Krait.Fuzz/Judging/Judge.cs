using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Krait.Fuzz.Generation;
using Krait.Runtime;

namespace Krait.Fuzz.Judging;

/// <summary>Runs programs on all sides and compares what they do.</summary>
internal static class Judge
{
    /// <summary>Runs a program everywhere, also with fuel that ends in the middle of a step.</summary>
    /// <param name="program">A program of valid modules.</param>
    /// <param name="profile">The profile it was made for.</param>
    /// <param name="v8">Also compared with, for programs that JavaScript can call.</param>
    public static Verdict Compare(FuzzProgram program, ProgramProfile profile, V8Judge? v8 = null)
    {
        ImmutableArray<CompiledModule> reference = Execution.Compile(Side.Reference, program);
        ExecutionResult expected = Execution.Run(Side.Reference, program, reference, profile);
        if (expected.Steps.FirstOrDefault(step => step.Kind == StepKind.Broken) is StepOutcome broken)
            return new Verdict(expected, $"{Side.Reference.Name}: {broken.Step}: broken: {broken.Result}");
        Dictionary<int, long> shorter = ShorterFuel(program.Seed, expected.Steps);
        ExecutionResult? cut = shorter.Count == 0 ? null : Execution.Run(Side.Reference, program, reference, profile, shorter);
        foreach (Side side in Side.Others)
        {
            if (program.Seed % side.Stride != side.Turn)
                continue;
            if (!side.HasFuel && expected.Steps.Any(step => step.Kind == StepKind.OutOfFuel))
                continue;
            ImmutableArray<CompiledModule> compiled = Execution.Compile(side, program);
            string? difference = Difference(expected, Execution.Run(side, program, compiled, profile), side.HasFuel);
            if (difference is null && side.HasFuel && cut is not null)
            {
                difference = Difference(cut, Execution.Run(side, program, compiled, profile, shorter), withFuel: true);
                if (difference is not null)
                    difference = "with less fuel: " + difference;
            }

            if (difference is not null)
                return new Verdict(expected, $"{Side.Reference.Name} / {side.Name}: {difference}");
        }

        (int forms, string? afterSnapshot) = CompareFromSnapshot(program, profile, expected);
        if (afterSnapshot is not null)
            return new Verdict(expected, afterSnapshot);
        return new Verdict(expected, v8?.Difference(program, expected) is string other ? $"{Side.Reference.Name} / V8: {other}" : null) { FormsFromSnapshot = forms };
    }

    // One program in two, on one back end or the other. Linked modules share what a snapshot makes its own.
    private static (int Forms, string? Difference) CompareFromSnapshot(FuzzProgram program, ProgramProfile profile, ExecutionResult expected)
    {
        Dice dice = new(program.Seed ^ 0x5A47);
        Side side = dice.Percent(50) ? Side.Reference : Side.Others[0];
        if (program.Modules.Length != 1 || dice.Percent(50))
            return (0, null);
        using CompiledModule compiled = side.Compile(program.Modules[0]);
        IReadOnlyDictionary<string, ExecutionResult> results =
            Execution.RunFromSnapshot(side, program, compiled, profile, calls: dice.Roll(program.Calls.Length + 1));
        foreach ((string form, ExecutionResult result) in results)
        {
            if (Difference(expected, result, withFuel: true) is string difference)
                return (results.Count, $"{Side.Reference.Name} / {side.Name}, {form} from a snapshot: {difference}");
        }

        return (results.Count, null);
    }

    /// <summary>The first step on which two sides differ, or null.</summary>
    public static string? Difference(ExecutionResult one, ExecutionResult other, bool withFuel)
    {
        for (int i = 0; i < Math.Max(one.Steps.Length, other.Steps.Length); i++)
        {
            if (i >= one.Steps.Length || i >= other.Steps.Length)
                return $"{one.Steps.Length} / {other.Steps.Length} steps";
            if (one.Steps[i].Kind == StepKind.OutOfStack || other.Steps[i].Kind == StepKind.OutOfStack)
                return null;
            if (one.Steps[i].DifferenceTo(other.Steps[i], withFuel) is string difference)
                return difference;
        }

        return null;
    }

    // One step of the program gets less than it used, so that it stops somewhere in the middle.
    private static Dictionary<int, long> ShorterFuel(ulong seed, ImmutableArray<StepOutcome> steps)
    {
        Dice dice = new(seed ^ 0x5EED);
        int[] longer = [.. Enumerable.Range(0, steps.Length).Where(i => 2 < steps[i].Fuel)];
        if (longer.Length == 0)
            return [];
        int step = dice.PickFrom(longer);
        return new Dictionary<int, long> { [step] = (long)(dice.Bits() % (ulong)steps[step].Fuel) };
    }
}

/// <summary>What came of a comparison.</summary>
/// <param name="Expected">What the reference side did.</param>
/// <param name="Difference">The first difference, or null where there is none.</param>
internal sealed record Verdict(ExecutionResult Expected, string? Difference)
{
    /// <summary>In how many forms it went on from a snapshot.</summary>
    public int FormsFromSnapshot { get; init; }

    /// <summary>Whether an exception left the engine that it does not declare.</summary>
    public bool IsBroken => Difference?.Contains("broken:", StringComparison.Ordinal) ?? false;
}
