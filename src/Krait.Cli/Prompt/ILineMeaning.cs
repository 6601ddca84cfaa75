using System.Collections.Generic;

namespace Krait.Cli.Prompt;

/// <summary>What the editor has to know about the language; the interpreter behind the prompt answers.</summary>
internal interface ILineMeaning
{
    /// <summary>Whether a text is the beginning of something, so that Enter begins another line.</summary>
    public bool NeedsMore(string text);

    /// <summary>What the name at the end of a text can become.</summary>
    /// <param name="text">A name, or names with dots between.</param>
    public IReadOnlyList<string> Complete(string text);
}
