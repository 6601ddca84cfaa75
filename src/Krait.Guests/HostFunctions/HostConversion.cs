using System;
using System.Collections;
using System.Collections.Generic;
using System.Numerics;

namespace Krait.Guests;

// Values of Python come as null, bool, long, BigInteger, double, string and so on. A parameter may ask for less than that says:
// an int of 16 bits, an array of strings. What would lose something is refused; a bool is an int, and an int a float, as in Python.

/// <summary>Makes values of Python fit the types that the host asks for.</summary>
internal static class HostConversion
{
    /// <summary>Makes a value fit a type.</summary>
    /// <param name="value">As it came from Python.</param>
    /// <param name="type">What is asked for.</param>
    /// <param name="converted">The value of that type.</param>
    /// <param name="problem">What is wrong with a value whose type would do.</param>
    public static bool TryConvert(object? value, Type type, out object? converted, out string? problem)
    {
        problem = null;
        converted = value;
        if (type.IsInstanceOfType(value))
            return true;
        if (value is null)
            return Nullable.GetUnderlyingType(type) is not null;
        Type target = Nullable.GetUnderlyingType(type) ?? type;
        if (target.IsInstanceOfType(value))
            return true;
        if (IsWhole(target))
            return TryWhole(value, target, out converted, out problem);
        if (target == typeof(double) || target == typeof(float))
            return TryFloat(value, target, out converted, out problem);
        return TryCollection(value, target, out converted, out problem);
    }

    /// <summary>What Python calls values of a type.</summary>
    public static string NameOf(Type type)
    {
        Type target = Nullable.GetUnderlyingType(type) ?? type;
        if (target == typeof(bool))
            return "bool";
        if (IsWhole(target))
            return "int";
        if (target == typeof(double) || target == typeof(float))
            return "float";
        if (target == typeof(string))
            return "str";
        if (target == typeof(byte[]))
            return "bytes";
        if (target == typeof(object))
            return "object";
        if (target == typeof(PythonTuple))
            return "tuple";
        if (!IsDictionary(target))
            return NameOfItems(target);
        return target.IsGenericType ? $"dict[{NameOf(target.GetGenericArguments()[0])}, {NameOf(target.GetGenericArguments()[1])}]" : "dict";
    }

    /// <summary>What Python calls the type of a value.</summary>
    public static string NameOf(object? value) => value switch
    {
        null => "None",
        PythonRecord record => record.TypeName,
        PythonSet { IsFrozen: false } => "set",
        PythonSet => "frozenset",
        List<object?> => "list",
        _ => NameOf(value.GetType()),
    };

    private static string NameOfItems(Type type)
    {
        if (type.IsArray)
            return $"list[{NameOf(type.GetElementType()!)}]";
        if (!typeof(IEnumerable).IsAssignableFrom(type) || !type.IsGenericType)
            return type.Name;
        string kind = type.GetGenericTypeDefinition() is { } shape && (shape == typeof(HashSet<>) || shape == typeof(IReadOnlySet<>) || shape == typeof(ISet<>)) ? "set" : "list";
        return $"{kind}[{NameOf(type.GetGenericArguments()[0])}]";
    }

    private static bool IsWhole(Type type) =>
        type == typeof(long) || type == typeof(int) || type == typeof(short) || type == typeof(sbyte) || type == typeof(ulong) || type == typeof(uint)
        || type == typeof(ushort) || type == typeof(byte) || type == typeof(BigInteger);

    private static bool IsDictionary(Type type) =>
        type == typeof(PythonDictionary)
        || (type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(Dictionary<,>) || type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>)));

    private static bool TryWhole(object value, Type type, out object? converted, out string? problem)
    {
        converted = null;
        problem = null;
        BigInteger? whole = value switch
        {
            long number => number,
            BigInteger number => number,
            bool truth => truth ? 1 : 0,
            _ => null,
        };
        if (whole is not { } integer)
            return false;
        if (type == typeof(BigInteger))
        {
            converted = integer;
            return true;
        }

        try
        {
            // Unboxed conversions are checked; there are no others between these types.
            converted = type == typeof(ulong) ? (ulong)integer : Convert.ChangeType((long)integer, type, System.Globalization.CultureInfo.InvariantCulture);
            return true;
        }
        catch (OverflowException)
        {
            problem = $"is out of range of {type.Name}";
            return false;
        }
    }

    private static bool TryFloat(object value, Type type, out object? converted, out string? problem)
    {
        converted = null;
        problem = null;
        double? number = value switch
        {
            double real => real,
            long whole => whole,
            BigInteger whole => (double)whole,
            bool truth => truth ? 1 : 0,
            _ => null,
        };
        if (number is not { } result)
            return false;
        if (double.IsInfinity(result) && value is BigInteger)
        {
            problem = "is too large for a float";
            return false;
        }

        converted = type == typeof(float) ? (object)(float)result : result;
        return true;
    }

    private static bool TryCollection(object value, Type type, out object? converted, out string? problem)
    {
        converted = null;
        problem = null;
        if (value is PythonDictionary dictionary)
            return IsDictionary(type) && TryDictionary(dictionary, type.GetGenericArguments(), out converted, out problem);
        bool isSequence = value is List<object?> or PythonTuple;
        if (type.IsArray && isSequence)
            return TryItems((IReadOnlyCollection<object?>)value, type.GetElementType()!, out converted, out problem);
        if (!type.IsGenericType || type.GetGenericArguments() is not [{ } item])
            return false;
        Type shape = type.GetGenericTypeDefinition();
        bool isSet = shape == typeof(HashSet<>) || shape == typeof(IReadOnlySet<>) || shape == typeof(ISet<>);
        bool isList = shape == typeof(List<>) || shape == typeof(IReadOnlyList<>) || shape == typeof(IReadOnlyCollection<>) || shape == typeof(IEnumerable<>) || shape == typeof(IList<>);
        if (!(isSet ? value is PythonSet : isList && isSequence))
            return false;
        if (!TryItems((IReadOnlyCollection<object?>)value, item, out object? items, out problem))
            return false;
        converted = Activator.CreateInstance((isSet ? typeof(HashSet<>) : typeof(List<>)).MakeGenericType(item), items);
        return true;
    }

    private static bool TryItems(IReadOnlyCollection<object?> values, Type item, out object? array, out string? problem)
    {
        var items = Array.CreateInstance(item, values.Count);
        array = items;
        problem = null;
        int next = 0;
        foreach (object? value in values)
        {
            if (value is null && !item.IsValueType)
                next++;
            else if (TryConvert(value, item, out object? converted, out problem))
                items.SetValue(converted, next++);
            else
                return false;
        }

        return true;
    }

    private static bool TryDictionary(PythonDictionary values, Type[] types, out object? converted, out string? problem)
    {
        var result = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(types))!;
        converted = result;
        problem = null;
        foreach (KeyValuePair<object?, object?> pair in values)
        {
            if (pair.Key is null || !TryConvert(pair.Key, types[0], out object? key, out problem) || key is null)
                return false;
            object? value = null;
            if ((pair.Value is not null || types[1].IsValueType) && !TryConvert(pair.Value, types[1], out value, out problem))
                return false;
            result[key] = value;
        }

        return true;
    }
}
