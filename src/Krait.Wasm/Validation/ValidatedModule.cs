using System.Collections.Immutable;

namespace Krait.Wasm;

/// <summary>A module that obeys every rule of the specification. Only <see cref="ModuleValidator"/> makes one, so back ends need not check again.</summary>
public sealed class ValidatedModule
{
    internal ValidatedModule(Module module, ImmutableArray<FunctionShape> shapes)
    {
        Module = module;
        FunctionShapes = shapes;
    }

    /// <summary>The module.</summary>
    public Module Module { get; }

    /// <summary>Measures of each defined function, in order of <see cref="Module.Functions"/>.</summary>
    public ImmutableArray<FunctionShape> FunctionShapes { get; }
}

/// <summary>Measures of a valid function that a back end plans with.</summary>
/// <param name="MaximumOperands">Most operands on its stack at any one time.</param>
/// <param name="MaximumNesting">Most blocks inside each other, the body itself counted.</param>
/// <param name="InstructionCount">Instructions in the body.</param>
public readonly record struct FunctionShape(int MaximumOperands, int MaximumNesting, int InstructionCount);
