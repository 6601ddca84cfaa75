using System.Collections.Generic;
using Krait.Wasm;

namespace Krait.Runtime.Splitting;

// The control flow of a function as far as its locals are concerned. A node is code without branches, or a place where branches
// meet. Instructions that nothing reaches get nodes that nothing leads to.
//
// An exception may leave a node at any point, so what its handler reads is live in the whole node. The handler of a try is a node
// of its own, with edges to whatever may see the exception next.

/// <summary>Blocks of code, the ways between them, and their reads and writes of locals.</summary>
internal sealed class FlowGraph
{
    public const int None = -1;

    private readonly List<int> _firstEdges = [];
    private readonly List<int> _nextEdges = [];
    private readonly List<int> _targets = [];
    private readonly List<int> _handlers = [];
    private readonly List<int> _parts = [];
    private readonly List<int> _order = [];
    private readonly List<LocalUse> _uses = [];

    public int NodeCount => _firstEdges.Count;

    /// <summary>Nodes in the order of the code; a handler behind the body of its try.</summary>
    public IReadOnlyList<int> Order => _order;

    /// <summary>Reads and writes in the order of the code.</summary>
    public IReadOnlyList<LocalUse> Uses => _uses;

    /// <summary>A node that has no place yet.</summary>
    public int Define()
    {
        _firstEdges.Add(None);
        _handlers.Add(None);
        _parts.Add(None);
        return _firstEdges.Count - 1;
    }

    /// <summary>Says where a node is.</summary>
    /// <param name="node">The node.</param>
    /// <param name="handler">What sees exceptions that leave it; <see cref="None"/> for the caller.</param>
    /// <param name="part">The part that it is in; <see cref="None"/> for the function's own method.</param>
    public void Place(int node, int handler, int part)
    {
        _handlers[node] = handler;
        _parts[node] = part;
        _order.Add(node);
    }

    public void AddEdge(int from, int to)
    {
        _nextEdges.Add(_firstEdges[from]);
        _targets.Add(to);
        _firstEdges[from] = _targets.Count - 1;
    }

    public void AddUse(LocalUse use) => _uses.Add(use);

    public int HandlerOf(int node) => _handlers[node];

    public int PartOf(int node) => _parts[node];

    /// <summary>Everything that is set in some node that a node leads to.</summary>
    public ulong After(int node, ulong[] before)
    {
        ulong after = 0;
        for (int edge = _firstEdges[node]; edge != None; edge = _nextEdges[edge])
            after |= before[_targets[edge]];
        return after;
    }
}

/// <summary>An instruction that reads or writes a local.</summary>
/// <param name="Node">Where it is.</param>
/// <param name="Local">The local.</param>
/// <param name="Op">The instruction; all but <c>local.get</c> write.</param>
internal readonly record struct LocalUse(int Node, int Local, WasmOp Op);
