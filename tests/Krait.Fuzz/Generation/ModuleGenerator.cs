using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Krait.Wasm;
using ValueType = Krait.Wasm.ValueType;

namespace Krait.Fuzz.Generation;

/// <summary>Decides what a module has, then has its functions written.</summary>
/// <param name="dice">Chance.</param>
/// <param name="shape">What it may contain.</param>
/// <param name="earlier">Modules that it may import from.</param>
internal sealed class ModuleGenerator(Dice dice, ProgramShape shape, IReadOnlyList<Module> earlier)
{
    private static readonly ValueType[] s_numbers = [ValueType.I32, ValueType.I64, ValueType.F32, ValueType.F64];
    private readonly ModulePlan _plan = new(shape);
    private readonly List<(FunctionType Type, Dice Dice)> _written = [];

    private ModuleDraft Draft => _plan.Draft;

    // What JavaScript would do otherwise than Krait is left out: catching what the host throws, growing without an end.
    private bool IsForJavaScript => shape.Profile == ProgramProfile.JavaScript;

    public Module Generate()
    {
        // Imports come first in every index space, so they are decided before anything is defined.
        ImportFunctions();
        ImportOthers();
        PlanFunctions();
        DefineMemory();
        DefineTables();
        DefineGlobals();
        DefineTags();
        DefineSegments();
        WriteFunctions();
        ExportFunctions();
        return Draft.Expose().ToModule();
    }

    private void ImportFunctions()
    {
        for (int i = dice.Roll(4); i > 0; i--)
        {
            switch (dice.Roll(8))
            {
                case 0: Import("host", HostNames.Again, FunctionType.Empty); break;
                case 1 when !IsForJavaScript: Import("host", HostNames.Fail, FunctionType.Empty); break;
                case 2: Import("host", HostNames.Throw, FunctionType.Empty); break;
                case 3: Import("host", HostNames.Sum, HostNames.SumType); break;
                default: Import("host", "log" + i, GuestTypes.Signature(dice, _plan)); break;
            }
        }

        for (int i = 0; i < earlier.Count; i++)
        {
            foreach (Export export in earlier[i].Exports.Where(export => export.Kind == ExternalKind.Function && dice.OneIn(2)))
                Import("m" + i, export.Name, earlier[i].FunctionTypeOf(export.Index));
        }

        _plan.ImportedFunctions = _plan.Functions.Count;
    }

    private void Import(string module, string name, FunctionType type)
    {
        if (Draft.Imports.Any(import => import.ModuleName == module && import.Name == name))
            return;
        Draft.Imports.Add(new Import(module, name, new FunctionReference(Draft.TypeIndexOf(type))));
        _plan.Functions.Add(type);
    }

    private void ImportOthers()
    {
        foreach (ValueType type in s_numbers.Where(_ => dice.OneIn(3)))
        {
            GlobalType constant = new(type, Mutability.Constant);
            Draft.Imports.Add(new Import("host", HostNames.Constant(type), constant));
            _plan.Globals.Add(constant);
        }

        if (_plan.HasExceptions && dice.OneIn(3))
        {
            Draft.Imports.Add(new Import("host", HostNames.Tag, new TagType(Draft.TypeIndexOf(HostNames.TagType))));
            _plan.Tags.Add(HostNames.TagType);
        }

        for (int i = 0; i < earlier.Count; i++)
        {
            foreach (Export export in earlier[i].Exports.Where(export => export.Kind != ExternalKind.Function && dice.Percent(60)))
                ImportFrom(i, export);
        }
    }

    private void ImportFrom(int index, Export export)
    {
        Module module = earlier[index];
        ExternalType type;
        switch (export.Kind)
        {
            case ExternalKind.Memory when !_plan.HasMemory:
                type = module.MemoryTypes[export.Index];
                _plan.HasMemory = true;
                _plan.MemoryPages = (int)module.MemoryTypes[export.Index].Limits.Minimum;
                break;
            case ExternalKind.Table:
                type = module.TableTypes[export.Index];
                _plan.Tables.Add(module.TableTypes[export.Index]);
                break;
            case ExternalKind.Global:
                type = module.GlobalTypes[export.Index];
                _plan.Globals.Add(module.GlobalTypes[export.Index]);
                break;
            case ExternalKind.Tag:
                FunctionType tag = module.FunctionTypeAt(module.TagTypes[export.Index].TypeIndex);
                type = new TagType(Draft.TypeIndexOf(tag));
                _plan.Tags.Add(tag);
                break;
            default:
                return;
        }

        Draft.Imports.Add(new Import("m" + index, export.Name, type));
    }

    // The first functions are for the host; the rest may take and give what only guests know.
    private void PlanFunctions()
    {
        int count = dice.Between(2, 7);
        for (int i = 0; i < count; i++)
        {
            FunctionType type = i < 2 ? GuestTypes.Signature(dice, _plan) : GuestTypes.InnerSignature(dice, _plan);
            _plan.Functions.Add(type);
            _written.Add((type, dice.Split()));
        }

        // JavaScript has no instance to call back into before its start function has returned.
        if (dice.OneIn(4) && !(IsForJavaScript && Draft.Imports.Any(import => import.Name == HostNames.Again)))
        {
            _plan.Functions.Add(FunctionType.Empty);
            _written.Add((FunctionType.Empty, dice.Split()));
            Draft.StartFunction = _plan.Functions.Count - 1;
        }
    }

