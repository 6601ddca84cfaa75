using System.Globalization;

namespace Krait.Wasm;

/// <summary>A place in the source that a module was made from.</summary>
/// <param name="File">The file as its compiler wrote it down: a name, a path relative to where the compiler ran, or an absolute path.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1, in the compiler's units; 0 where it is not known.</param>
public readonly record struct SourcePlace(string File, int Line, int Column)
{
    /// <summary>E.g. <c>geometry.c:12:7</c>.</summary>
    public override string ToString() =>
        Column > 0
            ? string.Create(CultureInfo.InvariantCulture, $"{File}:{Line}:{Column}")
            : string.Create(CultureInfo.InvariantCulture, $"{File}:{Line}");
}
