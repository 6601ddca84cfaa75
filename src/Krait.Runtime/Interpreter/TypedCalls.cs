using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using Krait.Runtime.Thunks;
using Krait.Wasm;

namespace Krait.Runtime.Interpreter;

/// <summary>Makes delegates that call guest functions.</summary>
internal static class TypedCalls
{
    private static readonly Dictionary<Type, Type> s_shapes = new()
    {
        [typeof(Func<>)] = typeof(GuestFunc<>),
        [typeof(Func<,>)] = typeof(GuestFunc<,>),
        [typeof(Func<,,>)] = typeof(GuestFunc<,,>),
        [typeof(Func<,,,>)] = typeof(GuestFunc<,,,>),
        [typeof(Func<,,,,>)] = typeof(GuestFunc<,,,,>),
        [typeof(Func<,,,,,>)] = typeof(GuestFunc<,,,,,>),
        [typeof(Func<,,,,,,>)] = typeof(GuestFunc<,,,,,,>),
        [typeof(Func<,,,,,,,>)] = typeof(GuestFunc<,,,,,,,>),
        [typeof(Func<,,,,,,,,>)] = typeof(GuestFunc<,,,,,,,,>),
        [typeof(Action<>)] = typeof(GuestAction<>),
        [typeof(Action<,>)] = typeof(GuestAction<,>),
        [typeof(Action<,,>)] = typeof(GuestAction<,,>),
        [typeof(Action<,,,>)] = typeof(GuestAction<,,,>),
        [typeof(Action<,,,,>)] = typeof(GuestAction<,,,,>),
        [typeof(Action<,,,,,>)] = typeof(GuestAction<,,,,,>),
        [typeof(Action<,,,,,,>)] = typeof(GuestAction<,,,,,,>),
        [typeof(Action<,,,,,,,>)] = typeof(GuestAction<,,,,,,,>),
    };

    /// <exception cref="ArgumentException">The delegate's signature is not the function's.</exception>
    public static Delegate Make(Type delegateType, Function function)
    {
        CheckSignature(delegateType, function);
        if (delegateType == typeof(Action))
            return new GuestAction(function).Invoke;
        if (!RuntimeFeature.IsDynamicCodeSupported
            || !delegateType.IsGenericType
            || !s_shapes.TryGetValue(delegateType.GetGenericTypeDefinition(), out Type? shape))
        {
            return ReflectedCall.Make(delegateType, function);
        }

        object call = Activator.CreateInstance(shape.MakeGenericType(delegateType.GetGenericArguments()), function)!;
        return Delegate.CreateDelegate(delegateType, call, "Invoke");
    }

    /// <exception cref="ArgumentException">The delegate's signature is not the function's.</exception>
    public static void CheckSignature(Type delegateType, Function function)
    {
        MethodInfo invoke = delegateType.GetMethod("Invoke")!;
        FunctionType type = ClrTypes.Signature(invoke.GetParameters().Select(parameter => parameter.ParameterType), invoke.ReturnType);
        if (!type.Equals(function.Type))
            throw new ArgumentException($"{function.Name} has type {function.Type}, the delegate {type}");
    }
}
