using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection.Emit;
using Krait.Runtime.Splitting;

namespace Krait.Runtime.IlCompiler;

/// <summary>A large function while its methods are made.</summary>
/// <param name="plan">Its parts.</param>
/// <param name="kinds">The kinds of its locals.</param>
/// <param name="cells">The frame that the methods share.</param>
/// <param name="defineMethod">Defines the method of a part, whose number it is told.</param>
internal sealed class SplitFunction(SplitPlan plan, StackKind[] kinds, FrameCells cells, Func<FunctionPart, int, MethodBuilder> defineMethod)
{
    private readonly List<PartMap> _maps = [];

    public SplitPlan Plan => plan;

    public StackKind[] Kinds => kinds;

    public FrameCells Cells => cells;

    /// <summary>
    /// Words that the frame of a part may need: a variable takes an instruction to write and one to read, and may be two words.
    /// </summary>
    public int MostPartWords => 2 * plan.MostPartWeight;

    /// <summary>Most exceptions that a part is passed.</summary>
    public int MostRethrown { get; } = plan.Parts.Max(static part => part.Rethrown.Count);

    /// <summary>The parts that have been compiled.</summary>
    public IReadOnlyList<PartMap> Maps => _maps;

    public MethodBuilder Define(FunctionPart part) => defineMethod(part, _maps.Count);

    public void Add(PartMap map) => _maps.Add(map);
}
