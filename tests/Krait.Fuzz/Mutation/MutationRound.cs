using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Text;
using Krait.Fuzz.Generation;
using Krait.Fuzz.Judging;
using Krait.Wasm;

namespace Krait.Fuzz.Mutation;

/// <summary>One damaged input: given to the readers and, if it is a valid module, run on all sides.</summary>
internal static class MutationRound
{
    private const int PreambleBytes = 8;

    /// <summary>Makes an input from a seed and gives it to whatever reads its kind.</summary>
    public static MutationOutcome Run(ulong seed)
    {
        Corpus corpus = Corpus.Instance;
        Dice dice = new(seed ^ 0x3417A7E);
        int kind = dice.Roll(9);
        byte[] input = [];
        ReadInput read;
        try
        {
            switch (kind)
            {
                case < 2:
                    input = ByteMutator.Mutate(dice, dice.PickFrom(corpus.Binaries), dice.PickFrom(corpus.Binaries), PreambleBytes);
                    read = Reading.Binary(input);
                    break;
                case < 5:
                    input = ModuleEncoder.Encode(CodeMutator.Mutate(dice, dice.PickFrom(corpus.Modules)));
                    read = Reading.Binary(input);
                    break;
                case < 7:
                    string text = TextMutator.Mutate(dice, dice.PickFrom(corpus.Texts), dice.PickFrom(corpus.Texts));
                    input = Encoding.UTF8.GetBytes(text);
                    read = Reading.Text(text);
                    break;
                case 7:
                    input = ModuleEncoder.Encode(DebugSections.Damage(dice, dice.PickFrom(corpus.Debuggable)));
                    read = Reading.Binary(input);
                    break;
                default:
                    string script = TextMutator.Mutate(dice, dice.PickFrom(corpus.Scripts), dice.PickFrom(corpus.Texts));
                    input = Encoding.UTF8.GetBytes(script);
                    read = Reading.Script(script);
                    break;
            }
        }
        catch (ReadingException error)
        {
            return new MutationOutcome(input, 0, null, null, error.ToString());
        }

        if (read.Module is not Module module)
            return new MutationOutcome(input, read.AllocatedBytes, null, null, null);
        FuzzProgram program = ProgramOf(seed, dice, module);
        return new MutationOutcome(input, read.AllocatedBytes, program, Judge.Compare(program, ProgramProfile.CanonicalNan), null);
    }

    // Calls every exported function that the host can call.
    private static FuzzProgram ProgramOf(ulong seed, Dice dice, Module module)
    {
        Module exposed = ModuleDraft.Of(module).Expose().ToModule();
        List<FuzzCall> calls = [];
        foreach (Export export in exposed.Exports.Where(export => export.Kind == ExternalKind.Function).Take(12))
        {
            ImmutableArray<Wasm.ValueType> parameters = exposed.FunctionTypeOf(export.Index).Parameters;
            if (parameters.Any(type => type == GuestTypes.ExnRef) || exposed.FunctionTypeOf(export.Index).Results.Contains(GuestTypes.ExnRef))
                continue;
            calls.Add(new FuzzCall(0, export.Name, [.. parameters.Select(type => Constants.Any(dice, type, ProgramProfile.Everything))]));
        }

        return new FuzzProgram(seed, [exposed], [.. calls]);
    }
}

/// <summary>What came of one damaged input.</summary>
/// <param name="Input">The bytes or text.</param>
/// <param name="AllocatedBytes">What reading it allocated.</param>
/// <param name="Program">What was run; null if it was refused.</param>
/// <param name="Verdict">What running it gave; null if it was refused.</param>
/// <param name="Failure">What a reader did that it must not do, or null.</param>
internal sealed record MutationOutcome(byte[] Input, long AllocatedBytes, FuzzProgram? Program, Verdict? Verdict, string? Failure);
