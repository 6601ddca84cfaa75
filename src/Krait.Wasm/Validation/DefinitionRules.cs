using System;
using System.Collections.Generic;

namespace Krait.Wasm.Validation;

// The rules for everything but code and segments, one method per kind of definition.
// Spec: valid/modules, valid/types.
internal static class DefinitionRules
{
    private const ulong MaximumPages32 = 65536;

    public static void CheckTypes(ValidationContext context)
    {
        var types = context.Module.Types;
        for (var i = 0; i < types.Length; i++)
        {
            context.Enter("type", i);
            var definition = types[i];
            if (definition.Composite is not FunctionType type
                || definition.GroupSize != 1
                || definition.IsExplicitGroup
                || !definition.Supertypes.IsEmpty
                || definition.Finality == Finality.Open)
            {
                context.Require(WasmFeatures.GarbageCollection);
                continue;
            }

            foreach (var parameter in type.Parameters)
                context.RequireType(parameter);
            foreach (var result in type.Results)
                context.RequireType(result);
            if (type.Results.Length > 1)
                context.Require(WasmFeatures.MultiValue);
        }

        context.Leave();
    }

    public static void CheckImports(ValidationContext context)
    {
        var imports = context.Module.Imports;
        for (var i = 0; i < imports.Length; i++)
        {
            context.Enter("import", i);
            var import = imports[i];
            if (import.Type is FunctionReference function)
                context.FunctionTypeAt(function.TypeIndex, byteOffset: -1);
            else if (import.Type is GlobalType { Mutability: Mutability.Variable })
                context.Require(WasmFeatures.MutableGlobals);
        }

        context.Leave();
    }

    // Modules that were parsed or built have not met the decoder, so everything that it counts is counted here too.
    public static void CheckCounts(ValidationContext context)
    {
        var module = context.Module;
        var limits = context.Limits;
        Limit(module.Types.Length, limits.MaximumTypes, "types");
        Limit(module.Imports.Length, limits.MaximumImports, "imports");
        Limit(module.FunctionTypeIndices.Length, limits.MaximumFunctions, "functions");
        Limit(module.GlobalTypes.Length, limits.MaximumGlobals, "globals");
        Limit(module.TableTypes.Length, limits.MaximumTables, "tables");
        Limit(module.MemoryTypes.Length, limits.MaximumMemories, "memories");
        Limit(module.TagTypes.Length, limits.MaximumTags, "tags");
        Limit(module.Exports.Length, limits.MaximumExports, "exports");
        Limit(module.Elements.Length, limits.MaximumElementSegments, "element segments");
        Limit(module.DataSegments.Length, limits.MaximumDataSegments, "data segments");
        Limit(module.CustomSections.Length, limits.MaximumCustomSections, "custom sections");
        foreach (var segment in module.Elements)
        {
            if (segment.Functions.IsDefault)
                Limit(segment.Expressions.Length, limits.MaximumElementExpressions, "element expressions");
            else
                Limit(segment.Functions.Length, limits.MaximumElementSegmentLength, "elements");
        }

        foreach (var definition in module.Types)
        {
            if (definition.Composite is FunctionType type)
            {
                Limit(type.Parameters.Length, limits.MaximumParameters, "parameters");
                Limit(type.Results.Length, limits.MaximumResults, "results");
            }
            else if (definition.Composite is StructType structure)
            {
                Limit(structure.Fields.Length, limits.MaximumFields, "fields");
            }
        }
    }

    public static void CheckMemories(ValidationContext context)
    {
        var memories = context.Module.MemoryTypes;
        if (memories.Length > 1 && (context.Features & WasmFeatures.MultiMemory) == 0)
        {
            throw new InvalidModuleException("multiple memories: multi-memory is not supported yet")
            {
                MissingFeature = WasmFeatures.MultiMemory,
            };
        }

        for (var i = 0; i < memories.Length; i++)
        {
            context.Enter("memory", i);
            var memory = memories[i];
            if (memory.Address == AddressType.I64)
                context.Require(WasmFeatures.Memory64);
            if (memory.Sharing == Sharing.Shared)
                context.Require(WasmFeatures.Threads);
            CheckLimits(context, memory.Limits, MaximumPages32, "memory size must be at most 65536 pages (4GiB)");
        }

        context.Leave();
    }

