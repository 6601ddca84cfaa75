namespace Krait.Python.Syntax;

/// <summary>Parses Python 3.14. Always gives a tree; errors are diagnostics.</summary>
internal sealed partial class Parser
{
    /// <summary>Parses a whole file.</summary>
    public static Module Parse(SourceText source, DiagnosticBag diagnostics) =>
        throw new System.NotImplementedException();
}
