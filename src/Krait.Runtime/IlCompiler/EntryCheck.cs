using Krait.Wasm;

namespace Krait.Runtime.IlCompiler;

/// <summary>Whether a call of a function looks at the stack limit and, with it, at the interrupt flag.</summary>
/// <remarks>
/// Small functions that call nothing do not, in either back end: they end soon, and what calls them has looked. Large ones do:
/// compiling them takes time.
/// </remarks>
internal static class EntryCheck
{
    private const int MaximumUncheckedLocals = 64;
    private const int MaximumUncheckedWeight = 12_000;

    public static bool IsNeeded(Module module, int functionIndex, FunctionShape shape, FunctionScan scan)
    {
        FunctionBody body = module.Functions[functionIndex - module.ImportedFunctionCount].Body;
        int locals = module.FunctionTypeOf(functionIndex).Parameters.Length;
        foreach (LocalRun run in body.Locals)
            locals += run.Count;
        return IsNeeded(scan, locals) || StackNeed.UncheckedBytes < StackNeed.Estimate(module, functionIndex, shape, scan);
    }

    /// <summary>What the function itself does, whether or not it has an entry in front that looks as well.</summary>
    public static bool IsNeeded(FunctionScan scan, int locals) => scan.HasCalls || MaximumUncheckedLocals < locals || MaximumUncheckedWeight < scan.Weight;
}
