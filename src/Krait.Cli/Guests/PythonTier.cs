namespace Krait.Cli.Guests;

/// <summary>What runs a Python program.</summary>
internal enum PythonTier
{
    /// <summary>The typed compiler if it takes the file, otherwise CPython.</summary>
    Auto,

    /// <summary>The typed compiler.</summary>
    Typed,

    /// <summary>CPython in a sandbox.</summary>
    CPython,

    /// <summary>MicroPython in a sandbox.</summary>
    MicroPython,
}
