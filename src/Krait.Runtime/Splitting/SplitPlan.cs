using System.Linq;
using System.Threading;
using Krait.Wasm;

namespace Krait.Runtime.Splitting;

/// <summary>How a large function is cut into methods that share its locals through a frame.</summary>
internal sealed class SplitPlan
{
    private SplitPlan(FunctionPart[] parts, bool[] isShared, bool[] isLiveAtEntry, PartFinder finder)
    {
        Parts = parts;
        IsShared = isShared;
        IsLiveAtEntry = isLiveAtEntry;
        TransferCount = finder.MostTaken;
        MostPartWeight = finder.MostPartWeight;
    }

    /// <summary>In rising order; none is inside another.</summary>
    public FunctionPart[] Parts { get; }

    /// <summary>For each local, whether it lives in the frame instead of in variables.</summary>
    public bool[] IsShared { get; }

    /// <summary>For each local, whether the value that it has at first may be read.</summary>
    public bool[] IsLiveAtEntry { get; }

    /// <summary>Most operands that pass between two methods at once.</summary>
    public int TransferCount { get; }

    /// <summary>Whether a function is to be split.</summary>
    public static bool IsLarge(EngineOptions options, FunctionType type, FunctionBody body, int weight)
    {
        if (options.LargeFunctions == LargeFunctions.Whole)
            return false;
        if (options.MethodSizes.Whole < weight)
            return true;
        int locals = type.Parameters.Length;
        foreach (LocalRun run in body.Locals)
            locals += run.Count;
        return MethodSizes.MaximumLocals < locals;
    }

    /// <summary>The weight of the heaviest part.</summary>
    public int MostPartWeight { get; }

    /// <summary>Plans the parts of a function.</summary>
    /// <returns>Null where the function is to be one method.</returns>
    public static SplitPlan? Of(Module module, FunctionType type, FunctionBody body, MethodSizes sizes, CancellationToken cancellationToken)
    {
        PartFinder finder = PartFinder.Run(module, type, body, sizes, cancellationToken);
        if (finder.Parts.Count == 0)
            return null;
        FunctionPart[] parts = [.. finder.Parts.Select(range => new FunctionPart(range))];
        int localCount = type.Parameters.Length;
        foreach (LocalRun run in body.Locals)
            localCount += run.Count;
        bool[] isShared = new bool[localCount];
        bool[] isLiveAtEntry = new bool[localCount];
        FlowGraph graph = FlowBuilder.Build(body, parts, cancellationToken);
        LocalLiveness.Find(graph, parts, isShared, isLiveAtEntry, cancellationToken);
        return new SplitPlan(parts, isShared, isLiveAtEntry, finder);
    }
}
