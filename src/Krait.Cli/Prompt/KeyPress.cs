namespace Krait.Cli.Prompt;

/// <summary>A key, or a pasted text.</summary>
/// <param name="Action">What it does.</param>
/// <param name="Text">For <see cref="KeyAction.Insert"/> and <see cref="KeyAction.Paste"/>; otherwise empty.</param>
internal readonly record struct KeyPress(KeyAction Action, string Text = "");
