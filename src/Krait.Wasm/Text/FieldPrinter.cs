using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Krait.Wasm.Text;

// Prints the fields of one module in the order of the binary format, except that code comes before data.
internal sealed class FieldPrinter
{
    private readonly Module _module;
    private readonly ModuleNames _names;
    private readonly PrintOptions _options;
    private readonly InstructionPrinter _instructions;
    private readonly FoldedPrinter _folded;
    private readonly StringBuilder _text = new();

    public FieldPrinter(Module module, PrintOptions options)
    {
        _module = module;
        _options = options;
        _names = new ModuleNames(module, options.Identifiers == PrintedIdentifiers.Names ? module.Names : NameSection.Empty);
        _instructions = new InstructionPrinter(module, _names, _text);
        _folded = new FoldedPrinter(module, _names, _text);
    }

    public string Print()
    {
        _text.Append("(module");
        if (_names.ModuleName is { Length: > 0 } name)
            _text.Append(' ').Append(StringLiteral.IdentifierOf(name));
        else if (_names.ModuleName is not null)
            PrintedNames.AppendAnnotation(_text, _names.ModuleName);
        PrintTypes();
        PrintImports();
        PrintTables();
        for (var i = 0; i < _module.Memories.Length; i++)
            PrintMemory(_module.ImportedMemoryCount + i, _module.Memories[i]);
        PrintTags();
        PrintGlobals();
        PrintExports();
        PrintElements();
        for (var i = 0; i < _module.Functions.Length; i++)
            PrintFunction(_module.ImportedFunctionCount + i, _module.Functions[i]);
        PrintData();
        PrintCustomSections();
        _text.Append(")\n");
        return _text.ToString();
    }

    private void StartField(string keyword) => _text.Append("\n  (").Append(keyword);

    private void PrintTypes()
    {
        for (var i = 0; i < _module.Types.Length; i++)
        {
            var type = _module.Types[i];
            var isGroup = type.GroupSize > 1 || type.IsExplicitGroup;
            if (isGroup)
                _text.Append("\n  (rec");
            var members = isGroup ? type.GroupSize : 1;
            for (var j = 0; j < members && i + j < _module.Types.Length; j++)
            {
                _text.Append(isGroup ? "\n    (type" : "\n  (type");
                _names.Types.AppendDefinition(_text, i + j);
                PrintTypeDefinition(i + j);
                _text.Append(')');
            }

            if (isGroup)
                _text.Append(')');
            i += members - 1;
        }
    }

    private void PrintTypeDefinition(int index)
    {
        var type = _module.Types[index];
        var isSubtype = !type.Supertypes.IsEmpty || type.Finality == Finality.Open;
        if (isSubtype)
        {
            _text.Append(type.Finality == Finality.Final ? " (sub final" : " (sub");
            foreach (var supertype in type.Supertypes)
                _text.Append(' ').Append(_names.Types.Of(supertype));
        }

        switch (type.Composite)
        {
            case FunctionType function:
                _text.Append(" (func");
                PrintTypes("param", function.Parameters);
                PrintTypes("result", function.Results);
                _text.Append(')');
                break;
            case StructType structure:
                _text.Append(" (struct");
                var names = _names.FieldsOf(index, structure.Fields.Length);
                for (var i = 0; i < structure.Fields.Length; i++)
                {
                    _text.Append(" (field");
                    names.AppendName(_text, i);
                    _text.Append(' ').Append(FieldText(structure.Fields[i])).Append(')');
                }

                _text.Append(')');
                break;
            case ArrayType array: _text.Append(" (array ").Append(FieldText(array.Element)).Append(')'); break;
        }

        if (isSubtype)
            _text.Append(')');
    }

    private string FieldText(FieldType field)
    {
        var storage = field.Storage.PackedBits switch
        {
            8 => "i8",
            16 => "i16",
            _ => _names.TypeText(field.Storage.Value),
        };
        return field.Mutability == Mutability.Variable ? $"(mut {storage})" : storage;
    }

    private void PrintTypes(string keyword, ImmutableArray<ValueType> types)
    {
        if (types.IsEmpty)
            return;
        _text.Append(" (").Append(keyword);
        foreach (var type in types)
            _text.Append(' ').Append(_names.TypeText(type));
        _text.Append(')');
    }

