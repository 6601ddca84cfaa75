using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Krait.Wasm.Text;

// Prints the fields of one module in the order of the binary format, except that code comes before data.
internal sealed class FieldPrinter
{
    private readonly Module _module;
    private readonly ModuleNames _names;
    private readonly InstructionPrinter _instructions;
    private readonly StringBuilder _text = new();

    public FieldPrinter(Module module)
    {
        _module = module;
        _names = new ModuleNames(module);
        _instructions = new InstructionPrinter(module, _names, _text);
    }

    public string Print()
    {
        _text.Append("(module");
        if (_module.Names.ModuleName is { Length: > 0 } name)
            _text.Append(' ').Append(StringLiteral.IdentifierOf(name));
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
                PrintTypeDefinition(_module.Types[i + j]);
                _text.Append(')');
            }

            if (isGroup)
                _text.Append(')');
            i += members - 1;
        }
    }

    private void PrintTypeDefinition(TypeDefinition type)
    {
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
                foreach (var field in structure.Fields)
                    _text.Append(" (field ").Append(FieldText(field)).Append(')');
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
        PrintedNames locals = new(_module.Names.Locals.GetValueOrDefault(index, ImmutableSortedDictionary<int, string>.Empty), CountLocals(function));
        var next = 0;
        if ((uint)function.TypeIndex < (uint)_module.Types.Length && _module.Types[function.TypeIndex].Composite is FunctionType type)
        {
            foreach (var parameter in type.Parameters)
                PrintLocal("param", parameter, locals, next++);
            PrintTypes("result", type.Results);
        }

        foreach (var run in function.Body.Locals)
        {
            for (var i = 0; i < run.Count; i++)
                PrintLocal("local", run.Type, locals, next++);
        }

        _instructions.PrintBody(function.Body, locals);
        _text.Append(')');

        // A few bytes of code can declare 50,000 locals, and the text writes each of them.
        if (_text.Length > ModuleLimits.MostTextLength)
            throw MalformedModuleException.AtOffset($"too many characters as text, the limit is {ModuleLimits.MostTextLength}", function.Body.CodeOffsetInModule);
    }

    private int CountLocals(DefinedFunction function)
    {
        var count = 0;
        if ((uint)function.TypeIndex < (uint)_module.Types.Length && _module.Types[function.TypeIndex].Composite is FunctionType type)
            count = type.Parameters.Length;
        foreach (var run in function.Body.Locals)
            count += run.Count;
        return count;
    }

    private void PrintLocal(string keyword, ValueType type, PrintedNames names, int index)
    {
        _text.Append(" (").Append(keyword);
        names.AppendIdentifier(_text, index);
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
        foreach (var section in _module.CustomSections)
        {
            if (section.Name == NameSection.SectionName)
                continue;
            StartField("@custom ");
            StringLiteral.Print(_text, section.Name);
            if (section.After == SectionId.Custom)
                _text.Append(" (before first)");
            else
                _text.Append(CultureInfo.InvariantCulture, $" (after {SectionNames.WordOf(section.After)})");
            StringLiteral.PrintLines(_text, section.Bytes.Span);
            _text.Append(')');
        }
    }
}
