using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;

namespace Krait.Guests.CPython;

/// <summary>Takes Python's values apart through the C API.</summary>
internal sealed class CPythonValues(CPythonApi api)
{
    private const uint IsInt = 1u << 24;
    private const uint IsBytes = 1u << 27;
    private const uint IsText = 1u << 28;
    private const int MaximumFrames = 200;

    /// <summary>The value as the host has it.</summary>
    /// <param name="address">Stays the caller's.</param>
    /// <param name="expression">What it came from, for messages.</param>
    /// <exception cref="PythonException"><c>TypeError</c>: a type that does not cross.</exception>
    public object? ToHost(int address, string expression)
    {
        if (address == api.None)
            return null;
        if (address == api.True || address == api.False)
            return address == api.True;
        int type = api.TypeOf(address);
        uint flags = (uint)api.TypeFlags(type);
        if ((flags & IsInt) != 0)
            return ReadInt(address);
        if ((flags & IsText) != 0)
            return ReadText(address);
        if ((flags & IsBytes) != 0)
            return api.Memory.GetSpan((uint)api.BytesAddress(address), api.BytesSize(address)).ToArray();
        if (type == api.FloatType)
            return api.FloatAsDouble(address);
        throw new PythonException(
            "TypeError", $"'{expression}' gives a value of type {NameOf(type)}; None, bool, int, float, str and bytes cross to the host, take repr() of others", []);
    }

    /// <summary>Text in full; what UTF-16 cannot have becomes <c>?</c>.</summary>
    public string ReadText(int address)
    {
        using var room = new GuestStrings(api);
        int size = room.Reserve(4);
        int bytes = api.TextUtf8(address, size);
        if (bytes != 0)
            return api.Memory.ReadUtf8((uint)bytes, api.Memory.Read<int>((uint)size));

        // A lone surrogate, which UTF-8 does not have.
        api.ClearError();
        int encoded = api.EncodeText(address, room.Add("utf-8"), room.Add("replace"));
        if (encoded == 0)
            throw Raised();
        try
        {
            return api.Memory.ReadUtf8((uint)api.BytesAddress(encoded), api.BytesSize(encoded));
        }
        finally
        {
            api.DecRef(encoded);
        }
    }

    /// <summary>Takes the exception that is set, as one for the host to throw.</summary>
    public Exception Raised()
    {
        int exception = api.GetRaised();
        if (exception == 0)
            return new GuestAbortException("the interpreter failed without an exception");
        try
        {
            return new PythonException(NameOf(api.TypeOf(exception)), TextOf(exception), Frames(exception));
        }
        finally
        {
            api.DecRef(exception);
        }
    }

    private object ReadInt(int address)
    {
        using var room = new GuestStrings(api);
        int overflow = room.Reserve(4);
        long value = api.IntAsLong(address, overflow);
        if (api.Memory.Read<int>((uint)overflow) == 0)
            return value;
        int text = api.FormatInt(address, 16);
        if (text == 0)
            throw Raised();
        string digits = ReadText(text);
        api.DecRef(text);
        bool isNegative = digits[0] == '-';
        var magnitude = BigInteger.Parse("0" + digits[(isNegative ? 3 : 2)..], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return isNegative ? -magnitude : magnitude;
    }

    private string TextOf(int exception)
    {
        int text = api.Str(exception);
        if (text != 0)
        {
            string words = ReadText(text);
            api.DecRef(text);
            return words;
        }

        api.ClearError();
        return "<its str() failed>";
    }

    private string NameOf(int type)
    {
        int name = api.TypeName(type);
        if (name == 0)
        {
            api.ClearError();
            return "?";
        }

        string text = ReadText(name);
        api.DecRef(name);
        return text;
    }

    // __traceback__ is a list of {tb_frame, tb_lineno, tb_next}, outermost first.
    private ImmutableArray<PythonFrame> Frames(int exception)
    {
        var frames = new List<PythonFrame>();
        int traceback = Attribute(exception, "__traceback__");
        while (traceback != 0 && traceback != api.None && frames.Count < MaximumFrames)
        {
            int frame = Attribute(traceback, "tb_frame");
            int code = Attribute(frame, "f_code");
            frames.Add(new PythonFrame(TextAttribute(code, "co_filename"), IntAttribute(traceback, "tb_lineno"), TextAttribute(code, "co_name")));
            api.DecRef(code);
            api.DecRef(frame);
            int next = Attribute(traceback, "tb_next");
            api.DecRef(traceback);
            traceback = next;
        }

        if (traceback != 0)
            api.DecRef(traceback);
        return [.. frames];
    }

    private int Attribute(int address, string name)
    {
        if (address == 0)
            return 0;
        using var room = new GuestStrings(api);
        int value = api.GetAttribute(address, room.Add(name));
        if (value == 0)
            api.ClearError();
        return value;
    }

    private string TextAttribute(int address, string name)
    {
        int value = Attribute(address, name);
        if (value == 0)
            return "?";
        string text = ReadText(value);
        api.DecRef(value);
        return text;
    }

    private int IntAttribute(int address, string name)
    {
        int value = Attribute(address, name);
        if (value == 0 || value == api.None)
            return 0;
        int number = ReadInt(value) is long small ? (int)small : 0;
        api.DecRef(value);
        return number;
    }
}
