namespace Krait.Guests;

/// <summary>Where a <c>SyntaxError</c> has found something that is no Python.</summary>
/// <param name="File">As Python names it; null where it does not.</param>
/// <param name="Line">From 1 on; 0 where it is not known.</param>
/// <param name="Column">In characters as Python counts them, from 1 on; 0 where it is not known, as in MicroPython.</param>
/// <param name="EndLine">The last line of it; 0 where it is not known.</param>
/// <param name="EndColumn">The column behind it in its last line; 0 where it is not known.</param>
/// <param name="Text">The line; null where it is not known, as in MicroPython.</param>
public readonly record struct PythonSyntaxPosition(string? File, int Line, int Column, int EndLine, int EndColumn, string? Text);
