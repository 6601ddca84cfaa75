namespace Krait.Wasm.Validation;

// The rules for element and data segments.
// Spec: valid/modules, element segments and data segments.
internal static class SegmentRules
{
    public static void CheckElements(ValidationContext context)
    {
        var tables = context.Module.TableTypes;
        foreach (var segment in context.Module.Elements)
        {
            if (segment.Type.HeapType != HeapType.Func)
                context.RequireType(segment.Type);
            if (segment.Mode != SegmentMode.Active)
                context.Require(WasmFeatures.BulkMemory);
            CheckReferences(context, segment);
            if (segment.Mode != SegmentMode.Active)
                continue;
            if ((uint)segment.TableIndex >= (uint)tables.Length)
                throw new InvalidModuleException($"unknown table {(uint)segment.TableIndex} in an element segment");
            var table = tables[segment.TableIndex];
            if (!Subtyping.Matches(segment.Type, table.Element))
                throw Mismatch(table.Element, segment.Type);
            ConstantValidator.Validate(context, segment.Offset!, AddressOf(table.Address));
        }
    }

    public static void CheckData(ValidationContext context)
    {
        var memories = context.Module.MemoryTypes;
        foreach (var segment in context.Module.DataSegments)
        {
            if (segment.Mode != SegmentMode.Active)
            {
                context.Require(WasmFeatures.BulkMemory);
                continue;
            }

            if ((uint)segment.MemoryIndex >= (uint)memories.Length)
                throw new InvalidModuleException($"unknown memory {(uint)segment.MemoryIndex} in a data segment");
            ConstantValidator.Validate(context, segment.Offset!, AddressOf(memories[segment.MemoryIndex].Address));
        }
    }

    private static void CheckReferences(ValidationContext context, ElementSegment segment)
    {
        if (segment.Functions.IsDefault)
        {
            context.Require(WasmFeatures.BulkMemory);
            foreach (var expression in segment.Expressions)
                ConstantValidator.Validate(context, expression, segment.Type);
            return;
        }

        foreach (var function in segment.Functions)
        {
            if ((uint)function >= (uint)context.FunctionTypes.Length)
                throw new InvalidModuleException($"unknown function {(uint)function} in an element segment");
            context.Declare(function);
        }
    }

    private static ValueType AddressOf(AddressType address) => address == AddressType.I64 ? ValueType.I64 : ValueType.I32;

    private static InvalidModuleException Mismatch(ValueType expected, ValueType found) =>
        new($"type mismatch: expected {expected}, found {found} in an element segment")
        {
            Expected = expected.ToString(),
            Found = found.ToString(),
        };
}
