using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Numerics;
using Krait.Runtime;
using static Krait.Guests.CPython.CPythonLayout;

namespace Krait.Guests.CPython;

// Values are read where they lie in memory: a list of a million numbers costs no call into the guest. Whatever is read may be
// wrong, for the guest owns that memory: sizes are checked before anything is taken for them, and the budget ends the rest.

/// <summary>Takes Python's values to the host.</summary>
internal sealed class CPythonReader(CPythonSession session)
{
    private const int BytesPerReference = 8;
    private const int BytesPerItem = 2 * BytesPerReference;

    private readonly CPythonApi _api = session.Api;
    private readonly CPythonCalls _calls = session.Calls;
    private readonly CPythonTypes _types = session.Types;

    private Memory Memory => _api.Memory;

    /// <summary>The value as the host has it.</summary>
    /// <param name="address">Stays the caller's.</param>
    /// <exception cref="PythonException">It is of a type that does not cross, too large, too deep, or within itself.</exception>
    public object? Read(int address)
    {
        var budget = new ValueBudget(session.MaximumValueDepth, session.MaximumValueBytes);
        return Read(address, ref budget);
    }

    /// <summary>The value, if it crosses and takes no more than some bytes.</summary>
    /// <exception cref="PythonException">It does not.</exception>
    public object? ReadSmall(int address, int maximumBytes)
    {
        var budget = new ValueBudget(session.MaximumValueDepth, Math.Min(maximumBytes, session.MaximumValueBytes));
        return Read(address, ref budget);
    }

    /// <summary>Text in full; what is no character stays a surrogate without its other half.</summary>
    public string ReadText(int address)
    {
        var budget = new ValueBudget(1, session.MaximumValueBytes);
        return ReadText(address, ref budget);
    }

    /// <summary>The beginning of a text object.</summary>
    /// <param name="address">Anything; what is no text is read as nothing.</param>
    /// <param name="maximumCharacters">What is longer ends with three dots.</param>
    public string ReadBeginning(int address, int maximumCharacters)
    {
        if (address == 0 || (Memory.Read<uint>((uint)_api.TypeOf(address) + TypeFlags) & IsText) == 0)
            return "";
        (uint data, int length, int width) = PlaceOfText(address);
        bool isWhole = length <= maximumCharacters;
        string text = GuestCharacters.Read(Memory.GetSpan(data, Math.Min(length, maximumCharacters) * width), width);
        return isWhole ? text : text + "...";
    }

    /// <summary>Name of an object's class.</summary>
    public string TypeNameOf(int address)
    {
        int name = _api.TypeName(_api.TypeOf(address));
        if (name == 0)
        {
            _api.ClearError();
            return "?";
        }

        string text = ReadText(name);
        _api.DecRef(name);
        return text;
    }

    private object? Read(int address, ref ValueBudget budget)
    {
        int type = _api.TypeOf(address);
        if (type == _types.Int)
            return ReadInt(address, ref budget);
        if (type == _types.Text)
            return ReadText(address, ref budget);
        if (type == _api.FloatType)
        {
            budget.Take(0, 0);
            return Memory.Read<double>((uint)address + Float);
        }

        if (address == _api.None)
            return null;
        if (address == _api.True || address == _api.False)
            return address == _api.True;
        return ReadOther(address, type, ref budget);
    }

    private object? ReadOther(int address, int type, ref ValueBudget budget)
    {
        uint flags = Memory.Read<uint>((uint)type + TypeFlags);
        if ((flags & IsInt) != 0)
            return ReadInt(address, ref budget);
        if ((flags & IsText) != 0)
            return ReadText(address, ref budget);
        if ((flags & IsBytes) != 0)
            return ReadBytes((uint)address + BytesData, SizeOf(address), ref budget);
        if (type == _types.ByteArray)
            return ReadBytes(Memory.Read<uint>((uint)address + ByteArrayPointer), SizeOf(address), ref budget);
        if ((flags & IsList) != 0)
            return Inside(address, ref budget, ReadList);
        if ((flags & IsTuple) != 0)
            return Inside(address, ref budget, ReadTuple);
        if ((flags & IsDict) != 0)
            return Inside(address, ref budget, type == _types.Dict ? ReadDict : ReadMapping);
        if (type == _types.Set || type == _types.FrozenSet)
            return Inside(address, ref budget, ReadSet);
        return ReadRare(address, type, flags, ref budget);
    }

