using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Krait.Wasm;

namespace Krait.Fuzz.Generation;

/// <summary>Makes whole programs: one or two modules and the calls into them. The same seed gives the same program.</summary>
internal static class ProgramGenerator
{
    /// <summary>The profile that a seed is run under by default: half of them keep whatever bits NaNs have.</summary>
    public static ProgramProfile ProfileOf(ulong seed) => seed % 2 == 0 ? ProgramProfile.Everything : ProgramProfile.CanonicalNan;

    public static FuzzProgram Generate(ulong seed) => Generate(seed, ProfileOf(seed));

    public static FuzzProgram Generate(ulong seed, ProgramProfile profile)
    {
        Dice dice = new Dice(seed * 31 + (ulong)profile).Split();
        ProgramShape shape = ProgramShape.Of(seed, profile);
        List<Module> modules = [];
        for (int i = dice.OneIn(4) ? 2 : 1; i > 0; i--)
            modules.Add(new ModuleGenerator(dice.Split(), shape, modules).Generate());
        return new FuzzProgram(seed, [.. modules], Calls(dice, profile, modules));
    }

    private static ImmutableArray<FuzzCall> Calls(Dice dice, ProgramProfile profile, List<Module> modules)
    {
        List<FuzzCall> calls = [];
        int count = dice.Between(3, 8);
        for (int i = 0; i < count; i++)
        {
            // The first functions hold what the shape puts first: each is called once before anything else.
            int module = i < modules.Count ? i : dice.Roll(modules.Count);
            Export[] functions = [.. modules[module].Exports.Where(export => export.Kind == ExternalKind.Function)];
            Export export = i < modules.Count ? functions[0] : dice.PickFrom(functions);
            FunctionType type = modules[module].FunctionTypeOf(export.Index);
            calls.Add(new FuzzCall(module, export.Name, [.. type.Parameters.Select(parameter => Constants.Any(dice, parameter, profile))]));
        }

        return [.. calls];
    }
}
