namespace Krait.Wasm.Binary;

// Tables, globals and segments: everything that carries constant expressions.
// Spec: binary/modules.
internal sealed partial class SectionDecoder
{
    private ConstantExpression ReadExpression(ref ByteReader reader)
    {
        // Blocks are no constant instructions, but saying so is the validator's part; here they only must not hide the end.
        InstructionReader code = new(reader.Slice(reader.Position, reader.Remaining), reader.OffsetInModule);
        var depth = 1;
        while (depth > 0)
        {
            var op = code.Read();
            if (op == WasmOp.End)
                depth--;
            else if (OpFacts.ImmediateOf(op) is Imm.BlockType or Imm.CatchTable)
                depth++;
        }

        ConstantExpression expression = new(file.Slice(reader.OffsetInModule, code.NextOffset), reader.OffsetInModule);
        reader.Position += code.NextOffset;
        return expression;
    }

    private DefinedTable ReadTable(ref ByteReader reader)
    {
        if (reader.PeekByte() != 0x40)
            return new DefinedTable(ReadTableType(ref reader));
        reader.ReadByte();
        if (reader.PeekByte() != 0)
            reader.Throw("malformed table");
        reader.ReadByte();
        var type = ReadTableType(ref reader);
        return new DefinedTable(type, ReadExpression(ref reader));
    }

    private DefinedGlobal ReadGlobal(ref ByteReader reader)
    {
        var type = ReadGlobalType(ref reader);
        return new DefinedGlobal(type, ReadExpression(ref reader));
    }

    // The flags are explained where they are written, in SectionEncoder.
    private ElementSegment ReadElement(ref ByteReader reader)
    {
        var start = reader.Position;
        var flags = reader.ReadU32();
        if (flags > 7)
            Fail(ref reader, start, "malformed elements segment kind");
        var isActive = (flags & 1) == 0;
        var isExplicit = (flags & 2) != 0;
        var asExpressions = (flags & 4) != 0;
        var mode = isActive ? SegmentMode.Active : isExplicit ? SegmentMode.Declarative : SegmentMode.Passive;
        var table = isActive && isExplicit ? ReadIndex(ref reader) : 0;
        var offset = isActive ? ReadExpression(ref reader) : null;
        var type = asExpressions ? ValueType.FuncRef : ValueType.Reference(HeapType.Func, Nullability.NonNull);
        if (!isActive || isExplicit)
        {
            if (asExpressions)
                type = ReadReferenceType(ref reader);
            else if (reader.PeekByte() != 0)
                reader.Throw("malformed element kind");
            else
                reader.ReadByte();
        }

        if (asExpressions)
        {
            var expressions = ReadAll(ref reader, 2, limits.MaximumElementExpressions, "element expressions", ReadExpression);
            return new ElementSegment(mode, table, offset, type, default, expressions);
        }

        var functions = ReadAll(ref reader, 1, limits.MaximumElementSegmentLength, "elements", ReadIndex);
        return new ElementSegment(mode, table, offset, type, functions, default);
    }

    private static ValueType ReadReferenceType(ref ByteReader reader)
    {
        var start = reader.Position;
        var type = reader.ReadValueType();
        if (!type.IsReference)
            Fail(ref reader, start, "malformed reference type");
        return type;
    }

    private DataSegment ReadData(ref ByteReader reader)
    {
        var start = reader.Position;
        var flags = reader.ReadU32();
        if (flags > 2)
            Fail(ref reader, start, "malformed data segment kind");
        var memory = flags == 2 ? ReadIndex(ref reader) : 0;
        var offset = flags == 1 ? null : ReadExpression(ref reader);
        var size = reader.ReadCount(itemBytes: 1, int.MaxValue, "bytes of data");
        var bytes = file.Slice(reader.OffsetInModule, size);
        reader.Position += size;
        return new DataSegment(flags == 1 ? SegmentMode.Passive : SegmentMode.Active, memory, offset, bytes);
    }
}
