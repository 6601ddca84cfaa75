using System.Collections.Generic;
using Krait.Wasm;

namespace Krait.Runtime.Store;

// Where things are in a module's context block. All offsets in bytes.
//
//   +0              +64            tables         globals        imports        hosts          references     records        tags     types
//   | GuestContext  | TableView... | words        | Record...    | HostBlock... | pointers...  | Record...    | 8 each | 4 each |
//
// Globals: a defined global's cell is in the block, two words for a vector; for an imported one the block holds the
// cell's address.
// References: for each imported function the address of the record that stands for it.
// Records: one for each defined function whose reference can be taken.
// Tags: the number of each. Types: the engine's number of each function type; code that outlives the process cannot know it.

/// <summary>Offsets of the variable part of the context block, the same for all instances of a module.</summary>
internal sealed unsafe class ContextLayout
{
    private const int HeadBytes = 64;
    private readonly int _tables;
    private readonly int[] _globals;
    private readonly int _imports;
    private readonly int _hosts;
    private readonly int _references;
    private readonly int _records;
    private readonly int _tags;
    private readonly int _types;
    private readonly Dictionary<int, int> _recordPositions = [];
    private readonly List<int> _recorded = [];

    private ContextLayout(Module module, HashSet<int> referencedFunctions)
    {
        _tables = HeadBytes;
        _globals = new int[module.GlobalTypes.Length];
        int end = _tables + (module.TableTypes.Length * sizeof(TableView));
        for (int i = 0; i < _globals.Length; i++)
        {
            _globals[i] = end;
            end += sizeof(long) * (i < module.ImportedGlobalCount ? 1 : WordCounts.Of(module.GlobalTypes[i].Value));
        }

        _imports = end;
        _hosts = _imports + (module.ImportedFunctionCount * sizeof(FunctionRecord));
        _references = _hosts + (module.ImportedFunctionCount * sizeof(HostBlock));
        _records = _references + (module.ImportedFunctionCount * sizeof(nint));
        foreach (int function in referencedFunctions)
        {
            if (module.ImportedFunctionCount <= function && _recordPositions.TryAdd(function, _recorded.Count))
                _recorded.Add(function);
        }

        _tags = _records + (_recordPositions.Count * sizeof(FunctionRecord));
        _types = _tags + (module.TagTypes.Length * sizeof(long));
        SizeBytes = _types + (module.Types.Length * sizeof(int));
    }

    public static ContextLayout Of(Module module) => new(module, ReferencedFunctions(module));

    public int SizeBytes { get; }

    /// <summary>The defined functions that have a record, in the order of the records.</summary>
    public IReadOnlyList<int> RecordedFunctions => _recorded;

    /// <summary>Where the records of defined functions begin.</summary>
    public int FirstRecord => _records;

    /// <summary>Whether a defined function has a record.</summary>
    public bool HasRecord(int function) => _recordPositions.ContainsKey(function);

    public int Table(int index) => _tables + (index * sizeof(TableView));

    public int Global(int index) => _globals[index];

    public int Import(int function) => _imports + (function * sizeof(FunctionRecord));

    public int Host(int function) => _hosts + (function * sizeof(HostBlock));

    public int Reference(int function) => _references + (function * sizeof(nint));

    public int Record(int function) => _records + (_recordPositions[function] * sizeof(FunctionRecord));

    public int Tag(int index) => _tags + (index * sizeof(long));

    public int TypeNumber(int typeIndex) => _types + (typeIndex * sizeof(int));

    // Functions that a reference can be taken of: exported, in a segment, in an initial value, named by ref.func, started.
    private static HashSet<int> ReferencedFunctions(Module module)
    {
        HashSet<int> functions = [];
        foreach (Export export in module.Exports)
        {
            if (export.Kind == ExternalKind.Function)
                functions.Add(export.Index);
        }

        foreach (ElementSegment segment in module.Elements)
        {
            if (!segment.Functions.IsDefault)
                functions.UnionWith(segment.Functions);
            else
                foreach (ConstantExpression expression in segment.Expressions)
                    AddReference(functions, expression);
        }

        foreach (DefinedGlobal global in module.Globals)
            AddReference(functions, global.Initializer);
        foreach (DefinedTable table in module.Tables)
        {
            if (table.Initializer is ConstantExpression initializer)
                AddReference(functions, initializer);
        }

        if (module.StartFunction is int start)
            functions.Add(start);
        return functions;
    }

    private static void AddReference(HashSet<int> functions, ConstantExpression expression)
    {
        InstructionReader reader = new(expression.Code.Span);
        while (!reader.AtEnd)
        {
            if (reader.Read() == WasmOp.RefFunc)
                functions.Add(reader.Index);
        }
    }
}
