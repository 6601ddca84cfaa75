using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Krait.Cli.Prompt;

namespace Krait.Cli.Tests.Prompt;

/// <summary>Lets the editor read keys from a text, and tells what it made of them.</summary>
internal sealed class EditorRun : ILineMeaning
{
    private readonly Queue<byte> _keys;
    private readonly StringBuilder _received = new();

    private EditorRun(string keys) => _keys = new Queue<byte>(Encoding.UTF8.GetBytes(keys));

    /// <summary>The texts that were accepted, or how editing ended.</summary>
    public List<string> Inputs { get; } = [];

    /// <summary>What the terminal got.</summary>
    public string Received => _received.ToString();

    /// <summary>What stands on its screen.</summary>
    public string Screen => TerminalPicture.Draw(_received.ToString());

    public static EditorRun Of(string keys, LineHistory? history = null, int columns = 40, int rows = 24)
    {
        var run = new EditorRun(keys);
        using var screen = new StringWriter(run._received);
        var editor = new LineEditor(
            new KeyDecoder(() => run._keys.TryDequeue(out byte key) ? key : -1),
            new EditScreen(screen, () => (columns, rows), TerminalStyle.Plain),
            history ?? LineHistory.Open(null),
            run);
        EditOutcome outcome;
        do
        {
            outcome = editor.Read(out string text);
            run.Inputs.Add(outcome == EditOutcome.Accepted ? text : outcome.ToString());
        }
        while (outcome != EditOutcome.Ended);
        return run;
    }

    // As Python would say of the texts here: a line with a colon at its end begins a block.
    bool ILineMeaning.NeedsMore(string text) => text.Split('\n')[0].EndsWith(':') && !text.EndsWith('\n');

    IReadOnlyList<string> ILineMeaning.Complete(string text) =>
        [.. ((string[])["print(", "property(", "sys.path", "sys.platform"]).Where(name => name.StartsWith(text, StringComparison.Ordinal))];
}
