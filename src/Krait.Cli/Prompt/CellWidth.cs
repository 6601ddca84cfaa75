using System;
using System.Globalization;
using System.Text;

namespace Krait.Cli.Prompt;

/// <summary>How many cells of a terminal a character takes.</summary>
internal static class CellWidth
{
    public const int TabCells = 4;

    // Ranges that terminals show two cells wide: East Asian scripts and pictures. From Unicode's East Asian Width, in large steps.
    private static readonly (int First, int Last)[] s_wide =
    [
        (0x1100, 0x115F), (0x2E80, 0x303E), (0x3041, 0x33FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xA000, 0xA4CF), (0xAC00, 0xD7A3),
        (0xF900, 0xFAFF), (0xFE30, 0xFE6F), (0xFF00, 0xFF60), (0xFFE0, 0xFFE6), (0x1F300, 0x1F64F), (0x1F680, 0x1F6FF),
        (0x1F900, 0x1FAFF), (0x20000, 0x3FFFD),
    ];

    public static int Of(Rune rune)
    {
        if (rune.Value < 0x300)
            return 1;
        if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format)
            return 0;
        return Array.Exists(s_wide, range => range.First <= rune.Value && rune.Value <= range.Last) ? 2 : 1;
    }
}
