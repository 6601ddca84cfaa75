namespace Krait.Python;

/// <summary>A place in a source text, as people count it.</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The character in the line, from 1; a character outside the basic plane counts as one.</param>
public readonly record struct SourcePosition(int Line, int Column);
