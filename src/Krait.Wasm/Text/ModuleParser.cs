using System.Collections.Immutable;

namespace Krait.Wasm.Text;

// Parses the fields of one module, after FieldScanner gave out the indices. Segments are in the other part of the class.
// Spec: text/modules.
internal sealed partial class ModuleParser
{
    private readonly TokenCursor _cursor;
    private readonly ModuleScope _scope = new();
    private readonly TypeParser _types;
    private readonly InstructionParser _instructions;
    private readonly ImmutableArray<Import>.Builder _imports = ImmutableArray.CreateBuilder<Import>();
    private readonly ImmutableArray<DefinedFunction>.Builder _functions = ImmutableArray.CreateBuilder<DefinedFunction>();
    private readonly ImmutableArray<DefinedTable>.Builder _tables = ImmutableArray.CreateBuilder<DefinedTable>();
    private readonly ImmutableArray<MemoryType>.Builder _memories = ImmutableArray.CreateBuilder<MemoryType>();
    private readonly ImmutableArray<TagType>.Builder _tags = ImmutableArray.CreateBuilder<TagType>();
    private readonly ImmutableArray<DefinedGlobal>.Builder _globals = ImmutableArray.CreateBuilder<DefinedGlobal>();
    private readonly ImmutableArray<Export>.Builder _exports = ImmutableArray.CreateBuilder<Export>();
    private readonly ImmutableArray<ElementSegment>.Builder _elements = ImmutableArray.CreateBuilder<ElementSegment>();
    private readonly ImmutableArray<DataSegment>.Builder _dataSegments = ImmutableArray.CreateBuilder<DataSegment>();
    private readonly ImmutableArray<CustomSection>.Builder _customSections = ImmutableArray.CreateBuilder<CustomSection>();
    private readonly CodeMetadata _codeMetadata = new();
    private readonly TextOrigin _origin;
    private int? _startFunction;
    private int _importedFunctions;
    private int _importedTables;
    private int _importedMemories;
    private int _importedGlobals;
    private int _importedTags;

    private ModuleParser(TokenCursor cursor)
    {
        _cursor = cursor;
        _origin = cursor.Tokens.NewOrigin();
        _types = new TypeParser(cursor, _scope);
        _instructions = new InstructionParser(cursor, _scope, _types);
    }

    // From behind "(module" to its closing parenthesis, which stays.
    public static Module Parse(TokenCursor cursor)
    {
        var name = cursor.TryIdentifier();
        var annotation = cursor.TryNameAnnotation();
        if (annotation is not null && cursor.IsOpen("@name"))
            throw cursor.Error("@name annotation: multiple module names");
        ModuleParser parser = new(cursor);
        new FieldScanner(cursor, parser._scope).ScanAll();
        parser.ParseTypes();
        while (cursor.AtOpen)
            parser.ParseField();
        return parser.ToModule(annotation ?? name);
    }

    private Module ToModule(string? name)
    {
        NameSection names = new()
        {
            ModuleName = name,
            Functions = _scope.Functions.ToNames(),
            Locals = _scope.LocalNames.ToImmutable(),
            Labels = _scope.LabelNames.ToImmutable(),
            Types = _scope.TypeNames.ToNames(),
            Tables = _scope.Tables.ToNames(),
            Memories = _scope.Memories.ToNames(),
            Globals = _scope.Globals.ToNames(),
            Elements = _scope.Elements.ToNames(),
            DataSegments = _scope.DataSegments.ToNames(),
            Fields = _scope.FieldNamesByType(),
            Tags = _scope.Tags.ToNames(),
        };
        if (_codeMetadata.ToSections() is { Length: > 0 } metadata)
            _customSections.AddRange(metadata);
        var customSections = CustomSectionOrder.Sort(_customSections.ToImmutable());
        if (!names.IsEmpty)
            customSections = CustomSectionOrder.WithNames(customSections, names);
        return new Module
        {
            Origin = _origin,
            Types = _scope.Types.ToImmutable(),
            Imports = _imports.ToImmutable(),
            Functions = _functions.ToImmutable(),
            Tables = _tables.ToImmutable(),
            Memories = _memories.ToImmutable(),
            Tags = _tags.ToImmutable(),
            Globals = _globals.ToImmutable(),
            Exports = _exports.ToImmutable(),
            StartFunction = _startFunction,
            Elements = _elements.ToImmutable(),
            DataSegments = _dataSegments.ToImmutable(),
            HasDataCount = _scope.UsesDataSegments,
            CustomSections = customSections,
        };
    }

