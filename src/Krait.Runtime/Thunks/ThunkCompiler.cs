using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Reflection;
using System.Reflection.Emit;
using Krait.Runtime.Store;
using Krait.Wasm;
using ValueType = Krait.Wasm.ValueType;

namespace Krait.Runtime.Thunks;

// The small pieces of code between host and guest, one per signature, made on first use and kept by the engine:
//   host thunk      guest arguments, host block -> delegate call      (guest calls host)
//   typed call      delegate arguments -> guest call in a scope       (host calls guest, statically typed)
//   untyped call    array of words -> guest call                      (host calls guest, by Value)
// A guest function's second and further results travel through the scratch words of the callee's context.

/// <summary>Makes and caches the code between host and guest.</summary>
internal sealed class ThunkCompiler
{
    private readonly ConcurrentDictionary<Type, (FunctionType Type, MethodInfo Method)> _hostThunks = new();
    private readonly ConcurrentDictionary<FunctionType, MethodInfo> _untypedHostThunks = new();
    private readonly ConcurrentDictionary<Type, (FunctionType Type, DynamicMethod Method)> _typedCalls = new();
    private readonly ConcurrentDictionary<FunctionType, UntypedCall> _untypedCalls = new();

    public HostFunction HostFunctionFor(Delegate target)
    {
        (FunctionType type, MethodInfo method) = _hostThunks.GetOrAdd(target.GetType(), EmitHostThunk);
        return new HostFunction(type, target, method.MethodHandle.GetFunctionPointer(), method);
    }

    public HostFunction HostFunctionFor(FunctionType type, HostCallback callback)
    {
        MethodInfo method = _untypedHostThunks.GetOrAdd(type, EmitUntypedHostThunk);
        return new HostFunction(type, new UntypedHostFunction(type, callback), method.MethodHandle.GetFunctionPointer(), method);
    }

    /// <summary>The code behind a typed delegate; its first parameter is the <see cref="Function"/>.</summary>
    /// <exception cref="ArgumentException">The delegate's signature is not the function's.</exception>
    public DynamicMethod TypedCallFor(Type delegateType, FunctionType expected, string functionName)
    {
        (FunctionType type, DynamicMethod method) = _typedCalls.GetOrAdd(delegateType, EmitTypedCall);
        if (!type.Equals(expected))
            throw new ArgumentException($"{functionName} has type {expected}, the delegate {type}");
        return method;
    }

    public UntypedCall UntypedCallFor(FunctionType type) => _untypedCalls.GetOrAdd(type, EmitUntypedCall);

    private static (FunctionType Type, MethodInfo Method) EmitHostThunk(Type delegateType)
    {
        MethodInfo invoke = delegateType.GetMethod("Invoke")!;
        Type[] parameters = invoke.GetParameters().Select(parameter => parameter.ParameterType).ToArray();
        MethodInfo? leading = parameters.FirstOrDefault() switch
        {
            Type first when first == typeof(Caller) => HostCall(nameof(HostCalls.Caller)),
            Type first when first == typeof(Instance) => HostCall(nameof(HostCalls.Instance)),
            _ => null,
        };
        FunctionType type = ClrTypes.Signature(leading is null ? parameters : parameters.Skip(1), invoke.ReturnType);
        Type visible = delegateType.IsVisible ? delegateType : typeof(Delegate);
        if (visible != delegateType)
            throw new ArgumentException($"{delegateType} is not public; use Func, Action or a public delegate type");

        TypeBuilder owner = DynamicCode.DefineClass("HostThunk");
        ILGenerator il = DefineMethod(owner, ClrTypes.ReturnOf(type), ClrTypes.ParametersOf(type));
        short block = (short)type.Parameters.Length;
        il.Emit(OpCodes.Ldarg, block);
        il.Emit(OpCodes.Call, HostCall(nameof(HostCalls.Target)).MakeGenericMethod(delegateType));
        if (leading is not null)
        {
            il.Emit(OpCodes.Ldarg, block);
            il.Emit(OpCodes.Call, leading);
        }

        for (short i = 0; i < type.Parameters.Length; i++)
            il.Emit(OpCodes.Ldarg, i);
        il.Emit(OpCodes.Callvirt, invoke);
        if (ClrTypes.IsTuple(invoke.ReturnType))
            ScatterTuple(il, invoke.ReturnType, type, block);
        il.Emit(OpCodes.Ret);
        return (type, owner.CreateType().GetMethod("Thunk")!);
    }

