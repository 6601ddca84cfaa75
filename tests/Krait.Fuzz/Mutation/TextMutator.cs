using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Krait.Fuzz.Generation;

namespace Krait.Fuzz.Mutation;

/// <summary>Damages text of the text format, token by token and character by character.</summary>
internal static class TextMutator
{
    private const string Characters = "()\"$;@0x.-_+ \n\t\\az{}\u00e9\u0001n:=";

    private static readonly string[] s_tokens =
    [
        "(", ")", "(module", "(func", "(param", "(result", "(local", "(type", "(import", "(export", "(memory", "(table", "(global", "(elem", "(data",
        "(start", "(tag", "(rec", "(then", "(else", "(item", "(offset", "(mut", "(ref", "(@custom", "(;", ";)", ";;", "\"", "\"\\u{110000}\"", "\"\\ff\"",
        "$x", "$", "0x", "0x1p99999", "nan:0x0", "nan:0xffffffff", "-", "1e", "99999999999999999999", "4294967295", "-2147483649", "i32", "funcref", "externref",
        "anyref", "i32.const", "call_indirect", "block", "end", "else", "if", "loop", "br_table", "select", "v128.const", "i32x4", "try_table", "catch",
        "delegate", "offset=4294967296", "align=3", "align=0", "quote", "binary", "definition", "instance", "declare", "passive", "shared", "i64",
    ];

    /// <summary>A damaged copy.</summary>
    /// <param name="dice">Chance.</param>
    /// <param name="text">What to damage.</param>
    /// <param name="other">Where parts may come from.</param>
    public static string Mutate(Dice dice, string text, string other)
    {
        if (dice.OneIn(3))
            return MutateCharacters(dice, text);
        List<string> tokens = Split(text);
        List<string> others = Split(other);
        for (int i = dice.Between(1, 4); i > 0 && tokens.Count > 1; i--)
        {
            int at = dice.Roll(tokens.Count);
            int length = Math.Min(dice.Between(1, dice.OneIn(4) ? 30 : 3), tokens.Count - at);
            switch (dice.Roll(6))
            {
                case 0: tokens.RemoveRange(at, length); break;
                case 1: tokens.InsertRange(at, [.. tokens.Skip(at).Take(length)]); break;
                case 2: tokens[at] = dice.PickFrom(tokens); break;
                case 3 when others.Count > 0: tokens.InsertRange(at, others.Skip(dice.Roll(others.Count)).Take(length)); break;
                case 4: tokens.InsertRange(at, Enumerable.Repeat(tokens[at], dice.OneIn(20) ? 3000 : 3)); break;
                default: tokens[at] = dice.PickFrom(s_tokens); break;
            }
        }

        return string.Join(' ', tokens);
    }

    private static string MutateCharacters(Dice dice, string text)
    {
        StringBuilder mutant = new(text);
        for (int i = dice.Between(1, 4); i > 0 && mutant.Length > 0; i--)
        {
            int at = dice.Roll(mutant.Length);
            switch (dice.Roll(4))
            {
                case 0: mutant.Remove(at, 1); break;
                case 1: mutant.Insert(at, Characters[dice.Roll(Characters.Length)]); break;
                case 2: mutant[at] = (char)dice.Roll(dice.OneIn(5) ? 0x10000 : 128); break;
                default: mutant[at] = Characters[dice.Roll(Characters.Length)]; break;
            }
        }

        return mutant.ToString();
    }

    // Parentheses, strings, and words between blanks; comments fall apart into words.
    private static List<string> Split(string text)
    {
        List<string> tokens = [];
        int at = 0;
        while (at < text.Length)
        {
            int start = at++;
            if (char.IsWhiteSpace(text[start]))
                continue;
            if (text[start] == '"')
            {
                while (at < text.Length && text[at - 1] != '\\' && text[at] != '"')
                    at++;
                at = Math.Min(at + 1, text.Length);
            }
            else if (text[start] is not ('(' or ')'))
            {
                while (at < text.Length && !char.IsWhiteSpace(text[at]) && text[at] is not ('(' or ')' or '"'))
                    at++;
            }

            tokens.Add(text[start..at]);
        }

        return tokens;
    }
}
