using System.Collections.Immutable;
using Krait.Wasm;

namespace Krait.Fuzz.Generation;

/// <summary>What a seed decides before anything is written.</summary>
/// <param name="Profile">What judges can follow.</param>
/// <param name="Features">What the program may use. Less than everything in many programs: what is left out makes room for the rest.</param>
/// <param name="Spotlight">Instructions that the first function begins with, so that a few hundred programs reach every one.</param>
internal sealed record ProgramShape(ProgramProfile Profile, WasmFeatures Features, ImmutableArray<WasmOp> Spotlight)
{
    private const int SpotlightLength = 8;

    private static readonly WasmFeatures[] s_optional =
        [WasmFeatures.ExceptionHandling | WasmFeatures.LegacyExceptions | WasmFeatures.TailCalls, WasmFeatures.Simd, WasmFeatures.ExceptionHandling, WasmFeatures.LegacyExceptions];

    /// <summary>Whether many of its blocks catch, throw again or delegate; one program in four.</summary>
    public bool IsAboutExceptions { get; private init; }

    /// <summary>The shape of a seed's program.</summary>
    public static ProgramShape Of(ulong seed, ProgramProfile profile)
    {
        Dice dice = new(seed ^ 0x5A9E);
        WasmFeatures features = GeneratedFeatures.All;
        if (dice.OneIn(2))
            features &= ~dice.PickFrom(s_optional);
        if (profile == ProgramProfile.JavaScript)
            features &= ~WasmFeatures.ExceptionHandling;
        ImmutableArray<WasmOp> all = OpTable.Plain;
        ImmutableArray<WasmOp>.Builder spotlight = ImmutableArray.CreateBuilder<WasmOp>();
        for (ulong i = 0; i < SpotlightLength; i++)
        {
            WasmOp op = all[(int)(((seed * SpotlightLength) + i) % (ulong)all.Length)];
            if ((OpFacts.SinceOf(op) & ~features) == 0)
                spotlight.Add(op);
        }

        return new ProgramShape(profile, features, spotlight.ToImmutable()) { IsAboutExceptions = new Dice(seed ^ 0xCA7C).OneIn(4) };
    }
}
