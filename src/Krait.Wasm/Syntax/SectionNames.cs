namespace Krait.Wasm;

// The words for sections in messages and listings, and their order in a file.
internal static class SectionNames
{
    private static readonly string[] s_names =
    [
        "custom", "type", "import", "function", "table", "memory", "global",
        "export", "start", "element", "code", "data", "data count", "tag",
    ];

    // Position in the file by section id; the ids of later additions do not follow it.
    private static readonly int[] s_order = [0, 1, 2, 3, 4, 5, 7, 8, 9, 10, 12, 13, 11, 6];

    // Keywords of (@custom ... (before|after section)), in file order. "first" and "last" are the ends of the module.
    private static readonly (string Word, SectionId Section)[] s_placements =
    [
        ("first", SectionId.Custom), ("type", SectionId.Type), ("import", SectionId.Import), ("func", SectionId.Function),
        ("table", SectionId.Table), ("memory", SectionId.Memory), ("tag", SectionId.Tag), ("global", SectionId.Global),
        ("export", SectionId.Export), ("start", SectionId.Start), ("elem", SectionId.Element), ("datacount", SectionId.DataCount),
        ("code", SectionId.Code), ("data", SectionId.Data), ("last", SectionId.Data),
    ];

    public static string Of(SectionId id) => s_names[(int)id];

    public static int OrderOf(SectionId id) => s_order[(int)id];

    // The section a custom section follows when it is placed before or after one by its keyword.
    public static bool TryPlace(string side, string word, out SectionId after)
    {
        var step = side == "before" ? 1 : 0;
        for (var i = 0; i < s_placements.Length; i++)
        {
            if (s_placements[i].Word != word || side is not ("before" or "after"))
                continue;
            after = s_placements[int.Max(i - step, 0)].Section;
            return true;
        }

        after = SectionId.Data;
        return false;
    }

    // The keyword of a placement.
    public static string WordOf(SectionId after)
    {
        foreach (var row in s_placements)
        {
            if (row.Section == after)
                return row.Word;
        }

        throw new InternalErrorException($"section {after} has no placement word");
    }
}