    private static MethodInfo EmitUntypedHostThunk(FunctionType type)
    {
        TypeBuilder owner = DynamicCode.DefineClass("HostThunk");
        ILGenerator il = DefineMethod(owner, ClrTypes.ReturnOf(type), ClrTypes.ParametersOf(type));
        short block = (short)type.Parameters.Length;
        LocalBuilder slots = il.DeclareLocal(typeof(nint));
        il.Emit(OpCodes.Ldc_I4, sizeof(long) * (1 + Math.Max(WordCounts.Of(type.Parameters), WordCounts.Of(type.Results))));
        il.Emit(OpCodes.Conv_U);
        il.Emit(OpCodes.Localloc);
        il.Emit(OpCodes.Stloc, slots);
        int word = 0;
        for (short i = 0; i < type.Parameters.Length; i++)
        {
            Word.Address(il, () => il.Emit(OpCodes.Ldloc, slots), word);
            il.Emit(OpCodes.Ldarg, i);
            Word.Store(il, type.Parameters[i]);
            word += WordCounts.Of(type.Parameters[i]);
        }

        il.Emit(OpCodes.Ldarg, block);
        il.Emit(OpCodes.Ldloc, slots);
        il.Emit(OpCodes.Call, HostCall(nameof(HostCalls.Untyped)));
        int scratch = 0;
        for (int i = 1; i < type.Results.Length; i++)
        {
            Word.Scratch(il, () => il.Emit(OpCodes.Ldarg, block), scratch);
            Word.Address(il, () => il.Emit(OpCodes.Ldloc, slots), WordCounts.Of(type.Results[0]) + scratch);
            Word.Load(il, type.Results[i]);
            Word.Store(il, type.Results[i]);
            scratch += WordCounts.Of(type.Results[i]);
        }

        if (type.Results.Length > 0)
        {
            il.Emit(OpCodes.Ldloc, slots);
            Word.Load(il, type.Results[0]);
        }

        il.Emit(OpCodes.Ret);
        return owner.CreateType().GetMethod("Thunk")!;
    }