    public static void CheckTables(ValidationContext context)
    {
        var module = context.Module;
        if (module.TableTypes.Length > 1)
            context.Require(WasmFeatures.ReferenceTypes);
        for (var i = 0; i < module.TableTypes.Length; i++)
        {
            context.Enter("table", i);
            var table = module.TableTypes[i];
            if (table.Address == AddressType.I64)
                context.Require(WasmFeatures.Memory64);
            if (table.Element != ValueType.FuncRef)
                context.RequireType(table.Element);
            if (!table.Element.HasDefault)
                context.Require(WasmFeatures.FunctionReferences);
            CheckLimits(context, table.Limits, uint.MaxValue, "table size must be at most 2^32-1");
        }

        context.VisibleGlobals = module.ImportedGlobalCount;
        for (var i = 0; i < module.Tables.Length; i++)
        {
            context.Enter("table", module.ImportedTableCount + i);
            var table = module.Tables[i];
            if (table.Initializer is not { } initializer)
                continue;
            context.Require(WasmFeatures.FunctionReferences);
            ConstantValidator.Validate(context, initializer, table.Type.Element);
        }

        context.Leave();
    }

    public static void CheckTags(ValidationContext context)
    {
        if (!context.Module.TagTypes.IsEmpty)
            context.Require(WasmFeatures.ExceptionHandling);
        foreach (var tag in context.Module.TagTypes)
        {
            if (!context.FunctionTypeAt(tag.TypeIndex, byteOffset: -1).Results.IsEmpty)
                throw new InvalidModuleException("non-empty tag result type");
        }
    }

    public static void CheckGlobals(ValidationContext context)
    {
        var module = context.Module;
        for (var i = 0; i < module.GlobalTypes.Length; i++)
        {
            context.Enter("global", i);
            context.RequireType(module.GlobalTypes[i].Value);
        }

        for (var i = 0; i < module.Globals.Length; i++)
        {
            // A global sees the ones before it.
            context.VisibleGlobals = module.ImportedGlobalCount + i;
            context.Enter("global", context.VisibleGlobals);
            var global = module.Globals[i];
            ConstantValidator.Validate(context, global.Initializer, global.Type.Value);
        }

        context.Leave();
        context.VisibleGlobals = module.GlobalTypes.Length;
    }

    public static void CheckExports(ValidationContext context)
    {
        var module = context.Module;
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (var export in module.Exports)
        {
            if (!names.Add(export.Name))
                throw new InvalidModuleException($"duplicate export name '{export.Name}'");
            var (count, word) = export.Kind switch
            {
                ExternalKind.Function => (context.FunctionTypes.Length, "function"),
                ExternalKind.Table => (module.TableTypes.Length, "table"),
                ExternalKind.Memory => (module.MemoryTypes.Length, "memory"),
                ExternalKind.Global => (module.GlobalTypes.Length, "global"),
                _ => (module.TagTypes.Length, "tag"),
            };
            if ((uint)export.Index >= (uint)count)
                throw new InvalidModuleException($"unknown {word} {(uint)export.Index} in export '{export.Name}'");
            if (export.Kind == ExternalKind.Function)
                context.Declare(export.Index);
            else if (export.Kind == ExternalKind.Global && module.GlobalTypes[export.Index].Mutability == Mutability.Variable)
                context.Require(WasmFeatures.MutableGlobals);
        }
    }

    public static void CheckStart(ValidationContext context)
    {
        if (context.Module.StartFunction is not { } start)
            return;
        if ((uint)start >= (uint)context.FunctionTypes.Length)
            throw new InvalidModuleException($"unknown function {(uint)start} as start function");
        if (!context.FunctionTypes[start].Equals(FunctionType.Empty))
        {
            throw new InvalidModuleException("start function must have no parameters and no results", start)
            {
                Expected = FunctionType.Empty.ToString(),
                Found = context.FunctionTypes[start].ToString(),
            };
        }
    }

    private static void Limit(int count, int limit, string what)
    {
        if (count > limit)
            throw new InvalidModuleException($"too many {what}: {count}, the limit is {limit}");
    }

    private static void CheckLimits(ValidationContext context, SizeLimits limits, ulong largest, string tooLarge)
    {
        if (limits.Minimum > largest || limits.Maximum > largest)
            throw context.Error(tooLarge);
        if (limits.Maximum < limits.Minimum)
            throw context.Error($"size minimum must not be greater than maximum: {limits.Minimum} is greater than {limits.Maximum}");
    }
}
