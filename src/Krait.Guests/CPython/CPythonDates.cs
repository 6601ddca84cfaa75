using System;
using System.Buffers.Binary;
using Krait.Runtime;
using static Krait.Guests.CPython.CPythonLayout;

namespace Krait.Guests.CPython;

// .NET counts hundreds of nanoseconds, Python whole microseconds: what is below one is cut off on the way in. A time zone
// crosses as its offset at that moment, and only in whole minutes, because a DateTimeOffset has no others.

/// <summary>Dates and times, in both directions.</summary>
internal sealed class CPythonDates(CPythonSession session)
{
    private const string Module = "_datetime";

    private readonly CPythonApi _api = session.Api;
    private readonly CPythonCalls _calls = session.Calls;
    private Types? _types;

    private Memory Memory => _api.Memory;

    /// <summary>Reads a value of one of the types of <c>datetime</c> or a type derived from them.</summary>
    /// <returns>False if it is of another type.</returns>
    /// <exception cref="PythonException">A value that .NET's types do not have.</exception>
    public bool TryRead(int address, int type, out object? value)
    {
        value = null;
        if (FindTypes() is not { } types)
            return false;
        try
        {
            // A datetime is a date, too.
            if (IsOf(type, types.DateTime))
                value = ReadDateTime(address);
            else if (IsOf(type, types.Date))
                value = DateOf(Bytes(address, DateBytes, 4));
            else if (IsOf(type, types.Time))
                value = ReadTime(address);
            else if (IsOf(type, types.Delta))
                value = ReadDelta(address);
        }
        catch (Exception exception) when (exception is ArgumentException or OverflowException)
        {
            throw new PythonException("OverflowError", $"a value of {session.Reader.TypeNameOf(address)} is outside of what .NET's type has");
        }

        return value is not null;
    }

    /// <summary>Makes the object of <c>datetime</c>; the reference is the caller's.</summary>
    public int Write(object value)
    {
        Types types = FindTypes() ?? ImportTypes();
        return value switch
        {
            DateTime time => WriteDateTime(types, time),
            DateTimeOffset time => Call(types.DateTime, WithZone(types, time)),
            DateOnly date => Call(types.Date, date.Year, date.Month, date.Day),
            TimeOnly time => Call(types.Time, time.Hour, time.Minute, time.Second, Microseconds(time.Ticks)),
            _ => WriteDelta(types, (TimeSpan)value),
        };
    }

    /// <summary>The guest has gone back to an earlier state.</summary>
    public void Forget() => _types = null;

    private static int Microseconds(long ticks) => (int)(ticks % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMicrosecond);

    private static DateOnly DateOf(ReadOnlySpan<byte> bytes) => new(BinaryPrimitives.ReadUInt16BigEndian(bytes), bytes[2], bytes[3]);

    // Hour, minute, second, three bytes of microseconds.
    private static TimeOnly TimeOf(ReadOnlySpan<byte> bytes) =>
        new TimeOnly(bytes[0], bytes[1], bytes[2]).Add(TimeSpan.FromMicroseconds((bytes[3] << 16) | (bytes[4] << 8) | bytes[5]));

    private object ReadDateTime(int address)
    {
        ReadOnlySpan<byte> bytes = Bytes(address, DateBytes, 10);
        DateTime time = DateOf(bytes).ToDateTime(TimeOf(bytes[4..]), DateTimeKind.Unspecified);
        if (Memory.Read<byte>((uint)address + DateHasZone) == 0)
            return time;
        int method = session.Check(_calls.GetAttribute(address, session.Name("utcoffset")));
        int offset = _api.CallNoArgs(method);
        _api.DecRef(method);
        session.Check(offset);
        try
        {
            if (offset == _api.None)
                return time;
            if (_types is not { } types || !IsOf(_api.TypeOf(offset), types.Delta))
                throw new PythonException("TypeError", "utcoffset() gave something else than a timedelta");
            return new DateTimeOffset(time, ReadDelta(offset));
        }
        finally
        {
            _api.DecRef(offset);
        }
    }

