using System;
using System.Collections.Immutable;
using System.Linq;

namespace Krait.Python.Typing;

/// <summary>One built-in exception: its name, its parent, and the range of numbers that its descendants have.</summary>
internal sealed record ExceptionRow(string Name, string? Parent, int Id, int LastDescendant);

/// <summary>
/// The built-in exceptions of the typed tier. Numbers start at 1 and follow the tree in preorder,
/// so that "is a kind of" is one range test. The numbers are part of the ABI (docs/ABI.md).
/// </summary>
internal static class ExceptionTable
{
    // Spec: Python library reference, built-in exceptions, exception hierarchy. Indented by depth.
    private static readonly string[] s_tree =
    [
        "BaseException",
        " SystemExit",
        " KeyboardInterrupt",
        " Exception",
        "  ArithmeticError",
        "   FloatingPointError",
        "   OverflowError",
        "   ZeroDivisionError",
        "  AssertionError",
        "  AttributeError",
        "  BufferError",
        "  EOFError",
        "  LookupError",
        "   IndexError",
        "   KeyError",
        "  MemoryError",
        "  NameError",
        "   UnboundLocalError",
        "  OSError",
        "  RuntimeError",
        "   NotImplementedError",
        "   RecursionError",
        "  StopIteration",
        "  SyntaxError",
        "  TypeError",
        "  ValueError",
        "   UnicodeError",
        "    UnicodeDecodeError",
        "    UnicodeEncodeError",
    ];

    /// <summary>All rows; row i has the number i + 1.</summary>
    public static readonly ImmutableArray<ExceptionRow> Rows = BuildRows();

    /// <summary>The row of a name, or null where the name is no built-in exception.</summary>
    public static ExceptionRow? Find(string name)
    {
        foreach (ExceptionRow row in Rows)
        {
            if (row.Name == name)
                return row;
        }

        return null;
    }

    /// <summary>The number of an exception that the compiler itself raises.</summary>
    public static int IdOf(string name) =>
        Find(name)?.Id ?? throw new ArgumentException("no such exception", nameof(name));

    private static ImmutableArray<ExceptionRow> BuildRows()
    {
        var rows = ImmutableArray.CreateBuilder<ExceptionRow>(s_tree.Length);
        for (int i = 0; i < s_tree.Length; i++)
        {
            int depth = DepthOf(i);
            int last = i;
            while (last + 1 < s_tree.Length && depth < DepthOf(last + 1))
                last++;
            string? parent = Enumerable.Range(0, i).Reverse().Where(j => DepthOf(j) < depth).Select(j => s_tree[j].Trim()).FirstOrDefault();
            rows.Add(new ExceptionRow(s_tree[i].Trim(), parent, i + 1, last + 1));
        }

        return rows.MoveToImmutable();
    }

    private static int DepthOf(int row) => s_tree[row].Length - s_tree[row].TrimStart().Length;
}
