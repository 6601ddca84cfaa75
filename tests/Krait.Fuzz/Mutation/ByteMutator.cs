using System;
using System.Collections.Generic;
using System.Linq;
using Krait.Fuzz.Generation;

namespace Krait.Fuzz.Mutation;

/// <summary>Damages bytes: flips, replacements, gaps, repetitions, parts of other inputs, numbers that claim too much.</summary>
internal static class ByteMutator
{
    private static readonly byte[][] s_numbers =
    [
        [0xFF, 0xFF, 0xFF, 0xFF, 0x0F], [0xFF, 0xFF, 0xFF, 0xFF, 0x7F], [0x80, 0x80, 0x80, 0x80, 0x08], [0x80, 0x80, 0x80, 0x80, 0x10], [0x80, 0x00],
        [0xFF, 0xFF, 0x03], [0x80, 0x80, 0x04], [0x7F], [0x40], [0xC0, 0x00],
    ];

    /// <summary>A damaged copy.</summary>
    /// <param name="dice">Chance.</param>
    /// <param name="bytes">What to damage.</param>
    /// <param name="other">Where parts may come from.</param>
    /// <param name="kept">Bytes at the beginning that are left alone for the most part, because little is read where they are wrong.</param>
    public static byte[] Mutate(Dice dice, byte[] bytes, byte[] other, int kept)
    {
        List<byte> mutant = [.. bytes];
        for (int i = dice.Between(1, 4); i > 0 && kept < mutant.Count; i--)
            MutateOnce(dice, mutant, other, kept);
        return [.. mutant];
    }

    private static void MutateOnce(Dice dice, List<byte> bytes, byte[] other, int kept)
    {
        int at = dice.OneIn(50) ? dice.Roll(bytes.Count) : dice.Between(kept, bytes.Count - 1);
        int length = Math.Min(dice.Between(1, dice.OneIn(4) ? 40 : 4), bytes.Count - at);
        switch (dice.Roll(8))
        {
            case 0 or 1:
                bytes[at] ^= (byte)(1 << dice.Roll(8));
                break;
            case 2 or 3:
                bytes[at] = (byte)dice.Bits();
                break;
            case 4:
                bytes.RemoveRange(at, length);
                break;
            case 5:
                bytes.InsertRange(at, [.. bytes.Skip(at).Take(length)]);
                break;
            case 6 when other.Length > 0:
                byte[] part = [.. other.Skip(dice.Roll(other.Length)).Take(dice.Between(1, 60))];
                bytes.RemoveRange(at, Math.Min(dice.OneIn(2) ? part.Length : 0, bytes.Count - at));
                bytes.InsertRange(at, part);
                break;
            default:
                byte[] number = dice.PickFrom(s_numbers);
                bytes.RemoveRange(at, Math.Min(dice.Roll(2), bytes.Count - at));
                bytes.InsertRange(at, number);
                break;
        }
    }
}
