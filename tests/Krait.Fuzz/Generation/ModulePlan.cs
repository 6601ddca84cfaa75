using System.Collections.Generic;
using System.Linq;
using Krait.Wasm;

namespace Krait.Fuzz.Generation;

/// <summary>What the functions of a module may refer to, decided before their code is written.</summary>
internal sealed class ModulePlan(ProgramShape shape)
{
    public ProgramShape Shape { get; } = shape;

    public ProgramProfile Profile => Shape.Profile;

    public ModuleDraft Draft { get; } = new();

    /// <summary>Type of every function, imports first.</summary>
    public List<FunctionType> Functions { get; } = [];

    public int ImportedFunctions { get; set; }

    public List<GlobalType> Globals { get; } = [];

    public List<TableType> Tables { get; } = [];

    /// <summary>Which function an element segment puts where at the start.</summary>
    public List<(int Table, int Slot, int Function)> Slots { get; } = [];

    public List<FunctionType> Tags { get; } = [];

    public bool HasMemory { get; set; }

    public int MemoryPages { get; set; }

    public OpTable Ops => OpTable.For(Shape.Features, HasMemory);

    public bool HasStandardExceptions => Has(WasmFeatures.ExceptionHandling);

    public bool HasLegacyExceptions => Has(WasmFeatures.LegacyExceptions);

    public bool HasExceptions => HasStandardExceptions || HasLegacyExceptions;

    public bool Has(WasmFeatures feature) => (Shape.Features & feature) == feature;

    public IEnumerable<int> GlobalsOf(Wasm.ValueType type, bool writable) =>
        Enumerable.Range(0, Globals.Count).Where(i => Globals[i].Value == type && (!writable || Globals[i].Mutability == Mutability.Variable));

    public IEnumerable<int> TablesOf(Wasm.ValueType type) => Enumerable.Range(0, Tables.Count).Where(i => Tables[i].Element == type);
}
