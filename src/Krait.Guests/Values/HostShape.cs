using System;
using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Krait.Guests;

/// <summary>What a value of the host becomes in Python.</summary>
internal enum HostShape
{
    /// <summary>It does not cross.</summary>
    None,
    Int,
    BigInt,
    Float,
    Text,
    Complex,
    Bytes,
    Time,
    Handle,
    Function,
    Record,
    Tuple,
    Dict,
    Set,
    List,
}

/// <summary>Finds the shapes of types, each once.</summary>
internal static class HostShapes
{
    /// <summary>What crosses into every interpreter, for messages.</summary>
    public const string Crossing = "null, bool, numbers, strings, bytes, lists, tuples, dictionaries, sets, delegates";

    private static readonly ConcurrentDictionary<Type, HostShape> s_shapes = new();

    public static HostShape Of(object value) => s_shapes.GetOrAdd(value.GetType(), Find);

    /// <summary>A whole number of a type that fits into 64 bits with sign.</summary>
    public static long ToLong(object value) => value switch
    {
        sbyte number => number,
        byte number => number,
        short number => number,
        ushort number => number,
        uint number => number,
        nint number => number,
        int number => number,
        _ => (long)value,
    };

    public static BigInteger ToBigInteger(object value) => value switch
    {
        ulong number => number,
        nuint number => number,
        Int128 number => number,
        UInt128 number => number,
        _ => (BigInteger)value,
    };

    public static double ToDouble(object value) => value switch
    {
        float number => number,
        Half number => (double)number,
        _ => (double)value,
    };

    public static string ToText(object value) => value as string ?? ((char)value).ToString();

    public static ReadOnlyMemory<byte> ToBytes(object value) => value switch
    {
        byte[] bytes => bytes,
        Memory<byte> bytes => bytes,
        ArraySegment<byte> bytes => bytes,
        _ => (ReadOnlyMemory<byte>)value,
    };

    /// <summary>What has the shape of a list or set, item by item.</summary>
    /// <exception cref="ArgumentException">It cannot be gone through.</exception>
    public static IReadOnlyCollection<object?> ToItems(object value) =>
        value as IReadOnlyCollection<object?> ?? Whole(value, static value => ((IEnumerable)value).Cast<object?>().ToArray());

    /// <summary>Keys and values of what has the shape of a dict.</summary>
    /// <exception cref="ArgumentException">It cannot be gone through.</exception>
    public static IReadOnlyCollection<KeyValuePair<object?, object?>> ToPairs(object value) => value switch
    {
        PythonDictionary dictionary => dictionary,
        IDictionary dictionary => Whole(dictionary, static dictionary => Entries(dictionary).ToArray()),
        _ => Whole((IReadOnlyDictionary<string, object?>)value, static pairs => pairs.Select(static pair => new KeyValuePair<object?, object?>(pair.Key, pair.Value)).ToArray()),
    };

    public static ArgumentException Refused(object value) => new($"a {value.GetType()} does not cross into a sandbox; {Crossing}, dates and times do");

    private static HostShape Find(Type type)
    {
        if (type == typeof(long) || type == typeof(int) || type == typeof(short) || type == typeof(sbyte) || type == typeof(byte) || type == typeof(ushort) || type == typeof(uint) || type == typeof(nint))
            return HostShape.Int;
        if (type == typeof(BigInteger) || type == typeof(ulong) || type == typeof(nuint) || type == typeof(Int128) || type == typeof(UInt128))
            return HostShape.BigInt;
        if (type == typeof(double) || type == typeof(float) || type == typeof(Half))
            return HostShape.Float;
        if (type == typeof(string) || type == typeof(char))
            return HostShape.Text;
        if (type == typeof(Complex))
            return HostShape.Complex;
        if (type == typeof(byte[]) || type == typeof(ReadOnlyMemory<byte>) || type == typeof(Memory<byte>) || type == typeof(ArraySegment<byte>))
            return HostShape.Bytes;
        if (type == typeof(DateTime) || type == typeof(DateTimeOffset) || type == typeof(DateOnly) || type == typeof(TimeOnly) || type == typeof(TimeSpan))
            return HostShape.Time;
        return FindContainer(type);
    }

    private static IEnumerable<KeyValuePair<object?, object?>> Entries(IDictionary dictionary)
    {
        IDictionaryEnumerator entries = dictionary.GetEnumerator();
        while (entries.MoveNext())
            yield return new(entries.Key, entries.Value);
    }

    // A collection that changes or fails on the way is the caller's mistake and nothing that the guest has to do with.
    private static TItems Whole<TValue, TItems>(TValue value, Func<TValue, TItems> copy)
        where TValue : notnull
    {
        try
        {
            return copy(value);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            throw new ArgumentException($"a {value.GetType()} could not be gone through: {exception.Message}", exception);
        }
    }

    private static HostShape FindContainer(Type type)
    {
        if (type == typeof(PythonObject))
            return HostShape.Handle;
        if (typeof(Delegate).IsAssignableFrom(type))
            return HostShape.Function;
        if (type == typeof(PythonRecord))
            return HostShape.Record;
        if (typeof(ITuple).IsAssignableFrom(type))
            return HostShape.Tuple;
        if (type == typeof(PythonDictionary) || typeof(IDictionary).IsAssignableFrom(type) || typeof(IReadOnlyDictionary<string, object?>).IsAssignableFrom(type))
            return HostShape.Dict;
        if (type == typeof(PythonSet) || type.GetInterfaces().Any(IsSet))
            return HostShape.Set;
        return typeof(IEnumerable).IsAssignableFrom(type) ? HostShape.List : HostShape.None;
    }

    private static bool IsSet(Type type) =>
        type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(ISet<>) || type.GetGenericTypeDefinition() == typeof(IReadOnlySet<>));
}