    private void ParseTypes()
    {
        var start = _cursor.Position;
        while (_cursor.AtOpen)
        {
            var end = _cursor.Current.Match + 1;
            if (_cursor.IsOpen("type") || _cursor.IsOpen("rec"))
                _types.ParseTypeField();
            _cursor.Position = end;
        }

        _cursor.Position = start;
    }

    private void ParseField()
    {
        var end = _cursor.Current.Match + 1;
        _cursor.Position++;
        var place = _cursor.Position;
        var field = _cursor.Word("a module field").ToString();
        switch (field)
        {
            case "type" or "rec": _cursor.Position = end - 1; break;
            case "import": ParseImport(); break;
            case "func": ParseFunction(); break;
            case "table": ParseTable(); break;
            case "memory": ParseMemory(); break;
            case "global": ParseGlobal(); break;
            case "tag": ParseTag(); break;
            case "export": ParseExport(); break;
            case "start": ParseStart(place); break;
            case "elem": ParseElement(); break;
            case "data": ParseData(); break;
            case "@custom": ParseCustom(); break;
            case "@name": throw _cursor.Tokens.Error(place, "misplaced @name annotation: expected a module field");
            default:
                if (field.StartsWith(TextLexer.CodeMetadata))
                    throw _cursor.Tokens.Error(place, $"{field} annotation: not in a function");
                _cursor.Position = place;
                throw TextKeywords.IsToken(field) ? _cursor.Unexpected("a module field") : _cursor.Error($"unknown operator {field}: expected a module field");
        }

        _cursor.Close();
    }

    private void ParseImport()
    {
        var moduleName = _cursor.ReadName();
        var name = _cursor.ReadName();
        _cursor.Position++;
        var kind = _cursor.Word("the kind of an import").ToString();
        _cursor.SkipName();
        NameTable locals = new("local");
        ExternalType type = kind switch
        {
            "func" => new FunctionReference(_types.ParseTypeUse(locals)),
            "table" => _types.ParseTableType(),
            "memory" => _types.ParseMemoryType(),
            "global" => _types.ParseGlobalType(),
            _ => new TagType(_types.ParseTypeUse(new NameTable("local"))),
        };
        _cursor.Close();
        if (kind == "func")
            AddLocalNames(_importedFunctions, locals);
        AddImport(moduleName, name, type);
    }

    private void AddImport(string moduleName, string name, ExternalType type)
    {
        _imports.Add(new Import(moduleName, name, type));
        _ = type.Kind switch
        {
            ExternalKind.Function => _importedFunctions++,
            ExternalKind.Table => _importedTables++,
            ExternalKind.Memory => _importedMemories++,
            ExternalKind.Global => _importedGlobals++,
            _ => _importedTags++,
        };
    }

    // The head every definition shares: identifier, inline exports, and possibly an inline import.
    private bool TryParseInlineImport(ExternalKind kind, int index, out string moduleName, out string name)
    {
        moduleName = "";
        name = "";
        _cursor.SkipName();
        while (_cursor.TryOpen("export"))
        {
            _exports.Add(new Export(_cursor.ReadName(), kind, index));
            _cursor.Close();
        }

        if (!_cursor.TryOpen("import"))
            return false;
        moduleName = _cursor.ReadName();
        name = _cursor.ReadName();
        _cursor.Close();
        return true;
    }

