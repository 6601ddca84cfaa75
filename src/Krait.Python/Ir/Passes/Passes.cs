using System;
using System.Collections.Immutable;

namespace Krait.Python.Ir.Passes;

/// <summary>One step over the whole IR.</summary>
/// <param name="Name">The name that dumps use.</param>
/// <param name="Run">Changes the module in place.</param>
internal sealed record IrPass(string Name, Action<IrModule> Run);

/// <summary>The passes between building and emitting.</summary>
internal static class Passes
{
    /// <summary>Order matters; an entry that depends on its place says so.</summary>
    public static readonly ImmutableArray<IrPass> InOrder =
    [
        new("effects", FindEffects.Run),
        new("forward", ForwardExports.Run),       // after effects: an export whose exceptions come back as a status keeps its wrapper
        new("ranges", FindRanges.Run),            // before lower: notes which tests can be left out
        new("lower", LowerChecks.Run),            // after effects: decides between trap, branch and return
        new("hoist", HoistHeaders.Run),           // after lower: the reads of headers are there only then
        new("reuse", ReuseValues.Run),            // last: the passes above make equal values
    ];
}
