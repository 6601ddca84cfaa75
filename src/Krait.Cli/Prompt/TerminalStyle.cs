namespace Krait.Cli.Prompt;

/// <summary>Colours of the prompt; all empty where there are none.</summary>
/// <param name="Prompt">Switches to the prompt's colour.</param>
/// <param name="Error">Switches to that of errors.</param>
/// <param name="Reset">Switches back.</param>
internal sealed record TerminalStyle(string Prompt, string Error, string Reset)
{
    public static TerminalStyle Plain { get; } = new(string.Empty, string.Empty, string.Empty);

    /// <summary>As CPython's own prompt: bold magenta, and red.</summary>
    public static TerminalStyle Colored { get; } = new("\e[1;35m", "\e[31m", "\e[0m");
}