    private void ParseFunction()
    {
        var index = _importedFunctions + _functions.Count;
        var isImport = TryParseInlineImport(ExternalKind.Function, index, out var moduleName, out var name);
        NameTable locals = new("local");
        var typeIndex = _types.ParseTypeUse(locals);
        if (isImport)
        {
            AddLocalNames(index, locals);
            AddImport(moduleName, name, new FunctionReference(typeIndex));
            return;
        }

        var runs = ParseLocals(locals);
        var code = _instructions.ParseBody(locals);
        _origin.Add(index, _instructions.Marks);
        FunctionBody body = new(runs, code);
        _functions.Add(new DefinedFunction(typeIndex, body));
        AddLocalNames(index, locals);
        if (!_instructions.LabelNames.IsEmpty)
            _scope.LabelNames[index] = _instructions.LabelNames;
        _codeMetadata.Add(index, body, _instructions.Metadata);
    }

    private void AddLocalNames(int functionIndex, NameTable locals)
    {
        var names = locals.ToNames();
        if (!names.IsEmpty)
            _scope.LocalNames[functionIndex] = names;
    }

    private ImmutableArray<LocalRun> ParseLocals(NameTable names)
    {
        var runs = ImmutableArray.CreateBuilder<LocalRun>();
        while (_cursor.TryOpen("local"))
        {
            if (_cursor.AtName)
            {
                names.Declare(_cursor);
                AddLocal(runs, _types.ParseValueType());
            }
            else
            {
                while (!_cursor.AtClose)
                {
                    names.DeclareUnnamed(1);
                    AddLocal(runs, _types.ParseValueType());
                }
            }

            _cursor.Close();
        }

        return runs.ToImmutable();
    }

    // Neighbours of one type make one run, as encoders write them.
    private static void AddLocal(ImmutableArray<LocalRun>.Builder runs, ValueType type)
    {
        if (runs.Count > 0 && runs[^1].Type == type)
            runs[^1] = runs[^1] with { Count = runs[^1].Count + 1 };
        else
            runs.Add(new LocalRun(1, type));
    }

    private void ParseGlobal()
    {
        var index = _importedGlobals + _globals.Count;
        var isImport = TryParseInlineImport(ExternalKind.Global, index, out var moduleName, out var name);
        var type = _types.ParseGlobalType();
        if (isImport)
            AddImport(moduleName, name, type);
        else
            _globals.Add(new DefinedGlobal(type, ParseExpressionToClose()));
    }

    private void ParseTag()
    {
        var index = _importedTags + _tags.Count;
        var isImport = TryParseInlineImport(ExternalKind.Tag, index, out var moduleName, out var name);
        TagType type = new(_types.ParseTypeUse(new NameTable("local")));
        if (isImport)
            AddImport(moduleName, name, type);
        else
            _tags.Add(type);
    }

    private void ParseExport()
    {
        var name = _cursor.ReadName();
        if (!_cursor.AtOpen)
            throw _cursor.Unexpected("'('");
        _cursor.Position++;
        var place = _cursor.Position;
        var (kind, names) = _cursor.Word("the kind of an export") switch
        {
            "func" => (ExternalKind.Function, _scope.Functions),
            "table" => (ExternalKind.Table, _scope.Tables),
            "memory" => (ExternalKind.Memory, _scope.Memories),
            "global" => (ExternalKind.Global, _scope.Globals),
            "tag" => (ExternalKind.Tag, _scope.Tags),
            _ => throw _cursor.Tokens.Error(place, "unexpected token: expected the kind of an export"),
        };
        _exports.Add(new Export(name, kind, names.Resolve(_cursor)));
        _cursor.Close();
    }

    private void ParseStart(int place)
    {
        if (_startFunction is not null)
            throw _cursor.Tokens.Error(place, "multiple start sections");
        _startFunction = _scope.Functions.Resolve(_cursor);
    }

    private ConstantExpression ParseExpressionToClose() => new(_instructions.ParseBody(new NameTable("local")));
}
