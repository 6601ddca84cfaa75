using System;
using System.Collections.Generic;
using System.Collections.Immutable;

namespace Krait.Guests.CPython;

/// <summary>Takes Python's exceptions apart.</summary>
internal sealed class CPythonErrors(CPythonSession session)
{
    private const int MaximumFrames = 200;

    private readonly CPythonApi _api = session.Api;
    private bool _isTaking;

    /// <summary>Takes the exception that is set, as one for the host to throw.</summary>
    public Exception Take()
    {
        int exception = _api.GetRaised();
        if (exception == 0)
            return new PythonException("SystemError", "the interpreter failed without an exception, as some of it does when its memory is used up");

        // Taking one apart can raise another, for example because there is no memory left.
        if (_isTaking)
        {
            _api.DecRef(exception);
            return new PythonException("RuntimeError", "an exception was raised while another was taken to the host");
        }

        _isTaking = true;
        try
        {
            var error = new PythonException(session.Reader.TypeNameOf(exception), TextOf(exception), Frames(exception), session.Functions.CauseOf(exception));
            session.Functions.Carry(error, exception);
            return error;
        }
        finally
        {
            _isTaking = false;
            _api.DecRef(exception);
        }
    }

    private string TextOf(int exception)
    {
        int text = _api.Str(exception);
        if (text != 0)
        {
            string words = session.Reader.ReadText(text);
            _api.DecRef(text);
            return words;
        }

        _api.ClearError();
        return "<its str() failed>";
    }

    // __traceback__ is a list of {tb_frame, tb_lineno, tb_next}, outermost first.
    private ImmutableArray<PythonFrame> Frames(int exception)
    {
        var frames = new List<PythonFrame>();
        int traceback = Attribute(exception, "__traceback__");
        while (traceback != 0 && traceback != _api.None && frames.Count < MaximumFrames)
        {
            int frame = Attribute(traceback, "tb_frame");
            int code = Attribute(frame, "f_code");
            frames.Add(new PythonFrame(TextAttribute(code, "co_filename"), IntAttribute(traceback, "tb_lineno"), TextAttribute(code, "co_name")));
            _api.Release(code);
            _api.Release(frame);
            int next = Attribute(traceback, "tb_next");
            _api.DecRef(traceback);
            traceback = next;
        }

        _api.Release(traceback);
        return [.. frames];
    }

    private int Attribute(int address, string name)
    {
        if (address == 0)
            return 0;
        int value = session.Calls.GetAttribute(address, session.Name(name));
        if (value == 0)
            _api.ClearError();
        return value;
    }

    private string TextAttribute(int address, string name)
    {
        int value = Attribute(address, name);
        if (value == 0)
            return "?";
        try
        {
            return session.Reader.Read(value) as string ?? "?";
        }
        finally
        {
            _api.DecRef(value);
        }
    }

    private int IntAttribute(int address, string name)
    {
        int value = Attribute(address, name);
        if (value == 0)
            return 0;
        try
        {
            return session.Reader.Read(value) is long number and >= 0 and <= int.MaxValue ? (int)number : 0;
        }
        finally
        {
            _api.DecRef(value);
        }
    }
}
