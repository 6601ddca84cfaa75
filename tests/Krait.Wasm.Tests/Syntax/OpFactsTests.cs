using System;
using System.Collections.Generic;
using System.Linq;

namespace Krait.Wasm.Tests.Syntax;

public sealed class OpFactsTests
{
    // Instructions that share a keyword because their immediates tell them apart in text.
    private static readonly WasmOp[] s_secondOfTheirText = [WasmOp.SelectTyped, WasmOp.RefTestNull, WasmOp.RefCastNull];

    [Fact]
    public void HasEveryMemberOfTheTableInAscendingOrder()
    {
        Assert.Equal(Enum.GetValues<WasmOp>().Order(), OpFacts.All.ToArray());
        Assert.Equal(571, OpFacts.All.Length);
    }

    [Fact]
    public void HasUniqueTexts()
    {
        HashSet<string> texts = [];
        foreach (var op in OpFacts.All)
            Assert.True(texts.Add(OpFacts.TextOf(op)) != s_secondOfTheirText.Contains(op), OpFacts.TextOf(op));
    }

    [Fact]
    public void FindsEveryInstructionByItsText()
    {
        foreach (var op in OpFacts.All)
        {
            Assert.True(OpFacts.TryParse(OpFacts.TextOf(op), out var found));
            Assert.Equal(OpFacts.TextOf(op), OpFacts.TextOf(found));
        }

        Assert.False(OpFacts.TryParse("i32.frobnicate", out _));
    }

    [Fact]
    public void NamesMembersLikeTheirTexts()
    {
        foreach (var op in OpFacts.All)
        {
            var fromText = string.Concat(OpFacts.TextOf(op).Split('.', '_').Select(part => char.ToUpperInvariant(part[0]) + part[1..]));
            Assert.StartsWith(fromText, op.ToString(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(WasmOp.I32Add, "i32 i32 -> i32", Imm.None, 0, WasmFeatures.None, false)]
    [InlineData(WasmOp.I64DivS, "i64 i64 -> i64", Imm.None, 0, WasmFeatures.None, true)]
    [InlineData(WasmOp.I32Load8S, "i32 -> i32", Imm.MemArg, 1, WasmFeatures.None, true)]
    [InlineData(WasmOp.F64Store, "i32 f64 -> ", Imm.MemArg, 8, WasmFeatures.None, true)]
    [InlineData(WasmOp.MemoryCopy, "i32 i32 i32 -> ", Imm.MemoryPair, 0, WasmFeatures.BulkMemory, true)]
    [InlineData(WasmOp.I64TruncSatF32U, "f32 -> i64", Imm.None, 0, WasmFeatures.SaturatingConversions, false)]
    [InlineData(WasmOp.V128Bitselect, "v128 v128 v128 -> v128", Imm.None, 0, WasmFeatures.Simd, false)]
    [InlineData(WasmOp.I64AtomicRmw32CmpxchgU, "i32 i64 i64 -> i64", Imm.MemArg, 4, WasmFeatures.Threads, true)]
    public void KnowsFacts(WasmOp op, string signature, Imm immediate, int accessBytes, WasmFeatures since, bool traps)
    {
        var facts = OpFacts.SignatureOf(op);
        var parameters = Enumerable.Range(0, facts.ParameterCount).Select(i => facts.Parameter(i).ToString());
        Assert.Equal(signature, $"{string.Join(' ', parameters)} -> {(facts.HasResult ? facts.Result().ToString() : "")}");
        Assert.Equal((immediate, accessBytes, since, traps), (OpFacts.ImmediateOf(op), OpFacts.AccessBytesOf(op), OpFacts.SinceOf(op), OpFacts.CanTrap(op)));
    }

    [Theory]
    [InlineData(0x16)]
    [InlineData(0x27)]
    [InlineData(0xFA)]
    [InlineData(0xFC_0012)]
    [InlineData(0xFD_009A)]
    [InlineData(0xFD_0200)]
    [InlineData(0xFF_0000)]
    public void KnowsWhichCodesAreNoInstruction(uint code) => Assert.False(OpFacts.IsDefined((WasmOp)code));

    [Theory]
    [InlineData(WasmOp.Block)]
    [InlineData(WasmOp.LocalGet)]
    [InlineData(WasmOp.StructNew)]
    public void MarksInstructionsWithHandWrittenRules(WasmOp op) => Assert.True(OpFacts.SignatureOf(op).IsSpecial);
}
