using System;
using System.Collections.Immutable;
using System.Linq;
using Krait.Python;
using Krait.Runtime;
using Krait.Wasm;

namespace Krait.Udf;

/// <summary>
/// Turns errors of a compiled module into tracebacks that a Python user reads: exception, message, lines and their text.
/// Thread-safe. A module without debug information gives its functions' names and no lines.
/// </summary>
public sealed class PythonTracebackReader
{
    private readonly DebugInfo? _debug;
    private readonly string _fileName;
    private readonly Lazy<SourceText?> _source;

    /// <summary>Makes a reader for one module.</summary>
    /// <param name="module">The module.</param>
    /// <param name="fileName">Name shown for a module that does not know its source's; null for <c>module</c>.</param>
    /// <param name="source">Gives the source for excerpts, asked at the first error; may give null.</param>
    public PythonTracebackReader(Module module, string? fileName, Func<SourceText?> source)
    {
        DebugInfo.TryRead(module, out _debug);
        _fileName = _debug?.SourceName ?? fileName ?? "module";
        _source = new Lazy<SourceText?>(source);
    }

    /// <summary>Reads the traceback of a trap: an uncaught Python exception, or an instruction that trapped by itself.</summary>
    /// <param name="trap">The trap.</param>
    /// <param name="instance">The instance that trapped, not used since; null when there is none any more.</param>
    public PythonTraceback Read(TrapException trap, Instance? instance)
    {
        ArgumentNullException.ThrowIfNull(trap);
        if (trap.Code == TrapCode.CallStackExhausted)
            return ReadRecursion(trap.Frames);

        if (trap.Code != TrapCode.Unreachable || trap.Frames.IsEmpty
            || _debug?.RaiseAt(trap.Frames[0].FunctionIndex, trap.Frames[0].CodeOffset) is not { } raise)
            return Read("RuntimeError", trap.Message, trap.Frames);

        return raise.Type is { } type ? Read(type, raise.Message ?? "", trap.Frames) : ReadPending(trap, instance);
    }

    /// <summary>Makes a traceback whose exception is known.</summary>
    /// <param name="type">Python's name for the error.</param>
    /// <param name="message">Its text; may be empty.</param>
    /// <param name="frames">The engine's frames, innermost first.</param>
    public PythonTraceback Read(string type, string message, ImmutableArray<GuestFrame> frames) =>
        new(type, message, [.. frames.Reverse().Select(FrameOrNull).OfType<PythonFrame>()]);

    /// <summary>Makes a traceback of one line, the beginning of a function.</summary>
    /// <param name="type">Python's name for the error.</param>
    /// <param name="message">Its text; may be empty.</param>
    /// <param name="function">The function's index.</param>
    /// <param name="name">Its name.</param>
    internal PythonTraceback ReadAt(string type, string message, int function, string name) =>
        Read(type, message, [new GuestFrame(function, name, 0)]);

    // The innermost call was stopped at its entry: for Python it is the caller that fails, at the line of the call.
    private PythonTraceback ReadRecursion(ImmutableArray<GuestFrame> frames) =>
        Read("RecursionError", "maximum recursion depth exceeded", 1 < frames.Length ? frames[1..] : frames);

    // The exception went through functions that return errors: globals say what it is, and it noted where it passed.
    private PythonTraceback ReadPending(TrapException trap, Instance? instance)
    {
        if (instance is null)
            return Read("Exception", "", trap.Frames);

        ReadOnlySpan<byte> memory = instance.TryGetMemory("memory", out Memory? found) && found.SizeBytes <= int.MaxValue ? found.Bytes : default;
        string type = _debug!.ExceptionName(GlobalOrZero(instance, DebugInfo.ExceptionTypeExport));
        string message = DebugInfo.ReadText(memory, GlobalOrZero(instance, DebugInfo.ExceptionMessageExport));
        PythonTraceback outer = Read(type, message, trap.Frames);
        return outer with { Frames = [.. outer.Frames, .. _debug.PassedFrames(memory).Reverse().Where(frame => !frame.IsLibrary).Select(Frame)] };
    }

    private PythonFrame? FrameOrNull(GuestFrame frame)
    {
        if (_debug?.FrameAt(frame.FunctionIndex, frame.CodeOffset) is not { } found)
            return new PythonFrame(frame.FunctionName, _fileName, Line: 0, Column: 0, Excerpt: "");

        return found.IsLibrary ? null : Frame(found);
    }

    private PythonFrame Frame(DebugFrame frame)
    {
        string excerpt = _source.Value is { } source && 0 < frame.Line && frame.Line <= source.LineCount
            ? source.Line(frame.Line).Trim().ToString()
            : "";
        return new PythonFrame(frame.Function, _fileName, frame.Line, frame.Column, excerpt);
    }

    private static int GlobalOrZero(Instance instance, string name) =>
        instance.Module.FindExport(name) is { Kind: ExternalKind.Global } && instance.GetGlobal(name).GetValue() is var value
        && value.Type == Wasm.ValueType.I32 ? value.AsInt32() : 0;
}
