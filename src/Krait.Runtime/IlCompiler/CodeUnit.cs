using System;
using System.Linq;
using System.Reflection;
using System.Reflection.Emit;
using Krait.Runtime.Splitting;
using Krait.Runtime.Thunks;
using Krait.Wasm;
using Module = Krait.Wasm.Module;

namespace Krait.Runtime.IlCompiler;

// Functions that stand next to each other in a module become methods of one class. They call each other directly;
// how they call functions of other units is for the plan to say. A module compiled as a whole is one unit.

/// <summary>A run of defined functions that become one class.</summary>
internal sealed class CodeUnit
{
    private const MethodAttributes PublicStatic = MethodAttributes.Public | MethodAttributes.Static;

    // Bodies without calls up to this size may be inlined; others keep their place in stack traces.
    private const int MaximumInlineBytes = 64;

    // The time that the just-in-time compiler takes to optimise tries inside each other grows with the fourth power of their
    // number: 20 ms for 25, 70 s for 190. Without optimising it takes next to none.
    private const int MaximumOptimizedTries = 24;

    private static readonly MethodInfo s_prepare = typeof(LargeMethods).GetMethod(nameof(LargeMethods.Ensure))!;

    private readonly GuestClasses _classes;
    private readonly MethodBuilder[] _entries;
    private readonly FunctionScan[] _scans;
    private readonly int _first;

    /// <summary>Defines the methods; they are empty until <see cref="Emit"/>.</summary>
    /// <param name="plan">The module, of which this unit is to become a part.</param>
    /// <param name="classes">Where the methods go.</param>
    /// <param name="first">The first function, by its place among the defined ones.</param>
    /// <param name="count">How many.</param>
    public CodeUnit(ModulePlan plan, GuestClasses classes, int first, int count)
    {
        _classes = classes;
        _first = first;
        _entries = new MethodBuilder[count];
        _scans = new FunctionScan[count];
        for (int i = 0; i < count; i++)
        {
            plan.CancellationToken.ThrowIfCancellationRequested();
            _scans[i] = FunctionScan.Of(plan.Module.Functions[first + i].Body);
            _entries[i] = DefineMethod(plan.Module, i, MethodNames.Entry(plan.Module.ImportedFunctionCount + first + i));
        }
    }

    /// <summary>The method of a defined function; null if it is in another unit.</summary>
    /// <param name="defined">The function's place among the defined ones.</param>
    public MethodBuilder? MethodOf(int defined) =>
        _first <= defined && defined < _first + _entries.Length ? _entries[defined - _first] : null;

    /// <summary>Fills the methods.</summary>
    /// <param name="plan">The module.</param>
    /// <param name="code">Receives what is known about each function, at its place among the defined ones.</param>
    public void Emit(ModulePlan plan, MethodMap[] code)
    {
        plan = plan with { Unit = this };
        Module module = plan.Module;
        for (int i = 0; i < _entries.Length; i++)
        {
            int defined = _first + i;
            int index = module.ImportedFunctionCount + defined;
            MethodBuilder body = _entries[i];
            SplitFunction? split = Split(plan, i);
            int frameBytes = StackNeed.Estimate(module, index, plan.Shapes[defined], _scans[i], split);
            bool prepares = plan.PreparesOnCall && LargeMethods.IsLarge(module.Functions[defined].Body);
            if (prepares || StackNeed.UncheckedBytes < frameBytes)
            {
                body = DefineMethod(module, i, MethodNames.Body(index));
                StackNeed.EmitEntry(_entries[i].GetILGenerator(), module.FunctionTypeOf(index), index, body, frameBytes, prepares ? s_prepare : null);
            }

            FunctionOffsets offsets = new FunctionCompiler(plan, index, _scans[i], body.GetILGenerator(), split).Compile();
            code[defined] = new MethodMap(_entries[i].MetadataToken, body == _entries[i] ? null : body.MetadataToken, offsets, split?.Maps.ToArray() ?? []);
            plan.Progress?.Report(defined + 1);
        }
    }

    // Null for a function that is one method.
    private SplitFunction? Split(ModulePlan plan, int unitIndex)
    {
        int index = plan.Module.ImportedFunctionCount + _first + unitIndex;
        FunctionType type = plan.Module.FunctionTypeOf(index);
        FunctionBody body = plan.Module.Functions[_first + unitIndex].Body;
        if (!SplitPlan.IsLarge(plan.Options, type, body, _scans[unitIndex].Weight)
            || SplitPlan.Of(plan.Module, type, body, plan.Options.MethodSizes, plan.CancellationToken) is not SplitPlan parts)
        {
            return null;
        }

        StackKind[] kinds = FrameLayout.KindsOf(type, body);
        return FrameCells.Of(parts, kinds) is FrameCells cells ? new SplitFunction(parts, kinds, cells, DefinePart) : null;

        MethodBuilder DefinePart(FunctionPart part, int number)
        {
            Type[] parameters = [typeof(nint), typeof(nint), .. Enumerable.Repeat(typeof(GuestException), part.Rethrown.Count)];
            MethodBuilder method = _classes.NextPart().DefineMethod(MethodNames.Part(index, number), PublicStatic, typeof(int), parameters);
            method.InitLocals = false;
            method.SetImplementationFlags(MethodImplAttributes.IL | MethodImplAttributes.NoInlining | OptimizationOf(unitIndex));
            return method;
        }
    }

    private MethodBuilder DefineMethod(Module module, int unitIndex, string name)
    {
        FunctionType type = module.FunctionTypeOf(module.ImportedFunctionCount + _first + unitIndex);
        MethodBuilder method = _classes.Of(_first + unitIndex).DefineMethod(name, PublicStatic, ClrTypes.ReturnOf(type), ClrTypes.ParametersOf(type));
        method.InitLocals = false;
        FunctionScan scan = _scans[unitIndex];
        bool mayInline = !scan.HasCalls && !scan.HasLoops && module.Functions[_first + unitIndex].Body.Code.Length <= MaximumInlineBytes;
        if (!mayInline)
            method.SetImplementationFlags(MethodImplAttributes.IL | MethodImplAttributes.NoInlining | OptimizationOf(unitIndex));
        return method;
    }

    private MethodImplAttributes OptimizationOf(int unitIndex) =>
        MaximumOptimizedTries < _scans[unitIndex].Tries.Nesting ? MethodImplAttributes.NoOptimization : MethodImplAttributes.IL;
}
