using System.Collections.Generic;
using System.Linq;
using Krait.Fuzz.Generation;
using Krait.Fuzz.Judging;
using Krait.Wasm;

namespace Krait.Fuzz;

/// <summary>Generated programs do the same on every side.</summary>
public sealed class DifferentialTests
{
    private const int ProgramCount = 200;
    private const int ProgramsPerTest = 20;

    public static IEnumerable<TheoryDataRow<int>> Groups => Enumerable.Range(0, ProgramCount / ProgramsPerTest).Select(i => new TheoryDataRow<int>(i));

    [Theory]
    [MemberData(nameof(Groups))]
    public void SidesAgree(int group) => BigStack.Run(() => CompareAll(group));

    [Fact]
    public void GapsAreStillOpen()
    {
        foreach (Side side in Side.Others.Where(side => side.Gaps != WasmFeatures.None))
        {
            FuzzProgram? program = Enumerable.Range(1, 100).Select(seed => ProgramGenerator.Generate((ulong)seed)).FirstOrDefault(candidate => !side.Knows(candidate));
            Assert.SkipWhen(program is null, $"{GeneratedFeatures.Variable} leaves out what {side.Name} lacks");
            ExecutionResult result = BigStack.Run(() => Execution.Run(side, program, Execution.Compile(side, program), ProgramProfile.CanonicalNan));
            Assert.Contains(result.Steps, step => step.Kind == StepKind.Broken);
        }
    }

    private static int CompareAll(int group)
    {
        for (int seed = group * ProgramsPerTest; seed < (group + 1) * ProgramsPerTest; seed++)
        {
            FuzzProgram program = ProgramGenerator.Generate((ulong)seed);
            foreach (Module module in program.Modules)
                ModuleValidator.Validate(ModuleDecoder.Decode(ModuleEncoder.Encode(module)));
            Assert.Null(Judge.Compare(program, ProgramGenerator.ProfileOf((ulong)seed)).Difference);
        }

        return ProgramsPerTest;
    }
}
