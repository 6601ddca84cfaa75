using System;
using System.Collections.Immutable;
using System.Linq;

namespace Krait.Wasm.Tests.Validation;

// Every limit is reached: one below passes where that is cheap, one above is refused by its name.
public sealed class ModuleLimitsTests
{
    private static readonly byte[] s_emptyCode = new InstructionWriter().End().ToArray();

    [Fact]
    public void RefusesTooManyLocals()
    {
        ModuleValidator.Validate(WithLocals(ModuleLimits.MaximumLocals));
        Refuses("too many locals: 50001, the limit is 50000", WithLocals(ModuleLimits.MaximumLocals + 1));
        Refuses("too many locals: 50001, the limit is 50000", ModuleEncoder.Encode(WithLocals(ModuleLimits.MaximumLocals + 1)));
    }

    [Fact]
    public void CountsParametersAsLocals()
    {
        Module module = new()
        {
            Types = [new FunctionType([ValueType.I32], [])],
            Functions = [new DefinedFunction(0, new FunctionBody([new LocalRun(ModuleLimits.MaximumLocals, ValueType.I32)], s_emptyCode))],
        };
        Refuses("too many locals: 50001, the limit is 50000", module);
    }

    [Fact]
    public void RefusesTooManyOperands()
    {
        ModuleValidator.Validate(WithCode(Operands(ModuleLimits.MaximumOperands)));
        Refuses("too many operands, the limit is 10000", WithCode(Operands(ModuleLimits.MaximumOperands + 1)));
    }

    [Fact]
    public void RefusesTooManyNestedBlocks()
    {
        ModuleValidator.Validate(WithCode(Nested(ModuleLimits.MaximumNesting - 1)));
        Refuses("too many nested blocks, the limit is 100000", WithCode(Nested(ModuleLimits.MaximumNesting)));
    }

    [Fact]
    public void RefusesTooManyBranchTableLabels()
    {
        ModuleValidator.Validate(WithCode(BranchTable(ModuleLimits.MaximumBranchTableLabels)));
        Refuses("too many branch table labels: 65521, the limit is 65520", WithCode(BranchTable(ModuleLimits.MaximumBranchTableLabels + 1)));
    }

    [Fact]
    public void RefusesTooManyBytesInAFunction()
    {
        var code = new byte[ModuleLimits.MaximumFunctionBytes];
        Array.Fill(code, (byte)WasmOp.Nop);
        code[^1] = (byte)WasmOp.End;
        Refuses("too many bytes in a function: 7654322, the limit is 7654321", ModuleEncoder.Encode(WithCode(code)));
    }

    [Fact]
    public void RefusesTooManyParametersAndResults()
    {
        var types = Enumerable.Repeat(ValueType.I32, ModuleLimits.MaximumParameters + 1).ToImmutableArray();
        Refuses("too many parameters: 1001, the limit is 1000", ModuleEncoder.Encode(new Module { Types = [new FunctionType(types, [])] }));
        Refuses("too many results: 1001, the limit is 1000", ModuleEncoder.Encode(new Module { Types = [new FunctionType([], types)] }));
    }

    [Fact]
    public void RefusesTooManyFields()
    {
        FieldType field = new(new StorageType(ValueType.I32, PackedBits: 8), Mutability.Constant);
        StructType type = new([.. Enumerable.Repeat(field, ModuleLimits.MaximumFields + 1)]);
        Refuses(
            "too many fields: 10001, the limit is 10000",
            ModuleEncoder.Encode(new Module { Types = [new TypeDefinition(type, [], Finality.Final, GroupSize: 1)] }));
    }

    [Fact]
    public void RefusesTooManyCatchClauses()
    {
        InstructionWriter code = new();
        code.Structured(WasmOp.TryTable, BlockType.Empty);
        code.Raw.WriteCount(ModuleLimits.MaximumCatchClauses + 1);
        for (var i = 0; i <= ModuleLimits.MaximumCatchClauses; i++)
            code.Raw.WriteBytes([2, 0]);
        Refuses("too many catch clauses: 10001, the limit is 10000", WithCode(code.End().End().ToArray()));
    }

