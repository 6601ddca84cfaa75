using System;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;

namespace Krait.Wasm.Tests.Validation;

// Every limit is reached: one below passes where that is cheap, one above is refused by its name.
public sealed class ModuleLimitsTests
{
    private static readonly byte[] s_emptyCode = new InstructionWriter().End().ToArray();

    [Fact]
    public void RefusesTooManyLocals()
    {
        ModuleValidator.Validate(WithLocals(ModuleLimits.Default.MaximumLocals));
        Refuses("too many locals: 50001, the limit is 50000", WithLocals(ModuleLimits.Default.MaximumLocals + 1));
        Refuses("too many locals: 50001, the limit is 50000", ModuleEncoder.Encode(WithLocals(ModuleLimits.Default.MaximumLocals + 1)));
    }

    [Fact]
    public void CountsParametersAsLocals()
    {
        Module module = new()
        {
            Types = [new FunctionType([ValueType.I32], [])],
            Functions = [new DefinedFunction(0, new FunctionBody([new LocalRun(ModuleLimits.Default.MaximumLocals, ValueType.I32)], s_emptyCode))],
        };
        Refuses("too many locals: 50001, the limit is 50000", module);
    }

    [Fact]
    public void RefusesTooManyOperands()
    {
        ModuleValidator.Validate(WithCode(Operands(ModuleLimits.Default.MaximumOperands)));
        Refuses("too many operands, the limit is 10000", WithCode(Operands(ModuleLimits.Default.MaximumOperands + 1)));
    }

    [Fact]
    public void RefusesTooManyNestedBlocks()
    {
        ModuleValidator.Validate(WithCode(Nested(ModuleLimits.Default.MaximumNesting - 1)));
        Refuses("too many nested blocks, the limit is 100000", WithCode(Nested(ModuleLimits.Default.MaximumNesting)));
    }

    [Fact]
    public void RefusesTooManyBranchTableLabels()
    {
        ModuleValidator.Validate(WithCode(BranchTable(ModuleLimits.Default.MaximumBranchTableLabels)));
        Refuses("too many branch table labels: 65521, the limit is 65520", WithCode(BranchTable(ModuleLimits.Default.MaximumBranchTableLabels + 1)));
    }

    [Fact]
    public void RefusesTooManyBytesInAModule()
    {
        byte[] bytes = ModuleEncoder.Encode(WithCode(s_emptyCode));
        ModuleDecoder.Decode(bytes, ModuleLimits.Default with { MaximumModuleBytes = bytes.Length }, CancellationToken.None);
        var error = Assert.Throws<MalformedModuleException>(
            () => ModuleDecoder.Decode(bytes, ModuleLimits.Default with { MaximumModuleBytes = bytes.Length - 1 }, CancellationToken.None));
        Assert.Equal($"too many bytes: {bytes.Length}, the limit is {bytes.Length - 1}", error.Reason);
    }

    [Fact]
    public void RefusesTooManyBytesInAFunction()
    {
        var code = new byte[ModuleLimits.Default.MaximumFunctionBytes];
        Array.Fill(code, (byte)WasmOp.Nop);
        code[^1] = (byte)WasmOp.End;
        Refuses("too many bytes in a function: 7654322, the limit is 7654321", ModuleEncoder.Encode(WithCode(code)));
    }

    [Fact]
    public void RefusesTooManyParametersAndResults()
    {
        var types = Enumerable.Repeat(ValueType.I32, ModuleLimits.Default.MaximumParameters + 1).ToImmutableArray();
        Refuses("too many parameters: 1001, the limit is 1000", ModuleEncoder.Encode(new Module { Types = [new FunctionType(types, [])] }));
        Refuses("too many results: 1001, the limit is 1000", ModuleEncoder.Encode(new Module { Types = [new FunctionType([], types)] }));
    }