    private void PrintImports()
    {
        var indices = new int[5];
        foreach (var import in _module.Imports)
        {
            var index = indices[(int)import.Type.Kind]++;
            StartField("import ");
            StringLiteral.Print(_text, import.ModuleName);
            _text.Append(' ');
            StringLiteral.Print(_text, import.Name);
            _text.Append(" (");
            switch (import.Type)
            {
                case FunctionReference function:
                    _text.Append("func");
                    _names.Functions.AppendDefinition(_text, index);
                    PrintTypeUse(function.TypeIndex);
                    if (!_names.HasLocals(index))
                        break;
                    var count = _module.FunctionTypeOrNull(function.TypeIndex)?.Parameters.Length ?? 0;
                    PrintSignature(function.TypeIndex, _names.LocalsOf(index, count));
                    break;
                case TableType table:
                    _text.Append("table");
                    _names.Tables.AppendDefinition(_text, index);
                    PrintTableType(table);
                    break;
                case MemoryType memory:
                    _text.Append("memory");
                    _names.Memories.AppendDefinition(_text, index);
                    PrintMemoryType(memory);
                    break;
                case GlobalType global:
                    _text.Append("global");
                    _names.Globals.AppendDefinition(_text, index);
                    PrintGlobalType(global);
                    break;
                case TagType tag:
                    _text.Append("tag");
                    _names.Tags.AppendDefinition(_text, index);
                    PrintTypeUse(tag.TypeIndex);
                    break;
            }

            _text.Append("))");
        }
    }

    private void PrintTypeUse(int typeIndex) => _text.Append(" (type ").Append(_names.Types.Of(typeIndex)).Append(')');

    private void PrintAddressType(AddressType address) => _text.Append(address == AddressType.I64 ? " i64 " : " ");

    private void PrintTableType(TableType type)
    {
        PrintAddressType(type.Address);
        _text.Append(type.Limits).Append(' ').Append(_names.TypeText(type.Element));
    }

    private void PrintMemoryType(MemoryType type)
    {
        PrintAddressType(type.Address);
        _text.Append(type.Limits).Append(type.Sharing == Sharing.Shared ? " shared" : "");
    }

    private void PrintGlobalType(GlobalType type)
    {
        var value = _names.TypeText(type.Value);
        _text.Append(' ').Append(type.Mutability == Mutability.Variable ? $"(mut {value})" : value);
    }

    private void PrintTables()
    {
        for (var i = 0; i < _module.Tables.Length; i++)
        {
            StartField("table");
            _names.Tables.AppendDefinition(_text, _module.ImportedTableCount + i);
            PrintTableType(_module.Tables[i].Type);
            if (_module.Tables[i].Initializer is { } initializer)
                PrintExpression(initializer);
            _text.Append(')');
        }
    }

    private void PrintMemory(int index, MemoryType type)
    {
        StartField("memory");
        _names.Memories.AppendDefinition(_text, index);
        PrintMemoryType(type);
        _text.Append(')');
    }

    private void PrintTags()
    {
        for (var i = 0; i < _module.Tags.Length; i++)
        {
            StartField("tag");
            _names.Tags.AppendDefinition(_text, _module.ImportedTagCount + i);
            PrintTypeUse(_module.Tags[i].TypeIndex);
            _text.Append(')');
        }
    }

    private void PrintGlobals()
    {
        for (var i = 0; i < _module.Globals.Length; i++)
        {
            StartField("global");
            _names.Globals.AppendDefinition(_text, _module.ImportedGlobalCount + i);
            PrintGlobalType(_module.Globals[i].Type);
            PrintExpression(_module.Globals[i].Initializer);
            _text.Append(')');
        }
    }

    private void PrintExpression(ConstantExpression expression)
    {
        _text.Append(' ');
        _instructions.PrintInLine(expression);
    }

    private void PrintExports()
    {
        foreach (var export in _module.Exports)
        {
            StartField("export ");
            StringLiteral.Print(_text, export.Name);
            var (keyword, names) = export.Kind switch
            {
                ExternalKind.Function => ("func", _names.Functions),
                ExternalKind.Table => ("table", _names.Tables),
                ExternalKind.Memory => ("memory", _names.Memories),
                ExternalKind.Global => ("global", _names.Globals),
                _ => ("tag", _names.Tags),
            };
            _text.Append(" (").Append(keyword).Append(' ').Append(names.Of(export.Index)).Append("))");
        }

        if (_module.StartFunction is { } start)
        {
            StartField("start ");
            _text.Append(_names.Functions.Of(start)).Append(')');
        }
    }

