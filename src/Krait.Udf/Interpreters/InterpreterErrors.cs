using System;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using Krait.Guests;
using Krait.Python;
using Krait.Runtime;

namespace Krait.Udf.Interpreters;

/// <summary>Turns what a sandbox throws into UDF errors with the lines of the user's source.</summary>
internal sealed class InterpreterErrors
{
    private const int MaximumExcerptLength = 200;

    // What MicroPython calls source that it is handed.
    private const string Unnamed = "<stdin>";

    private readonly SourceText _source;
    private readonly string _functionName;
    private readonly UdfLimits _limits;

    public InterpreterErrors(SourceText source, UdfRecord record)
        : this(source, record.FunctionName, record.Limits)
    {
    }

    public InterpreterErrors(SourceText source, string functionName, UdfLimits limits)
    {
        _source = source;
        _functionName = functionName;
        _limits = limits;
    }

    /// <summary>An error of a call.</summary>
    public UdfException Map(Exception error) => error switch
    {
        UdfException udf => AtEntry(udf),
        PythonException raised => Raised(raised),
        ResourceLimitException limit => Limit(limit),
        TrapException { Code: TrapCode.CallStackExhausted } trap => Ended("RecursionError", "maximum recursion depth exceeded", trap),
        _ => Ended("RuntimeError", "the interpreter ended: " + error.Message, error),
    };

    /// <summary>An error of the source's own statements, which nothing else can succeed after.</summary>
    public UdfException MapStart(Exception error)
    {
        UdfException mapped = Map(error);
        UdfErrorCode code = mapped.Code == UdfErrorCode.ExecutionFailed ? UdfErrorCode.CompilationFailed : mapped.Code;
        PythonFrame? place = mapped.Traceback?.Frames.LastOrDefault(frame => frame.FileName == _source.Name);
        return new UdfException(code, "the source's statements failed: " + mapped.Message, error)
        {
            Scope = UdfErrorScope.Request,
            Traceback = mapped.Traceback,
            Diagnostics = place is null
                ? []
                : [new UdfDiagnostic("", place.Line, Math.Max(place.Column, 1), mapped.Message, Hint: null, place.Excerpt) { Rendered = mapped.Traceback!.Print() }],
        };
    }

    // What crosses is bounded by the sandbox, which raises the error where no line of Python runs.
    private UdfException Raised(PythonException raised)
    {
        if (raised is { TypeName: "OverflowError", Frames.IsEmpty: true } && raised.Text.Contains("(MaximumValueBytes)", StringComparison.Ordinal))
            return ResultConversion.TooLarge(_limits.ResultBytes);

        UdfErrorCode code = raised.TypeName == "MemoryError" ? UdfErrorCode.MemoryLimit : UdfErrorCode.ExecutionFailed;
        return AtEntry(new UdfException(code, raised.Message, raised) { Traceback = new PythonTraceback(raised.TypeName, raised.Text, FramesOf(raised)) });
    }

    private UdfException Ended(string type, string message, Exception error) => AtEntry(
        new UdfException(UdfErrorCode.ExecutionFailed, $"{type}: {message}", error) { Traceback = new PythonTraceback(type, message, []) });

    private UdfException Limit(ResourceLimitException limit)
    {
        ImmutableArray<PythonFrame> frames = limit.InnerException is PythonException interrupted ? FramesOf(interrupted) : [];
        (UdfErrorCode code, string type) = limit.Kind switch
        {
            ResourceKind.Deadline => (UdfErrorCode.Timeout, "TimeoutError"),
            ResourceKind.ThreadQueue => (UdfErrorCode.TooManyRequests, "RuntimeError"),
            _ => (UdfErrorCode.MemoryLimit, "MemoryError"),
        };
        return AtEntry(new UdfException(code, limit.Message, limit) { Traceback = new PythonTraceback(type, limit.Message, frames) });
    }

    private ImmutableArray<PythonFrame> FramesOf(PythonException raised) => [.. raised.Frames.Select(frame =>
    {
        bool isSource = frame.File == _source.Name || frame.File == Unnamed;
        return new PythonFrame(frame.Function, isSource ? _source.Name : frame.File, frame.Line, Column: 0, isSource ? Excerpt(frame.Line) : "");
    })];

    // What no line raised happened at the function's beginning, as far as is known.
    private UdfException AtEntry(UdfException error)
    {
        if (error.Traceback is not { Frames.IsEmpty: true } traceback)
            return error;

        int line = EntryLine();
        ImmutableArray<PythonFrame> frames = line == 0 ? [] : [new PythonFrame(_functionName, _source.Name, line, Column: 1, Excerpt(line))];
        return new UdfException(error.Code, error.Message, error.InnerException ?? error) { Scope = error.Scope, Traceback = traceback with { Frames = frames } };
    }

    private int EntryLine()
    {
        string start = string.Create(CultureInfo.InvariantCulture, $"def {_functionName}");
        for (int line = _source.LineCount; line > 0; line--)
        {
            if (_source.Line(line).StartsWith(start, StringComparison.Ordinal))
                return line;
        }

        return 0;
    }

    private string Excerpt(int line)
    {
        if (line < 1 || _source.LineCount < line)
            return "";
        ReadOnlySpan<char> text = _source.Line(line).Trim();
        return text[..Math.Min(text.Length, MaximumExcerptLength)].ToString();
    }
}
