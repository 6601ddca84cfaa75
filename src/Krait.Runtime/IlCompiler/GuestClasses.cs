using System;
using System.Collections.Generic;
using System.Reflection.Emit;
using Krait.Runtime.Thunks;

namespace Krait.Runtime.IlCompiler;

// The runtime refuses a class with more than 65,535 methods, and a function is one or two of them. So large modules are
// spread over several classes of one assembly, which can call and inline each other's methods like their own.

/// <summary>The classes that hold the methods of one module.</summary>
/// <param name="first">The first of them; the others are made beside it.</param>
/// <param name="firstFunction">The first function in it, by its index among the defined ones.</param>
internal sealed class GuestClasses(TypeBuilder first, int firstFunction)
{
    private const int FunctionsPerClass = 30_000;

    private readonly List<TypeBuilder> _builders = [first];
    private readonly List<TypeBuilder> _partBuilders = [];
    private int _partCount;

    /// <summary>The class for a function, by its index among the defined ones.</summary>
    public TypeBuilder Of(int definedFunction)
    {
        int index = (definedFunction - firstFunction) / FunctionsPerClass;
        while (_builders.Count <= index)
            _builders.Add(DynamicCode.DefineNext(_builders[0], _builders.Count));
        return _builders[index];
    }

    /// <summary>The class for one more part of a large function.</summary>
    public TypeBuilder NextPart()
    {
        if (_partCount++ % FunctionsPerClass == 0)
            _partBuilders.Add(DynamicCode.DefineParts(_builders[0], _partBuilders.Count));
        return _partBuilders[^1];
    }

    /// <summary>Completes all classes. From here on methods can be found and none defined.</summary>
    /// <returns>The .NET module that they are in, as stack frames know it.</returns>
    public System.Reflection.Module Create()
    {
        Type type = _builders[0].CreateType();
        for (int i = 1; i < _builders.Count; i++)
            _builders[i].CreateType();
        foreach (TypeBuilder parts in _partBuilders)
            parts.CreateType();
        return type.Module;
    }
}
