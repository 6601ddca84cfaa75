using System.Globalization;
using System.Linq;
using Krait.Testing;
using Krait.Testing.Programs;

namespace Krait.Guests.Tests.Hostile;

/// <summary>What the machine's own CPython does with hostile programs that touch nothing but their own memory.</summary>
public sealed class HostileJudgeTests
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

    public static TheoryData<string> JudgedCases => [.. HostileCase.All.Where(static hostile => hostile.IsJudged).Select(static hostile => hostile.Name)];

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
