using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using System.Threading.Tasks;
using Krait.Runtime;

namespace Krait.Guests;

/// <summary>How Python calls delegates made from one method.</summary>
internal sealed class HostSignature
{
    private static readonly ConditionalWeakTable<MethodInfo, HostSignature> s_known = [];

    private readonly Type _type;
    private readonly MethodInvoker _invoker;
    private readonly int _restIndex;

    private HostSignature(Type type, MethodInfo method)
    {
        _type = type;
        MethodInfo invoke = type.GetMethod("Invoke")!;
        _invoker = MethodInvoker.Create(invoke);
        if (typeof(Task).IsAssignableFrom(invoke.ReturnType) || invoke.ReturnType.IsByRef || invoke.ReturnType.IsPointer || invoke.ReturnType.IsByRefLike)
            throw new ArgumentException($"a function that gives a {invoke.ReturnType} cannot be called from Python");
        ReturnsNothing = invoke.ReturnType == typeof(void);

        // The method knows the names that its author gave; a delegate's type may only have "arg1". Compilers put an argument before them.
        ParameterInfo[] formal = invoke.GetParameters();
        ParameterInfo[] written = method.GetParameters();
        ParameterInfo[] named = written.Length >= formal.Length ? written[^formal.Length..] : formal;
        Parameters = [.. named.Select(static (parameter, index) => new HostParameter(parameter, parameter.Name ?? $"arg{index}"))];
        _restIndex = Parameters.ToList().FindIndex(static parameter => parameter.IsRest);
    }

    public ImmutableArray<HostParameter> Parameters { get; }

    public bool ReturnsNothing { get; }

    /// <summary>The signature of a delegate's method.</summary>
    /// <exception cref="ArgumentException">Python cannot call it.</exception>
    public static HostSignature Of(Delegate function)
    {
        HostSignature known = s_known.GetValue(function.Method, _ => new HostSignature(function.GetType(), function.Method));
        return known._type == function.GetType() ? known : new HostSignature(function.GetType(), function.Method);
    }

    /// <summary>Calls a delegate with an argument for each parameter.</summary>
    public object? Invoke(Delegate function, object?[] arguments) => _invoker.Invoke(function, arguments.AsSpan());

    /// <summary>The parameter that an argument by position goes to; null if there are too many.</summary>
    public HostParameter? ParameterAt(int position)
    {
        int index = IndexAt(position);
        return index < 0 ? null : Parameters[index];
    }

    /// <summary>The parameter of a name; null if there is none that can be named.</summary>
    public HostParameter? ParameterNamed(string name)
    {
        int index = IndexOf(name);
        return index < 0 ? null : Parameters[index];
    }

    /// <summary>Puts arguments in the places of the parameters.</summary>
    /// <exception cref="PythonException"><c>TypeError</c>: too few, too many, of a wrong name or type.</exception>
    public object?[] Bind(string function, object?[] positional, KeyValuePair<string, object?>[] keywords, Caller caller)
    {
        object?[] bound = new object?[Parameters.Length];
        var isBound = new bool[Parameters.Length];
        if (positional.Length > 0 && IndexAt(positional.Length - 1) < 0)
            throw Wrong($"{function}() takes {Parameters.Count(static parameter => !parameter.IsInterruption)} arguments, {positional.Length} were given");
        for (int i = 0; i < positional.Length; i++)
        {
            int index = IndexAt(i);
            if (Parameters[index].IsRest)
            {
                bound[index] = Rest(function, Parameters[index], positional.AsSpan(i));
                isBound[index] = true;
                break;
            }

            bound[index] = Fit(function, Parameters[index], positional[i]);
            isBound[index] = true;
        }

        foreach (KeyValuePair<string, object?> keyword in keywords)
        {
            int index = IndexOf(keyword.Key);
            if (index < 0)
                throw Wrong($"{function}() got an unexpected keyword argument '{keyword.Key}'");
            if (isBound[index])
                throw Wrong($"{function}() got multiple values for argument '{keyword.Key}'");
            bound[index] = Fit(function, Parameters[index], keyword.Value);
            isBound[index] = true;
        }

        for (int i = 0; i < bound.Length; i++)
        {
            if (!isBound[i])
                bound[i] = Missing(function, Parameters[i], caller);
        }

        return bound;
    }

    /// <summary>The parameters as Python's <c>inspect.signature</c> reads them from a docstring.</summary>
    public string ToText(string function)
    {
        var text = new StringBuilder(function).Append('(');
        string separator = "";
        foreach (HostParameter parameter in Parameters)
        {
            if (parameter.IsInterruption)
                continue;
            text.Append(separator).Append(parameter.IsRest ? "*" : "").Append(parameter.Name);
            if (parameter.IsOptional)
                text.Append('=').Append(PythonLiteral.Of(parameter.Default));
            separator = ", ";
        }

        return text.Append(")\n--\n\n").ToString();
    }

    private static PythonException Wrong(string text) => new("TypeError", text);

    private static object? Fit(string function, HostParameter parameter, object? value)
    {
        if (value is null && parameter.TakesNone)
            return null;
        return HostConversion.TryConvert(value, parameter.ItemType, out object? converted, out string? problem)
            ? converted
            : throw (problem is null
                ? Wrong($"{function}() argument '{parameter.Name}' must be {HostConversion.NameOf(parameter.ItemType)}, not {HostConversion.NameOf(value)}")
                : new PythonException("OverflowError", $"{function}() argument '{parameter.Name}' {problem}"));
    }

    private static Array Rest(string function, HostParameter parameter, ReadOnlySpan<object?> values)
    {
        var array = Array.CreateInstance(parameter.ItemType, values.Length);
        for (int i = 0; i < values.Length; i++)
            array.SetValue(Fit(function, parameter, values[i]), i);
        return array;
    }

    private static object? Missing(string function, HostParameter parameter, Caller caller)
    {
        if (parameter.IsInterruption)
            return caller.Interruption;
        if (parameter.IsRest)
            return Array.CreateInstance(parameter.ItemType, 0);
        return parameter.IsOptional ? parameter.Default : throw Wrong($"{function}() missing required argument '{parameter.Name}'");
    }

    private int IndexAt(int position)
    {
        int seen = 0;
        for (int i = 0; i < Parameters.Length; i++)
        {
            if (Parameters[i].IsInterruption)
                continue;
            if (seen == position || i == _restIndex)
                return i;
            seen++;
        }

        return -1;
    }

    private int IndexOf(string name)
    {
        for (int i = 0; i < Parameters.Length; i++)
        {
            if (Parameters[i].Name == name && !Parameters[i].IsRest && !Parameters[i].IsInterruption)
                return i;
        }

        return -1;
    }
}
