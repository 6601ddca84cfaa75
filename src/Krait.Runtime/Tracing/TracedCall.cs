using System;

namespace Krait.Runtime;

/// <summary>Kinds of calls that an <see cref="ICallTracer"/> can see.</summary>
[Flags]
public enum TracedCalls
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Calls from a guest to functions of the host.</summary>
    Imports = 1,

    /// <summary>Calls of the functions that a module defines, by the host or by guests.</summary>
    Functions = 2,
}

/// <summary>One call as an <see cref="ICallTracer"/> sees it.</summary>
/// <param name="Instance">The instance whose function is called; of a function of the host, the one that calls.</param>
/// <param name="FunctionIndex">Index in that instance's function space, imports first.</param>
/// <param name="Depth">How many traced calls are around it.</param>
public readonly record struct TracedCall(Instance Instance, int FunctionIndex, int Depth)
{
    /// <summary>Whether the host answers it.</summary>
    public bool IsImport => FunctionIndex < Instance.Module.Source.ImportedFunctionCount;

    /// <summary>The function's name; of a function of the host, the import's two names with a dot between them.</summary>
    public string Name => Instance.Module.CallName(FunctionIndex);
}