    private static (FunctionType Type, DynamicMethod Method) EmitTypedCall(Type delegateType)
    {
        MethodInfo invoke = delegateType.GetMethod("Invoke")!;
        Type[] parameters = invoke.GetParameters().Select(parameter => parameter.ParameterType).ToArray();
        FunctionType type = ClrTypes.Signature(parameters, invoke.ReturnType);
        Type[] withFunction = [typeof(Function), .. parameters];
        DynamicMethod method = new("KraitCall", invoke.ReturnType, withFunction, typeof(Engine).Module, skipVisibility: true);
        ILGenerator il = method.GetILGenerator();
        LocalBuilder? result = invoke.ReturnType == typeof(void) ? null : il.DeclareLocal(invoke.ReturnType);
        LocalBuilder record = il.DeclareLocal(typeof(nint));
        EmitFunctionCall(il, nameof(Function.EnterCall));
        il.BeginExceptionBlock();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Call, typeof(Function).GetProperty(nameof(Function.Record), BindingFlags.Instance | BindingFlags.NonPublic)!.GetMethod!);
        il.Emit(OpCodes.Stloc, record);
        for (short i = 1; i <= parameters.Length; i++)
            il.Emit(OpCodes.Ldarg, i);
        Word.Address(il, () => il.Emit(OpCodes.Ldloc, record), 1);
        il.Emit(OpCodes.Ldind_I);
        il.Emit(OpCodes.Ldloc, record);
        il.Emit(OpCodes.Ldind_I);
        il.EmitCalli(OpCodes.Calli, CallingConventions.Standard, ClrTypes.ReturnOf(type), ClrTypes.ParametersOf(type), null);
        if (ClrTypes.IsTuple(invoke.ReturnType))
            GatherTuple(il, invoke.ReturnType, type, record);
        if (result is not null)
            il.Emit(OpCodes.Stloc, result);
        il.BeginFinallyBlock();
        EmitFunctionCall(il, nameof(Function.LeaveCall));
        il.EndExceptionBlock();
        if (result is not null)
            il.Emit(OpCodes.Ldloc, result);
        il.Emit(OpCodes.Ret);
        return (type, method);
    }

    private static UntypedCall EmitUntypedCall(FunctionType type)
    {
        DynamicMethod method = new(
            "KraitCallUntyped", typeof(void), [typeof(nint), typeof(nint), typeof(long*), typeof(long*)], typeof(Engine).Module, skipVisibility: true);
        ILGenerator il = method.GetILGenerator();
        int word = 0;
        foreach (ValueType parameter in type.Parameters)
        {
            Word.Address(il, () => il.Emit(OpCodes.Ldarg_2), word);
            Word.Load(il, parameter);
            word += WordCounts.Of(parameter);
        }

        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Ldarg_0);
        il.EmitCalli(OpCodes.Calli, CallingConventions.Standard, ClrTypes.ReturnOf(type), ClrTypes.ParametersOf(type), null);
        if (type.Results.Length > 0)
        {
            LocalBuilder first = il.DeclareLocal(ClrTypes.Of(type.Results[0]));
            il.Emit(OpCodes.Stloc, first);
            il.Emit(OpCodes.Ldarg_3);
            il.Emit(OpCodes.Ldloc, first);
            Word.Store(il, type.Results[0]);
        }

        int scratch = 0;
        for (int i = 1; i < type.Results.Length; i++)
        {
            Word.Address(il, () => il.Emit(OpCodes.Ldarg_3), WordCounts.Of(type.Results[0]) + scratch);
            Word.Scratch(il, () => il.Emit(OpCodes.Ldarg_1), scratch);
            Word.Load(il, type.Results[i]);
            Word.Store(il, type.Results[i]);
            scratch += WordCounts.Of(type.Results[i]);
        }

        il.Emit(OpCodes.Ret);
        return method.CreateDelegate<UntypedCall>();
    }

    // A tuple on the IL stack becomes the first item there and the others in the block's scratch words.
    private static void ScatterTuple(ILGenerator il, Type tuple, FunctionType type, short block)
    {
        LocalBuilder local = il.DeclareLocal(tuple);
        il.Emit(OpCodes.Stloc, local);
        int scratch = 0;
        for (int i = 1; i < type.Results.Length; i++)
        {
            Word.Scratch(il, () => il.Emit(OpCodes.Ldarg, block), scratch);
            il.Emit(OpCodes.Ldloc, local);
            il.Emit(OpCodes.Ldfld, tuple.GetField("Item" + (i + 1))!);
            Word.Store(il, type.Results[i]);
            scratch += WordCounts.Of(type.Results[i]);
        }

        il.Emit(OpCodes.Ldloc, local);
        il.Emit(OpCodes.Ldfld, tuple.GetField("Item1")!);
    }

    // The first result on the IL stack and the others in the callee's scratch words become a tuple.
    private static void GatherTuple(ILGenerator il, Type tuple, FunctionType type, LocalBuilder record)
    {
        LocalBuilder context = il.DeclareLocal(typeof(nint));
        Word.Address(il, () => il.Emit(OpCodes.Ldloc, record), 1);
        il.Emit(OpCodes.Ldind_I);
        il.Emit(OpCodes.Stloc, context);
        int scratch = 0;
        for (int i = 1; i < type.Results.Length; i++)
        {
            Word.Scratch(il, () => il.Emit(OpCodes.Ldloc, context), scratch);
            Word.Load(il, type.Results[i]);
            scratch += WordCounts.Of(type.Results[i]);
        }

        il.Emit(OpCodes.Newobj, tuple.GetConstructor(tuple.GetGenericArguments())!);
    }

    private static ILGenerator DefineMethod(TypeBuilder owner, Type result, Type[] parameters) =>
        owner.DefineMethod("Thunk", MethodAttributes.Public | MethodAttributes.Static, result, parameters).GetILGenerator();

    private static void EmitFunctionCall(ILGenerator il, string name)
    {
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Call, typeof(Function).GetMethod(name, BindingFlags.Instance | BindingFlags.NonPublic)!);
    }

    private static MethodInfo HostCall(string name) =>
        name == nameof(HostCalls.Untyped) ? typeof(HostCalls).GetMethod(name, [typeof(nint), typeof(long*)])! : typeof(HostCalls).GetMethod(name)!;
}
