namespace Krait.Guests;

/// <summary>Which Python runs in a sandbox.</summary>
public enum PythonInterpreter
{
    /// <summary>CPython 3.14 with its standard library.</summary>
    CPython,

    /// <summary>MicroPython: a smaller language that starts faster.</summary>
    MicroPython,
}
