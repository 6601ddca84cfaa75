namespace Krait.Guests;

/// <summary>A line of Python that was being executed when an exception was raised.</summary>
/// <param name="File">As Python names it; <c>&lt;sandbox&gt;</c> for source that was handed in.</param>
/// <param name="Line">From 1 on.</param>
/// <param name="Function">The function, or <c>&lt;module&gt;</c>.</param>
public readonly record struct PythonFrame(string File, int Line, string Function);
