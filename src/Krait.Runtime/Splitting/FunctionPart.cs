using System.Collections.Generic;

namespace Krait.Runtime.Splitting;

// A part is a method `int p(frame, context, exceptions...)`. It keeps guest locals in variables of its own: what is live at its start
// it loads from the frame, and what it has written and is live where it leaves to it stores there. The number that it returns says
// where the function goes on.
//
// What a handler around the part has caught, the part throws again itself: a try in the part may stand around the rethrow. The
// frame holds no references of .NET, so such exceptions are arguments.

/// <summary>Part of a large function that becomes a method of its own.</summary>
/// <param name="range">Where it is.</param>
internal sealed class FunctionPart(PartRange range)
{
    /// <summary>In place of the index of a block, the code behind the part.</summary>
    public const int FallThrough = -1;

    private readonly Dictionary<int, int> _exits = [];
    private readonly Dictionary<int, List<int>> _stores = [];

    public PartRange Range => range;

    public bool UsesMemory { get; set; }

    /// <summary>Where it begins in the <see cref="FlowGraph"/>.</summary>
    public int EntryNode { get; set; }

    /// <summary>What sees the exceptions that leave it.</summary>
    public int HandlerNode { get; set; }

    /// <summary>The nodes it leaves to, by the index of their block among the open ones, the function's being 0.</summary>
    public IReadOnlyDictionary<int, int> Exits => _exits;

    /// <summary>The handlers around the part whose exceptions it may throw again, by the index of their block as in <see cref="Exits"/>.</summary>
    public List<int> Rethrown { get; } = [];

    /// <summary>Locals to be loaded at the start.</summary>
    public List<int> Loads { get; } = [];

    /// <summary>Locals that a handler outside reads: each write goes to the frame at once.</summary>
    public HashSet<int> WrittenThrough { get; } = [];

    public void AddExit(int block, int node) => _exits[block] = node;

    public void AddRethrown(int block)
    {
        if (!Rethrown.Contains(block))
            Rethrown.Add(block);
    }

    public void AddStore(int block, int local)
    {
        if (!_stores.TryGetValue(block, out List<int>? locals))
            _stores.Add(block, locals = []);
        locals.Add(local);
    }

    /// <summary>Locals to be stored on the way to a block.</summary>
    public IReadOnlyList<int> StoresFor(int block) => _stores.TryGetValue(block, out List<int>? locals) ? locals : [];
}