    private object? ReadRare(int address, int type, uint flags, ref ValueBudget budget)
    {
        budget.Take(0, 0);
        if (type == _api.FloatType || _calls.IsSubtype(type, _api.FloatType) != 0)
            return Memory.Read<double>((uint)address + Float);
        if (type == _types.Complex)
            return new Complex(Memory.Read<double>((uint)address + ComplexReal), Memory.Read<double>((uint)address + ComplexImaginary));
        if ((flags & IsType) == 0)
        {
            if (session.Dates.TryRead(address, type, out object? time))
                return time;
            using GuestScratch.Stretch stretch = session.Scratch.Open();
            int place = session.Scratch.Take(4);
            int found = _calls.FindAttribute(type, session.Name("__dataclass_fields__"), place);
            if (found < 0)
                throw session.Raised();
            if (found > 0)
                return ReadRecord(address, Memory.Read<int>((uint)place), ref budget);
        }

        throw new PythonException(
            "TypeError",
            $"a value of type {TypeNameOf(address)} does not cross to the host; None, bool, int, float, complex, str, bytes, list, tuple, dict, set, "
            + "dates, times and dataclasses do; take repr() of others");
    }

    private object ReadInt(int address, ref ValueBudget budget)
    {
        uint tag = Memory.Read<uint>((uint)address + IntTag);
        bool isNegative = (tag & IntSignMask) == IntIsNegative;
        int digits = (int)(tag >> IntSizeShift);
        budget.Take(digits, sizeof(uint));
        if (digits <= 2)
        {
            long value = digits == 0 ? 0 : Memory.Read<uint>((uint)address + IntDigits);
            if (digits == 2)
                value |= (long)Memory.Read<uint>((uint)address + IntDigits + 4) << IntDigitBits;
            return isNegative ? -value : value;
        }

        // Digits of 30 bits become bytes of 8.
        byte[] magnitude = new byte[checked(((digits * IntDigitBits) / 8) + 2)];
        ReadOnlySpan<byte> source = Memory.GetSpan((uint)address + IntDigits, digits * sizeof(uint));
        ulong bits = 0;
        int count = 0;
        int next = 0;
        for (int i = 0; i < digits; i++)
        {
            bits |= (ulong)BinaryPrimitives.ReadUInt32LittleEndian(source[(i * sizeof(uint))..]) << count;
            for (count += IntDigitBits; count >= 8; count -= 8, bits >>= 8)
                magnitude[next++] = (byte)bits;
        }

        magnitude[next] = (byte)bits;
        var number = new BigInteger(magnitude, isUnsigned: true);
        number = isNegative ? -number : number;
        return number >= long.MinValue && number <= long.MaxValue ? (object)(long)number : number;
    }

    private string ReadText(int address, ref ValueBudget budget)
    {
        (uint data, int length, int width) = PlaceOfText(address);
        budget.Take(length, Math.Max(width, sizeof(char)));
        return GuestCharacters.Read(Memory.GetSpan(data, length * width), width);
    }

    private (uint Data, int Length, int Width) PlaceOfText(int address)
    {
        int length = Memory.Read<int>((uint)address + TextLength);
        uint state = Memory.Read<uint>((uint)address + TextState);
        int width = (int)(state >> TextKindShift) & TextKindMask;
        if (length < 0 || width is not (1 or 2 or 4) || length > int.MaxValue / 4)
            throw new TrapException(TrapCode.OutOfBoundsMemoryAccess, TrapSite.Unknown);
        uint data = (state & TextIsCompact) == 0
            ? Memory.Read<uint>((uint)address + TextDataPointer)
            : (uint)address + (uint)((state & TextIsAscii) != 0 ? TextAsciiData : TextData);
        return (data, length, width);
    }

    private byte[] ReadBytes(uint data, int size, ref ValueBudget budget)
    {
        budget.Take(size, 1);
        return Memory.GetSpan(data, size).ToArray();
    }

    // Reading what is inside can run Python code, which must not free what is being read.
    private object Inside(int address, ref ValueBudget budget, Inner read)
    {
        budget.Enter(address);
        _api.IncRef(address);
        try
        {
            return read(address, ref budget);
        }
        finally
        {
            _api.DecRef(address);
            budget.Leave();
        }
    }

    private delegate object Inner(int address, ref ValueBudget budget);

    private object ReadList(int address, ref ValueBudget budget)
    {
        int count = SizeOf(address);
        budget.Take(count, BytesPerReference);
        var items = new List<object?>(Math.Min(count, (int)(Memory.SizeBytes / sizeof(int))));
        for (int i = 0; i < count && i < SizeOf(address); i++)
            items.Add(Read(Memory.Read<int>(Memory.Read<uint>((uint)address + ListItemsPointer) + ((uint)i * sizeof(int))), ref budget));
        return items;
    }

