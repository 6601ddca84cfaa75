using System.Collections.Immutable;
using System.Linq;
using Krait.Wasm;

namespace Krait.Guests;

/// <summary>Python code raised an exception that it did not catch. The sandbox can go on being used.</summary>
public sealed class PythonException : KraitException
{
    internal PythonException(string typeName, string text, ImmutableArray<PythonFrame> frames)
        : base(text.Length == 0 ? typeName : typeName + ": " + text)
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
