using System.Collections.Generic;

namespace Krait.Python.Ir.Passes;

/// <summary>Finds out which code may change the length or the place of a list that others can see.</summary>
internal static class ListChanges
{
    // Library functions that change no list that exists when they are called, whatever they do to lists of their own.
    private static readonly HashSet<string> s_harmless =
    [
        .. ("list_new list_range list_slice list_concat list_repeat list_copy list_sorted list_reversed list_of_str list_equal list_compare "
            + "list_contains list_index list_count list_min list_max list_sum_int list_sum_float list_any list_all list_repr "
            + "str_split str_split_sep str_rsplit str_rsplit_sep str_splitlines str_join").Split(' '),
    ];

    /// <summary>The functions that may change lists, directly or by what they call.</summary>
    public static HashSet<IrFunction> FindFunctions(IrModule module)
    {
        var changing = new HashSet<IrFunction>();
        bool hasGrown = true;
        while (hasGrown)
        {
            hasGrown = false;
            foreach (IrFunction function in module.Functions)
            {
                bool isHarmless = function.IsLibrary && s_harmless.Contains(function.Name);
                if (!isHarmless && !changing.Contains(function) && (IsRawListCode(function) || In(function.Body, changing)))
                    hasGrown |= changing.Add(function);
            }
        }

        return changing;
    }

    /// <summary>Whether statements may change lists.</summary>
    public static bool In(List<IrStmt> body, HashSet<IrFunction> changing)
    {
        bool changes = false;
        IrWalker.ForEach(
            body,
            statement => changes |= statement is IrStore store && IsHeaderStore(store),
            expression => changes |= expression is IrCall call && changing.Contains(call.Target));
        return changes;
    }

    public static bool IsHeaderStore(IrStore store) => store.Region is IrRegion.ListLength or IrRegion.ListItems or IrRegion.ListCapacity;

    // Raw stores of the library reach list headers only in the modules about lists.
    private static bool IsRawListCode(IrFunction function)
    {
        if (function.Source?.Name is not ("krait.lists" or "krait.listing" or "krait.sorting" or "krait.searching") || !function.IsLibrary)
            return false;
        bool stores = false;
        IrWalker.ForEach(function.Body, statement => stores |= statement is IrStore { Region: IrRegion.Raw } or IrEffect, _ => { });
        return stores;
    }
}

/// <summary>What a loop changes.</summary>
/// <param name="Changed">The locals that it assigns.</param>
/// <param name="ChangedInts">Those of them that are ints.</param>
/// <param name="ChangesLists">It may change lists.</param>
internal sealed record LoopEffects(HashSet<IrLocal> Changed, HashSet<IrLocal> ChangedInts, bool ChangesLists)
{
    public static LoopEffects Of(IrLoop loop, HashSet<IrFunction> changing)
    {
        var effects = new LoopEffects([], [], ListChanges.In(loop.Body, changing));
        IrWalker.ForEach(
            loop.Body,
            statement =>
            {
                if (statement is not IrSet set)
                    return;
                effects.Changed.Add(set.Local);
                if (set.Local.Type == IrType.I64)
                    effects.ChangedInts.Add(set.Local);
            },
            _ => { });
        return effects;
    }
}
