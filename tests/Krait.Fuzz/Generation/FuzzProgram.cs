using System.Collections.Immutable;
using Krait.Wasm;

namespace Krait.Fuzz.Generation;

/// <summary>Modules, instantiated in order, and calls into them. Module number i is called m0, m1, ... by those after it.</summary>
/// <param name="Seed">Where it comes from; 0 for programs that no seed made.</param>
/// <param name="Modules">Imports come from <c>host</c> and from earlier modules.</param>
/// <param name="Calls">What the host calls, in order.</param>
internal sealed record FuzzProgram(ulong Seed, ImmutableArray<Module> Modules, ImmutableArray<FuzzCall> Calls);

/// <summary>One call of an exported function.</summary>
/// <param name="ModuleIndex">Which module.</param>
/// <param name="Export">The function's name.</param>
/// <param name="Arguments">One per parameter.</param>
internal sealed record FuzzCall(int ModuleIndex, string Export, ImmutableArray<FuzzValue> Arguments);

/// <summary>An argument by its bits. Of references, 0 is null and n the host's object number n; functions are always null.</summary>
/// <param name="Type">Its type.</param>
/// <param name="Low">The lower 64 bits.</param>
/// <param name="High">The upper 64 bits of a vector.</param>
internal readonly record struct FuzzValue(Wasm.ValueType Type, ulong Low, ulong High = 0);

/// <summary>What a program may contain so that a judge can follow it.</summary>
internal enum ProgramProfile
{
    /// <summary>Everything that Krait supports; NaNs keep the bits that the processor gives them, except those made of two NaNs.</summary>
    Everything,

    /// <summary>As <see cref="Everything"/>, but NaNs that arithmetic makes get the canonical bits.</summary>
    CanonicalNan,

    /// <summary>What JavaScript can call: no vectors in signatures that cross, canonical NaNs, no standard exceptions.</summary>
    JavaScript,
}
