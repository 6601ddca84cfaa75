using System;
using System.Collections.Immutable;
using System.IO;

namespace Krait.Wasm.Binary;

// Writes the sections of one module in file order. The size of a section stands before it, so each is written twice: first to be
// counted. Called by ModuleEncoder only.
internal sealed class SectionEncoder
{
    private static readonly SectionId[] s_fileOrder =
    [
        SectionId.Type, SectionId.Import, SectionId.Function, SectionId.Table, SectionId.Memory, SectionId.Tag,
        SectionId.Global, SectionId.Export, SectionId.Start, SectionId.Element, SectionId.DataCount,
        SectionId.Code, SectionId.Data,
    ];

    private readonly Module _module;
    private readonly ByteWriter _file;
    private readonly ByteWriter _counted = new(Stream.Null);
    private readonly ByteWriter _body = new();
    private ByteWriter _section;

    public SectionEncoder(Module module, ByteWriter file)
    {
        _module = module;
        _file = file;
        _section = file;
    }

    public void Encode()
    {
        _file.WriteBytes("\0asm\x01\0\0\0"u8);
        WriteCustomSections(SectionId.Custom);
        foreach (var id in s_fileOrder)
        {
            WriteSection(id, () => WriteContent(id));
            WriteCustomSections(id);
        }
    }

    private void WriteSection(SectionId id, Action write)
    {
        var before = _counted.Length;
        _section = _counted;
        write();
        _section = _file;
        var sizeBytes = _counted.Length - before;
        if (sizeBytes == 0)
            return;
        _file.WriteByte((byte)id);
        _file.WriteCount(sizeBytes);
        write();
    }

    private void WriteContent(SectionId id)
    {
        switch (id)
        {
            case SectionId.Type: WriteTypes(); break;
            case SectionId.Import: WriteAll(_module.Imports, WriteImport); break;
            case SectionId.Function: WriteAll(_module.Functions, function => _section.WriteCount(function.TypeIndex)); break;
            case SectionId.Table: WriteAll(_module.Tables, WriteTable); break;
            case SectionId.Memory: WriteAll(_module.Memories, WriteMemoryType); break;
            case SectionId.Tag: WriteAll(_module.Tags, WriteTagType); break;
            case SectionId.Global: WriteAll(_module.Globals, WriteGlobal); break;
            case SectionId.Export: WriteAll(_module.Exports, WriteExport); break;
            case SectionId.Start when _module.StartFunction is { } start: _section.WriteCount(start); break;
            case SectionId.Element: WriteAll(_module.Elements, WriteElement); break;
            case SectionId.DataCount when _module.HasDataCount: _section.WriteCount(_module.DataSegments.Length); break;
            case SectionId.Code: WriteAll(_module.Functions, WriteBody); break;
            case SectionId.Data: WriteAll(_module.DataSegments, WriteData); break;
        }
    }

    private void WriteCustomSections(SectionId after)
    {
        foreach (var custom in _module.CustomSections)
        {
            if (custom.After == after)
                WriteSection(SectionId.Custom, () => WriteCustom(custom));
        }
    }

    private void WriteCustom(CustomSection custom)
    {
        _section.WriteName(custom.Name);
        _section.WriteBytes(custom.Bytes.Span);
    }

    private void WriteAll<T>(ImmutableArray<T> items, Action<T> write)
    {
        if (items.IsEmpty)
            return;
        _section.WriteCount(items.Length);
        foreach (var item in items)
            write(item);
    }

    private void WriteTypes()
    {
        if (_module.Types.IsEmpty)
            return;
        var groups = 0;
        foreach (var type in _module.Types)
            groups += type.GroupSize > 0 ? 1 : 0;
        _section.WriteCount(groups);
        foreach (var type in _module.Types)
        {
            if (type.GroupSize > 1 || type.IsExplicitGroup)
            {
                _section.WriteByte(0x4E);
                _section.WriteCount(type.GroupSize);
            }

            WriteType(type);
        }
    }

    private void WriteType(TypeDefinition type)
    {
        if (!type.Supertypes.IsEmpty || type.Finality == Finality.Open)
        {
            _section.WriteByte(type.Finality == Finality.Final ? (byte)0x4F : (byte)0x50);
            _section.WriteCount(type.Supertypes.Length);
            foreach (var supertype in type.Supertypes)
                _section.WriteCount(supertype);
        }

        switch (type.Composite)
        {
            case FunctionType function:
                _section.WriteByte(0x60);
                WriteValueTypes(function.Parameters);
                WriteValueTypes(function.Results);
                break;
            case StructType structure:
                _section.WriteByte(0x5F);
                _section.WriteCount(structure.Fields.Length);
                foreach (var field in structure.Fields)
                    WriteField(field);
                break;
            case ArrayType array:
                _section.WriteByte(0x5E);
                WriteField(array.Element);
                break;
        }
    }

