using System;
using System.Collections.Generic;
using Krait.Runtime;

namespace Krait.Guests.Emscripten;

// Host functions call back through the guest's table very often. A delegate for an entry is made once and used as long as
// the entry holds the same function, which costs one comparison per call.

/// <summary>Calls functions of a guest's table.</summary>
internal sealed class TableCalls(Table table)
{
    private readonly Dictionary<Function, int> _addresses = [];
    private Entry[] _entries = new Entry[table.Length];

    public void Call(int index) => Find<Action>(index)();

    public void Call(int index, int a) => Find<Action<int>>(index)(a);

    public void Call(int index, int a, int b) => Find<Action<int, int>>(index)(a, b);

    public void Call(int index, int a, int b, int c) => Find<Action<int, int, int>>(index)(a, b, c);

    public void Call(int index, int a, int b, int c, int d) => Find<Action<int, int, int, int>>(index)(a, b, c, d);

    public int Ask(int index) => Find<Func<int>>(index)();

    public int Ask(int index, int a) => Find<Func<int, int>>(index)(a);

    public int Ask(int index, int a, int b) => Find<Func<int, int, int>>(index)(a, b);

    public int Ask(int index, int a, int b, int c) => Find<Func<int, int, int, int>>(index)(a, b, c);

    public int Ask(int index, int a, int b, int c, int d) => Find<Func<int, int, int, int, int>>(index)(a, b, c, d);

    public int Ask(int index, int a, int b, int c, int d, int e) => Find<Func<int, int, int, int, int, int>>(index)(a, b, c, d, e);

    /// <summary>Calls with as many of the three arguments as the function takes.</summary>
    public int CallAtMost(int index, int a, int b, int c) => At(index).Call switch
    {
        Func<int, int, int, int> function => function(a, b, c),
        Func<int, int, int> function => function(a, b),
        Func<int, int> function => function(a),
        Func<int> function => function(),
        _ => throw Mismatch(),
    };

    /// <summary>The function at an index.</summary>
    /// <exception cref="TrapException">There is none.</exception>
    public Function FunctionAt(int index) =>
        table.Get(index).Reference as Function ?? throw new TrapException(TrapCode.UninitializedElement, TrapSite.Unknown);

    /// <summary>The index at which a function of the guest's stands, which is a new one if it has not been asked for before.</summary>
    /// <returns>0 where the table is full.</returns>
    public int AddressOf(Function function)
    {
        // A guest that was reset has lost what was added since.
        if (_addresses.TryGetValue(function, out int known) && known < table.Length && ReferenceEquals(table.Get(known).Reference, function))
            return known;
        return table.TryGrow(1, Value.FromFunction(function), out int index) ? _addresses[function] = index : 0;
    }

    /// <summary>Puts a function into an entry, or nothing.</summary>
    public void Put(int index, Function? function) => table.Set(index, Value.FromFunction(function));

    private static TrapException Mismatch() => new(TrapCode.IndirectCallTypeMismatch, TrapSite.Unknown);

    private TDelegate Find<TDelegate>(int index)
        where TDelegate : Delegate =>
        At(index).Call as TDelegate ?? throw Mismatch();

    private Entry At(int index)
    {
        long bits = table.Range((uint)index, 1)[0];
        if ((uint)index < (uint)_entries.Length && _entries[index] is { Call: not null } entry && entry.Bits == bits)
            return entry;
        return Fill(index, bits);
    }

    private Entry Fill(int index, long bits)
    {
        Function function = FunctionAt(index);
        if (_entries.Length < table.Length)
            Array.Resize(ref _entries, table.Length);
        return _entries[index] = new Entry(bits, DelegateFor(function));
    }

    // Of functions whose parameters and results are i32; others are not called from here.
    private static Delegate DelegateFor(Function function)
    {
        foreach (Krait.Wasm.ValueType type in function.Type.Parameters)
        {
            if (type != Krait.Wasm.ValueType.I32)
                throw Mismatch();
        }

        bool answers = function.Type.Results is [{ } only] && only == Krait.Wasm.ValueType.I32;
        if (!answers && !function.Type.Results.IsEmpty)
            throw Mismatch();
        return (answers, function.Type.Parameters.Length) switch
        {
            (false, 0) => function.ToDelegate<Action>(),
            (false, 1) => function.ToDelegate<Action<int>>(),
            (false, 2) => function.ToDelegate<Action<int, int>>(),
            (false, 3) => function.ToDelegate<Action<int, int, int>>(),
            (false, 4) => function.ToDelegate<Action<int, int, int, int>>(),
            (true, 0) => function.ToDelegate<Func<int>>(),
            (true, 1) => function.ToDelegate<Func<int, int>>(),
            (true, 2) => function.ToDelegate<Func<int, int, int>>(),
            (true, 3) => function.ToDelegate<Func<int, int, int, int>>(),
            (true, 4) => function.ToDelegate<Func<int, int, int, int, int>>(),
            (true, 5) => function.ToDelegate<Func<int, int, int, int, int, int>>(),
            _ => throw Mismatch(),
        };
    }

    private readonly record struct Entry(long Bits, Delegate? Call);
}