    [Theory]
    [InlineData(SectionId.Type, ModuleLimits.MaximumTypes, 3, "types")]
    [InlineData(SectionId.Import, ModuleLimits.MaximumImports, 4, "imports")]
    [InlineData(SectionId.Function, ModuleLimits.MaximumFunctions, 1, "functions")]
    [InlineData(SectionId.Table, ModuleLimits.MaximumTables, 3, "tables")]
    [InlineData(SectionId.Memory, ModuleLimits.MaximumMemories, 2, "memories")]
    [InlineData(SectionId.Tag, ModuleLimits.MaximumTags, 2, "tags")]
    [InlineData(SectionId.Global, ModuleLimits.MaximumGlobals, 4, "globals")]
    [InlineData(SectionId.Export, ModuleLimits.MaximumExports, 3, "exports")]
    [InlineData(SectionId.Element, ModuleLimits.MaximumElementSegments, 3, "element segments")]
    [InlineData(SectionId.Code, ModuleLimits.MaximumFunctions, 3, "function bodies")]
    [InlineData(SectionId.Data, ModuleLimits.MaximumDataSegments, 2, "data segments")]
    public void RefusesTooManyItemsInASection(SectionId section, int limit, int itemBytes, string what)
    {
        Binary.SectionBytes content = new();
        content.WriteCount(limit + 1);
        content.WriteZeros((limit + 1) * itemBytes);
        Refuses($"too many {what}: {limit + 1}, the limit is {limit}", content.ToModule(section));
    }

    [Theory]
    [InlineData(1, ModuleLimits.MaximumElementSegmentLength, "elements")]
    [InlineData(5, ModuleLimits.MaximumElementExpressions, "element expressions")]
    public void RefusesTooLongElementSegments(byte flags, int limit, string what)
    {
        Binary.SectionBytes content = new();
        content.WriteCount(1);
        content.WriteBytes([flags, flags == 1 ? (byte)0 : (byte)0x70]);
        content.WriteCount(limit + 1);
        content.WriteZeros((limit + 1) * 2);
        Refuses($"too many {what}: {limit + 1}, the limit is {limit}", content.ToModule(SectionId.Element));
    }

    [Fact]
    public void RefusesTooManyCustomSections()
    {
        Binary.SectionBytes file = new();
        for (var i = 0; i <= ModuleLimits.MaximumCustomSections; i++)
            file.WriteBytes([0, 1, 0]);
        Refuses("too many custom sections, the limit is 100000", file.ToModule());
        Assert.Throws<MalformedModuleException>(() => ModuleSections.Measure(file.ToModule()));
    }

    [Fact]
    public void ReservesLittleForCountsThatLie()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var section in Enum.GetValues<SectionId>().Where(id => id is not (SectionId.Custom or SectionId.Start or SectionId.DataCount)))
        {
            Binary.SectionBytes content = new();
            content.WriteCount(100_000);
            content.WriteBytes([0, 0]);
            Refuses("unexpected end", content.ToModule(section));
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    private static Module WithCode(byte[] code) => new()
    {
        Types = [FunctionType.Empty],
        Functions = [new DefinedFunction(0, new FunctionBody([], code))],
    };

    private static Module WithLocals(int count) => new()
    {
        Types = [FunctionType.Empty],
        Functions = [new DefinedFunction(0, new FunctionBody([new LocalRun(1, ValueType.I64), new LocalRun(count - 1, ValueType.I32)], s_emptyCode))],
    };

    private static byte[] Operands(int count)
    {
        InstructionWriter code = new();
        for (var i = 0; i < count; i++)
            code.I32Const(0);
        return code.Unreachable().End().ToArray();
    }

    private static byte[] Nested(int depth)
    {
        InstructionWriter code = new();
        for (var i = 0; i < depth; i++)
            code.Block();
        for (var i = 0; i < depth; i++)
            code.End();
        return code.End().ToArray();
    }

    private static byte[] BranchTable(int count) =>
        new InstructionWriter().I32Const(0).BrTable(new int[count], defaultDepth: 0).End().ToArray();

    private static void Refuses(string reason, Module module)
    {
        var error = Assert.ThrowsAny<KraitException>(() => ModuleValidator.Validate(module));
        Assert.Equal(reason, error is InvalidModuleException invalid ? invalid.Reason : ((MalformedModuleException)error).Reason);
    }

    private static void Refuses(string reason, byte[] bytes)
    {
        var error = Assert.Throws<MalformedModuleException>(() => ModuleDecoder.Decode(bytes));
        Assert.Equal(reason, error.Reason);
    }
}
