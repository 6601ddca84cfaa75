using System;
using System.Collections.Generic;
using System.Linq;
using Krait.Fuzz.Mutation;
using Krait.Wasm;

namespace Krait.Fuzz;

/// <summary>Damaged modules and texts are read or refused; what is still valid does the same on every side.</summary>
public sealed class MutationTests
{
    private const int Groups = 6;
    private const int InputsPerGroup = 300;

    public static IEnumerable<TheoryDataRow<int>> GroupNumbers => Enumerable.Range(0, Groups).Select(i => new TheoryDataRow<int>(i));

    [Fact]
    public void LineTablesAndNamesAreReadWhereNothingIsDamaged()
    {
        foreach (Module made in Corpus.Instance.Debuggable)
        {
            Module module = ModuleDecoder.Decode(ModuleEncoder.Encode(made));
            Assert.Null(module.Names.Damage);
            Assert.Equal("function 0", module.Names.FunctionName(0));
        }

        Assert.Contains(Corpus.Instance.Debuggable, made =>
        {
            Module module = ModuleDecoder.Decode(ModuleEncoder.Encode(made));
            return Enumerable.Range(0, 1000).Any(offset => module.Source.TryFind(module.ImportedFunctionCount, offset, out SourcePlace place) && place.File.EndsWith(".h", StringComparison.Ordinal));
        });
    }

    [Theory]
    [MemberData(nameof(GroupNumbers))]
    public void DamagedInputsEndWell(int group)
    {
        int run = BigStack.Run(() => Enumerable.Range(group * InputsPerGroup, InputsPerGroup).Count(seed =>
        {
            MutationOutcome outcome = MutationRound.Run((ulong)seed);
            Assert.True(outcome.Failure is null, $"mutation {seed}, {Convert.ToHexString(outcome.Input)}: {outcome.Failure}");
            Assert.True(outcome.Verdict?.Difference is null, $"mutation {seed}: {outcome.Verdict?.Difference}");
            return outcome.Program is not null;
        }));

        // Most inputs are refused and many are run: both ways are worth going.
        Assert.InRange(run, InputsPerGroup / 20, InputsPerGroup - (InputsPerGroup / 20));
    }
}
