using System.Threading;
using Krait.Runtime.Store;
using Krait.Runtime.Thunks;
using Krait.Wasm;

namespace Krait.Runtime.IlCompiler;

/// <summary>Turns a validated module into .NET code: one collectible assembly, one static method per function.</summary>
internal static class ModuleCompiler
{
    public static CompiledCode Compile(ValidatedModule validated, Engine engine, CancellationToken cancellationToken)
    {
        Module module = validated.Module;
        ModulePlan plan = new(validated, ContextLayout.Of(module), engine.Options, cancellationToken);
        GuestClasses classes = new(DynamicCode.DefineClass("Guest"));
        MethodMap[] methods = Emit(plan, classes);
        cancellationToken.ThrowIfCancellationRequested();
        CompiledCode code = new(module, classes.Create(), plan.Layout, new TypeLease(module, engine.Types), methods);
        LargeMethods.Prepare(code, cancellationToken);
        return code;
    }

    /// <summary>Emits a whole module.</summary>
    public static MethodMap[] Emit(ModulePlan plan, GuestClasses classes)
    {
        MethodMap[] methods = new MethodMap[plan.Module.Functions.Length];
        new CodeUnit(plan, classes, first: 0, methods.Length).Emit(plan, methods);
        return methods;
    }
}
