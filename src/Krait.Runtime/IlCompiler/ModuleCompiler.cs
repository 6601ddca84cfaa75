using System.Collections.Generic;
using System.Reflection;
using System.Reflection.Emit;
using System.Threading;
using Krait.Runtime.Store;
using Krait.Runtime.Thunks;
using Krait.Wasm;
using Module = Krait.Wasm.Module;

namespace Krait.Runtime.IlCompiler;

/// <summary>Turns a validated module into .NET code: one collectible assembly, one static method per function.</summary>
internal static class ModuleCompiler
{
    private const MethodAttributes PublicStatic = MethodAttributes.Public | MethodAttributes.Static;

    // Bodies without calls up to this size may be inlined; others keep their place in stack traces.
    private const int MaximumInlineBytes = 64;

    public static IlModuleCode Compile(ValidatedModule validated, Engine engine, CancellationToken cancellationToken)
    {
        Module module = validated.Module;
        ContextLayout layout = ContextLayout.Of(module);
        GuestClasses classes = new();
        MethodBuilder[] entries = new MethodBuilder[module.Functions.Length];
        FunctionScan[] scans = new FunctionScan[entries.Length];
        for (int i = 0; i < entries.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            scans[i] = FunctionScan.Of(module.Functions[i].Body);
            entries[i] = DefineMethod(classes, module, i, MethodNames.Entry(module.ImportedFunctionCount + i), scans[i]);
        }

        ModulePlan plan = new(module, layout, new TypeLease(module, engine.Types), entries, engine.Options, cancellationToken);
        FunctionOffsets[] offsets = new FunctionOffsets[entries.Length];
        HashSet<int> separateBodies = [];
        for (int i = 0; i < entries.Length; i++)
        {
            int index = module.ImportedFunctionCount + i;
            MethodBuilder body = entries[i];
            int frameBytes = StackNeed.Estimate(module, index, validated.FunctionShapes[i], scans[i]);
            if (StackNeed.UncheckedBytes < frameBytes)
            {
                separateBodies.Add(index);
                body = DefineMethod(classes, module, i, MethodNames.Body(index), scans[i]);
                StackNeed.EmitEntry(entries[i].GetILGenerator(), module.FunctionTypeOf(index), index, body, frameBytes);
            }

            offsets[i] = new FunctionCompiler(plan, index, scans[i], body.GetILGenerator()).Compile();
        }

        cancellationToken.ThrowIfCancellationRequested();
        classes.Create();
        LargeMethods.Prepare(classes, module, cancellationToken);
        return new IlModuleCode(module, classes, layout, plan.Types, offsets, separateBodies);
    }

    private static MethodBuilder DefineMethod(GuestClasses classes, Module module, int defined, string name, FunctionScan scan)
    {
        FunctionType type = module.FunctionTypeOf(module.ImportedFunctionCount + defined);
        MethodBuilder method = classes.Of(defined).DefineMethod(name, PublicStatic, ClrTypes.ReturnOf(type), ClrTypes.ParametersOf(type));
        method.InitLocals = false;
        bool mayInline = !scan.HasCalls && !scan.HasLoops && module.Functions[defined].Body.Code.Length <= MaximumInlineBytes;
        if (!mayInline)
            method.SetImplementationFlags(MethodImplAttributes.IL | MethodImplAttributes.NoInlining);
        return method;
    }
}
