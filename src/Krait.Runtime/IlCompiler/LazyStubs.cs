using System.Collections.Generic;
using System.Globalization;
using System.Reflection;
using System.Reflection.Emit;
using Krait.Runtime.Store;
using Krait.Runtime.Thunks;
using Krait.Wasm;
using Module = Krait.Wasm.Module;

namespace Krait.Runtime.IlCompiler;

/// <summary>What stands in the records of functions that have no code yet; see <see cref="LazyCode"/>.</summary>
internal static class LazyStubs
{
    // Not the name of a function: stubs are no frames of the guest.
    private const string Name = "lazy";

    /// <summary>Emits a stub for every signature of a function that has a record.</summary>
    /// <returns>The metadata token of each.</returns>
    public static Dictionary<FunctionType, int> Define(TypeBuilder owner, Module module, ContextLayout layout)
    {
        Dictionary<FunctionType, int> tokens = [];
        foreach (int function in layout.RecordedFunctions)
        {
            FunctionType type = module.FunctionTypeOf(function);
            if (tokens.ContainsKey(type))
                continue;
            MethodBuilder stub = owner.DefineMethod(
                Name + tokens.Count.ToString(CultureInfo.InvariantCulture),
                MethodAttributes.Public | MethodAttributes.Static,
                ClrTypes.ReturnOf(type),
                ClrTypes.ParametersOf(type));
            Emit(stub.GetILGenerator(), type);
            tokens.Add(type, stub.MetadataToken);
        }

        return tokens;
    }

    // The last argument is the record. In the place of this frame, so that tail calls keep none.
    private static void Emit(ILGenerator il, FunctionType type)
    {
        short record = (short)type.Parameters.Length;
        il.Emit(OpCodes.Ldarg, record);
        il.Emit(OpCodes.Call, typeof(LazyCode).GetMethod(nameof(LazyCode.Complete))!);
        for (short i = 0; i < record; i++)
            il.Emit(OpCodes.Ldarg, i);
        EmitField(il, record, nameof(FunctionRecord.Context));
        EmitField(il, record, nameof(FunctionRecord.Code));
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
