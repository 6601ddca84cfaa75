using System.Collections.Generic;
using System.Linq;
using Krait.Fuzz.Coverage;
using Krait.Fuzz.Generation;
using Krait.Wasm;

namespace Krait.Fuzz;

/// <summary>The generator reaches everything that Krait supports.</summary>
public sealed class CoverageTests
{
    private const ulong MaximumPrograms = 500;

    [Fact]
    public void ProducesAndExecutesEverySupportedInstruction()
    {
        HashSet<WasmOp> missing = [.. OpTable.All];
        BigStack.Run(() =>
        {
            for (ulong seed = 1; seed <= MaximumPrograms && missing.Count > 0; seed++)
                missing.ExceptWith(ReachProbe.Executed(ProgramGenerator.Generate(seed), ProgramGenerator.ProfileOf(seed)));
            return missing.Count;
        });
        Assert.Equal([], missing.Select(OpFacts.TextOf));
    }

    [Fact]
    public void SeedsGiveTheSameProgramAgain()
    {
        for (ulong seed = 1; seed <= 20; seed++)
            Assert.Equal(CaseText.Write(ProgramGenerator.Generate(seed), ProgramProfile.Everything), CaseText.Write(ProgramGenerator.Generate(seed), ProgramProfile.Everything));
    }
}
