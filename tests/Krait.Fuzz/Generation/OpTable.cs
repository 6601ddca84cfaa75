using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Krait.Wasm;
using ValueType = Krait.Wasm.ValueType;

namespace Krait.Fuzz.Generation;

/// <summary>The instructions with a fixed signature, by the type that they give; read from the instruction table.</summary>
internal sealed class OpTable
{
    private static readonly WasmOp[] s_constants = [WasmOp.I32Const, WasmOp.I64Const, WasmOp.F32Const, WasmOp.F64Const, WasmOp.V128Const];
    private static readonly ConcurrentDictionary<(WasmFeatures Features, bool HasMemory), OpTable> s_tables = new();
    private readonly Dictionary<ValueType, List<WasmOp>> _byResult = [];
    private readonly List<WasmOp> _withoutResult = [];

    private OpTable(WasmFeatures features, bool hasMemory)
    {
        foreach (WasmOp op in OpFacts.All)
        {
            if (!IsPlain(op, features) || (!hasMemory && NeedsMemory(op)))
                continue;
            PlainSignature signature = OpFacts.SignatureOf(op);
            if (!signature.HasResult)
                _withoutResult.Add(op);
            else if (_byResult.TryGetValue(signature.Result(), out List<WasmOp>? list))
                list.Add(op);
            else
                _byResult[signature.Result()] = [op];
        }
    }

    /// <summary>Every instruction with a fixed signature that may be generated.</summary>
    public static ImmutableArray<WasmOp> Plain { get; } = [.. OpFacts.All.ToArray().Where(op => IsPlain(op, GeneratedFeatures.All))];

    /// <summary>The table of a module that uses some features.</summary>
    public static OpTable For(WasmFeatures features, bool hasMemory) =>
        s_tables.GetOrAdd((features, hasMemory), key => new OpTable(key.Features, key.HasMemory));

    /// <summary>Instructions without a result: stores, bulk operations, nop.</summary>
    public IReadOnlyList<WasmOp> Statements => _withoutResult;

    /// <summary>Every instruction that may be generated, those with rules of their own included.</summary>
    public static IEnumerable<WasmOp> All =>
        OpFacts.All.ToArray().Where(op => (OpFacts.SinceOf(op) & ~GeneratedFeatures.All) == 0);

    /// <summary>Instructions that give a value of a type.</summary>
    public IReadOnlyList<WasmOp> Giving(ValueType type) => _byResult[type];

    /// <summary>Number of lanes that an instruction's lane number may select from.</summary>
    public static int LanesOf(WasmOp op)
    {
        if (OpFacts.AccessBytesOf(op) is int bytes and > 0)
            return 16 / bytes;
        string text = OpFacts.TextOf(op);
        return int.Parse(text.AsSpan(text.IndexOf('x', StringComparison.Ordinal) + 1, text.IndexOf('.', StringComparison.Ordinal) - text.IndexOf('x', StringComparison.Ordinal) - 1), null);
    }

    /// <summary>Whether the result may be a NaN whose bits the specification leaves open.</summary>
    public static bool MakesNan(WasmOp op)
    {
        string text = OpFacts.TextOf(op);
        string[] open = ["add", "sub", "mul", "div", "sqrt", "ceil", "floor", "trunc", "nearest", "min", "max", "demote", "promote"];
        int dot = text.IndexOf('.', StringComparison.Ordinal);
        return text[0] == 'f' && open.Any(name => text.AsSpan(dot + 1).StartsWith(name, StringComparison.Ordinal));
    }

    /// <summary>Whether only a module with a memory can have it.</summary>
    public static bool NeedsMemory(WasmOp op) =>
        OpFacts.ImmediateOf(op) is Imm.MemArg or Imm.MemArgLane or Imm.MemoryIndex or Imm.MemoryPair or Imm.DataMemory;

    private static bool IsPlain(WasmOp op, WasmFeatures features) =>
        !OpFacts.SignatureOf(op).IsSpecial
        && (OpFacts.SinceOf(op) & ~features) == 0
        && !s_constants.Contains(op)
        && op is not (WasmOp.MemoryInit or WasmOp.DataDrop or WasmOp.ElemDrop or WasmOp.MemoryCopy or WasmOp.MemoryFill);
}
