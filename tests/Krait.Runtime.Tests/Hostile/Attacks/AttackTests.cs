using System;
using System.Collections.Generic;
using System.Globalization;
using System.Runtime.ExceptionServices;
using System.Threading;

namespace Krait.Runtime.Tests.Hostile;

// Every module of tests/cases/attacks ends as it says, by its limit, in little memory. Alone, because memory is measured.
[Collection(nameof(RunsAlone))]
public class AttackTests
{
    // Far beyond what a slow machine needs; without it an attack that is not stopped would hang the whole run.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(5);

    public static TheoryData<string> Attacks => [.. AttackCase.Names];

    [Fact]
    public void ThereAreManyAttacks() => Assert.True(60 <= AttackCase.Names.Length, $"{AttackCase.Names.Length} attacks");

    [Theory]
    [MemberData(nameof(Attacks))]
    public void AttackEndsByItsLimit(string name)
    {
        AttackCase attack = AttackCase.Read(name);
        object module = attack.Generator is null ? attack.Text : AttackGenerators.Make(attack.Generator);
        long growthBytes = PeakMemory.GrowthOf(() => OnGuestThread(() => RunAll(attack, module)));
        Assert.True(growthBytes < (long)attack.PeakMegabytes << 20, $"the process grew by {growthBytes >> 20} MB, {attack.PeakMegabytes} MB are allowed");
    }

    private static void RunAll(AttackCase attack, object module)
    {
        foreach (AttackRun run in attack.Runs)
        {
            string outcome = AttackOutcome.Of(module, run, out TimeSpan elapsed);
            Assert.True(outcome.StartsWith(run.Outcome, StringComparison.Ordinal), $"{attack.Name}: {run.Line}\nended as: {outcome}");
            if (run.Outcome == "limit Deadline")
                Assert.True(run.Time("deadline") <= elapsed, $"{attack.Name} ended after {elapsed}, before its deadline");
            foreach (AttackRun more in MoreGenerous(run))
                Assert.Equal(run.Outcome, AttackOutcome.Of(module, more, out _));
        }
    }

    // What ends by a limit ends by it as well when there is more: otherwise it would have ended by itself.
    private static IEnumerable<AttackRun> MoreGenerous(AttackRun run)
    {
        string? setting = run.Outcome switch
        {
            "limit Fuel" => "fuel",
            "trap CallStackExhausted" => "stack",
            _ => null,
        };
        if (setting is null || !run.Settings.TryGetValue(setting, out long value))
            yield break;
        string line = run.Line.Replace(
            string.Create(CultureInfo.InvariantCulture, $"{setting}={value}"),
            string.Create(CultureInfo.InvariantCulture, $"{setting}={value * 3}"),
            StringComparison.Ordinal);
        yield return AttackRun.Parse(line);
    }

    private static void OnGuestThread(Action work)
    {
        ExceptionDispatchInfo? error = null;
        Thread thread = new(
            () =>
            {
                try
                {
                    work();
                }
                catch (Exception e)
                {
                    // Thrown again on the thread of the test.
                    error = ExceptionDispatchInfo.Capture(e);
                }
            },
            maxStackSize: 16 << 20)
        {
            IsBackground = true,
        };
        thread.Start();
        Assert.True(thread.Join(s_patience), "the attack was not stopped");
        error?.Throw();
    }
}