    private object ReadTuple(int address, ref ValueBudget budget)
    {
        object?[] items = new object?[Counted(address, ref budget)];
        for (int i = 0; i < items.Length; i++)
            items[i] = Read(Memory.Read<int>((uint)address + TupleItems + ((uint)i * sizeof(int))), ref budget);
        return PythonTuple.Of(items);
    }

    private object ReadDict(int address, ref ValueBudget budget)
    {
        int keys = Checked(_calls.DictKeys(address));
        int values = _calls.DictValues(address);
        try
        {
            if (values == 0)
                throw session.Raised();
            var items = new KeyValuePair<object?, object?>[Counted(keys, ref budget)];
            uint keyAt = Memory.Read<uint>((uint)keys + ListItemsPointer);
            uint valueAt = Memory.Read<uint>((uint)values + ListItemsPointer);
            for (uint i = 0; i < items.Length; i++)
                items[i] = new(Read(Memory.Read<int>(keyAt + (i * sizeof(int))), ref budget), Read(Memory.Read<int>(valueAt + (i * sizeof(int))), ref budget));
            return PythonDictionary.Of(items);
        }
        finally
        {
            _api.DecRef(keys);
            if (values != 0)
                _api.DecRef(values);
        }
    }

    // Of a class derived from dict, which may keep another order, or other items.
    private object ReadMapping(int address, ref ValueBudget budget)
    {
        int pairs = Checked(_calls.MappingItems(address));
        try
        {
            var items = new KeyValuePair<object?, object?>[Counted(pairs, ref budget)];
            for (uint i = 0; i < items.Length; i++)
            {
                int pair = Memory.Read<int>(Memory.Read<uint>((uint)pairs + ListItemsPointer) + (i * sizeof(int)));
                if (_api.TypeOf(pair) != _types.Tuple || SizeOf(pair) != 2)
                    throw new PythonException("TypeError", $"items() of {TypeNameOf(address)} gave something else than pairs");
                items[i] = new(Read(Memory.Read<int>((uint)pair + TupleItems), ref budget), Read(Memory.Read<int>((uint)pair + TupleItems + sizeof(int)), ref budget));
            }

            return PythonDictionary.Of(items);
        }
        finally
        {
            _api.DecRef(pairs);
        }
    }

    private object ReadSet(int address, ref ValueBudget budget)
    {
        int list = Checked(_calls.ListOf(address));
        try
        {
            object?[] items = new object?[Counted(list, ref budget)];
            uint at = Memory.Read<uint>((uint)list + ListItemsPointer);
            for (uint i = 0; i < items.Length; i++)
                items[i] = Read(Memory.Read<int>(at + (i * sizeof(int))), ref budget);
            return new PythonSet(items, _api.TypeOf(address) == _types.FrozenSet);
        }
        finally
        {
            _api.DecRef(list);
        }
    }

    // "fields" is the dict __dataclass_fields__, whose keys are the names.
    private PythonRecord ReadRecord(int address, int fields, ref ValueBudget budget)
    {
        budget.Enter(address);
        _api.IncRef(address);
        int names = 0;
        try
        {
            names = _api.TypeOf(fields) == _types.Dict ? Checked(_calls.DictKeys(fields)) : throw new PythonException("TypeError", "__dataclass_fields__ is no dict");
            ImmutableArray<KeyValuePair<string, object?>>.Builder items = ImmutableArray.CreateBuilder<KeyValuePair<string, object?>>();
            int count = Counted(names, ref budget);
            for (uint i = 0; i < count; i++)
            {
                int name = Memory.Read<int>(Memory.Read<uint>((uint)names + ListItemsPointer) + (i * sizeof(int)));
                int value = Checked(_calls.GetAttribute(address, name));
                try
                {
                    items.Add(new(ReadText(name, ref budget), Read(value, ref budget)));
                }
                finally
                {
                    _api.DecRef(value);
                }
            }

            return new PythonRecord(TypeNameOf(address), items.ToImmutable());
        }
        finally
        {
            if (names != 0)
                _api.DecRef(names);
            _api.DecRef(fields);
            _api.DecRef(address);
            budget.Leave();
        }
    }

    // No object has more items than its memory has words.
    private int Counted(int address, ref ValueBudget budget)
    {
        int count = SizeOf(address);
        budget.Take(count, BytesPerItem);
        return count <= Memory.SizeBytes / sizeof(int) ? count : throw new TrapException(TrapCode.OutOfBoundsMemoryAccess, TrapSite.Unknown);
    }

    private int SizeOf(int address)
    {
        int size = Memory.Read<int>((uint)address + Size);
        return size >= 0 ? size : throw new TrapException(TrapCode.OutOfBoundsMemoryAccess, TrapSite.Unknown);
    }

    private int Checked(int address) => address != 0 ? address : throw session.Raised();
}
