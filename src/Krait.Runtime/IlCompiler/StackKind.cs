using System;
using ValueType = Krait.Wasm.ValueType;

namespace Krait.Runtime.IlCompiler;

/// <summary>The kinds of values that generated code distinguishes. References are 64-bit words.</summary>
internal enum StackKind : byte
{
    I32,
    I64,
    F32,
    F64,
}

/// <summary>Facts about <see cref="StackKind"/>.</summary>
internal static class StackKinds
{
    public const int Count = 4;

    private static readonly Type[] s_clrTypes = [typeof(int), typeof(long), typeof(float), typeof(double)];

    public static StackKind Of(ValueType type)
    {
        if (type == ValueType.I32)
            return StackKind.I32;
        if (type == ValueType.F32)
            return StackKind.F32;
        return type == ValueType.F64 ? StackKind.F64 : StackKind.I64;
    }

    public static Type ClrType(StackKind kind) => s_clrTypes[(int)kind];
}
