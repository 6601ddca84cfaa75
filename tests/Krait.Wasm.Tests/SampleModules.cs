using System.Collections.Immutable;

namespace Krait.Wasm.Tests;

// Modules that several tests start from.
internal static class SampleModules
{
    // One of every kind of definition.
    public static Module Everything()
    {
        FunctionType binary = new([ValueType.I32, ValueType.I32], [ValueType.I32]);
        var add = new InstructionWriter().LocalGet(0).LocalGet(1).Op(WasmOp.I32Add).End().ToArray();
        NameSection names = new()
        {
            ModuleName = "sample",
            Functions = Names((0, "log"), (1, "add")),
        };
        return new Module
        {
            Types = [FunctionType.Empty, binary],
            Imports = [new Import("env", "log", new FunctionReference(0)), new Import("env", "base", new GlobalType(ValueType.I32, Mutability.Constant))],
            Functions = [new DefinedFunction(1, new FunctionBody([new LocalRun(2, ValueType.I64)], add))],
            Tables = [new DefinedTable(new TableType(ValueType.FuncRef, new SizeLimits(4, 8)))],
            Memories = [new MemoryType(new SizeLimits(1, 2))],
            Globals = [new DefinedGlobal(new GlobalType(ValueType.I64, Mutability.Variable), ConstantExpression.I64(-5))],
            Exports = [new Export("add", ExternalKind.Function, 1), new Export("memory", ExternalKind.Memory, 0)],
            StartFunction = 0,
            Elements = [ElementSegment.ActiveFunctions(tableIndex: 0, ConstantExpression.I32(1), [1])],
            DataSegments = [DataSegment.At(16, new byte[] { 1, 2, 3 }), DataSegment.Passive(new byte[] { 4 })],
            HasDataCount = true,
            CustomSections = [names.ToCustomSection()],
        };
    }

    public static ImmutableSortedDictionary<int, string> Names(params (int Index, string Name)[] names) =>
        names.ToImmutableSortedDictionary(row => row.Index, row => row.Name);
}
