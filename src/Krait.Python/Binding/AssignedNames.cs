using System.Collections.Generic;
using Krait.Python.Syntax;

namespace Krait.Python.Binding;

/// <summary>Finds the names that a part of the tree assigns, not looking into nested functions, classes or comprehension targets.</summary>
internal static class AssignedNames
{
    /// <summary>The names that the nodes assign. Iterative, so that depth costs no stack.</summary>
    public static HashSet<string> In(IEnumerable<Node> nodes)
    {
        var names = new HashSet<string>();
        var pending = new List<Node>(nodes);
        while (0 < pending.Count)
        {
            Node node = pending[^1];
            pending.RemoveAt(pending.Count - 1);
            switch (node)
            {
                case Name { Context: ExpressionContext.Store or ExpressionContext.Del } name:
                    names.Add(name.Id);
                    break;
                case ExceptHandler { Name: { } bound }:
                    names.Add(bound);
                    break;
                case FunctionDef or AsyncFunctionDef or ClassDef or Lambda:
                    continue;
                case Comprehension comprehension:
                    // The target belongs to the comprehension.
                    pending.Add(comprehension.Iter);
                    pending.AddRange(comprehension.Ifs);
                    continue;
            }

            TreeChildren.Collect(node, pending);
        }

        return names;
    }
}
