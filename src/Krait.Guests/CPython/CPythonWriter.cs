using System;
using System.Collections.Generic;
using System.Numerics;
using System.Runtime.CompilerServices;
using Krait.Runtime;
using static Krait.Guests.CPython.CPythonLayout;

namespace Krait.Guests.CPython;

// A method that makes an object hands over a reference to it. Lists and tuples are filled in place and take the references of
// their items over; what is unfinished when something fails goes away with its container.

/// <summary>Makes Python's values from the host's.</summary>
internal sealed class CPythonWriter(CPythonSession session)
{
    // Of PyLong_FromNativeBytes.
    private const int LowestByteFirst = 1;

    private readonly CPythonApi _api = session.Api;
    private readonly CPythonCalls _calls = session.Calls;

    private Memory Memory => _api.Memory;

    /// <summary>Makes the object; the reference is the caller's.</summary>
    /// <exception cref="ArgumentException">A value of a type that does not cross, too deep, or within itself.</exception>
    /// <exception cref="PythonException"><c>MemoryError</c>, or what Python raised over the value.</exception>
    public int Write(object? value) => Write(value, null);

    /// <summary>Makes text.</summary>
    public int WriteText(string text)
    {
        (int count, int highest) = GuestCharacters.Measure(text);
        if (text.Length == 1)
            return session.Check(_calls.TextFromCharacter(text[0]));
        int address = session.Check(_calls.NewText(count, highest));
        if (count == 0)
            return address;
        int width = highest <= 0xFF ? 1 : highest <= 0xFFFF ? 2 : 4;
        uint data = (uint)address + (uint)(highest <= 0x7F ? TextAsciiData : TextData);
        GuestCharacters.Write(text, Memory.GetSpan(data, checked(count * width)), width);
        return address;
    }

    private int Write(object? value, HostPath? path) => value switch
    {
        null => _api.None,
        string text => WriteText(text),
        long number => WriteInt(number),
        int number => WriteInt(number),
        bool truth => truth ? _api.True : _api.False,
        double number => session.Check(_calls.FloatFromDouble(number)),
        _ => WriteOther(value, path),
    };

    private int WriteInt(long value) => session.Check(_calls.IntFromLong(value));

    private int WriteOther(object value, HostPath? path) => HostShapes.Of(value) switch
    {
        HostShape.Int => WriteInt(HostShapes.ToLong(value)),
        HostShape.BigInt => WriteBig(HostShapes.ToBigInteger(value)),
        HostShape.Float => session.Check(_calls.FloatFromDouble(HostShapes.ToDouble(value))),
        HostShape.Text => WriteText(HostShapes.ToText(value)),
        HostShape.Complex => session.Check(_calls.ComplexFromDoubles(((Complex)value).Real, ((Complex)value).Imaginary)),
        HostShape.Bytes => WriteBytes(HostShapes.ToBytes(value).Span),
        HostShape.Time => session.Dates.Write(value),
        HostShape.None => throw HostShapes.Refused(value),
        HostShape.Handle => WriteHeld((PythonObject)value),
        HostShape.Function => session.Functions.Write((Delegate)value, null),
        _ => WriteContainer(value, path ?? new HostPath(session.MaximumValueDepth)),
    };

    private int WriteBig(BigInteger value)
    {
        if (value >= long.MinValue && value <= long.MaxValue)
            return WriteInt((long)value);
        int size = value.GetByteCount();
        using GuestScratch.Stretch stretch = session.Scratch.Open();
        int bytes = session.Scratch.Take(size);
        value.TryWriteBytes(Memory.GetSpan((uint)bytes, size), out _);
        return session.Check(_calls.IntFromBytes(bytes, size, LowestByteFirst));
    }

    private int WriteBytes(ReadOnlySpan<byte> bytes)
    {
        int address = session.Check(_calls.NewBytes(0, bytes.Length));
        Memory.Write((uint)address + BytesData, bytes);
        return address;
    }

    private int WriteHeld(PythonObject held)
    {
        int address = held.HandleIn(session.Guest);
        _api.IncRef(address);
        return address;
    }

    private int WriteContainer(object value, HostPath path)
    {
        path.Enter(value);
        try
        {
            return HostShapes.Of(value) switch
            {
                HostShape.Dict => WriteDict(HostShapes.ToPairs(value), path),
                HostShape.Set => WriteSet(value, path),
                HostShape.Tuple => WriteTuple((ITuple)value, path),
                HostShape.List => WriteList(value, path),
                _ => throw HostShapes.Refused(value),
            };
        }
        finally
        {
            path.Leave();
        }
    }

    private int WriteList(object value, HostPath path)
    {
        if (value is long[] numbers)
            return WriteInts(numbers);
        IReadOnlyCollection<object?> items = HostShapes.ToItems(value);
        int list = session.Check(_calls.NewList(items.Count));
        return Finish(list, items, Memory.Read<uint>((uint)list + ListItemsPointer), path);
    }

    private int WriteInts(ReadOnlySpan<long> numbers)
    {
        int list = session.Check(_calls.NewList(numbers.Length));
        uint place = Memory.Read<uint>((uint)list + ListItemsPointer);
        foreach (long number in numbers)
        {
            int item = _calls.IntFromLong(number);
            if (item == 0)
            {
                Exception error = session.Raised();
                _api.DecRef(list);
                throw error;
            }

            Memory.Write(place, item);
            place += sizeof(int);
        }

        return list;
    }

    private int WriteTuple(ITuple value, HostPath path)
    {
        object?[] items = new object?[value.Length];
        for (int i = 0; i < items.Length; i++)
            items[i] = value[i];
        int tuple = session.Check(_calls.NewTuple(items.Length));
        return Finish(tuple, items, (uint)tuple + TupleItems, path);
    }

    // Fills the places of a list or tuple, which were empty.
    private int Finish(int container, IEnumerable<object?> items, uint place, HostPath? path)
    {
        try
        {
            foreach (object? item in items)
            {
                Memory.Write(place, Write(item, path));
                place += sizeof(int);
            }

            return container;
        }
        catch
        {
            _api.DecRef(container);
            throw;
        }
    }

    private int WriteDict(IReadOnlyCollection<KeyValuePair<object?, object?>> pairs, HostPath path)
    {
        int dict = session.Check(_calls.NewDict());
        int key = 0;
        int value = 0;
        try
        {
            foreach (KeyValuePair<object?, object?> pair in pairs)
            {
                key = Write(pair.Key, path);
                value = Write(pair.Value, path);
                session.CheckStatus(_calls.SetItem(dict, key, value));
                _api.DecRef(key);
                _api.DecRef(value);
                key = value = 0;
            }

            return dict;
        }
        catch
        {
            _api.Release(value);
            _api.Release(key);
            _api.DecRef(dict);
            throw;
        }
    }

    private int WriteSet(object value, HostPath path)
    {
        bool isFrozen = value is PythonSet { IsFrozen: true };
        int set = session.Check(isFrozen ? _calls.NewFrozenSet(0) : _calls.NewSet(0));
        int item = 0;
        try
        {
            foreach (object? each in HostShapes.ToItems(value))
            {
                item = Write(each, path);
                session.CheckStatus(_calls.AddToSet(set, item));
                _api.DecRef(item);
                item = 0;
            }

            return set;
        }
        catch
        {
            _api.Release(item);
            _api.DecRef(set);
            throw;
        }
    }
}
