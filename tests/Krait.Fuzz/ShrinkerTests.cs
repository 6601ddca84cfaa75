using System;
using System.Linq;
using Krait.Fuzz.Coverage;
using Krait.Fuzz.Generation;
using Krait.Fuzz.Shrinking;
using Krait.Wasm;

namespace Krait.Fuzz;

public sealed class ShrinkerTests
{
    [Theory]
    [InlineData(WasmOp.I32Rotl)]
    [InlineData(WasmOp.TableFill)]
    [InlineData(WasmOp.Loop)]
    public void LeavesLittleButWhatFails(WasmOp culprit)
    {
        FuzzProgram program = Enumerable.Range(1, 100)
            .Select(seed => ProgramGenerator.Generate((ulong)seed))
            .First(candidate => ReachProbe.Produced(candidate).Contains(culprit) && 1000 < Shrinker.SizeOf(candidate));
        FuzzProgram small = Shrinker.Shrink(program, candidate => ReachProbe.Produced(candidate).Contains(culprit), TimeSpan.FromMinutes(2));
        Assert.Contains(culprit, ReachProbe.Produced(small));
        Assert.InRange(Shrinker.SizeOf(small), 10, Shrinker.SizeOf(program) / 3);
    }

    [Fact]
    public void ProgramsSurviveBeingWrittenAsText()
    {
        for (ulong seed = 1; seed <= 30; seed++)
        {
            FuzzProgram program = ProgramGenerator.Generate(seed);
            (FuzzProgram again, ProgramProfile profile) = CaseText.Read(CaseText.Write(program, ProgramProfile.JavaScript, "two\nlines"));
            Assert.Equal(ProgramProfile.JavaScript, profile);
            Assert.Equal(program.Calls.Select(call => (call.ModuleIndex, call.Export)), again.Calls.Select(call => (call.ModuleIndex, call.Export)));
            Assert.Equal(program.Calls.SelectMany(call => call.Arguments), again.Calls.SelectMany(call => call.Arguments));
            Assert.Equal(
                program.Modules.SelectMany(module => module.Functions).Select(function => Convert.ToHexString(function.Body.Code.Span)),
                again.Modules.SelectMany(module => module.Functions).Select(function => Convert.ToHexString(function.Body.Code.Span)));
        }
    }
}
