using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using Krait.Runtime.Thunks;
using Krait.Wasm;

namespace Krait.Runtime.Interpreter;

/// <summary>A delegate of any type, called by reflection; and the choice of better ways where there are some.</summary>
internal sealed unsafe class HostDelegate : HostEntry
{
    private static readonly Dictionary<Type, Type> s_shapes = new()
    {
        [typeof(Func<>)] = typeof(HostFunc<>),
        [typeof(Func<,>)] = typeof(HostFunc<,>),
        [typeof(Func<,,>)] = typeof(HostFunc<,,>),
        [typeof(Func<,,,>)] = typeof(HostFunc<,,,>),
        [typeof(Func<,,,,>)] = typeof(HostFunc<,,,,>),
        [typeof(Func<,,,,,>)] = typeof(HostFunc<,,,,,>),
        [typeof(Func<,,,,,,>)] = typeof(HostFunc<,,,,,,>),
        [typeof(Func<,,,,,,,>)] = typeof(HostFunc<,,,,,,,>),
        [typeof(Func<,,,,,,,,>)] = typeof(HostFunc<,,,,,,,,>),
        [typeof(Action<>)] = typeof(HostAction<>),
        [typeof(Action<,>)] = typeof(HostAction<,>),
        [typeof(Action<,,>)] = typeof(HostAction<,,>),
        [typeof(Action<,,,>)] = typeof(HostAction<,,,>),
        [typeof(Action<,,,,>)] = typeof(HostAction<,,,,>),
        [typeof(Action<,,,,,>)] = typeof(HostAction<,,,,,>),
        [typeof(Action<,,,,,,>)] = typeof(HostAction<,,,,,,>),
        [typeof(Action<,,,,,,,>)] = typeof(HostAction<,,,,,,,>),
    };

    private readonly Delegate _target;
    private readonly MethodInvoker _invoker;
    private readonly Type[] _parameters;

    private HostDelegate(FunctionType type, Delegate target, MethodInfo invoke, Type[] parameters)
        : base(type)
    {
        _target = target;
        _invoker = MethodInvoker.Create(invoke);
        _parameters = parameters;
    }

    /// <summary>The guest type of a delegate; a leading <see cref="Caller"/> or <see cref="Instance"/> does not count.</summary>
    /// <exception cref="ArgumentException">A parameter or the result has no guest type.</exception>
    public static FunctionType TypeOf(Delegate target)
    {
        MethodInfo invoke = InvokeOf(target);
        IEnumerable<Type> parameters = invoke.GetParameters().Select(parameter => parameter.ParameterType);
        bool hasLeading = parameters.FirstOrDefault() is Type first && (first == typeof(Caller) || first == typeof(Instance));
        return ClrTypes.Signature(hasLeading ? parameters.Skip(1) : parameters, invoke.ReturnType);
    }

    public static HostEntry For(Delegate target)
    {
        FunctionType type = TypeOf(target);
        if (target is Action action)
            return new HostAction(type, action);
        Type delegateType = target.GetType();
        if (RuntimeFeature.IsDynamicCodeSupported
            && delegateType.IsGenericType
            && s_shapes.TryGetValue(delegateType.GetGenericTypeDefinition(), out Type? shape))
        {
            Type closed = shape.MakeGenericType(delegateType.GetGenericArguments());
            return (HostEntry)Activator.CreateInstance(closed, type, target)!;
        }

        MethodInfo invoke = InvokeOf(target);
        return new HostDelegate(type, target, invoke, [.. invoke.GetParameters().Select(parameter => parameter.ParameterType)]);
    }

    protected override void Invoke(nint block, long* words)
    {
        GuestWords arguments = new(block, words);
        object?[] values = new object?[_parameters.Length];
        for (int i = 0; i < values.Length; i++)
            values[i] = arguments.Take(_parameters[i]);
        if (_invoker.Invoke(_target, values.AsSpan()) is object result)
            GuestWords.PutBoxed(words, result);
    }

    private static MethodInfo InvokeOf(Delegate target) => target.GetType().GetMethod("Invoke")!;
}
