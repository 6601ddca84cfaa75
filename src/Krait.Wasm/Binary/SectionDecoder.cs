using System;
using System.Collections.Immutable;
using System.Threading;

namespace Krait.Wasm.Binary;

// Collects the sections of one module in any legal order. Called by ModuleDecoder only; iterative throughout.
// Types and segments are in the other parts of the class.
internal sealed partial class SectionDecoder(ReadOnlyMemory<byte> file, ModuleLimits limits, CancellationToken cancellationToken)
{
    private delegate T ItemReader<out T>(ref ByteReader reader);

    private readonly ImmutableArray<CustomSection>.Builder _customSections = ImmutableArray.CreateBuilder<CustomSection>();
    private SectionId _lastSection = SectionId.Custom;
    private ImmutableArray<TypeDefinition> _types = [];
    private ImmutableArray<Import> _imports = [];
    private ImmutableArray<int> _functionTypes = [];
    private ImmutableArray<DefinedTable> _tables = [];
    private ImmutableArray<MemoryType> _memories = [];
    private ImmutableArray<TagType> _tags = [];
    private ImmutableArray<DefinedGlobal> _globals = [];
    private ImmutableArray<Export> _exports = [];
    private ImmutableArray<ElementSegment> _elements = [];
    private ImmutableArray<FunctionBody> _bodies = [];
    private ImmutableArray<DataSegment> _dataSegments = [];
    private int? _startFunction;
    private int _codeSectionOffset = -1;
    private uint? _dataCount;

    public void DecodeSection(ref ByteReader fileReader)
    {
        var start = fileReader.Position;
        var code = fileReader.ReadByte();
        var id = (SectionId)code;
        if (id > SectionId.Tag)
            Fail(ref fileReader, start, "malformed section id");
        var size = fileReader.ReadU32();
        if (size > (uint)fileReader.Remaining)
            Fail(ref fileReader, start, "length out of bounds");
        if (id != SectionId.Custom)
        {
            if (_lastSection != SectionId.Custom && SectionNames.OrderOf(id) <= SectionNames.OrderOf(_lastSection))
                Fail(ref fileReader, start, "unexpected content after last section");
            _lastSection = id;
        }

        ByteReader reader = new(fileReader.Slice(fileReader.Position, (int)size), fileReader.OffsetInModule, id);
        fileReader.Position += (int)size;
        if (id == SectionId.Code)
            _codeSectionOffset = reader.OffsetInModule;
        DecodeContent(id, ref reader);
        if (!reader.AtEnd)
            reader.Throw("section size mismatch");
    }

    public Module ToModule(int endOffset)
    {
        if (_functionTypes.Length != _bodies.Length)
            throw MalformedModuleException.AtOffset("function and code section have inconsistent lengths", endOffset);
        if (_dataCount is { } count && count != _dataSegments.Length)
            throw MalformedModuleException.AtOffset("data count and data section have inconsistent lengths", endOffset);
        var functions = ImmutableArray.CreateBuilder<DefinedFunction>(_bodies.Length);
        for (var i = 0; i < _bodies.Length; i++)
            functions.Add(new DefinedFunction(_functionTypes[i], _bodies[i]));
        return new Module
        {
            Types = _types,
            Imports = _imports,
            Functions = functions.MoveToImmutable(),
            Tables = _tables,
            Memories = _memories,
            Tags = _tags,
            Globals = _globals,
            Exports = _exports,
            StartFunction = _startFunction,
            Elements = _elements,
            DataSegments = _dataSegments,
            HasDataCount = _dataCount is not null,
            CodeSectionOffset = _codeSectionOffset,
            CustomSections = _customSections.ToImmutable(),
        };
    }

    private static void Fail(ref ByteReader reader, int position, string reason)
    {
        reader.Position = position;
        reader.Throw(reason);
    }

    private ImmutableArray<T> ReadAll<T>(ref ByteReader reader, int itemBytes, int limit, string what, ItemReader<T> read)
    {
        var count = reader.ReadCount(itemBytes, limit, what);
        var items = ImmutableArray.CreateBuilder<T>(count);
        for (var i = 0; i < count; i++)
        {
            if (i % 4096 == 0)
                cancellationToken.ThrowIfCancellationRequested();
            items.Add(read(ref reader));
        }

        return items.MoveToImmutable();
    }

    // Indices stay as they are in the file; the validator compares them as unsigned numbers.
    private static int ReadIndex(ref ByteReader reader) => (int)reader.ReadU32();

