using System;
using System.IO;
using System.Linq;
using System.Threading;
using Krait.Runtime.Splitting;
using Krait.Testing.Programs;
using Krait.Wasm;
using static Krait.Runtime.Tests.WasmBuilder;

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

    // In one method they would take the just-in-time compiler a time that grows with the square of their number.
    [Fact]
    public void MoreBranchTablesThanAnInterpreterHasGoIntoParts()
    {
        WasmBuilder builder = BranchTables(5_000);
        Module module = builder.Build();
        FunctionBody body = module.Functions[0].Body;
        SplitPlan plan = SplitPlan.Of(module, module.FunctionTypeOf(0), body, MethodSizes.Default, CancellationToken.None)!;
        Assert.InRange(plan.Parts.Sum(part => part.Range.End - part.Range.Start), body.Code.Length * 9 / 10, body.Code.Length);

        using Engine engine = new();
        using Engine interpreter = new(new EngineOptions { Backend = EngineBackend.Interpreter });
        using Instance instance = builder.Instantiate(engine);
        using Instance expected = builder.Instantiate(interpreter);
        for (int i = 0; i < 8; i++)
            Assert.Equal(expected.GetFunction<int, int>("run")(i), instance.GetFunction<int, int>("run")(i));
    }

    // Each goes to its own end, or to one of five blocks around all of them.
    private static WasmBuilder BranchTables(int count)
    {
        WasmBuilder builder = new();
        builder.Function("run", [I32], [I32], [I32], code =>
        {
            for (int i = 0; i < 5; i++)
                code.Block();
            for (int i = 0; i < count; i++)
                code.Block().LocalGet(1).I32Const(1).Op(WasmOp.I32Add).LocalTee(1).LocalGet(0).Op(WasmOp.I32Eq).BrTable([0, 1, 2, 3, 4], 5).End();
            for (int i = 0; i < 5; i++)
                code.LocalGet(1).I32Const(7).Op(WasmOp.I32Mul).LocalSet(1).End();
            code.LocalGet(1);
        });
        return builder;
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
