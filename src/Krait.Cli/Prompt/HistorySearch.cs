using System;

namespace Krait.Cli.Prompt;

/// <summary>Finds an earlier input by a part of it, while that part is typed.</summary>
internal sealed class HistorySearch(KeyDecoder keys, EditScreen screen, LineHistory history)
{
    /// <summary>Searches until another key than those of a search comes.</summary>
    /// <param name="buffer">Gets what was found, unless the search was given up.</param>
    /// <returns>The key that ended it, which is still to be obeyed.</returns>
    public KeyPress Run(EditBuffer buffer)
    {
        string pattern = string.Empty;
        int place = history.Entries.Count;
        bool isFound = true;
        while (true)
        {
            string found = place < history.Entries.Count ? history.Entries[place] : buffer.Text;
            screen.Show($"({(isFound ? string.Empty : "failed ")}reverse-i-search)`{pattern}': ", string.Empty, found, found.Length);
            KeyPress key = keys.Read();
            switch (key.Action)
            {
                case KeyAction.Insert:
                    pattern += key.Text;
                    isFound = TryFind(pattern, Math.Min(place, history.Entries.Count - 1), ref place);
                    break;
                case KeyAction.Backspace when pattern.Length > 0:
                    pattern = pattern[..^1];
                    place = history.Entries.Count;
                    isFound = pattern.Length == 0 || TryFind(pattern, place - 1, ref place);
                    break;
                case KeyAction.Search:
                    isFound = TryFind(pattern, place - 1, ref place);
                    break;
                case KeyAction.Abort:
                    return default;
                default:
                    if (key.Action != KeyAction.Interrupt)
                        buffer.Set(found);
                    return key;
            }
        }
    }

    private bool TryFind(string pattern, int from, ref int place)
    {
        for (int i = from; 0 <= i; i--)
        {
            if (!history.Entries[i].Contains(pattern, StringComparison.Ordinal))
                continue;
            place = i;
            return true;
        }

        return false;
    }
}