    private object ReadTime(int address) => Memory.Read<byte>((uint)address + DateHasZone) == 0
        ? TimeOf(Bytes(address, TimeBytes, 6))
        : throw new PythonException("TypeError", "a time with a time zone does not cross to the host; take a datetime");

    private TimeSpan ReadDelta(int address) => new(checked(
        (Memory.Read<int>((uint)address + DeltaDays) * TimeSpan.TicksPerDay)
        + (Memory.Read<int>((uint)address + DeltaSeconds) * TimeSpan.TicksPerSecond)
        + (Memory.Read<int>((uint)address + DeltaMicroseconds) * TimeSpan.TicksPerMicrosecond)));

    private int WriteDateTime(Types types, DateTime time) => time.Kind == DateTimeKind.Utc
        ? Call(types.DateTime, WithZone(types, new DateTimeOffset(time)))
        : Call(types.DateTime, Parts(time));

    private static int[] Parts(DateTime time) => [time.Year, time.Month, time.Day, time.Hour, time.Minute, time.Second, Microseconds(time.Ticks)];

    // Numbers first; the object at the end is handed over.
    private static object?[] WithZone(Types types, DateTimeOffset time)
    {
        int[] parts = Parts(time.DateTime);
        object?[] arguments = new object?[parts.Length + 1];
        Array.ConvertAll(parts, static part => (object?)(long)part).CopyTo(arguments, 0);
        arguments[^1] = new Zone(types.Zone, time.Offset);
        return arguments;
    }

    private int WriteDelta(Types types, TimeSpan span)
    {
        long microseconds = span.Ticks / TimeSpan.TicksPerMicrosecond;
        return Call(types.Delta, [0L, 0L, microseconds]);
    }

    private int Call(int type, params int[] parts) => Call(type, Array.ConvertAll(parts, static part => (object?)(long)part));

    private int Call(int type, object?[] arguments)
    {
        using GuestScratch.Stretch stretch = session.Scratch.Open();
        int place = session.Scratch.Take(arguments.Length * sizeof(int));
        int count = 0;
        try
        {
            for (; count < arguments.Length; count++)
            {
                int argument = arguments[count] is Zone zone ? WriteZone(zone) : session.Writer.Write(arguments[count]);
                Memory.Write((uint)(place + (count * sizeof(int))), argument);
            }

            return session.Check(_calls.Call(type, place, count, 0));
        }
        finally
        {
            for (int i = 0; i < count; i++)
                _api.DecRef(Memory.Read<int>((uint)(place + (i * sizeof(int)))));
        }
    }

    private int WriteZone(Zone zone) => Call(zone.Type, [zone.Offset]);

    private ReadOnlySpan<byte> Bytes(int address, int offset, int count) => Memory.GetSpan((uint)address + offset, count);

    private bool IsOf(int type, int expected) => type == expected || _calls.IsSubtype(type, expected) != 0;

    // As long as Python has not imported the module there is no object of its types.
    private Types? FindTypes()
    {
        if (_types is not null)
            return _types;
        int module = _calls.FindModule(session.Name(Module));
        if (module != 0)
            return _types = TypesOf(module);
        _api.ClearError();
        return null;
    }

    private Types ImportTypes()
    {
        using GuestScratch.Stretch stretch = session.Scratch.Open();
        return _types = TypesOf(session.Check(_calls.Import(session.CString(Module))));
    }

    // The types outlive the module: they are static in the interpreter.
    private Types TypesOf(int module)
    {
        int Type(string name)
        {
            int type = session.Check(_calls.GetAttribute(module, session.Name(name)));
            return (_api.Memory.Read<uint>((uint)_api.TypeOf(type) + TypeFlags) & IsType) != 0
                ? type
                : throw new PythonException("TypeError", $"{Module}.{name} is no type any more");
        }

        try
        {
            return new Types(Type("date"), Type("datetime"), Type("time"), Type("timedelta"), Type("timezone"));
        }
        finally
        {
            _api.DecRef(module);
        }
    }

    private sealed record Types(int Date, int DateTime, int Time, int Delta, int Zone);

    private sealed record Zone(int Type, TimeSpan Offset);
}
