using System;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Krait.Runtime.Thunks;

namespace Krait.Runtime.Interpreter;

// The comparisons of types are decided when code is made for a type, so that a number costs one move.

/// <summary>Reads the arguments of a call as .NET values, and writes results.</summary>
/// <param name="block">The host block of a call from the guest.</param>
/// <param name="words">The arguments.</param>
internal unsafe ref struct GuestWords(nint block, long* words)
{
    private long* _next = words;

    /// <summary>The next argument; a <see cref="Caller"/> or <see cref="Instance"/> takes no word.</summary>
    public T Take<T>()
    {
        if (typeof(T) == typeof(Caller))
        {
            Caller caller = HostCalls.Caller(block);
            return Unsafe.As<Caller, T>(ref caller);
        }

        if (typeof(T) == typeof(Instance))
            return (T)(object)HostCalls.Instance(block);
        T value = Read<T>(_next);
        _next += WordsOf(typeof(T));
        return value;
    }

    /// <summary>The next argument, boxed.</summary>
    public object Take(Type type)
    {
        if (type == typeof(Caller))
            return HostCalls.Caller(block);
        if (type == typeof(Instance))
            return HostCalls.Instance(block);
        object value = Read(type, _next);
        _next += WordsOf(type);
        return value;
    }

    public static int WordsOf(Type type) => type == typeof(Vector128<byte>) ? 2 : 1;

    /// <summary>Writes a value and gives the place after it.</summary>
    public static long* Put<T>(long* words, T value)
    {
        if (typeof(T) == typeof(int) || typeof(T) == typeof(uint) || typeof(T) == typeof(float))
            *words = Unsafe.As<T, uint>(ref value);
        else if (typeof(T) == typeof(long) || typeof(T) == typeof(ulong) || typeof(T) == typeof(double))
            *words = Unsafe.As<T, long>(ref value);
        else if (typeof(T) == typeof(bool))
            *words = Unsafe.As<T, bool>(ref value) ? 1 : 0;
        else
            return PutBoxed(words, value!);
        return words + 1;
    }

    /// <summary>Writes a boxed value, or the items of a tuple, and gives the place after it.</summary>
    public static long* PutBoxed(long* words, object value)
    {
        switch (value)
        {
            case int number: return Put(words, number);
            case uint number: return Put(words, number);
            case long number: return Put(words, number);
            case ulong number: return Put(words, number);
            case float number: return Put(words, number);
            case double number: return Put(words, number);
            case bool flag: return Put(words, flag);
            case Vector128<byte> vector:
                *(Vector128<byte>*)words = vector;
                return words + 2;
            case ITuple tuple:
                for (int i = 0; i < tuple.Length; i++)
                    words = PutBoxed(words, tuple[i]!);
                return words;
            default:
                throw new ArgumentException($"{value.GetType()} has no guest type");
        }
    }

    /// <summary>The results of a call as one value: a number, or a tuple of them.</summary>
    public static T Result<T>(long* words) => ClrTypes.IsTuple(typeof(T)) ? (T)Result(typeof(T), words) : Read<T>(words);

    /// <summary>The results of a call as one boxed value: a number, or a tuple of them.</summary>
    public static object Result(Type type, long* words)
    {
        if (!ClrTypes.IsTuple(type))
            return Read(type, words);
        Type[] items = type.GetGenericArguments();
        object[] values = new object[items.Length];
        for (int i = 0; i < items.Length; i++)
        {
            values[i] = Read(items[i], words);
            words += WordsOf(items[i]);
        }

        return Activator.CreateInstance(type, values)!;
    }

    private static T Read<T>(long* words)
    {
        if (typeof(T) != typeof(bool))
            return Unsafe.ReadUnaligned<T>(words);
        bool flag = (int)*words != 0;
        return Unsafe.As<bool, T>(ref flag);
    }

    private static object Read(Type type, long* words) => Type.GetTypeCode(type) switch
    {
        TypeCode.Int32 => Read<int>(words),
        TypeCode.UInt32 => Read<uint>(words),
        TypeCode.Int64 => Read<long>(words),
        TypeCode.UInt64 => Read<ulong>(words),
        TypeCode.Single => Read<float>(words),
        TypeCode.Double => Read<double>(words),
        TypeCode.Boolean => Read<bool>(words),
        _ => Read<Vector128<byte>>(words),
    };
}
