using System.Collections.Immutable;
using Krait.Runtime;

namespace Krait.Udf.Execution;

/// <summary>Turns the engine's guest frames into a traceback that a Python user reads.</summary>
internal sealed class TracebackReader
{
    private readonly string _fileName;
    private readonly string _entryName;

    public TracebackReader(string fileName, string entryName)
    {
        _fileName = fileName;
        _entryName = entryName;
    }

    /// <summary>A trap: an uncaught Python exception, or an instruction that trapped by itself.</summary>
    public PythonTraceback Read(TrapException trap)
    {
        string type = trap.Code == TrapCode.CallStackExhausted ? "RecursionError" : "RuntimeError";
        string message = trap.Code == TrapCode.CallStackExhausted ? "maximum recursion depth exceeded" : trap.Message;
        return Read(type, message, trap.Frames);
    }

    /// <summary>A traceback with a type and message that are known.</summary>
    /// <param name="type">Python's name for the error.</param>
    /// <param name="message">Its text.</param>
    /// <param name="frames">The engine's frames, innermost first.</param>
    public PythonTraceback Read(string type, string message, ImmutableArray<GuestFrame> frames)
    {
        var lines = ImmutableArray.CreateBuilder<PythonFrame>(frames.Length);
        for (int i = frames.Length - 1; 0 <= i; i--)
            lines.Add(new PythonFrame(frames[i].FunctionName, _fileName, Line: 0, Column: 0, Excerpt: ""));

        return new PythonTraceback(type, message, lines.MoveToImmutable());
    }

    /// <summary>Gives a traceback without frames that of the entry function.</summary>
    public PythonTraceback AtEntry(PythonTraceback traceback) =>
        traceback with { Frames = [new PythonFrame(_entryName, _fileName, Line: 0, Column: 0, Excerpt: "")] };
}
