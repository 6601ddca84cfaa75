using System;
using Krait.Runtime.Store;
using Krait.Wasm;

namespace Krait.Runtime;

/// <summary>A global variable of a guest, or one that the host made for guests to import.</summary>
/// <remarks>Only the thread that runs the instance may touch it.</remarks>
public sealed unsafe class Global
{
    private readonly NativeWords? _ownCell;
    private readonly Instance? _owner;
    private readonly long* _cell;

    /// <summary>Makes a global that instances can import. Holds numbers and vectors only.</summary>
    /// <param name="type">Its type and whether guests may change it.</param>
    /// <param name="value">Its first value, of the same type.</param>
    /// <exception cref="ArgumentException">The value has another type, or the type is a reference.</exception>
    public Global(GlobalType type, Value value)
    {
        ArgumentNullException.ThrowIfNull(type);
        if (type.Value.IsReference || type.Value != value.Type)
            throw new ArgumentException($"a global of {type.Value} needs a number or vector of that type, not {value.Type}", nameof(value));
        Type = type;
        _ownCell = new NativeWords(WordCounts.Of(type.Value));
        _cell = _ownCell.Items;
        References.Store(type.Value, value, _cell, store: null);
    }

    /// <summary>A global of any type, with a cell of its own that holds zeros.</summary>
    internal Global(GlobalType type)
    {
        Type = type;
        _ownCell = new NativeWords(WordCounts.Of(type.Value));
        _cell = _ownCell.Items;
    }

    internal Global(GlobalType type, Instance owner, long* cell)
    {
        Type = type;
        _owner = owner;
        _cell = cell;
    }

    /// <summary>Its type and whether it may change.</summary>
    public GlobalType Type { get; }

    internal GuestStore? Store { get; set; }

    internal long* Address => _cell;

    /// <summary>The value at this moment.</summary>
    public Value GetValue()
    {
        CheckAlive();
        return References.Load(Type.Value, _cell, Store);
    }

    /// <summary>Changes the value.</summary>
    /// <exception cref="InvalidOperationException">The global is a constant.</exception>
    /// <exception cref="ArgumentException">The value has another type.</exception>
    public void SetValue(Value value)
    {
        CheckAlive();
        if (Type.Mutability != Mutability.Variable)
            throw new InvalidOperationException("the global is a constant");
        References.Store(Type.Value, value, _cell, Store);
    }

    private void CheckAlive() => ObjectDisposedException.ThrowIf(_owner is { IsFreed: true }, this);
}
