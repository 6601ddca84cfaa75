using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using Krait.Fuzz.Coverage;
using Krait.Fuzz.Generation;
using Krait.Fuzz.Judging;
using Krait.Fuzz.Mutation;
using Krait.Fuzz.Shrinking;
using Krait.Testing;
using Krait.Wasm;

namespace Krait.Fuzz;

/// <summary>Looks for differences until the time is over: generated programs and damaged inputs, one after the other.</summary>
internal sealed class Campaign(FuzzOptions options)
{
    // Programs between two whose executed instructions are counted; counting compiles a program once more.
    private const int CoverageStride = 10;

    // Damaged inputs per generated program; most of them are refused in no time.
    private const int MutantsPerProgram = 4;

    // After a short run the opcodes that were missed are too many to name.
    private const int MaximumNamed = 30;

    // Of smaller inputs most of the memory goes to what every input needs.
    private const int RatedInputBytes = 1000;

    // Programs that the same engines run.
    private const ulong EngineStride = 200;

    private static readonly TimeSpan s_shrinkingTime = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_hangingTime = TimeSpan.FromMinutes(2);
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly HashSet<WasmOp> _produced = [];
    private readonly HashSet<WasmOp> _executed = [];
    private readonly Dictionary<StepKind, int> _steps = [];
    private readonly string _folder = RepositoryRoot.File("artifacts", "fuzz");
    private string _current = "";
    private long _currentSince;
    private int _modules;
    private int _mutants;
    private int _accepted;
    private int _differences;
    private long _mostAllocatedBytes;
    private long _mostAllocatedPerByte;

    /// <summary>Runs to the end of the time.</summary>
    /// <returns>Number of differences found.</returns>
    public int Run()
    {
        Directory.CreateDirectory(_folder);
        using V8Judge? v8 = options.WithV8 ? new V8Judge() : null;
        using Timer watch = new(_ => LookForHang(), null, s_hangingTime, TimeSpan.FromSeconds(5));
        for (ulong seed = options.Seed; _clock.Elapsed < options.Time; seed++)
        {
            Generated(seed, v8);
            if (seed % EngineStride == 0)
                Side.Renew();
            for (ulong mutant = seed * MutantsPerProgram; mutant < (seed + 1) * MutantsPerProgram; mutant++)
                Damaged(mutant);
        }

        Console.WriteLine(Summary());
        string[] missed = [.. OpTable.All.Where(op => !_executed.Contains(op)).Select(OpFacts.TextOf)];
        if (missed.Length is > 0 and < MaximumNamed)
            Console.WriteLine($"never executed: {string.Join(' ', missed)}");
        return _differences;
    }

    private string Summary() => string.Create(
        CultureInfo.InvariantCulture,
        $"{_modules} modules, {_mutants} damaged inputs of which {_accepted} were valid (at most {_mostAllocatedBytes >> 20} MB and {_mostAllocatedPerByte} bytes per byte allocated), {_steps.Values.Sum()} calls: {Count(StepKind.Trapped)} traps, "
        + $"{Count(StepKind.Thrown)} exceptions, {Count(StepKind.OutOfFuel)} out of fuel; {_produced.Count} of {OpTable.All.Count()} opcodes produced, "
        + $"{_executed.Count} executed; {_differences} differences in {_clock.Elapsed.TotalSeconds:F0} s");

    private int Count(StepKind kind) => _steps.GetValueOrDefault(kind);

    private void Generated(ulong seed, V8Judge? v8)
    {
        Begin($"--seed {seed}");
        FuzzProgram program = ProgramGenerator.Generate(seed, options.ProfileOf(seed));
        _modules += program.Modules.Length;
        _produced.UnionWith(ReachProbe.Produced(program));
        if (seed % CoverageStride == 0)
            _executed.UnionWith(ReachProbe.Executed(program, options.ProfileOf(seed)));
        Note(program, options.ProfileOf(seed), Judge.Compare(program, options.ProfileOf(seed), v8), $"seed-{seed}", v8);
    }

    private void Damaged(ulong number)
    {
        Begin($"--mutant {number}");
        MutationOutcome outcome = MutationRound.Run(number);
        _mutants++;
        _mostAllocatedBytes = Math.Max(_mostAllocatedBytes, outcome.AllocatedBytes);
        if (RatedInputBytes <= outcome.Input.Length)
            _mostAllocatedPerByte = Math.Max(_mostAllocatedPerByte, outcome.AllocatedBytes / outcome.Input.Length);
        if (outcome.Failure is not null)
        {
            _differences++;
            string path = Path.Combine(_folder, $"mutant-{number}.input");
            File.WriteAllBytes(path, outcome.Input);
            Console.WriteLine($"mutant {number}: {outcome.Failure}\n  the input is in {path}");
        }

        if (outcome.Program is null)
            return;
        _accepted++;
        Note(outcome.Program, ProgramProfile.CanonicalNan, outcome.Verdict!, $"mutant-{number}", v8: null);
    }

    private void Note(FuzzProgram program, ProgramProfile profile, Verdict verdict, string name, V8Judge? v8)
    {
        foreach (StepOutcome step in verdict.Expected.Steps)
            _steps[step.Kind] = Count(step.Kind) + 1;
        if (verdict.Difference is null)
            return;
        _differences++;
        Console.WriteLine($"{name}: {verdict.Difference}");
        bool isBroken = verdict.IsBroken;
        FuzzProgram small = Shrinker.Shrink(
            program,
            candidate => Judge.Compare(candidate, profile, v8) is { Difference: not null } found && found.IsBroken == isBroken,
            s_shrinkingTime);
        string path = Path.Combine(_folder, name + ".wat");
        string repeat = $"repeat: ./dev fuzz --case {path}{(v8 is null ? "" : " --v8")}";
        File.WriteAllText(path, CaseText.Write(small, profile, name, repeat, Judge.Compare(small, profile, v8).Difference ?? "no difference any more"));
        Console.WriteLine($"  {repeat}");
    }

    // A crash of the process leaves this behind, so that the script can say what was running.
    private void Begin(string what)
    {
        _current = what;
        Volatile.Write(ref _currentSince, Stopwatch.GetTimestamp());
        File.WriteAllText(Path.Combine(_folder, "current"), what);
    }

    private void LookForHang()
    {
        if (Stopwatch.GetElapsedTime(Volatile.Read(ref _currentSince)) < s_hangingTime)
            return;
        Console.Error.WriteLine($"{_current} has been running for more than {s_hangingTime.TotalMinutes} minutes");
        Environment.Exit(1);
    }
}
