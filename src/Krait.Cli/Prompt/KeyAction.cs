namespace Krait.Cli.Prompt;

/// <summary>What a key does to the text that is being edited.</summary>
internal enum KeyAction
{
    /// <summary>Nothing: a key without a meaning.</summary>
    None,

    /// <summary>Puts text in.</summary>
    Insert,

    /// <summary>Puts pasted text in, as it is.</summary>
    Paste,

    /// <summary>Ends the input, or begins another line of it.</summary>
    Enter,

    /// <summary>Begins another line.</summary>
    NewLine,

    /// <summary>Completes the name before the cursor.</summary>
    Complete,

    /// <summary>Takes back the character before the cursor.</summary>
    Backspace,

    /// <summary>Removes the character at the cursor; ends the session where there is no text.</summary>
    DeleteOrEnd,

    /// <summary>Removes the character at the cursor.</summary>
    Delete,

    /// <summary>Goes one character back.</summary>
    Left,

    /// <summary>Goes one character on.</summary>
    Right,

    /// <summary>Goes a line up, or to an earlier input.</summary>
    Up,

    /// <summary>Goes a line down, or to a later input.</summary>
    Down,

    /// <summary>Goes to the line's beginning.</summary>
    LineStart,

    /// <summary>Goes to the line's end.</summary>
    LineEnd,

    /// <summary>Goes a word back.</summary>
    WordLeft,

    /// <summary>Goes a word on.</summary>
    WordRight,

    /// <summary>Cuts the rest of the line.</summary>
    CutLineEnd,

    /// <summary>Cuts the line up to the cursor.</summary>
    CutLineStart,

    /// <summary>Cuts the word before the cursor.</summary>
    CutWord,

    /// <summary>Cuts the word after the cursor.</summary>
    CutNextWord,

    /// <summary>Puts in what was cut last.</summary>
    Yank,

    /// <summary>Looks for an earlier input.</summary>
    Search,

    /// <summary>Leaves a search.</summary>
    Abort,

    /// <summary>Clears the screen.</summary>
    ClearScreen,

    /// <summary>Gives the input up.</summary>
    Interrupt,

    /// <summary>There are no more keys.</summary>
    EndOfInput,
}
