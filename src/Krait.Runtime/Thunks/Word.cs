using System;
using System.Reflection.Emit;
using Krait.Runtime.IlCompiler;
using ValueType = Krait.Wasm.ValueType;

namespace Krait.Runtime.Thunks;

/// <summary>Emits loads and stores of guest values in arrays of 64-bit words.</summary>
internal static class Word
{
    /// <summary>Pushes the address of a word.</summary>
    public static void Address(ILGenerator il, Action pushStart, int index)
    {
        pushStart();
        if (index == 0)
            return;
        il.Emit(OpCodes.Ldc_I4, index * sizeof(long));
        il.Emit(OpCodes.Add);
    }

    /// <summary>Pushes the address of a scratch word of a context or host block; both begin with the scratch pointer.</summary>
    public static void Scratch(ILGenerator il, Action pushContext, int index)
    {
        pushContext();
        il.Emit(OpCodes.Ldind_I);
        Address(il, static () => { }, index);
    }

    /// <summary>Replaces an address by the value there.</summary>
    public static void Load(ILGenerator il, ValueType type)
    {
        if (type == ValueType.V128)
            MemoryAccess.EmitVectorLoad(il);
        else
            il.Emit(LoadCode(type));
    }

    /// <summary>Takes a value and an address below it; 32-bit integers are stored zero-extended.</summary>
    public static void Store(ILGenerator il, ValueType type)
    {
        if (type == ValueType.V128)
        {
            MemoryAccess.EmitVectorStore(il);
            return;
        }

        if (type == ValueType.I32)
            il.Emit(OpCodes.Conv_U8);
        il.Emit(type == ValueType.F32 ? OpCodes.Stind_R4 : type == ValueType.F64 ? OpCodes.Stind_R8 : OpCodes.Stind_I8);
    }

    private static OpCode LoadCode(ValueType type)
    {
        if (type == ValueType.I32)
            return OpCodes.Ldind_I4;
        if (type == ValueType.F32)
            return OpCodes.Ldind_R4;
        return type == ValueType.F64 ? OpCodes.Ldind_R8 : OpCodes.Ldind_I8;
    }
}
