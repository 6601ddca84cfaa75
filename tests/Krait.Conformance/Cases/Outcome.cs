namespace Krait.Conformance.Cases;

/// <summary>What a program did: what it printed, and the exception that ended it, if one did.</summary>
/// <param name="Stdout">Everything printed, newlines as <c>\n</c>.</param>
/// <param name="ErrorType">The name of the uncaught exception's type, or null.</param>
/// <param name="Message">The exception's text; empty where there is none.</param>
/// <param name="Line">The line of the innermost frame, from 1; 0 where there is none.</param>
internal sealed record Outcome(string Stdout, string? ErrorType = null, string Message = "", int Line = 0)
{
    // A blank line and two exclamation marks stand between the output and the exception in a golden file.
    private const string Mark = "\n!! ";

    /// <summary>The text of a golden file.</summary>
    public string Print() => ErrorType is null
        ? Stdout
        : $"{Stdout}{Mark}{ErrorType} at line {Line}: {Message.Replace("\n", "\\n", System.StringComparison.Ordinal)}\n";

    /// <summary>The same with the message in the words that all CPython versions share; what is compared.</summary>
    public Outcome InSharedWords() => this with { Message = MessageWords.Share(Message) };
}
