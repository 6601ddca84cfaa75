using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Linq;

namespace Krait.Runtime.Profiling;

/// <summary>The calls that were seen, and for how long.</summary>
internal sealed class SampleTree
{
    // A guest can call in very many ways; what comes beyond counts for the caller.
    private const int MostNodes = 100_000;
    private readonly Node _root = new();
    private int _nodes;

    /// <summary>Counts a time for the innermost of some calls.</summary>
    public void Add(ProfiledStack stack, ReadOnlySpan<long> calls, long ticks)
    {
        Node node = _root;
        foreach (long call in calls)
        {
            string name = stack.NameOf(call);
            if (!node.Callees.TryGetValue(name, out Node? callee))
            {
                if (_nodes == MostNodes)
                    break;
                _nodes++;
                node.Callees[name] = callee = new Node();
            }

            node = callee;
        }

        node.SelfTicks += ticks;
    }

    /// <summary>The tree as it is now.</summary>
    public ProfiledCall ToCalls() => ToCall("", _root);

    // The depth is bounded by ProfiledModule.MostDepth.
    private static ProfiledCall ToCall(string name, Node node)
    {
        ImmutableArray<ProfiledCall> callees =
        [
            .. node.Callees
                .Select(static callee => ToCall(callee.Key, callee.Value))
                .OrderByDescending(static callee => callee.TotalTime)
                .ThenBy(static callee => callee.Name, StringComparer.Ordinal),
        ];
        TimeSpan self = TimeSpan.FromSeconds((double)node.SelfTicks / Stopwatch.Frequency);
        TimeSpan total = self;
        foreach (ProfiledCall callee in callees)
            total += callee.TotalTime;
        return new ProfiledCall(name, self, total, callees);
    }

    private sealed class Node
    {
        public Dictionary<string, Node> Callees { get; } = [];

        public long SelfTicks { get; set; }
    }
}