    private void DefineMemory()
    {
        if (_plan.HasMemory || (dice.OneIn(8) && !shape.Spotlight.Any(OpTable.NeedsMemory)))
            return;
        _plan.HasMemory = true;
        _plan.MemoryPages = dice.Pick(1, 1, 1, 2, 0);
        Draft.Memories.Add(new MemoryType(new SizeLimits((ulong)_plan.MemoryPages, dice.OneIn(3) && !IsForJavaScript ? null : 3UL)));
    }

    private void DefineTables()
    {
        Define(ValueType.FuncRef);
        if (dice.OneIn(2))
            Define(ValueType.ExternRef);
        if (dice.OneIn(4))
            Define(ValueType.FuncRef);

        void Define(ValueType type)
        {
            TableType table = new(type, new SizeLimits((ulong)dice.Between(4, 12), dice.OneIn(2) && !IsForJavaScript ? null : 16UL));
            Draft.Tables.Add(new DefinedTable(table));
            _plan.Tables.Add(table);
        }
    }

    private void DefineGlobals()
    {
        for (int i = dice.Roll(6); i > 0; i--)
        {
            ValueType type = GuestTypes.Crossing(dice, _plan);
            GlobalType global = new(type, dice.OneIn(3) ? Mutability.Constant : Mutability.Variable);
            Draft.Globals.Add(new DefinedGlobal(global, new ConstantGenerator(_plan, dice).Of(type)));
            _plan.Globals.Add(global);
        }
    }

    private void DefineTags()
    {
        if (!_plan.HasExceptions)
            return;
        for (int i = dice.Roll(4); i > 0; i--)
        {
            // V8 hands functions in exceptions to JavaScript as objects of its own, null among them.
            ImmutableArray<ValueType> parameters = GuestTypes.Signature(dice, _plan).Parameters;
            FunctionType type = new(IsForJavaScript ? parameters.RemoveAll(parameter => parameter == ValueType.FuncRef) : parameters, []);
            Draft.Tags.Add(new TagType(Draft.TypeIndexOf(type)));
            _plan.Tags.Add(type);
        }
    }

    private void DefineSegments()
    {
        ConstantGenerator constants = new(_plan, dice);
        int[] tables = [.. _plan.TablesOf(ValueType.FuncRef)];
        for (int i = dice.Between(1, 2); i > 0; i--)
        {
            int table = dice.PickFrom(tables);
            int start = dice.OneIn(60) ? 14 : dice.Roll(3);
            ImmutableArray<int> functions = SomeFunctions();
            for (int slot = 0; slot < functions.Length; slot++)
                _plan.Slots.Add((table, start + slot, functions[slot]));
            Draft.Elements.Add(ElementSegment.ActiveFunctions(table, constants.I32(start), functions));
        }

        if (dice.OneIn(2))
            Draft.Elements.Add(ElementSegment.ActiveFunctions(0, constants.I32(0), SomeFunctions()) with { Mode = SegmentMode.Passive, Offset = null });
        if (dice.OneIn(2))
            Draft.Elements.Add(constants.References(dice.Pick(ValueType.FuncRef, ValueType.ExternRef)));

        // Every function is declared here, so that code may refer to any of them.
        Draft.Elements.Add(ElementSegment.ActiveFunctions(0, constants.I32(0), [.. Enumerable.Range(0, _plan.Functions.Count)])
            with
        { Mode = SegmentMode.Declarative, Offset = null });
        for (int i = dice.Roll(4); i > 0; i--)
        {
            byte[] bytes = [.. Enumerable.Range(0, dice.Roll(40)).Select(_ => (byte)dice.Bits())];
            bool active = _plan is { HasMemory: true, MemoryPages: > 0 } && dice.OneIn(2);
            Draft.DataSegments.Add(active
                ? new DataSegment(SegmentMode.Active, 0, constants.I32(dice.OneIn(60) ? -1 : dice.Roll(60_000)), bytes)
                : DataSegment.Passive(bytes));
        }
    }

    private ImmutableArray<int> SomeFunctions() =>
        [.. Enumerable.Range(0, dice.Between(1, 4)).Select(_ => dice.Roll(_plan.Functions.Count))];

    private void WriteFunctions()
    {
        for (int i = 0; i < _written.Count; i++)
            Draft.Functions.Add(FunctionGenerator.Write(_plan, _written[i].Dice, _written[i].Type, _plan.ImportedFunctions + i));
    }

    private void ExportFunctions()
    {
        for (int i = 0; i < _written.Count; i++)
        {
            bool crosses = _written[i].Type.Parameters.Concat(_written[i].Type.Results).All(Crosses);
            if (i < 2 || (crosses && dice.OneIn(2)))
                Draft.Exports.Add(new Export("f" + i, ExternalKind.Function, _plan.ImportedFunctions + i));
        }
    }

    private bool Crosses(ValueType type) =>
        type != GuestTypes.ExnRef && (type != ValueType.V128 || !IsForJavaScript);
}
