using System;
using System.Reflection;
using System.Threading;

namespace Krait.Guests;

/// <summary>A parameter of a function of the host, as Python sees it.</summary>
internal sealed class HostParameter
{
    private static readonly NullabilityInfoContext s_nullability = new(); // guarded by itself

    public HostParameter(ParameterInfo parameter, string name)
    {
        Name = name;
        Type = parameter.ParameterType;
        IsInterruption = Type == typeof(CancellationToken);
        IsRest = parameter.IsDefined(typeof(ParamArrayAttribute), inherit: false) && Type.IsArray;
        IsHeld = Type == typeof(PythonObject);
        IsOptional = parameter.HasDefaultValue;
        Default = IsOptional ? DefaultOf(parameter) : null;
        if (Type.IsByRef || Type.IsPointer || Type.IsByRefLike)
            throw new ArgumentException($"parameter {name} is passed by reference, which Python does not do");
        ItemType = IsRest ? Type.GetElementType()! : Type;
        TakesNone = !ItemType.IsValueType && IsNullable(parameter);
    }

    public string Name { get; }

    public Type Type { get; }

    /// <summary>The type of what Python hands over: of one item where the parameter takes the rest.</summary>
    public Type ItemType { get; }

    /// <summary>Takes all further arguments by position.</summary>
    public bool IsRest { get; }

    /// <summary>Takes any object of Python without taking it to the host.</summary>
    public bool IsHeld { get; }

    /// <summary>Is no argument of Python: tells the function when it is to stop.</summary>
    public bool IsInterruption { get; }

    public bool IsOptional { get; }

    public object? Default { get; }

    /// <summary>Whether <c>None</c> is one of its values.</summary>
    public bool TakesNone { get; }

    // An optional parameter of an enumeration or a date has a default that only its type can tell.
    private static object? DefaultOf(ParameterInfo parameter) =>
        parameter.DefaultValue ?? (parameter.ParameterType.IsValueType && Nullable.GetUnderlyingType(parameter.ParameterType) is null
            ? Activator.CreateInstance(parameter.ParameterType)
            : null);

    private bool IsNullable(ParameterInfo parameter)
    {
        lock (s_nullability)
        {
            NullabilityInfo info = s_nullability.Create(parameter);
            return (IsRest ? info.ElementType ?? info : info).WriteState != NullabilityState.NotNull;
        }
    }
}
