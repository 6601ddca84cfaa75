namespace Krait.Cli.Prompt;

/// <summary>Who reads standard input.</summary>
internal enum PromptReader
{
    /// <summary>The prompt.</summary>
    Prompt,

    /// <summary>The program that runs.</summary>
    Program,
}
