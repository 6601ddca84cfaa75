using System;
using System.Linq;
using System.Linq.Expressions;
using System.Reflection;
using Krait.Runtime.Store;

namespace Krait.Runtime.Interpreter;

/// <summary>A call through a delegate of any type. Boxes; the compiled expression itself is interpreted.</summary>
internal sealed unsafe class ReflectedCall : TypedCall
{
    private readonly Type _result;
    private readonly int _words;

    private ReflectedCall(Function function, Type result)
        : base(function)
    {
        _result = result;
        _words = Math.Max(WordCounts.Of(function.Type.Parameters), WordCounts.Of(function.Type.Results)) + 1;
    }

    public static Delegate Make(Type delegateType, Function function)
    {
        MethodInfo invoke = delegateType.GetMethod("Invoke")!;
        ParameterExpression[] parameters = [.. invoke.GetParameters().Select(parameter => Expression.Parameter(parameter.ParameterType))];
        Expression arguments = Expression.NewArrayInit(typeof(object), parameters.Select(parameter => Expression.Convert(parameter, typeof(object))));
        Func<object[], object?> call = new ReflectedCall(function, invoke.ReturnType).Invoke;
        Expression body = Expression.Invoke(Expression.Constant(call), arguments);
        Expression result = invoke.ReturnType == typeof(void) ? body : Expression.Convert(body, invoke.ReturnType);
        return Expression.Lambda(delegateType, result, parameters).Compile(preferInterpretation: true);
    }

    private object? Invoke(object[] arguments)
    {
        long[] words = new long[_words];
        fixed (long* first = words)
        {
            long* next = first;
            foreach (object argument in arguments)
                next = GuestWords.PutBoxed(next, argument);
            Run(first);
            return _result == typeof(void) ? null : GuestWords.Result(_result, first);
        }
    }
}
