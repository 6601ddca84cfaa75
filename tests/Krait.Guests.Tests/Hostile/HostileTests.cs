using System.Linq;
using Krait.Runtime;

namespace Krait.Guests.Tests.Hostile;

/// <summary>Programs of <c>tests/cases/hostile</c>, each of which tries to harm its host.</summary>
public sealed class HostileTests
{
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

    public static TheoryData<string, PythonInterpreter> InterpretedCases
    {
        get
        {
            var cases = new TheoryData<string, PythonInterpreter>();
            foreach (HostileCase hostile in HostileCase.All.Where(static hostile => hostile.IsInterpreted))
            {
                foreach (PythonInterpreter interpreter in hostile.Interpreters)
                    cases.Add(hostile.Name, interpreter);
            }

            return cases;
        }
    }

    [Fact]
    public void ThereAreCasesForBothInterpreters()
    {
        Assert.InRange(HostileCase.All.Count(static hostile => hostile.Interpreters.Contains(PythonInterpreter.CPython)), 100, int.MaxValue);
        Assert.InRange(HostileCase.All.Count(static hostile => hostile.Interpreters.Contains(PythonInterpreter.MicroPython)), 40, int.MaxValue);
        Assert.InRange(InterpretedCases.Count, 40, int.MaxValue);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void EndsAsItShouldWithinItsLimits(string name, PythonInterpreter interpreter) => Check(name, interpreter, EngineBackend.Compiler);

    [Theory]
    [MemberData(nameof(InterpretedCases))]
    public void EndsAsItShouldOnTheInterpreter(string name, PythonInterpreter interpreter) => Check(name, interpreter, EngineBackend.Interpreter);

    private static void Check(string name, PythonInterpreter interpreter, EngineBackend backend)
    {
        HostileCase hostile = HostileCase.Named(name);
        HostileRun run = HostileRun.Of(hostile, interpreter, backend);
        Assert.True(hostile.Ends.Contains(run.Outcome), $"ended by {run.Outcome}, not {string.Join(" or ", hostile.Ends)}: {run.Message}");
        bool isDead = run.Outcome is "ended" or "trap" or "abort" or "exit";
        Assert.Equal(isDead, run.IsRefused);
        Assert.True(isDead || run.IsUsable || !hostile.IsUsableAfter, "the sandbox computes no more: " + run.Message);
        Assert.InRange(run.WroteBytes, 0, 2 * HostileRun.MaximumOutputBytes);
    }
}
