using System;
using System.Collections.Generic;
using Krait.Wasm;

namespace Krait.Fuzz.Shrinking;

/// <summary>One instruction of a body: what it is, and its bytes.</summary>
/// <param name="Op">The instruction.</param>
/// <param name="Index">Its first index, or 0.</param>
/// <param name="Type">The type of a block.</param>
/// <param name="Bytes">Code and immediates.</param>
internal readonly record struct CodeItem(WasmOp Op, int Index, BlockType Type, ReadOnlyMemory<byte> Bytes);

/// <summary>Takes code apart into instructions and puts it together again.</summary>
internal static class CodeList
{
    public static List<CodeItem> Split(ReadOnlyMemory<byte> code)
    {
        List<CodeItem> items = [];
        InstructionReader reader = new(code.Span);
        while (!reader.AtEnd)
        {
            WasmOp op = reader.Read();
            items.Add(new CodeItem(op, reader.Index, reader.BlockType, code[reader.Offset..reader.NextOffset]));
        }

        return items;
    }

    public static byte[] Join(IEnumerable<CodeItem> items)
    {
        InstructionWriter code = new();
        foreach (CodeItem item in items)
            code.Append(item.Bytes.Span);
        return code.ToArray();
    }

    /// <summary>An instruction written by hand.</summary>
    public static CodeItem Item(Func<InstructionWriter, InstructionWriter> write) => Split(write(new InstructionWriter()).ToArray())[0];
}
