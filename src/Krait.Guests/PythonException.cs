using System;
using System.Collections.Immutable;
using Krait.Guests.Errors;
using Krait.Wasm;

namespace Krait.Guests;

/// <summary>Python code raised an exception that it did not catch. The sandbox can go on being used.</summary>
/// <remarks>
/// A function of the host that Python calls throws one to raise an exception there. Of MicroPython's exceptions only type, text, frames,
/// and where they are told the position and the exit code are known.
/// </remarks>
public sealed class PythonException : KraitException
{
    /// <summary>Exceptions that one may bring along: causes, contexts and members of groups, all levels together. Further ones are left out.</summary>
    public const int MaximumRelated = 100;

    /// <summary>Frames of one exception that are kept. Of more, the first and the last halves are; see <see cref="OmittedFrames"/>.</summary>
    public const int MaximumFrames = 1000;

    /// <summary>Arguments and notes of one exception that are kept, each.</summary>
    public const int MaximumArguments = 100;

    /// <summary>Makes an exception to be raised in Python.</summary>
    /// <param name="typeName">Name of a built-in class of exceptions; of another one Python gets a <c>RuntimeError</c>.</param>
    /// <param name="text">What went wrong; may be empty.</param>
    public PythonException(string typeName, string text)
        : this(typeName, text, [])
    {
    }

    internal PythonException(string typeName, string text, ImmutableArray<PythonFrame> frames, Exception? cause = null)
        : base(text.Length == 0 ? typeName : typeName + ": " + text, cause)
    {
        TypeName = typeName;
        QualifiedTypeName = typeName;
        Text = text;
        Frames = frames;
    }

    /// <summary>Name of the exception's class, for example <c>ValueError</c>.</summary>
    public string TypeName { get; }

    /// <summary>The name with its module before it, as tracebacks show it, for example <c>json.decoder.JSONDecodeError</c>; built-in ones and those of <c>__main__</c> have none.</summary>
    public string QualifiedTypeName { get; internal set; }

    /// <summary>What <c>str</c> gives for the exception; may be empty.</summary>
    public string Text { get; }

    /// <summary>Where it was raised, outermost line first as Python prints it.</summary>
    public ImmutableArray<PythonFrame> Frames { get; }

    /// <summary>How many frames are left out in the middle of <see cref="Frames"/>.</summary>
    public int OmittedFrames { get; internal set; }

    /// <summary>The exception's <c>args</c>, as <see cref="PythonSandbox.Evaluate"/> would give them; one that does not cross, or is large, is the text of its <c>repr</c>.</summary>
    public ImmutableArray<object?> Arguments { get; internal set; } = [];

    /// <summary>What it was raised from (<c>__cause__</c>).</summary>
    public PythonException? Cause { get; internal set; }

    /// <summary>What was being handled when it was raised (<c>__context__</c>).</summary>
    public PythonException? Context { get; internal set; }

    /// <summary>Whether the context is not to be shown, because of <c>raise ... from</c>.</summary>
    public bool SuppressesContext { get; internal set; }

    /// <summary>What <c>add_note</c> has added.</summary>
    public ImmutableArray<string> Notes { get; internal set; } = [];

    /// <summary>Whether it is an <c>ExceptionGroup</c>.</summary>
    public bool IsGroup { get; internal set; }

    /// <summary>What a group holds; empty for others.</summary>
    public ImmutableArray<PythonException> Members { get; internal set; } = [];

    /// <summary>How many members of a group are left out.</summary>
    public int OmittedMembers { get; internal set; }

    /// <summary>Where a <c>SyntaxError</c> is; null for others.</summary>
    public PythonSyntaxPosition? SyntaxPosition { get; internal set; }

    /// <summary>The exit status that <c>SystemExit</c> stands for: 0 for <c>None</c>, 1 for what is no int; null for other exceptions.</summary>
    public int? ExitCode { get; internal set; }

    /// <summary>The traceback as CPython prints it, with causes, notes, source lines and marks below them, but without its guesses what could have been meant; ends with a new line.</summary>
    public string Traceback => TracebackText.Of(this);

    /// <summary>What a <c>SyntaxError</c> says without its position; null for others.</summary>
    internal string? SyntaxMessage { get; set; }

    /// <summary>The <see cref="Traceback"/>.</summary>
    public override string ToString() => Traceback;
}