    [Fact]
    public void RefusesTooManyFields()
    {
        FieldType field = new(new StorageType(ValueType.I32, PackedBits: 8), Mutability.Constant);
        StructType type = new([.. Enumerable.Repeat(field, ModuleLimits.Default.MaximumFields + 1)]);
        Refuses(
            "too many fields: 10001, the limit is 10000",
            ModuleEncoder.Encode(new Module { Types = [new TypeDefinition(type, [], Finality.Final, GroupSize: 1)] }));
    }

    [Fact]
    public void RefusesTooManyCatchClauses()
    {
        InstructionWriter code = new();
        code.Structured(WasmOp.TryTable, BlockType.Empty);
        code.Raw.WriteCount(ModuleLimits.Default.MaximumCatchClauses + 1);
        for (var i = 0; i <= ModuleLimits.Default.MaximumCatchClauses; i++)
            code.Raw.WriteBytes([2, 0]);
        Refuses("too many catch clauses: 10001, the limit is 10000", WithCode(code.End().End().ToArray()));
    }

    [Theory]
    [InlineData(SectionId.Type, 1_000_000, 3, "types")]
    [InlineData(SectionId.Import, 1_000_000, 4, "imports")]
    [InlineData(SectionId.Function, 1_000_000, 1, "functions")]
    [InlineData(SectionId.Table, 100_000, 3, "tables")]
    [InlineData(SectionId.Memory, 100, 2, "memories")]
    [InlineData(SectionId.Tag, 1_000_000, 2, "tags")]
    [InlineData(SectionId.Global, 1_000_000, 4, "globals")]
    [InlineData(SectionId.Export, 1_000_000, 3, "exports")]
    [InlineData(SectionId.Element, 100_000, 3, "element segments")]
    [InlineData(SectionId.Code, 1_000_000, 3, "function bodies")]
    [InlineData(SectionId.Data, 1_000_000, 2, "data segments")]
    public void RefusesTooManyItemsInASection(SectionId section, int limit, int itemBytes, string what)
    {
        Binary.SectionBytes content = new();
        content.WriteCount(limit + 1);
        content.WriteZeros((limit + 1) * itemBytes);
        Refuses($"too many {what}: {limit + 1}, the limit is {limit}", content.ToModule(section));
    }

