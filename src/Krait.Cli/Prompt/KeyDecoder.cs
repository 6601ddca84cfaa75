using System;
using System.Collections.Generic;
using System.Text;

namespace Krait.Cli.Prompt;

// A terminal sends keys as bytes: text in UTF-8, control keys as one byte below 32, the others as ESC and what follows. An ESC
// of its own cannot be told from the beginning of these without a clock, so it is the prefix of the next key, as Alt is.

/// <summary>Tells keys apart in what a terminal sends.</summary>
/// <param name="readByte">The next byte, waiting for it; -1 where there are no more.</param>
internal sealed class KeyDecoder(Func<int> readByte)
{
    private const int Escape = 0x1B;
    private const int MaximumPasteBytes = 1 << 20;

    private static readonly Dictionary<int, KeyAction> s_controls = new()
    {
        [0x01] = KeyAction.LineStart,     // Ctrl-A
        [0x02] = KeyAction.Left,          // Ctrl-B
        [0x03] = KeyAction.Interrupt,     // Ctrl-C
        [0x04] = KeyAction.DeleteOrEnd,   // Ctrl-D
        [0x05] = KeyAction.LineEnd,       // Ctrl-E
        [0x06] = KeyAction.Right,         // Ctrl-F
        [0x07] = KeyAction.Abort,         // Ctrl-G
        [0x08] = KeyAction.Backspace,     // Ctrl-H
        [0x09] = KeyAction.Complete,      // Tab
        [0x0A] = KeyAction.Enter,         // Ctrl-J
        [0x0B] = KeyAction.CutLineEnd,    // Ctrl-K
        [0x0C] = KeyAction.ClearScreen,   // Ctrl-L
        [0x0D] = KeyAction.Enter,         // Enter
        [0x0E] = KeyAction.Down,          // Ctrl-N
        [0x10] = KeyAction.Up,            // Ctrl-P
        [0x12] = KeyAction.Search,        // Ctrl-R
        [0x15] = KeyAction.CutLineStart,  // Ctrl-U
        [0x17] = KeyAction.CutWord,       // Ctrl-W
        [0x19] = KeyAction.Yank,          // Ctrl-Y
        [0x7F] = KeyAction.Backspace,
    };

    // What follows ESC.
    private static readonly Dictionary<string, KeyAction> s_sequences = new(StringComparer.Ordinal)
    {
        ["[A"] = KeyAction.Up,
        ["[B"] = KeyAction.Down,
        ["[C"] = KeyAction.Right,
        ["[D"] = KeyAction.Left,
        ["[F"] = KeyAction.LineEnd,
        ["[H"] = KeyAction.LineStart,
        ["OA"] = KeyAction.Up,
        ["OB"] = KeyAction.Down,
        ["OC"] = KeyAction.Right,
        ["OD"] = KeyAction.Left,
        ["OF"] = KeyAction.LineEnd,
        ["OH"] = KeyAction.LineStart,
        ["[1~"] = KeyAction.LineStart,
        ["[3~"] = KeyAction.Delete,
        ["[4~"] = KeyAction.LineEnd,
        ["[7~"] = KeyAction.LineStart,
        ["[8~"] = KeyAction.LineEnd,
        ["[1;5C"] = KeyAction.WordRight,
        ["[1;5D"] = KeyAction.WordLeft,
        ["[1;3C"] = KeyAction.WordRight,
        ["[1;3D"] = KeyAction.WordLeft,
        ["[200~"] = KeyAction.Paste,
        ["b"] = KeyAction.WordLeft,
        ["f"] = KeyAction.WordRight,
        ["d"] = KeyAction.CutNextWord,
        ["\x7F"] = KeyAction.CutWord,
        ["\r"] = KeyAction.NewLine,
        ["\n"] = KeyAction.NewLine,
    };

    private static ReadOnlySpan<byte> PasteEnd => "\x1b[201~"u8;

    /// <summary>The next key.</summary>
    public KeyPress Read()
    {
        int value = readByte();
        if (value < 0)
            return new KeyPress(KeyAction.EndOfInput);
        if (value == Escape)
            return ReadSequence();
        if (s_controls.TryGetValue(value, out KeyAction action))
            return new KeyPress(action);
        return value < ' ' ? default : ReadText((byte)value);
    }

    // ESC [ parameters final, ESC O final, or ESC and one key.
    private KeyPress ReadSequence()
    {
        const int MaximumLength = 16;
        var sequence = new StringBuilder();
        int value = readByte();
        if (value < 0)
            return new KeyPress(KeyAction.EndOfInput);
        sequence.Append((char)value);
        if (value is '[' or 'O')
        {
            do
            {
                value = readByte();
                if (value < 0)
                    return new KeyPress(KeyAction.EndOfInput);
                sequence.Append((char)value);
            }
            while (value is < '@' or > '~' && sequence.Length < MaximumLength);
        }

        KeyAction action = s_sequences.GetValueOrDefault(sequence.ToString());
        return action == KeyAction.Paste ? ReadPaste() : new KeyPress(action);
    }

    private KeyPress ReadText(byte first)
    {
        Span<byte> bytes = stackalloc byte[4];
        bytes[0] = first;
        int length = first switch { < 0x80 => 1, < 0xE0 => 2, < 0xF0 => 3, _ => 4 };
        for (int i = 1; i < length; i++)
        {
            int next = readByte();
            if (next < 0)
                return new KeyPress(KeyAction.EndOfInput);
            bytes[i] = (byte)next;
        }

        return new KeyPress(KeyAction.Insert, Encoding.UTF8.GetString(bytes[..length]));
    }

    // Everything up to ESC [ 201 ~; a longer paste is cut.
    private KeyPress ReadPaste()
    {
        var bytes = new List<byte>();
        for (int value = readByte(); value >= 0; value = readByte())
        {
            bytes.Add((byte)value);
            if (value == '~' && EndsPaste(bytes))
            {
                bytes.RemoveRange(bytes.Count - PasteEnd.Length, PasteEnd.Length);
                break;
            }

            if (bytes.Count > MaximumPasteBytes)
                bytes.RemoveAt(bytes.Count - PasteEnd.Length - 1);
        }

        string text = Encoding.UTF8.GetString([.. bytes]);
        return new KeyPress(KeyAction.Paste, text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n'));
    }

    private static bool EndsPaste(List<byte> bytes)
    {
        if (bytes.Count < PasteEnd.Length)
            return false;
        for (int i = 0; i < PasteEnd.Length; i++)
        {
            if (bytes[bytes.Count - PasteEnd.Length + i] != PasteEnd[i])
                return false;
        }

        return true;
    }
}