    private void DecodeContent(SectionId id, ref ByteReader reader)
    {
        switch (id)
        {
            case SectionId.Custom: DecodeCustom(ref reader); break;
            case SectionId.Type: DecodeTypes(ref reader); break;
            case SectionId.Import: _imports = ReadAll(ref reader, 4, limits.MaximumImports, "imports", ReadImport); break;
            case SectionId.Function: _functionTypes = ReadAll(ref reader, 1, limits.MaximumFunctions, "functions", ReadIndex); break;
            case SectionId.Table: _tables = ReadAll(ref reader, 3, limits.MaximumTables, "tables", ReadTable); break;
            case SectionId.Memory: _memories = ReadAll(ref reader, 2, limits.MaximumMemories, "memories", ReadMemoryType); break;
            case SectionId.Tag: _tags = ReadAll(ref reader, 2, limits.MaximumTags, "tags", ReadTagType); break;
            case SectionId.Global: _globals = ReadAll(ref reader, 3, limits.MaximumGlobals, "globals", ReadGlobal); break;
            case SectionId.Export: _exports = ReadAll(ref reader, 3, limits.MaximumExports, "exports", ReadExport); break;
            case SectionId.Start: _startFunction = ReadIndex(ref reader); break;
            case SectionId.Element: _elements = ReadAll(ref reader, 2, limits.MaximumElementSegments, "element segments", ReadElement); break;
            case SectionId.DataCount: _dataCount = reader.ReadU32(); break;
            case SectionId.Code: _bodies = ReadAll(ref reader, 2, limits.MaximumFunctions, "function bodies", ReadBody); break;
            case SectionId.Data: _dataSegments = ReadAll(ref reader, 2, limits.MaximumDataSegments, "data segments", ReadData); break;
        }
    }

    private void DecodeCustom(ref ByteReader reader)
    {
        if (_customSections.Count == limits.MaximumCustomSections)
            reader.Throw($"too many custom sections, the limit is {limits.MaximumCustomSections}");
        var name = reader.ReadName();
        var content = file.Slice(reader.OffsetInModule, reader.Remaining);
        reader.Position = reader.Length;
        _customSections.Add(new CustomSection(name, content, _lastSection));
    }

    private Import ReadImport(ref ByteReader reader)
    {
        var moduleName = reader.ReadName();
        var name = reader.ReadName();
        var kind = reader.PeekByte();
        if (kind > (byte)ExternalKind.Tag)
            reader.Throw("malformed import kind");
        reader.ReadByte();
        ExternalType type = (ExternalKind)kind switch
        {
            ExternalKind.Function => new FunctionReference(ReadIndex(ref reader)),
            ExternalKind.Table => ReadTableType(ref reader),
            ExternalKind.Memory => ReadMemoryType(ref reader),
            ExternalKind.Global => ReadGlobalType(ref reader),
            _ => ReadTagType(ref reader),
        };
        return new Import(moduleName, name, type);
    }

    private static Export ReadExport(ref ByteReader reader)
    {
        var name = reader.ReadName();
        var kind = reader.PeekByte();
        if (kind > (byte)ExternalKind.Tag)
            reader.Throw("malformed export kind");
        reader.ReadByte();
        return new Export(name, (ExternalKind)kind, ReadIndex(ref reader));
    }

    private FunctionBody ReadBody(ref ByteReader reader)
    {
        var size = reader.ReadU32();
        if (size > (uint)reader.Remaining)
            reader.Throw("unexpected end of section or function");
        if (size > limits.MaximumFunctionBytes)
            reader.Throw($"too many bytes in a function: {size}, the limit is {limits.MaximumFunctionBytes}");
        ByteReader body = new(reader.Slice(reader.Position, (int)size), reader.OffsetInModule, SectionId.Code);
        reader.Position += (int)size;
        var runs = body.ReadCount(itemBytes: 2, limits.MaximumFunctionBytes, "runs of locals");
        var locals = ImmutableArray.CreateBuilder<LocalRun>(runs);
        var total = 0L;
        for (var i = 0; i < runs; i++)
        {
            var start = body.Position;
            var count = body.ReadU32();
            total += count;
            if (total > limits.MaximumLocals)
                Fail(ref body, start, $"too many locals: {total}, the limit is {limits.MaximumLocals}");
            locals.Add(new LocalRun((int)count, body.ReadValueType()));
        }

        return new FunctionBody(locals.MoveToImmutable(), file.Slice(body.OffsetInModule, body.Remaining), body.OffsetInModule);
    }
}
