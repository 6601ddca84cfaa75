using System;
using System.Collections.Generic;
using System.Reflection.Emit;
using Krait.Runtime.Splitting;

namespace Krait.Runtime.IlCompiler;

/// <summary>A large function while its methods are made.</summary>
/// <param name="plan">Its parts.</param>
/// <param name="kinds">The kinds of its locals.</param>
/// <param name="cells">The frame that the methods share.</param>
/// <param name="defineMethod">Defines the method of a part, by its number.</param>
internal sealed class SplitFunction(SplitPlan plan, StackKind[] kinds, FrameCells cells, Func<int, MethodBuilder> defineMethod)
{
    private readonly List<PartMap> _maps = [];

    public SplitPlan Plan => plan;

    public StackKind[] Kinds => kinds;

    public FrameCells Cells => cells;

    /// <summary>
    /// Words that the frame of a part may need: a variable takes an instruction to write and one to read, and may be two words.
    /// </summary>
    public int MostPartWords => 2 * plan.MostPartWeight;

    /// <summary>The parts that have been compiled.</summary>
    public IReadOnlyList<PartMap> Maps => _maps;

    public MethodBuilder DefineNext() => defineMethod(_maps.Count);

    public void Add(PartMap map) => _maps.Add(map);
}
