using System;
using System.Collections.Immutable;
using System.Threading;
using Krait.Wasm.Validation;

namespace Krait.Wasm;

/// <summary>Checks modules against the rules of the specification.</summary>
/// <remarks>Spec: valid/modules.</remarks>
public static class ModuleValidator
{
    /// <summary>Checks a module and everything in it.</summary>
    /// <param name="module">The module; it stays as it is.</param>
    /// <param name="features">Which additions to WebAssembly 1.0 it may use.</param>
    /// <exception cref="InvalidModuleException">A rule is broken, a feature is not there, or a shape passes one of <see cref="ModuleLimits.Default"/>.</exception>
    /// <exception cref="MalformedModuleException">Code holds bytes that are no instruction.</exception>
    /// <remarks>Cost: one pass over the code, no recursion, no allocation per instruction.</remarks>
    public static ValidatedModule Validate(Module module, WasmFeatures features = WasmFeatures.Supported) =>
        Validate(module, features, ModuleLimits.Default, CancellationToken.None);

    /// <summary>Checks a module, everything in it, and that it keeps to limits.</summary>
    /// <param name="module">The module; it stays as it is.</param>
    /// <param name="features">Which additions to WebAssembly 1.0 it may use.</param>
    /// <param name="limits">The largest shapes that are taken.</param>
    /// <param name="cancellationToken">Looked at before each function and every few thousand instructions.</param>
    /// <exception cref="InvalidModuleException">A rule is broken, a feature is not there, or a shape passes a limit.</exception>
    /// <exception cref="MalformedModuleException">Code holds bytes that are no instruction.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static ValidatedModule Validate(Module module, WasmFeatures features, ModuleLimits limits, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(module);
        ArgumentNullException.ThrowIfNull(limits);
        ValidationContext context = new(module, features, limits, cancellationToken);
        DefinitionRules.CheckCounts(context);
        DefinitionRules.CheckTypes(context);
        DefinitionRules.CheckImports(context);
        context.ResolveFunctionTypes();
        DefinitionRules.CheckMemories(context);
        DefinitionRules.CheckTables(context);
        DefinitionRules.CheckTags(context);
        DefinitionRules.CheckGlobals(context);
        DefinitionRules.CheckExports(context);
        DefinitionRules.CheckStart(context);
        SegmentRules.CheckElements(context);
        SegmentRules.CheckData(context);
        return new ValidatedModule(module, CheckBodies(context));
    }

    private static ImmutableArray<FunctionShape> CheckBodies(ValidationContext context)
    {
        var functions = context.Module.Functions;
        var shapes = ImmutableArray.CreateBuilder<FunctionShape>(functions.Length);
        FunctionValidator validator = new(context);
        for (var i = 0; i < functions.Length; i++)
            shapes.Add(validator.Validate(context.Module.ImportedFunctionCount + i, functions[i].Body));
        return shapes.MoveToImmutable();
    }
}
