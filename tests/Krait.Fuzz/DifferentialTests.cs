using System.Collections.Generic;
using System.Linq;
using Krait.Fuzz.Generation;
using Krait.Fuzz.Judging;
using Krait.Testing.Programs;
using Krait.Wasm;

namespace Krait.Fuzz;

/// <summary>Generated programs do the same on every side.</summary>
public sealed class DifferentialTests
{
    private const int ProgramCount = 200;
    private const int ProgramsPerTest = 20;
    private const int ProgramsWithV8 = 60;

    public static IEnumerable<TheoryDataRow<int>> Groups => Enumerable.Range(0, ProgramCount / ProgramsPerTest).Select(i => new TheoryDataRow<int>(i));

    [Theory]
    [MemberData(nameof(Groups))]
    public void SidesAgree(int group) => Assert.InRange(BigStack.Run(() => CompareAll(group)), 1, int.MaxValue);

    [Fact]
    public void V8Agrees()
    {
        Assert.SkipUnless(CommandRun.Exists("node"), "no node to compare with");
        using V8Judge v8 = new();
        Assert.Equal(ProgramsWithV8, BigStack.Run(() => Enumerable.Range(0, ProgramsWithV8).Count(seed =>
        {
            FuzzProgram program = ProgramGenerator.Generate((ulong)seed, ProgramProfile.JavaScript);
            Assert.Null(Judge.Compare(program, ProgramProfile.JavaScript, v8).Difference);
            return true;
        })));
    }

    private static int CompareAll(int group)
    {
        int forms = 0;
        for (int seed = group * ProgramsPerTest; seed < (group + 1) * ProgramsPerTest; seed++)
        {
            FuzzProgram program = ProgramGenerator.Generate((ulong)seed);
            foreach (Module module in program.Modules)
                ModuleValidator.Validate(ModuleDecoder.Decode(ModuleEncoder.Encode(module)));
            Verdict verdict = Judge.Compare(program, ProgramGenerator.ProfileOf((ulong)seed));
            Assert.Null(verdict.Difference);
            forms += verdict.FormsFromSnapshot;
        }

        return forms;
    }
}