    [Theory]
    [InlineData(1, 10_000_000, "elements")]
    [InlineData(5, 1_000_000, "element expressions")]
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
        for (var i = 0; i <= ModuleLimits.Default.MaximumCustomSections; i++)
            file.WriteBytes([0, 1, 0]);
        Refuses("too many custom sections, the limit is 100000", file.ToModule());
        Assert.Throws<MalformedModuleException>(() => ModuleSections.Measure(file.ToModule()));
    }

    [Fact]
    public void RefusesTooManyVariablesInAllFunctionsTogether()
    {
        DefinedFunction function = new(0, new FunctionBody([new LocalRun(1_000, ValueType.I32)], Operands(10)));
        Module module = new() { Types = [FunctionType.Empty], Functions = [.. Enumerable.Repeat(function, 50)] };

        Validate(module, ModuleLimits.Default with { MaximumVariables = 50 * 1_010 });
        var error = Assert.Throws<InvalidModuleException>(() => Validate(module, ModuleLimits.Default with { MaximumVariables = (50 * 1_010) - 1 }));

        Assert.Equal("too many locals and operands in all functions together, the limit is 50499", error.Reason);
        Assert.Equal(49, error.FunctionIndex);
    }

    [Fact]
    public void RefusesTooManyPassedValuesInOneFunctionAndInAll()
    {
        FunctionType many = new([.. Enumerable.Repeat(ValueType.I32, 100)], [.. Enumerable.Repeat(ValueType.I32, 100)]);
        InstructionWriter code = new();
        for (var i = 0; i < 100; i++)
            code.LocalGet(i);
        for (var i = 0; i < 10; i++)
            code.Call(0);
        DefinedFunction function = new(0, new FunctionBody([], code.End().ToArray()));
        Module module = new() { Types = [many], Functions = [.. Enumerable.Repeat(function, 20)] };

        // Ten calls that take and give a hundred, and the function's own results.
        const int passed = (10 * 200) + 100;
        Validate(module, ModuleLimits.Default with { MaximumFunctionPassedValues = passed, MaximumPassedValues = 20 * passed });
        var one = Assert.Throws<InvalidModuleException>(() => Validate(module, ModuleLimits.Default with { MaximumFunctionPassedValues = passed - 1 }));
        var all = Assert.Throws<InvalidModuleException>(() => Validate(module, ModuleLimits.Default with { MaximumPassedValues = (20 * passed) - 1 }));

        Assert.Equal("too many values passed by calls and branches, the limit is 2099", one.Reason);
        Assert.Equal("too many values passed by calls and branches in all functions together, the limit is 41999", all.Reason);
    }

    [Fact]
    public void CountsEveryLabelOfABranchTable()
    {
        FunctionType result = new([], [ValueType.I32]);
        InstructionWriter code = new();
        code.I32Const(7).I32Const(0).BrTable(new int[1_000], defaultDepth: 0).End();
        Module module = new() { Types = [result], Functions = [new DefinedFunction(0, new FunctionBody([], code.ToArray()))] };

        Validate(module, ModuleLimits.Default with { MaximumFunctionPassedValues = 1_002 });
        Assert.Throws<InvalidModuleException>(() => Validate(module, ModuleLimits.Default with { MaximumFunctionPassedValues = 1_000 }));
    }

    [Fact]
    public void LimitsCanBeLoweredAndNotRaised()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => ModuleLimits.Default with { MaximumTypes = 1_000_001 });
        Assert.Throws<ArgumentOutOfRangeException>(() => ModuleLimits.Default with { MaximumTypes = -1 });
        Module module = new() { Types = [FunctionType.Empty, FunctionType.Empty] };
        var limits = ModuleLimits.Untrusted with { MaximumTypes = 1 };

        Assert.Equal("too many types: 2, the limit is 1", Assert.Throws<InvalidModuleException>(() => Validate(module, limits)).Reason);
        var decoding = Assert.Throws<MalformedModuleException>(() => ModuleDecoder.Decode(ModuleEncoder.Encode(module), limits, CancellationToken.None));
        Assert.Equal("too many types: 2, the limit is 1", decoding.Reason);
    }

    [Fact]
    public void UntrustedLimitsAreNowhereHigher()
    {
        foreach (var property in typeof(ModuleLimits).GetProperties().Where(property => property.PropertyType == typeof(int)))
            Assert.InRange((int)property.GetValue(ModuleLimits.Untrusted)!, 1, (int)property.GetValue(ModuleLimits.Default)!);
    }

    [Fact]
    public void CancellationEndsDecodingValidatingAndParsing()
    {
        CancellationToken cancelled = new(canceled: true);
        var module = WithCode(Operands(3));

        Assert.Throws<OperationCanceledException>(() => ModuleDecoder.Decode(ModuleEncoder.Encode(module), ModuleLimits.Default, cancelled));
        Assert.Throws<OperationCanceledException>(() => ModuleValidator.Validate(module, WasmFeatures.Supported, ModuleLimits.Default, cancelled));
        Assert.Throws<OperationCanceledException>(() => TextParser.Parse("(module)", null, ModuleLimits.Default, cancelled));
    }

    [Fact]
    public void TextHasItsOwnLimits()
    {
        var limits = ModuleLimits.Default with { MaximumTextLength = 40, MaximumTextNesting = 3 };
        TextParser.Parse("(module (func (block)))", null, limits, CancellationToken.None);

        var deep = Assert.Throws<MalformedModuleException>(() => TextParser.Parse("(module (func (block (nop))))", null, limits, CancellationToken.None));
        var wide = Assert.Throws<MalformedModuleException>(() => TextParser.Parse(new string(' ', 41), null, limits, CancellationToken.None));

        Assert.Equal("too many parentheses inside each other, the limit is 3", deep.Reason);
        Assert.Equal("too many characters: 41, the limit is 40", wide.Reason);
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

    private static void Validate(Module module, ModuleLimits limits) =>
        ModuleValidator.Validate(module, WasmFeatures.Supported, limits, CancellationToken.None);

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
