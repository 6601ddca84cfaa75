using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Runtime.Intrinsics;
using Krait.Wasm;
using ValueType = Krait.Wasm.ValueType;

namespace Krait.Runtime.Thunks;

/// <summary>Which .NET types stand for which guest types.</summary>
internal static class ClrTypes
{
    private static readonly Dictionary<Type, ValueType> s_guestTypes = new()
    {
        [typeof(int)] = ValueType.I32,
        [typeof(uint)] = ValueType.I32,
        [typeof(bool)] = ValueType.I32,
        [typeof(long)] = ValueType.I64,
        [typeof(ulong)] = ValueType.I64,
        [typeof(float)] = ValueType.F32,
        [typeof(double)] = ValueType.F64,
        [typeof(Vector128<byte>)] = ValueType.V128,
    };

    /// <summary>The type that compiled code uses for a guest value. References are words.</summary>
    public static Type Of(ValueType type)
    {
        if (type == ValueType.I32)
            return typeof(int);
        if (type == ValueType.I64)
            return typeof(long);
        if (type == ValueType.F32)
            return typeof(float);
        if (type == ValueType.F64)
            return typeof(double);
        return type == ValueType.V128 ? typeof(Vector128<byte>) : typeof(long);
    }

    /// <summary>What a compiled function returns directly: its first result.</summary>
    public static Type ReturnOf(FunctionType type) => type.Results.Length == 0 ? typeof(void) : Of(type.Results[0]);

    /// <summary>Parameters of a compiled function: the guest's, then the context.</summary>
    public static Type[] ParametersOf(FunctionType type)
    {
        Type[] types = new Type[type.Parameters.Length + 1];
        for (int i = 0; i < type.Parameters.Length; i++)
            types[i] = Of(type.Parameters[i]);
        types[^1] = typeof(nint);
        return types;
    }

    /// <summary>The guest type of a .NET signature.</summary>
    /// <exception cref="ArgumentException">A type has no guest counterpart.</exception>
    public static FunctionType Signature(IEnumerable<Type> parameters, Type result) =>
        new(parameters.Select(GuestTypeOf).ToImmutableArray(), ResultsOf(result));

    private static ImmutableArray<ValueType> ResultsOf(Type result)
    {
        if (result == typeof(void))
            return [];
        return IsTuple(result) ? result.GetGenericArguments().Select(GuestTypeOf).ToImmutableArray() : [GuestTypeOf(result)];
    }

    /// <summary>Whether a result type is a value tuple of up to seven items.</summary>
    public static bool IsTuple(Type type) =>
        type.IsGenericType && type.FullName!.StartsWith("System.ValueTuple`", StringComparison.Ordinal) && type.GetGenericArguments().Length < 8;

    private static ValueType GuestTypeOf(Type type) => s_guestTypes.TryGetValue(type, out ValueType guest)
        ? guest
        : throw new ArgumentException($"{type} has no guest type; use int, long, float, double, their unsigned forms, bool or Vector128<byte>");
}
