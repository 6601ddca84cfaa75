using System;
using System.IO;
using System.Linq;
using Krait.Runtime.Splitting;
using Krait.Testing.Programs;

namespace Krait.Runtime.Tests.Splitting;

public class LargeFunctionTests
{
    private const string SplitTest = "Krait.Runtime.Tests.Splitting.LargeFunctionTests.ALargeLoopComputesTheSameInParts";
    private const string WholeTest = "Krait.Runtime.Tests.Splitting.LargeFunctionTests.ALargeLoopComputesTheSameAsAWhole";

    [Fact]
    public void TheLoopIsLarge() => Assert.InRange(LargeModule.CodeBytes, 60 * 1024, 256 * 1024);

    [Fact]
    public void ALargeLoopComputesTheSameInParts() => Assert.Equal(Run(new EngineOptions { Backend = EngineBackend.Interpreter }), Run(EngineOptions.Default));

    [Fact]
    public void ALargeLoopComputesTheSameAsAWhole() =>
        Assert.Equal(Run(new EngineOptions { Backend = EngineBackend.Interpreter }), Run(new EngineOptions { LargeFunctions = LargeFunctions.Whole }));

    [Theory]
    [InlineData(1, 8)]
    [InlineData(1, 40)]
    [InlineData(1, 300)]
    [InlineData(12_000, 20_000)]
    public void PartsOfAnySizeComputeTheSame(int whole, int part) =>
        Assert.Equal(Run(new EngineOptions { Backend = EngineBackend.Interpreter }), Run(new EngineOptions { MethodSizes = new MethodSizes(whole, part) }));

    [Fact]
    public void FuelIsTheSameInParts()
    {
        Assert.Equal(
            Run(new EngineOptions { Backend = EngineBackend.Interpreter, MeterFuel = true }),
            Run(new EngineOptions { MeterFuel = true }));
    }

    // The just-in-time compiler's own report of a process that runs one of the tests above.
    [Fact]
    public void EveryPartIsOptimised()
    {
        string[] methods = Compiled(SplitTest);

        Assert.InRange(methods.Count(line => line.Contains(":p1.", StringComparison.Ordinal)), 100, 1000);
        Assert.DoesNotContain(methods, line => line.Contains("MinOpts", StringComparison.Ordinal));
        Assert.Contains(Compiled(WholeTest), line => line.Contains(":f1(", StringComparison.Ordinal) && line.Contains("MinOpts", StringComparison.Ordinal));
    }

    private static (long Result, long Fuel) Run(EngineOptions options)
    {
        using Engine engine = new(options);
        using Instance instance = LargeModule.Build().Instantiate(engine);
        instance.SetLimits(CallLimits.Default with { Fuel = options.MeterFuel ? long.MaxValue : null });
        long result = instance.GetFunction<int, int, long>("run")(0, 100_000);
        return (result, options.MeterFuel ? instance.FuelUsed : 0);
    }

    // Lines about generated methods.
    private static string[] Compiled(string test)
    {
        string report = Path.GetTempFileName();
        try
        {
            CommandRun run = CommandRun.Of(
                "dotnet",
                [typeof(LargeFunctionTests).Assembly.Location, "-noLogo", "-noColor", "-method", test],
                environment: ["DOTNET_JitDisasmSummary=1", "DOTNET_JitStdOutFile=" + report, "KRAIT_BACKEND=compiler"]);
            Assert.True(run.Output.Contains("Failed: 0", StringComparison.Ordinal), run.Output);
            return [.. File.ReadLines(report).Where(line => line.Contains(" Guest", StringComparison.Ordinal))];
        }
        finally
        {
            File.Delete(report);
        }
    }
}
