namespace Krait.Python;

/// <summary>The bounds of the Python front end. No program that people write comes near them; each is reported as a diagnostic.</summary>
public static class PythonLimits
{
    /// <summary>Bytes of one source file that is parsed.</summary>
    public const int MaximumSourceBytes = 64 * 1024 * 1024;

    /// <summary>Brackets open at one place of a source; CPython has the same bound.</summary>
    public const int MaximumBrackets = 200;

    /// <summary>Levels of indentation of a source; CPython has the same bound.</summary>
    public const int MaximumIndentations = 100;

    /// <summary>Constructs nested in one another, and expressions on one path down the tree: a sum of three terms is a path of three.</summary>
    public const int MaximumNesting = 500;

    /// <summary>Digits of a decimal integer; CPython has the same bound. Hexadecimal integers have none.</summary>
    public const int MaximumDecimalDigits = 4300;

    /// <summary>Diagnostics kept for one source; later ones are counted as errors but not shown.</summary>
    public const int MaximumDiagnostics = 200;
}
