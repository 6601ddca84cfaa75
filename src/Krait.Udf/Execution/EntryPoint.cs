using System.Collections.Immutable;
using Krait.Udf.Marshalling;

namespace Krait.Udf.Execution;

/// <summary>The export that a UDF call runs, and how its arguments and result cross.</summary>
/// <param name="FunctionName">The export.</param>
/// <param name="TakesContext">Whether the first argument is the context number of the <c>env</c> interface, always 0.</param>
/// <param name="Arguments">Typed arguments in order; empty for a function that asks through host calls.</param>
/// <param name="Declared">All declared parameters; those that are no arguments can be read through host calls.</param>
/// <param name="Result">How the result is read.</param>
internal sealed record EntryPoint(
    string FunctionName,
    bool TakesContext,
    ImmutableArray<EntryParameter> Arguments,
    ImmutableArray<EntryParameter> Declared,
    TypeMarshal Result)
    : EntrySignature(FunctionName, Arguments, Declared)
{
    public int FlatArgumentCount
    {
        get
        {
            int count = TakesContext ? 1 : 0;
            foreach (EntryParameter argument in Arguments)
                count += argument.Marshal.Flat.Length;

            return count;
        }
    }
}
