using System;
using System.Collections.Generic;
using System.Numerics;
using Krait.Runtime;

namespace Krait.Guests.MicroPython;

// A word is a small int (odd), a short text by its number (ends in 010), a constant, or the address of an object, whose first
// word is its type:
//
//   list       type | room | count | address of words          int     type | bit 0: negative | count | address of 16-bit digits
//   tuple      type | count | words                            float   type | - | 64 bits
//   dict       type | flags, count << 3 | room | address       str     type | hash | length | address
//   set        type | room | count | address                   bytes   as str
//   bytearray  type | kind | length | address
//
// Tests have MicroPython say what each type holds.

/// <summary>Takes MicroPython's values to the host.</summary>
internal sealed class MicroPythonReader(MicroPythonProxy proxy, PythonSandboxOptions options)
{
    private const int None = 6;
    private const int False = 0xE;
    private const int True = 0x1E;
    private const int BytesPerReference = 8;
    private const int MaximumTexts = 1000;

    private readonly Dictionary<int, string> _texts = [];
    private Types? _types;

    private Memory Memory => proxy.Memory;

    /// <summary>The only item of a tuple, which is released.</summary>
    public object? TakeHeld(int reference)
    {
        try
        {
            return ReadHeld(reference);
        }
        finally
        {
            proxy.Release(reference);
        }
    }

    /// <summary>The only item of a tuple.</summary>
    public object? ReadHeld(int reference)
    {
        object?[] items = ReadItems(reference);
        return items.Length == 1 ? items[0] : throw Damaged();
    }

    /// <summary>The items of a tuple.</summary>
    public object?[] ReadItems(int reference)
    {
        _types ??= FindTypes();
        var budget = new ValueBudget(options.MaximumValueDepth, options.MaximumValueBytes);
        (int count, int address) = proxy.Items(reference);
        return ReadWords(Checked(count), address, ref budget);
    }

    /// <summary>The words of a tuple's items.</summary>
    public int[] WordsOf(int reference)
    {
        (int count, int address) = proxy.Items(reference);
        int[] words = new int[Checked(count)];
        for (int i = 0; i < words.Length; i++)
            words[i] = Memory.Read<int>((uint)(address + (i * sizeof(int))));
        return words;
    }

    /// <summary>Reads the value of a word.</summary>
    public object? Read(int word)
    {
        _types ??= FindTypes();
        var budget = new ValueBudget(options.MaximumValueDepth, options.MaximumValueBytes);
        return Read(word, ref budget);
    }

    /// <summary>The words of a dict's keys and values.</summary>
    public KeyValuePair<int, int>[] WordsOfDict(int reference)
    {
        (int room, int table) = proxy.Places(reference);
        return WordsOfTable(Checked(room), table);
    }

    /// <summary>The guest has gone back to an earlier state.</summary>
    public void Forget() => _texts.Clear();

    private static TrapException Damaged() => new(TrapCode.OutOfBoundsMemoryAccess, TrapSite.Unknown);

    private object? Read(int word, ref ValueBudget budget)
    {
        budget.Take(0, 0);
        if ((word & 1) != 0)
            return (long)(word >> 1);
        if ((word & 7) == 2)
            return ShortText(word);
        if ((word & 3) != 0)
            return word is True or False ? word == True : word == None ? null : ReadRare(word, ref budget);
        int type = Word(word, 0);
        Types types = _types!;
        if (type == types.Text)
            return ReadText(word, ref budget);
        if (type == types.Float)
            return Memory.Read<double>((uint)word + 8);
        if (type == types.Int)
            return ReadInt(word, ref budget);
        if (type == types.Bytes || type == types.ByteArray)
            return ReadBytes(word, ref budget);
        return ReadContainer(word, type, types, ref budget);
    }

    private object? ReadContainer(int word, int type, Types types, ref ValueBudget budget)
    {
        budget.Enter(word);
        object? value;
        if (type == types.List)
            value = new List<object?>(ReadWords(Counted(Word(word, 2), ref budget), Word(word, 3), ref budget));
        else if (type == types.Tuple)
            value = PythonTuple.Of(ReadWords(Counted(Word(word, 1), ref budget), word + 8, ref budget));
        else if (type == types.Dict || type == types.OrderedDict)
            value = ReadDict(word, ref budget);
        else if (type == types.Set || type == types.FrozenSet)
            value = new PythonSet(ReadWords(WordsOfSet(word, ref budget), ref budget), type == types.FrozenSet);
        else
            value = ReadRare(word, ref budget);
        budget.Leave();
        return value;
    }

