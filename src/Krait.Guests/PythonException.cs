using System;
using System.Collections.Immutable;
using System.Linq;
using Krait.Wasm;

namespace Krait.Guests;

/// <summary>Python code raised an exception that it did not catch. The sandbox can go on being used.</summary>
/// <remarks>A function of the host that Python calls throws one to raise an exception there.</remarks>
public sealed class PythonException : KraitException
{
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
        Text = text;
        Frames = frames;
    }

    /// <summary>Name of the exception's class, for example <c>ValueError</c>.</summary>
    public string TypeName { get; }

    /// <summary>What <c>str</c> gives for the exception; may be empty.</summary>
    public string Text { get; }

    /// <summary>Where it was raised, outermost line first as Python prints it.</summary>
    public ImmutableArray<PythonFrame> Frames { get; }

    /// <summary>The traceback as Python prints it, without the source lines.</summary>
    public string Traceback => string.Concat(Frames.Select(static frame => $"  File \"{frame.File}\", line {frame.Line}, in {frame.Function}\n")) is { Length: > 0 } lines
        ? "Traceback (most recent call last):\n" + lines + Message + "\n"
        : Message + "\n";
}
