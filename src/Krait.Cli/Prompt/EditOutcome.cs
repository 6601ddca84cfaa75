namespace Krait.Cli.Prompt;

/// <summary>How editing ended.</summary>
internal enum EditOutcome
{
    /// <summary>With a text.</summary>
    Accepted,

    /// <summary>The user gave it up (Ctrl-C).</summary>
    Interrupted,

    /// <summary>The user ended the session (Ctrl-D), or there is no more input.</summary>
    Ended,
}