    // Of a class derived from a built-in one, or nothing that crosses: Python makes a plain copy or says so.
    private object? ReadRare(int word, ref ValueBudget budget)
    {
        ProxyValue value = proxy.Convert(word);
        if (value.Kind < MicroPythonErrors.FirstObject)
            return null;
        try
        {
            return TakePlain(proxy.Call(MicroPythonHelper.Plain, ProxyValue.Object(value.First)).First, ref budget);
        }
        finally
        {
            proxy.Release(value.First);
        }
    }

    private object? TakePlain(int reference, ref ValueBudget budget)
    {
        try
        {
            return Read(WordsOf(reference)[0], ref budget);
        }
        finally
        {
            proxy.Release(reference);
        }
    }

    private string ShortText(int word)
    {
        if (_texts.TryGetValue(word, out string? text))
            return text;
        ProxyValue value = proxy.Convert(word);
        text = Memory.ReadUtf8((uint)value.Second, value.First);
        if (_texts.Count >= MaximumTexts)
            _texts.Clear();
        return _texts[word] = text;
    }

    private string ReadText(int word, ref ValueBudget budget)
    {
        int length = Checked(Word(word, 2));
        budget.Take(length, sizeof(char));
        return Memory.ReadUtf8((uint)Word(word, 3), length);
    }

    private byte[] ReadBytes(int word, ref ValueBudget budget)
    {
        int length = Checked(Word(word, 2));
        budget.Take(length, 1);
        return Memory.GetSpan((uint)Word(word, 3), length).ToArray();
    }

    private object ReadInt(int word, ref ValueBudget budget)
    {
        int count = Checked(Word(word, 2));
        budget.Take(count, 2);
        var magnitude = new BigInteger(Memory.GetSpan((uint)Word(word, 3), checked(count * 2)), isUnsigned: true);
        BigInteger value = (Word(word, 1) & 1) != 0 ? -magnitude : magnitude;
        return value >= long.MinValue && value <= long.MaxValue ? (object)(long)value : value;
    }

    private PythonDictionary ReadDict(int word, ref ValueBudget budget)
    {
        KeyValuePair<int, int>[] words = WordsOfTable(Counted(Word(word, 2), ref budget), Word(word, 3));
        var items = new KeyValuePair<object?, object?>[words.Length];
        for (int i = 0; i < items.Length; i++)
            items[i] = new(Read(words[i].Key, ref budget), Read(words[i].Value, ref budget));
        return PythonDictionary.Of(items);
    }

    private KeyValuePair<int, int>[] WordsOfTable(int room, int table)
    {
        var items = new List<KeyValuePair<int, int>>();
        for (int i = 0; i < room; i++)
        {
            int key = Memory.Read<int>((uint)(table + (i * 8)));
            if (!IsFree(key))
                items.Add(new(key, Memory.Read<int>((uint)(table + (i * 8) + 4))));
        }

        return [.. items];
    }

    private int[] WordsOfSet(int word, ref ValueBudget budget)
    {
        int room = Counted(Word(word, 1), ref budget);
        int table = Word(word, 3);
        var words = new List<int>();
        for (int i = 0; i < room; i++)
        {
            int item = Memory.Read<int>((uint)(table + (i * sizeof(int))));
            if (!IsFree(item))
                words.Add(item);
        }

        return [.. words];
    }

    private object?[] ReadWords(int count, int address, ref ValueBudget budget)
    {
        object?[] items = new object?[count];
        for (int i = 0; i < items.Length; i++)
            items[i] = Read(Memory.Read<int>((uint)(address + (i * sizeof(int)))), ref budget);
        return items;
    }

    private object?[] ReadWords(int[] words, ref ValueBudget budget)
    {
        object?[] items = new object?[words.Length];
        for (int i = 0; i < items.Length; i++)
            items[i] = Read(words[i], ref budget);
        return items;
    }

    // No place, no item any more: none of these is an int or an address of an object.
    private static bool IsFree(int word) => word is 0 or 4 or 8;

    private int Word(int address, int index) => Memory.Read<int>((uint)(address + (index * sizeof(int))));

    private int Counted(int count, ref ValueBudget budget)
    {
        budget.Take(Checked(count), BytesPerReference);
        return count;
    }

    // No object has more items than its memory has bytes.
    private int Checked(int count) => (uint)count <= Memory.SizeBytes ? count : throw Damaged();

    private Types FindTypes()
    {
        ProxyValue samples = proxy.Call(MicroPythonHelper.Samples);
        int[] types = Array.ConvertAll(WordsOf(samples.First), word => Word(word, 0));
        proxy.Release(samples.First);
        return new Types(types[0], types[1], types[2], types[3], types[4], types[5], types[6], types[7], types[8], types[9], types[10]);
    }

    private sealed record Types(int List, int Tuple, int Dict, int Set, int FrozenSet, int Text, int Bytes, int Int, int Float, int ByteArray, int OrderedDict);
}
