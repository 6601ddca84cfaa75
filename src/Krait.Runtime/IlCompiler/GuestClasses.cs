using System;
using System.Collections.Generic;
using System.Reflection;
using System.Reflection.Emit;
using Krait.Runtime.Thunks;

namespace Krait.Runtime.IlCompiler;

// The runtime refuses a class with more than 65,535 methods, and a function is one or two of them. So large modules are
// spread over several classes of one assembly, which can call and inline each other's methods like their own.

/// <summary>The classes that hold the methods of one module.</summary>
internal sealed class GuestClasses
{
    private const int FunctionsPerClass = 30_000;
    private const BindingFlags Generated = BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private readonly List<TypeBuilder> _builders = [DynamicCode.DefineClass("Guest")];
    private readonly List<Dictionary<string, MethodInfo>> _methods = [];

    /// <summary>The assembly that they are in, as stack frames know it. It is unloaded once nothing refers to it.</summary>
    public Assembly Assembly { get; private set; } = null!;

    /// <summary>The class for a function, by its index among the defined ones.</summary>
    public TypeBuilder Of(int definedFunction)
    {
        int index = definedFunction / FunctionsPerClass;
        while (_builders.Count <= index)
            _builders.Add(DynamicCode.DefineNext(_builders[0], _builders.Count));
        return _builders[index];
    }

    /// <summary>Completes all classes. From here on methods can be found and none defined.</summary>
    public void Create()
    {
        foreach (TypeBuilder builder in _builders)
        {
            Type type = builder.CreateType();
            Dictionary<string, MethodInfo> methods = [];
            foreach (MethodInfo method in type.GetMethods(Generated))
                methods.Add(method.Name, method);
            _methods.Add(methods);
            Assembly = type.Assembly;
        }
    }

    /// <summary>The method of a function under one of its names, or null.</summary>
    public MethodInfo? FindOrNull(int definedFunction, string name) =>
        _methods[definedFunction / FunctionsPerClass].GetValueOrDefault(name);
}
