using System;
using System.Collections.Generic;
using System.Reflection;
using Krait.Wasm;

namespace OpGen;

// One row of the table with its place in the flat arrays.
internal sealed record InstructionRow(WasmOp Op, OpAttribute Facts, int DenseIndex)
{
    public static IReadOnlyList<InstructionRow> ReadAll()
    {
        List<InstructionRow> rows = [];
        foreach (var field in typeof(WasmOp).GetFields(BindingFlags.Public | BindingFlags.Static))
        {
            var op = (WasmOp)field.GetRawConstantValue()!;
            var facts = field.GetCustomAttribute<OpAttribute>()
                ?? throw new InvalidOperationException($"WasmOp.{field.Name} has no [Op] row");
            var dense = OpFacts.DenseIndex(op);
            if (dense < 0)
                throw new InvalidOperationException($"WasmOp.{field.Name} lies outside the ranges of OpFacts.DenseIndex");
            if (rows.Count > 0 && op <= rows[^1].Op)
                throw new InvalidOperationException($"WasmOp.{field.Name} is out of order: codes must ascend");
            rows.Add(new InstructionRow(op, facts, dense));
        }

        return rows;
    }

    public string CodeInHex()
    {
        var code = (uint)Op;
        return code < 256 ? $"{code:X2}" : $"{code >> 16:X2} {code & 0xFFFF:X2}";
    }
}
