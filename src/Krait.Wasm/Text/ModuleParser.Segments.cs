using System.Collections.Immutable;

namespace Krait.Wasm.Text;

// Tables, memories and their segments, with the abbreviations that write a segment inside its table or memory, and custom sections.
internal sealed partial class ModuleParser
{
    private static readonly ValueType s_function = ValueType.Reference(HeapType.Func, Nullability.NonNull);

    private void ParseTable()
    {
        var index = _importedTables + _tables.Count;
        if (TryParseInlineImport(ExternalKind.Table, index, out var moduleName, out var name))
        {
            AddImport(moduleName, name, _types.ParseTableType());
            return;
        }

        var address = _types.ParseAddressType();
        if (_types.AtValueType)
        {
            ParseTableWithElements(index, address);
            return;
        }

        var limits = _types.ParseLimits();
        TableType type = new(_types.ParseReferenceType(), limits, address);
        _tables.Add(new DefinedTable(type, _cursor.AtClose ? null : ParseExpressionToClose()));
    }

    // (table funcref (elem ...)): the table is as large as its segment.
    private void ParseTableWithElements(int index, AddressType address)
    {
        var element = _types.ParseReferenceType();
        _cursor.Open("elem");
        var zero = address == AddressType.I64 ? ConstantExpression.I64(0) : ConstantExpression.I32(0);
        ElementSegment segment;
        if (_cursor.AtOpen)
            segment = new ElementSegment(SegmentMode.Active, index, zero, element, default, ParseElementExpressions());
        else
            segment = new ElementSegment(SegmentMode.Active, index, zero, s_function, ParseFunctionIndices(), default);
        _cursor.Close();
        _elements.Add(segment);
        var length = (ulong)segment.Length;
        _tables.Add(new DefinedTable(new TableType(element, new SizeLimits(length, length), address)));
    }

    private void ParseMemory()
    {
        var index = _importedMemories + _memories.Count;
        if (TryParseInlineImport(ExternalKind.Memory, index, out var moduleName, out var name))
        {
            AddImport(moduleName, name, _types.ParseMemoryType());
            return;
        }

        var start = _cursor.Position;
        var address = _types.ParseAddressType();
        if (!_cursor.TryOpen("data"))
        {
            _cursor.Position = start;
            _memories.Add(_types.ParseMemoryType());
            return;
        }

        var bytes = _cursor.ReadStrings();
        _cursor.Close();
        var zero = address == AddressType.I64 ? ConstantExpression.I64(0) : ConstantExpression.I32(0);
        _dataSegments.Add(new DataSegment(SegmentMode.Active, index, zero, bytes));
        var pages = (ulong)((bytes.LongLength + MemoryType.PageSizeBytes - 1) / MemoryType.PageSizeBytes);
        _memories.Add(new MemoryType(new SizeLimits(pages, pages), address));
    }

    private void ParseData()
    {
        _cursor.SkipName();
        var memory = 0;
        var isActive = _cursor.AtOpen || _cursor.AtIndex;
        if (_cursor.TryOpen("memory"))
        {
            memory = _scope.Memories.Resolve(_cursor);
            _cursor.Close();
        }
        else if (_cursor.AtIndex)
        {
            memory = _scope.Memories.Resolve(_cursor);
        }

        var offset = isActive ? ParseOffset() : null;
        _dataSegments.Add(new DataSegment(isActive ? SegmentMode.Active : SegmentMode.Passive, memory, offset, _cursor.ReadStrings()));
    }

    // (@custom "name" (before|after section)? "content"*)
    private void ParseCustom()
    {
        if (!_cursor.AtString)
            throw _cursor.Error("@custom annotation: missing section name");
        var name = _cursor.ReadName("@custom annotation: malformed UTF-8 encoding");
        var after = SectionId.Data;
        if (_cursor.AtOpen)
        {
            _cursor.Position++;
            if (!_cursor.AtWord || _cursor.Text is not ("before" or "after"))
                throw _cursor.Error("@custom annotation: malformed placement, expected before or after");
            var side = _cursor.Word("before or after").ToString();
            if (!_cursor.AtWord || !SectionNames.TryPlace(side, _cursor.Text.ToString(), out after))
                throw _cursor.Error("@custom annotation: malformed section kind");
            _cursor.Position++;
            _cursor.Close();
        }

        var bytes = _cursor.ReadStrings();
        if (!_cursor.AtClose)
            throw _cursor.Error("@custom annotation: unexpected token, expected strings to the end");
        _customSections.Add(new CustomSection(name, bytes, after));
    }

    // (offset instructions) or one folded instruction.
    private ConstantExpression ParseOffset()
    {
        if (!_cursor.TryOpen("offset"))
            return ParseFoldedExpression();
        var offset = ParseExpressionToClose();
        _cursor.Close();
        return offset;
    }

    private ConstantExpression ParseFoldedExpression()
    {
        if (!_cursor.AtOpen)
            throw _cursor.Unexpected("'('");
        return new ConstantExpression(_instructions.ParseFoldedExpression());
    }

    private void ParseElement()
    {
        _cursor.SkipName();
        var mode = SegmentMode.Passive;
        var table = 0;
        ConstantExpression? offset = null;
        var isAbbreviated = false;
        if (_cursor.TryWord("declare"))
        {
            mode = SegmentMode.Declarative;
        }
        else if (_cursor.AtIndex || (_cursor.AtOpen && !_cursor.IsOpen("ref") && !_cursor.IsOpen("item")))
        {
            mode = SegmentMode.Active;
            isAbbreviated = !_cursor.IsOpen("table");
            if (_cursor.TryOpen("table"))
            {
                table = _scope.Tables.Resolve(_cursor);
                _cursor.Close();
            }
            else if (_cursor.AtIndex)
            {
                table = _scope.Tables.Resolve(_cursor);
                isAbbreviated = false;
            }

            offset = ParseOffset();
        }

        if (_types.AtValueType)
        {
            var type = _types.ParseReferenceType();
            _elements.Add(new ElementSegment(mode, table, offset, type, default, ParseElementExpressions()));
            return;
        }

        if (!_cursor.TryWord("func") && !isAbbreviated && !(_cursor.AtClose || _cursor.AtIndex))
            throw _cursor.Unexpected("func or a reference type");
        _elements.Add(new ElementSegment(mode, table, offset, s_function, ParseFunctionIndices(), default));
    }

    private ImmutableArray<int> ParseFunctionIndices()
    {
        var indices = ImmutableArray.CreateBuilder<int>();
        while (!_cursor.AtClose)
            indices.Add(_scope.Functions.Resolve(_cursor));
        return indices.ToImmutable();
    }

    private ImmutableArray<ConstantExpression> ParseElementExpressions()
    {
        var expressions = ImmutableArray.CreateBuilder<ConstantExpression>();
        while (!_cursor.AtClose)
        {
            if (_cursor.TryOpen("item"))
            {
                expressions.Add(ParseExpressionToClose());
                _cursor.Close();
            }
            else
            {
                expressions.Add(ParseFoldedExpression());
            }
        }

        return expressions.ToImmutable();
    }
}
