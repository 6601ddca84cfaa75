using System;
using System.Collections.Generic;
using Krait.Wasm.Tests.Text;

namespace Krait.Wasm.Tests.Binary;

public sealed class InstructionReaderTests
{
    [Fact]
    public void ReadsWhatTheWriterWrote()
    {
        var code = new InstructionWriter()
            .I32Const(-5)
            .I64Const(long.MinValue)
            .F64Const(0.1)
            .Memory(WasmOp.I64Store32, alignmentBytes: 2, offsetBytes: 300)
            .Loop(BlockType.Of(ValueType.F32))
            .CallIndirect(typeIndex: 7, tableIndex: 2)
            .ToArray();
        InstructionReader reader = new(code);
        Assert.Equal((WasmOp.I32Const, -5, 0), (reader.Read(), reader.I32, reader.Offset));
        Assert.Equal((WasmOp.I64Const, long.MinValue, 2), (reader.Read(), reader.I64, reader.Offset));
        Assert.Equal((WasmOp.F64Const, 0.1), (reader.Read(), reader.F64));
        Assert.Equal((WasmOp.I64Store32, 1, 300UL, 0), (reader.Read(), reader.AlignmentLog2, reader.MemoryOffset, reader.MemoryIndex));
        Assert.Equal((WasmOp.Loop, BlockType.Of(ValueType.F32)), (reader.Read(), reader.BlockType));
        Assert.Equal((WasmOp.CallIndirect, 7, 2), (reader.Read(), reader.Index, reader.SecondIndex));
        Assert.True(reader.AtEnd);
        Assert.Equal(code.Length, reader.NextOffset);
    }

    [Fact]
    public void EnumeratesBranchTables()
    {
        InstructionReader reader = new(new InstructionWriter().BrTable([3, 200, 1], defaultDepth: 9).ToArray());
        reader.Read();
        List<int> labels = [];
        foreach (var label in reader.Labels)
            labels.Add(label);
        Assert.Equal([3, 200, 1], labels);
        Assert.Equal((3, 9), (reader.Labels.Length, reader.Index));
    }

    [Fact]
    public void AllocatesNothing()
    {
        var code = new InstructionWriter().I32Const(1).BrTable([0, 0], 0).Block().End().Memory(WasmOp.I32Load, 4, 8).End().ToArray();
        Walk(code);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
            Walk(code);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void ReportsTheOffsetInTheFile()
    {
        var error = Assert.Throws<MalformedModuleException>(() => Walk([(byte)WasmOp.Nop, 0xFC, 0x7F], codeOffsetInModule: 100));
        Assert.Equal(("illegal opcode fc 7f", 101, SectionId.Code), (error.Reason, error.ByteOffset, error.Section));
    }

    // Every instruction cut at every byte ends in the right error, never in another one.
    [Fact]
    public void SurvivesEveryTruncation()
    {
        foreach (var op in OpFacts.All)
        {
            var code = InstructionSamples.BodyWith(op);
            for (var length = 0; length < code.Length; length++)
            {
                var error = Record.Exception(() => Walk(code.AsSpan(0, length).ToArray()));
                Assert.True(error is null or MalformedModuleException, $"{op} cut to {length} bytes: {error}");
            }
        }
    }

    private static void Walk(byte[] code, int codeOffsetInModule = 0)
    {
        InstructionReader reader = new(code, codeOffsetInModule);
        while (!reader.AtEnd)
        {
            reader.Read();
            if (reader.Op != WasmOp.BrTable)
                continue;
            foreach (var label in reader.Labels)
                Assert.True(0 <= label);
        }
    }
}