    private void WriteField(FieldType field)
    {
        if (field.Storage.PackedBits == 0)
            _section.WriteValueType(field.Storage.Value);
        else
            _section.WriteByte(field.Storage.PackedBits == 8 ? (byte)0x78 : (byte)0x77);
        _section.WriteByte((byte)field.Mutability);
    }

    private void WriteValueTypes(ImmutableArray<ValueType> types)
    {
        _section.WriteCount(types.Length);
        foreach (var type in types)
            _section.WriteValueType(type);
    }

    private void WriteImport(Import import)
    {
        _section.WriteName(import.ModuleName);
        _section.WriteName(import.Name);
        _section.WriteByte((byte)import.Type.Kind);
        switch (import.Type)
        {
            case FunctionReference function: _section.WriteCount(function.TypeIndex); break;
            case TableType table: WriteTableType(table); break;
            case MemoryType memory: WriteMemoryType(memory); break;
            case GlobalType global: WriteGlobalType(global); break;
            case TagType tag: WriteTagType(tag); break;
        }
    }

    private void WriteTable(DefinedTable table)
    {
        if (table.Initializer is null)
        {
            WriteTableType(table.Type);
            return;
        }

        _section.WriteByte(0x40);
        _section.WriteByte(0x00);
        WriteTableType(table.Type);
        WriteExpression(table.Initializer);
    }

    private void WriteTableType(TableType type)
    {
        _section.WriteValueType(type.Element);
        WriteLimits(type.Limits, type.Address, Sharing.Unshared);
    }

    private void WriteMemoryType(MemoryType type) => WriteLimits(type.Limits, type.Address, type.Sharing);

    private void WriteLimits(SizeLimits limits, AddressType address, Sharing sharing)
    {
        var flags = (limits.Maximum is null ? 0 : 1) | (sharing == Sharing.Shared ? 2 : 0) | (address == AddressType.I64 ? 4 : 0);
        _section.WriteByte((byte)flags);
        _section.WriteU64(limits.Minimum);
        if (limits.Maximum is { } maximum)
            _section.WriteU64(maximum);
    }

    private void WriteTagType(TagType tag)
    {
        _section.WriteByte(0x00);
        _section.WriteCount(tag.TypeIndex);
    }

    private void WriteGlobalType(GlobalType type)
    {
        _section.WriteValueType(type.Value);
        _section.WriteByte((byte)type.Mutability);
    }

    private void WriteGlobal(DefinedGlobal global)
    {
        WriteGlobalType(global.Type);
        WriteExpression(global.Initializer);
    }

    private void WriteExport(Export export)
    {
        _section.WriteName(export.Name);
        _section.WriteByte((byte)export.Kind);
        _section.WriteCount(export.Index);
    }

    private void WriteExpression(ConstantExpression expression) => _section.WriteBytes(expression.Code.Span);

    // The flags of an element segment: bit 0 not active, bit 1 declarative or explicit table, bit 2 expressions.
    // An explicit table also carries the type, so active segments of other types than funcref name table 0 too.
    private void WriteElement(ElementSegment segment)
    {
        var asExpressions = segment.Functions.IsDefault;
        var isActive = segment.Mode == SegmentMode.Active;
        var plainType = asExpressions ? ValueType.FuncRef : ValueType.Reference(HeapType.Func, Nullability.NonNull);
        var isPlain = segment.TableIndex == 0 && (segment.Type == plainType || segment.Type == ValueType.FuncRef);
        var isExplicit = isActive ? !isPlain : segment.Mode == SegmentMode.Declarative;
        _section.WriteByte((byte)((isActive ? 0 : 1) | (isExplicit ? 2 : 0) | (asExpressions ? 4 : 0)));
        if (isActive)
        {
            if (isExplicit)
                _section.WriteCount(segment.TableIndex);
            WriteExpression(segment.Offset!);
        }

        if (!isActive || isExplicit)
        {
            if (asExpressions)
                _section.WriteValueType(segment.Type);
            else
                _section.WriteByte(0x00);
        }

        _section.WriteCount(segment.Length);
        if (asExpressions)
        {
            foreach (var expression in segment.Expressions)
                WriteExpression(expression);
            return;
        }

        foreach (var function in segment.Functions)
            _section.WriteCount(function);
    }

    private void WriteBody(DefinedFunction function)
    {
        _body.Clear();
        _body.WriteCount(function.Body.Locals.Length);
        foreach (var run in function.Body.Locals)
        {
            _body.WriteCount(run.Count);
            _body.WriteValueType(run.Type);
        }

        _body.WriteBytes(function.Body.Code.Span);
        _section.WriteSized(_body);
    }

    private void WriteData(DataSegment segment)
    {
        if (segment.Mode == SegmentMode.Passive)
        {
            _section.WriteByte(1);
        }
        else
        {
            _section.WriteByte(segment.MemoryIndex == 0 ? (byte)0 : (byte)2);
            if (segment.MemoryIndex != 0)
                _section.WriteCount(segment.MemoryIndex);
            WriteExpression(segment.Offset!);
        }

        _section.WriteCount(segment.Bytes.Length);
        _section.WriteBytes(segment.Bytes.Span);
    }
}
