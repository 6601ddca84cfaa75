using System;
using System.Collections.Frozen;
using System.Collections.Generic;
using System.Globalization;
using System.Reflection;
using System.Reflection.Emit;
using Krait.Runtime.Store;
using Krait.Runtime.Thunks;
using Krait.Wasm;
using Module = Krait.Wasm.Module;

namespace Krait.Runtime.IlCompiler;

/// <summary>What stands in for functions that have no code yet, one of each for every signature; see <see cref="LazyCode"/>.</summary>
/// <param name="ForCalls">Tokens of the methods that calls from other units reach; those find the function's number in the context.</param>
/// <param name="ForRecords">Tokens of the methods that calls by reference reach; those get the record in place of a context.</param>
internal sealed record LazyStubs(FrozenDictionary<FunctionType, int> ForCalls, FrozenDictionary<FunctionType, int> ForRecords)
{
    // Not the name of a function: stubs are no frames of the guest.
    private const string Name = "lazy";

    /// <summary>Emits stubs for the signatures of a module.</summary>
    public static LazyStubs Define(TypeBuilder owner, Module module, ContextLayout layout)
    {
        Dictionary<FunctionType, int> calls = [];
        Dictionary<FunctionType, int> records = [];
        for (int function = module.ImportedFunctionCount; function < module.FunctionTypeIndices.Length; function++)
            Define(owner, calls, module.FunctionTypeOf(function), "call", EmitCall);
        foreach (int function in layout.RecordedFunctions)
            Define(owner, records, module.FunctionTypeOf(function), "record", EmitCallOfRecord);
        return new LazyStubs(calls.ToFrozenDictionary(), records.ToFrozenDictionary());
    }

    private static void Define(TypeBuilder owner, Dictionary<FunctionType, int> tokens, FunctionType type, string what, Action<ILGenerator, FunctionType> emit)
    {
        if (tokens.ContainsKey(type))
            return;
        MethodBuilder stub = owner.DefineMethod(
            string.Create(CultureInfo.InvariantCulture, $"{Name}_{what}{tokens.Count}"),
            MethodAttributes.Public | MethodAttributes.Static,
            ClrTypes.ReturnOf(type),
            ClrTypes.ParametersOf(type));
        emit(stub.GetILGenerator(), type);
        tokens.Add(type, stub.MetadataToken);
    }

    private static void EmitCall(ILGenerator il, FunctionType type)
    {
        short context = (short)type.Parameters.Length;
        for (short i = 0; i <= context; i++)
            il.Emit(OpCodes.Ldarg, i);
        il.Emit(OpCodes.Ldarg, context);
        il.Emit(OpCodes.Call, typeof(LazyCode).GetMethod(nameof(LazyCode.CodeOfCallee))!);
        EmitGoOn(il, type);
    }

    private static void EmitCallOfRecord(ILGenerator il, FunctionType type)
    {
        short record = (short)type.Parameters.Length;
        il.Emit(OpCodes.Ldarg, record);
        il.Emit(OpCodes.Call, typeof(LazyCode).GetMethod(nameof(LazyCode.CompleteCalled))!);
        for (short i = 0; i < record; i++)
            il.Emit(OpCodes.Ldarg, i);
        EmitField(il, record, nameof(FunctionRecord.Context));
        EmitField(il, record, nameof(FunctionRecord.Code));
        EmitGoOn(il, type);
    }

    // In the place of this frame, so that tail calls keep none.
    private static void EmitGoOn(ILGenerator il, FunctionType type)
    {
        il.Emit(OpCodes.Tailcall);
        il.EmitCalli(OpCodes.Calli, CallingConventions.Standard, ClrTypes.ReturnOf(type), ClrTypes.ParametersOf(type), null);
        il.Emit(OpCodes.Ret);
    }

    private static void EmitField(ILGenerator il, short record, string field)
    {
        il.Emit(OpCodes.Ldarg, record);
        il.Emit(OpCodes.Ldc_I4, ContextFields.OffsetOf<FunctionRecord>(field));
        il.Emit(OpCodes.Add);
        il.Emit(OpCodes.Ldind_I);
    }
}
