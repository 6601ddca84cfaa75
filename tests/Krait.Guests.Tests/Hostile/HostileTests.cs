using System.Globalization;
using System.Linq;
using Krait.Testing;
using Krait.Testing.Programs;

namespace Krait.Guests.Tests.Hostile;

/// <summary>Programs of <c>tests/cases/hostile</c>, each of which tries to harm its host.</summary>
public sealed class HostileTests
{
    // Some of the machine's own pages count against its limit, so it gets more.
    private const string Judge =
        """
        import resource, sys
        limit = int(sys.argv[2]) + (64 << 20)
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
        outcome = 'fine'
        try:
            exec(compile(open(sys.argv[1]).read(), sys.argv[1], 'exec'), {'__name__': '__main__'})
        except BaseException as e:
            outcome = type(e).__name__
            e = None
        sys.stdout.write('\n' + outcome)
        """;

    public static TheoryData<string, PythonInterpreter> Cases
    {
        get
        {
            var cases = new TheoryData<string, PythonInterpreter>();
            foreach (HostileCase hostile in HostileCase.All)
            {
                foreach (PythonInterpreter interpreter in hostile.Interpreters)
                    cases.Add(hostile.Name, interpreter);
            }

            return cases;
        }
    }

    public static TheoryData<string> JudgedCases => [.. HostileCase.All.Where(static hostile => hostile.IsJudged).Select(static hostile => hostile.Name)];

    [Fact]
    public void ThereAreCasesForBothInterpreters()
    {
        Assert.InRange(HostileCase.All.Count(static hostile => hostile.Interpreters.Contains(PythonInterpreter.CPython)), 100, int.MaxValue);
        Assert.InRange(HostileCase.All.Count(static hostile => hostile.Interpreters.Contains(PythonInterpreter.MicroPython)), 40, int.MaxValue);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void EndsAsItShouldWithinItsLimits(string name, PythonInterpreter interpreter)
    {
        HostileCase hostile = HostileCase.Named(name);
        HostileRun run = HostileRun.Of(hostile, interpreter);
        Assert.True(hostile.Ends.Contains(run.Outcome), $"ended by {run.Outcome}, not {string.Join(" or ", hostile.Ends)}: {run.Message}");
        bool isDead = run.Outcome is "ended" or "trap" or "abort" or "exit";
        Assert.Equal(isDead, run.IsRefused);
        Assert.True(isDead || run.IsUsable || !hostile.IsUsableAfter, "the sandbox computes no more: " + run.Message);
        Assert.InRange(run.WroteBytes, 0, 2 * HostileRun.MaximumOutputBytes);
    }

    // What CPython itself does with the same program, in a process of its own with as much memory.
    [Theory]
    [MemberData(nameof(JudgedCases))]
    public void EndsAsOnTheMachinesOwnPython(string name)
    {
        if (!CommandRun.Exists("python3"))
            Assert.Skip("no python3");
        HostileCase hostile = HostileCase.Named(name);
        string path = RepositoryRoot.File("tests", "cases", "hostile", name + ".py");
        CommandRun run = CommandRun.Of("python3", ["-I", "-c", Judge, path, HostileRun.MaximumMemoryBytes.ToString(CultureInfo.InvariantCulture)]);
        string outcome = run.Output[(run.Output.LastIndexOf('\n') + 1)..];
        Assert.True(hostile.Ends.Contains(outcome), $"python3 ended by '{outcome}' with exit code {run.ExitCode}: {run.Errors}");
    }
}