    private void PrintElements()
    {
        for (var i = 0; i < _module.Elements.Length; i++)
        {
            var segment = _module.Elements[i];
            StartField("elem");
            _names.Elements.AppendDefinition(_text, i);
            if (segment.Mode == SegmentMode.Declarative)
                _text.Append(" declare");
            if (segment.Mode == SegmentMode.Active)
                PrintPlace("table", segment.TableIndex, _names.Tables, segment.Offset!);
            if (segment.Functions.IsDefault)
            {
                _text.Append(' ').Append(_names.TypeText(segment.Type));
                foreach (var expression in segment.Expressions)
                {
                    _text.Append(" (item");
                    PrintExpression(expression);
                    _text.Append(')');
                }
            }
            else
            {
                _text.Append(" func");
                foreach (var function in segment.Functions)
                    _text.Append(' ').Append(_names.Functions.Of(function));
            }

            _text.Append(')');
        }
    }

    private void PrintPlace(string keyword, int index, PrintedNames names, ConstantExpression offset)
    {
        if (index != 0)
            _text.Append(" (").Append(keyword).Append(' ').Append(names.Of(index)).Append(')');
        _text.Append(" (offset");
        PrintExpression(offset);
        _text.Append(')');
    }

    private void PrintFunction(int index, DefinedFunction function)
    {
        StartField("func");
        _names.Functions.AppendDefinition(_text, index);
        PrintTypeUse(function.TypeIndex);
        var locals = _names.LocalsOf(index, CountLocals(function));
        var next = PrintSignature(function.TypeIndex, locals);
        foreach (var run in function.Body.Locals)
        {
            for (var i = 0; i < run.Count; i++)
                PrintLocal("local", run.Type, locals, next++);
        }

        if (_options.Layout == CodeLayout.Flat || !_folded.TryPrintBody(index, function.Body, locals))
            _instructions.PrintBody(index, function.Body, locals);
        _text.Append(')');

        // A few bytes of code can declare 50,000 locals, and the text writes each of them.
        if (_text.Length > ModuleLimits.MostTextLength)
            throw MalformedModuleException.AtOffset($"too many characters as text, the limit is {ModuleLimits.MostTextLength}", function.Body.CodeOffsetInModule);
    }

    // Parameters with their names, and results. Gives the number of parameters.
    private int PrintSignature(int typeIndex, PrintedNames names)
    {
        if (_module.FunctionTypeOrNull(typeIndex) is not { } type)
            return 0;
        for (var i = 0; i < type.Parameters.Length; i++)
            PrintLocal("param", type.Parameters[i], names, i);
        PrintTypes("result", type.Results);
        return type.Parameters.Length;
    }

    private int CountLocals(DefinedFunction function)
    {
        var count = _module.FunctionTypeOrNull(function.TypeIndex)?.Parameters.Length ?? 0;
        foreach (var run in function.Body.Locals)
            count += run.Count;
        return count;
    }

    private void PrintLocal(string keyword, ValueType type, PrintedNames names, int index)
    {
        _text.Append(" (").Append(keyword);
        names.AppendName(_text, index);
        _text.Append(' ').Append(_names.TypeText(type)).Append(')');
    }

    private void PrintData()
    {
        for (var i = 0; i < _module.DataSegments.Length; i++)
        {
            var segment = _module.DataSegments[i];
            StartField("data");
            _names.DataSegments.AppendDefinition(_text, i);
            if (segment.Mode == SegmentMode.Active)
                PrintPlace("memory", segment.MemoryIndex, _names.Memories, segment.Offset!);
            StringLiteral.PrintLines(_text, segment.Bytes.Span);
            _text.Append(')');
        }
    }

    private void PrintCustomSections()
    {
        var leavesOutNames = _options.Identifiers == PrintedIdentifiers.Indices || _names.SayAll(_module);
        foreach (var section in CustomSectionOrder.Sort(_module.CustomSections))
        {
            if (section.Name == NameSection.SectionName && leavesOutNames)
                continue;
            StartField("@custom ");
            StringLiteral.Print(_text, section.Name);
            var after = CustomSectionOrder.PlaceOf(_module, section);
            if (after == SectionId.Custom)
                _text.Append(" (before first)");
            else
                _text.Append(CultureInfo.InvariantCulture, $" (after {SectionNames.WordOf(after)})");
            StringLiteral.PrintLines(_text, section.Bytes.Span);
            _text.Append(')');
        }
    }
}
