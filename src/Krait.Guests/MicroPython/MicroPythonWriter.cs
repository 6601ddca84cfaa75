using System;
using System.Collections.Generic;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Krait.Guests.MicroPython;

// Values go onto the stack of the prelude, many in one call: numbers and text as they are, and for a list the items, the mark,
// the kind "list" and how many they are.

/// <summary>Makes MicroPython's values from the host's.</summary>
internal sealed class MicroPythonWriter(MicroPythonProxy proxy, MicroPythonGuest guest, int maximumDepth)
{
    // The guest has room for them on its stack.
    private const int MaximumArguments = 128;

    private readonly List<ProxyValue> _pending = [];

    private ProxyValue Mark => ProxyValue.Object(proxy[MicroPythonHelper.Mark]);

    /// <summary>Puts values onto the stack.</summary>
    /// <exception cref="ArgumentException">A value of a type that does not cross, too deep, or within itself.</exception>
    /// <exception cref="PythonException"><c>MemoryError</c>.</exception>
    public void Push(params IEnumerable<object?> values)
    {
        bool isDone = false;
        try
        {
            var path = new HostPath(maximumDepth);
            foreach (object? value in values)
                Add(value, path);
            Flush();
            isDone = true;
        }
        finally
        {
            if (!isDone)
                Forget();
        }
    }

    /// <summary>Puts a function of the host onto the stack.</summary>
    public void PushFunction(int number)
    {
        AddMade(MicroPythonKind.Function, number);
        Flush();
    }

    // What is on the stack is only half of something.
    private void Forget()
    {
        foreach (ProxyValue value in _pending)
        {
            if (value.IsText)
                proxy.Free(value.Second);
        }

        _pending.Clear();
        proxy.Call(MicroPythonHelper.Clear);
    }

    private void Add(object? value, HostPath path)
    {
        switch (value)
        {
            case null:
                Add(ProxyValue.None);
                break;
            case bool truth:
                Add(ProxyValue.Bool(truth));
                break;
            case string text:
                Add(proxy.Text(text));
                break;
            default:
                AddOther(value, path);
                break;
        }
    }

    private void AddOther(object value, HostPath path)
    {
        switch (HostShapes.Of(value))
        {
            case HostShape.Int:
                AddInt(HostShapes.ToLong(value));
                break;
            case HostShape.BigInt:
                AddInt(HostShapes.ToBigInteger(value));
                break;
            case HostShape.Float:
                Add(ProxyValue.Float(HostShapes.ToDouble(value)));
                break;
            case HostShape.Text:
                Add(proxy.Text(HostShapes.ToText(value)));
                break;
            case HostShape.Bytes:
                Add(proxy.Text(Convert.ToHexString(HostShapes.ToBytes(value).Span)));
                AddMade(MicroPythonKind.Bytes, 1);
                break;
            case HostShape.Handle:
                Add(ProxyValue.Object(((PythonObject)value).HandleIn(guest)));
                AddMade(MicroPythonKind.Held, 1);
                break;
            case HostShape.Function:
                AddMade(MicroPythonKind.Function, guest.NumberOf((Delegate)value, null));
                break;
            case HostShape.Dict or HostShape.Set or HostShape.Tuple or HostShape.List:
                AddContainer(value, path);
                break;
            default:
                throw new ArgumentException($"a {value.GetType()} does not cross into MicroPython; {HostShapes.Crossing} do");
        }
    }

    private void AddInt(BigInteger value)
    {
        if (value >= int.MinValue && value <= int.MaxValue)
        {
            Add(ProxyValue.Int((int)value));
            return;
        }

        string digits = BigInteger.Abs(value).ToString("X", CultureInfo.InvariantCulture);
        Add(proxy.Text(value.Sign < 0 ? "-" + digits : digits));
        AddMade(MicroPythonKind.Int, 1);
    }

    private void AddContainer(object value, HostPath path)
    {
        path.Enter(value);
        switch (HostShapes.Of(value))
        {
            case HostShape.Dict:
                IReadOnlyCollection<KeyValuePair<object?, object?>> pairs = HostShapes.ToPairs(value);
                foreach (KeyValuePair<object?, object?> pair in pairs)
                {
                    Add(pair.Key, path);
                    Add(pair.Value, path);
                }

                AddMade(MicroPythonKind.Dict, pairs.Count);
                break;
            case HostShape.Tuple:
                var tuple = (ITuple)value;
                for (int i = 0; i < tuple.Length; i++)
                    Add(tuple[i], path);
                AddMade(MicroPythonKind.Tuple, tuple.Length);
                break;
            default:
                IReadOnlyCollection<object?> items = HostShapes.ToItems(value);
                foreach (object? item in items)
                    Add(item, path);
                AddMade(value is PythonSet { IsFrozen: true } ? MicroPythonKind.FrozenSet : HostShapes.Of(value) == HostShape.Set ? MicroPythonKind.Set : MicroPythonKind.List, items.Count);
                break;
        }

        path.Leave();
    }

    // The mark and what follows it come in one call.
    private void AddMade(MicroPythonKind kind, int count)
    {
        if (MaximumArguments - _pending.Count < 3)
            Flush();
        _pending.Add(Mark);
        _pending.Add(ProxyValue.Int((int)kind));
        _pending.Add(ProxyValue.Int(count));
    }

    private void Add(ProxyValue value)
    {
        if (_pending.Count >= MaximumArguments)
            Flush();
        _pending.Add(value);
    }

    // The guest takes texts over.
    private void Flush()
    {
        if (_pending.Count == 0)
            return;
        ProxyValue[] values = [.. _pending];
        _pending.Clear();
        proxy.Call(MicroPythonHelper.Build, values);
    }
}
