namespace Krait.Guests;

/// <summary>A line of Python that was being executed when an exception was raised.</summary>
/// <param name="File">As Python names it; <c>&lt;sandbox&gt;</c> for source that was handed in.</param>
/// <param name="Line">From 1 on.</param>
/// <param name="Function">The function, or <c>&lt;module&gt;</c>.</param>
public readonly record struct PythonFrame(string File, int Line, string Function)
{
    /// <summary>The line, without the blanks around it; null where the source is not known.</summary>
    public string? Text { get; init; }

    /// <summary>The last line of what was being executed; 0 where that is not known, as in MicroPython.</summary>
    public int EndLine { get; init; }

    /// <summary>Where in its line it begins, in characters of a string, from 1 on; 0 where that is not known, as in MicroPython.</summary>
    public int Column { get; init; }

    /// <summary>Where in the last line it ends: the column behind it; 0 where that is not known.</summary>
    public int EndColumn { get; init; }

    /// <summary>All lines from the first to the last with the blanks before them; null where the source is not known.</summary>
    internal string? Source { get; init; }
}
