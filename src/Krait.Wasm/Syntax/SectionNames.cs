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

    public static string Of(SectionId id) => s_names[(int)id];

    public static int OrderOf(SectionId id) => s_order[(int)id];
}
