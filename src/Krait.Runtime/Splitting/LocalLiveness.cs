using System.Collections.Generic;
using System.Numerics;
using System.Threading;
using Krait.Wasm;

namespace Krait.Runtime.Splitting;

// Backwards over the graph until nothing changes, for 64 locals at a time, so that memory does not grow with locals times code.
// Code that makes this slow, as thousands of loops inside each other do, is taken to need everything everywhere.

/// <summary>Finds out which locals have to pass between the parts of a function.</summary>
internal sealed class LocalLiveness
{
    private const int LocalsAtOnce = 64;
    private const long MaximumSteps = 100_000_000;

    private readonly FlowGraph _graph;
    private readonly FunctionPart[] _parts;
    private readonly ulong[] _before;
    private readonly ulong[] _read;
    private readonly ulong[] _written;
    private readonly ulong[] _partUses;
    private readonly ulong[] _partWrites;
    private long _steps;

    private LocalLiveness(FlowGraph graph, FunctionPart[] parts)
    {
        _graph = graph;
        _parts = parts;
        _before = new ulong[graph.NodeCount];
        _read = new ulong[graph.NodeCount];
        _written = new ulong[graph.NodeCount];
        _partUses = new ulong[parts.Length];
        _partWrites = new ulong[parts.Length];
    }

    /// <summary>Completes the parts.</summary>
    /// <param name="graph">The function's flow.</param>
    /// <param name="parts">Its parts.</param>
    /// <param name="isShared">Receives, for each local, whether it lives in the frame.</param>
    /// <param name="isLiveAtEntry">Receives, for each local, whether the value that it has at first may be read.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static void Find(FlowGraph graph, FunctionPart[] parts, bool[] isShared, bool[] isLiveAtEntry, CancellationToken cancellationToken)
    {
        LocalLiveness liveness = new(graph, parts);
        List<LocalUse>?[] batches = new List<LocalUse>?[(isShared.Length + LocalsAtOnce - 1) / LocalsAtOnce];
        foreach (LocalUse use in graph.Uses)
            (batches[use.Local / LocalsAtOnce] ??= []).Add(use);
        for (int i = 0; i < batches.Length; i++)
        {
            if (batches[i] is not List<LocalUse> uses)
                continue;
            liveness.Solve(uses, cancellationToken);
            liveness.Report(i * LocalsAtOnce, isShared, isLiveAtEntry);
        }
    }

    private void Solve(List<LocalUse> uses, CancellationToken cancellationToken)
    {
        System.Array.Clear(_before);
        System.Array.Clear(_read);
        System.Array.Clear(_written);
        System.Array.Clear(_partUses);
        System.Array.Clear(_partWrites);
        foreach (LocalUse use in uses)
        {
            ulong bit = 1UL << (use.Local % LocalsAtOnce);
            int part = _graph.PartOf(use.Node);
            if (part != FlowGraph.None)
                _partUses[part] |= bit;
            if (use.Op == WasmOp.LocalGet)
            {
                _read[use.Node] |= bit & ~_written[use.Node];
                continue;
            }

            _written[use.Node] |= bit;
            if (part != FlowGraph.None)
                _partWrites[part] |= bit;
        }

        IReadOnlyList<int> order = _graph.Order;
        bool hasChanged = true;
        while (hasChanged)
        {
            cancellationToken.ThrowIfCancellationRequested();
            hasChanged = false;
            _steps += order.Count;
            if (MaximumSteps < _steps)
            {
                System.Array.Fill(_before, ulong.MaxValue);
                return;
            }

            for (int i = order.Count - 1; 0 <= i; i--)
            {
                int node = order[i];
                int handler = _graph.HandlerOf(node);
                ulong before = _read[node] | (_graph.After(node, _before) & ~_written[node]);
                if (handler != FlowGraph.None)
                    before |= _before[handler];
                hasChanged |= before != _before[node];
                _before[node] = before;
            }
        }
    }

    private void Report(int firstLocal, bool[] isShared, bool[] isLiveAtEntry)
    {
        ulong shared = 0;
        for (int i = 0; i < _parts.Length; i++)
        {
            FunctionPart part = _parts[i];
            ulong loads = _before[part.EntryNode] & _partUses[i];
            shared |= loads;
            foreach (int local in Locals(loads, firstLocal))
                part.Loads.Add(local);
            foreach ((int block, int node) in part.Exits)
            {
                ulong stores = _before[node] & _partWrites[i];
                shared |= stores;
                foreach (int local in Locals(stores, firstLocal))
                    part.AddStore(block, local);
            }

            if (part.HandlerNode == FlowGraph.None)
                continue;
            ulong through = _before[part.HandlerNode] & _partWrites[i];
            shared |= through;
            part.WrittenThrough.UnionWith(Locals(through, firstLocal));
        }

        foreach (int local in Locals(shared, firstLocal))
        {
            if (local < isShared.Length)
                isShared[local] = true;
        }

        foreach (int local in Locals(_before[_graph.Order[0]], firstLocal))
        {
            if (local < isLiveAtEntry.Length)
                isLiveAtEntry[local] = true;
        }
    }

    private static IEnumerable<int> Locals(ulong bits, int first)
    {
        for (; bits != 0; bits &= bits - 1)
            yield return first + BitOperations.TrailingZeroCount(bits);
    }
}
