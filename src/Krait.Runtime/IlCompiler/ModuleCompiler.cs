using System.Threading;
using Krait.Runtime.Store;
using Krait.Runtime.Thunks;
using Krait.Wasm;

namespace Krait.Runtime.IlCompiler;

/// <summary>Turns a validated module into .NET code: one collectible assembly, one static method per function.</summary>
internal static class ModuleCompiler
{
    // A module of this size is emitted in some 100 ms; starting with less would not be noticed.
    private const int LazyCodeBytes = 512 * 1024;

    private const int MaximumLazyCalls = 20_000;

    public static IlModuleCode Compile(ValidatedModule validated, Engine engine, CancellationToken cancellationToken)
    {
        Module module = validated.Module;
        ModulePlan plan = new(validated, ContextLayout.Of(module), engine.Options, cancellationToken);
        if (IsLazy(module, engine.Options.CompileTiming))
            return LazyCode.Prepare(plan, new TypeLease(module, engine.Types));
        GuestClasses classes = new(DynamicCode.DefineClass("Guest"), firstFunction: 0);
        MethodMap[] methods = Emit(plan, classes);
        cancellationToken.ThrowIfCancellationRequested();
        CompiledCode code = new(module, classes.Create(), plan.Layout, new TypeLease(module, engine.Types), methods);
        LargeMethods.Prepare(code, 0, module.Functions.Length, cancellationToken);
        return code;
    }

    private static bool IsLazy(Module module, CompileTiming timing)
    {
        if (timing == CompileTiming.AtOnce)
            return false;
        long codeBytes = 0;
        foreach (DefinedFunction function in module.Functions)
        {
            codeBytes += function.Body.Code.Length;

            // A call of another unit is twice the work for the just-in-time compiler, and takes two bytes of code at least.
            if (2 * MaximumLazyCalls < function.Body.Code.Length && MaximumLazyCalls < FunctionScan.Of(function.Body).CallCount)
                return false;
        }

        return timing == CompileTiming.OnFirstCall || LazyCodeBytes < codeBytes;
    }

    /// <summary>Emits a whole module.</summary>
    public static MethodMap[] Emit(ModulePlan plan, GuestClasses classes)
    {
        MethodMap[] methods = new MethodMap[plan.Module.Functions.Length];
        new CodeUnit(plan, classes, first: 0, methods.Length).Emit(plan, methods);
        return methods;
    }
}
