using System;
using System.Collections.Immutable;
using Krait.Wasm.Validation;

namespace Krait.Wasm;

/// <summary>Checks modules against the rules of the specification.</summary>
/// <remarks>Spec: valid/modules.</remarks>
public static class ModuleValidator
{
    /// <summary>Checks a module and everything in it.</summary>
    /// <param name="module">The module; it stays as it is.</param>
    /// <param name="features">Which additions to WebAssembly 1.0 it may use.</param>
    /// <exception cref="InvalidModuleException">A rule is broken, a feature is not there, or a shape passes one of <see cref="ModuleLimits"/>.</exception>
    /// <exception cref="MalformedModuleException">Code holds bytes that are no instruction.</exception>
    /// <remarks>Cost: one pass over the code, no recursion, no allocation per instruction.</remarks>
    public static ValidatedModule Validate(Module module, WasmFeatures features = WasmFeatures.Supported)
    {
        ArgumentNullException.ThrowIfNull(module);
        ValidationContext context = new(module, features);
        DefinitionRules.CheckTypes(context);
        DefinitionRules.CheckImports(context);
        context.ResolveFunctionTypes();
        DefinitionRules.CheckCounts(context);
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
