using System.Collections.Generic;

namespace Krait.Runtime.IlCompiler;

/// <summary>What a <c>try</c> or <c>try_table</c> does with exceptions.</summary>
/// <param name="index">Its number in the function, in the order in which such blocks begin.</param>
/// <param name="parent">The one whose body it stands in; -1 for none.</param>
internal sealed class TryShape(int index, int parent)
{
    /// <summary>The tag of a clause that catches everything.</summary>
    public const int AllTags = -1;

    /// <summary>Not zero; what says which block a delegated exception goes to.</summary>
    public int Id => index + 1;

    public int Parent => parent;

    /// <summary>The tags of its clauses in order, <see cref="AllTags"/> among them.</summary>
    public List<int> Tags { get; } = [];

    /// <summary>Whether it ends in <c>delegate</c>.</summary>
    public bool IsDelegate { get; set; }

    /// <summary>The block that a <c>delegate</c> names, or the next one around it whose body that label is in; -1 for the caller.</summary>
    public int DelegateTarget { get; set; } = -1;

    /// <summary>
    /// The <see cref="Id"/> of the block that sees delegated exceptions next; 0 where they take no other way than without the
    /// <c>delegate</c>.
    /// </summary>
    public int SkipTo { get; set; }

    /// <summary>Whether exceptions that pass it have to be looked at.</summary>
    public bool NeedsHandler => 0 < Tags.Count || SkipTo != 0;
}
