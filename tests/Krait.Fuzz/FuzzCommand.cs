using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using Krait.Fuzz.Generation;
using Krait.Fuzz.Judging;
using Krait.Fuzz.Shrinking;

namespace Krait.Fuzz;

internal static class FuzzCommand
{
    public static int Run(string[] args)
    {
        ulong start = ulong.Parse(args[0], CultureInfo.InvariantCulture);
        ulong end = ulong.Parse(args[1], CultureInfo.InvariantCulture);
        Dictionary<string, int> kinds = [];
        Stopwatch clock = Stopwatch.StartNew();
        int differences = 0;
        BigStack.Run(() =>
        {
            for (ulong seed = start; seed < end; seed++)
            {
                FuzzProgram program = ProgramGenerator.Generate(seed);
                ProgramProfile profile = ProgramGenerator.ProfileOf(seed);
                Verdict verdict = Judge.Compare(program, profile);
                foreach (StepOutcome step in verdict.Expected.Steps)
                    kinds[step.Kind.ToString()] = kinds.GetValueOrDefault(step.Kind.ToString()) + 1;
                foreach (StepOutcome step in verdict.Expected.Steps.Where(s => s.Kind == StepKind.Trapped))
                    kinds[step.Result.Split(' ')[1]] = kinds.GetValueOrDefault(step.Result.Split(' ')[1]) + 1;
                if (verdict.Difference is not null)
                {
                    differences++;
                    Console.WriteLine($"seed {seed}: {verdict.Difference}");
                    if (args.Length > 2)
                    {
                        bool broken = verdict.Difference.Contains("broken");
                        FuzzProgram small = Shrinker.Shrink(program, candidate => Judge.Compare(candidate, profile).Difference is string d && d.Contains("broken") == broken, TimeSpan.FromSeconds(20));
                        File.WriteAllText($"{args[2]}/{seed}.wat", CaseText.Write(small, profile, $"seed {seed}", Judge.Compare(small, profile).Difference!));
                    }
                }
            }

            return 0;
        });
        Console.WriteLine(string.Join(' ', kinds.Select(k => $"{k.Key}={k.Value}")) + $" {clock.Elapsed} differences={differences}");
        return 0;
    }
}
