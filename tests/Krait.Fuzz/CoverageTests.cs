using System.Collections.Generic;
using System.Linq;
using Krait.Fuzz.Coverage;
using Krait.Fuzz.Generation;
using Krait.Wasm;

namespace Krait.Fuzz;

/// <summary>The generator reaches everything that Krait supports.</summary>
public sealed class CoverageTests
{
    private const int ProgramCount = 250;

    [Fact]
    public void ProducesAndExecutesEverySupportedInstruction()
    {
        (HashSet<WasmOp> produced, HashSet<WasmOp> executed) = BigStack.Run(Measure);
        Assert.Equal([], OpTable.All.Where(op => !produced.Contains(op)).Select(OpFacts.TextOf));
        Assert.Equal([], OpTable.All.Where(op => !executed.Contains(op)).Select(OpFacts.TextOf));
    }

    private static (HashSet<WasmOp> Produced, HashSet<WasmOp> Executed) Measure()
    {
        HashSet<WasmOp> produced = [];
        HashSet<WasmOp> executed = [];
        for (ulong seed = 1; seed <= ProgramCount; seed++)
        {
            FuzzProgram program = ProgramGenerator.Generate(seed);
            produced.UnionWith(ReachProbe.Produced(program));
            executed.UnionWith(ReachProbe.Executed(program, ProgramGenerator.ProfileOf(seed)));
        }

        return (produced, executed);
    }
}
