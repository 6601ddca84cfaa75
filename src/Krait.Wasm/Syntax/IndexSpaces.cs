using System.Collections.Immutable;

namespace Krait.Wasm;

// The index spaces of a module laid out flat, imports first. Built once per module, on first use.
internal sealed class IndexSpaces
{
    public IndexSpaces(Module module)
    {
        var functions = ImmutableArray.CreateBuilder<int>();
        var tables = ImmutableArray.CreateBuilder<TableType>();
        var memories = ImmutableArray.CreateBuilder<MemoryType>();
        var globals = ImmutableArray.CreateBuilder<GlobalType>();
        var tags = ImmutableArray.CreateBuilder<TagType>();
        foreach (var import in module.Imports)
        {
            switch (import.Type)
            {
                case FunctionReference function: functions.Add(function.TypeIndex); break;
                case TableType table: tables.Add(table); break;
                case MemoryType memory: memories.Add(memory); break;
                case GlobalType global: globals.Add(global); break;
                case TagType tag: tags.Add(tag); break;
            }
        }

        ImportedFunctions = functions.Count;
        ImportedTables = tables.Count;
        ImportedMemories = memories.Count;
        ImportedGlobals = globals.Count;
        ImportedTags = tags.Count;
        foreach (var function in module.Functions)
            functions.Add(function.TypeIndex);
        foreach (var table in module.Tables)
            tables.Add(table.Type);
        memories.AddRange(module.Memories);
        foreach (var global in module.Globals)
            globals.Add(global.Type);
        tags.AddRange(module.Tags);
        FunctionTypeIndices = functions.ToImmutable();
        Tables = tables.ToImmutable();
        Memories = memories.ToImmutable();
        Globals = globals.ToImmutable();
        Tags = tags.ToImmutable();
    }

    public int ImportedFunctions { get; }

    public int ImportedTables { get; }

    public int ImportedMemories { get; }

    public int ImportedGlobals { get; }

    public int ImportedTags { get; }

    public ImmutableArray<int> FunctionTypeIndices { get; }

    public ImmutableArray<TableType> Tables { get; }

    public ImmutableArray<MemoryType> Memories { get; }

    public ImmutableArray<GlobalType> Globals { get; }

    public ImmutableArray<TagType> Tags { get; }
}
