namespace Krait.Wasm.Validation;

// The rules for element and data segments.
// Spec: valid/modules, element segments and data segments.
internal static class SegmentRules
{
    public static void CheckElements(ValidationContext context)
    {
        var tables = context.Module.TableTypes;
        var elements = context.Module.Elements;
        for (var i = 0; i < elements.Length; i++)
        {
            context.Enter("element segment", i);
            var segment = elements[i];
            if (segment.Type.HeapType != HeapType.Func)
                context.RequireType(segment.Type);
            if (segment.Mode != SegmentMode.Active)
                context.Require(WasmFeatures.BulkMemory);
            CheckReferences(context, segment);
            if (segment.Mode != SegmentMode.Active)
                continue;
            if ((uint)segment.TableIndex >= (uint)tables.Length)
                throw context.Error($"unknown table {(uint)segment.TableIndex}");
            var table = tables[segment.TableIndex];
            if (!Subtyping.Matches(segment.Type, table.Element))
                throw context.TypeError(table.Element.ToString(), segment.Type.ToString());
            ConstantValidator.Validate(context, segment.Offset ?? throw context.Error("an active segment needs an offset"), AddressOf(table.Address));
        }

        context.Leave();
    }

    public static void CheckData(ValidationContext context)
    {
        var memories = context.Module.MemoryTypes;
        var segments = context.Module.DataSegments;
        for (var i = 0; i < segments.Length; i++)
        {
            context.Enter("data segment", i);
            var segment = segments[i];
            if (segment.Mode != SegmentMode.Active)
            {
                context.Require(WasmFeatures.BulkMemory);
                continue;
            }

            if ((uint)segment.MemoryIndex >= (uint)memories.Length)
                throw context.Error($"unknown memory {(uint)segment.MemoryIndex}");
            ConstantValidator.Validate(context, segment.Offset ?? throw context.Error("an active segment needs an offset"), AddressOf(memories[segment.MemoryIndex].Address));
        }

        context.Leave();
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
                throw context.Error($"unknown function {(uint)function}");
            context.Declare(function);
        }
    }

    private static ValueType AddressOf(AddressType address) => address == AddressType.I64 ? ValueType.I64 : ValueType.I32;
}
