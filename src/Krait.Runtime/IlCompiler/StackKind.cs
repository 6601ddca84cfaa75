using System;
using System.Runtime.Intrinsics;
using ValueType = Krait.Wasm.ValueType;

namespace Krait.Runtime.IlCompiler;

/// <summary>The kinds of values that generated code distinguishes. References are 64-bit words.</summary>
internal enum StackKind : byte
{
    I32,
    I64,
    F32,
    F64,
    V128,
}

/// <summary>Facts about <see cref="StackKind"/>.</summary>
internal static class StackKinds
{
    public const int Count = 5;

    private static readonly Type[] s_clrTypes = [typeof(int), typeof(long), typeof(float), typeof(double), typeof(Vector128<byte>)];

    public static StackKind Of(ValueType type)
    {
        if (type == ValueType.I32)
            return StackKind.I32;
        if (type == ValueType.F32)
            return StackKind.F32;
        if (type == ValueType.F64)
            return StackKind.F64;
        return type == ValueType.V128 ? StackKind.V128 : StackKind.I64;
    }

    public static Type ClrType(StackKind kind) => s_clrTypes[(int)kind];
}
