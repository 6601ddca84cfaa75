using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Krait.Wasm;
using ValueType = Krait.Wasm.ValueType;

namespace Krait.Fuzz.Shrinking;

/// <summary>A change to a body: instructions taken out, others put in their place.</summary>
/// <param name="Start">First instruction.</param>
/// <param name="Length">How many.</param>
/// <param name="Instead">What comes in their place.</param>
/// <param name="End">Another instruction further on that goes as well, or null.</param>
internal readonly record struct CodeCut(int Start, int Length, ImmutableArray<CodeItem> Instead, int? End = null);

/// <summary>Changes that probably keep code valid.</summary>
internal static class CodeCuts
{
    /// <summary>Kinds of changes at one instruction, the boldest first.</summary>
    public static IReadOnlyList<Func<Module, List<CodeItem>, int, IEnumerable<CodeCut>>> Kinds { get; } = [Blocks, Wrappings, Instructions, Pairs];

    /// <summary>A body that only gives constants.</summary>
    public static IEnumerable<CodeCut> WholeBody(Module module, int function)
    {
        DefinedFunction defined = module.Functions[function];
        List<CodeItem> code = CodeList.Split(defined.Body.Code);
        yield return new CodeCut(0, code.Count - 1, Constants(module.FunctionTypeAt(defined.TypeIndex).Results));
    }

    // A whole block becomes what it takes, dropped, and constants for what it gives.
    private static IEnumerable<CodeCut> Blocks(Module module, List<CodeItem> code, int at)
    {
        if (EndOf(code, at) is not int end)
            yield break;
        FunctionType type = code[at].Type.Resolve(module);
        int taken = type.Parameters.Length + (code[at].Op == WasmOp.If ? 1 : 0);
        yield return new CodeCut(at, end - at + 1, [.. Drops(taken), .. Constants(type.Results)]);
    }

    // A block instruction and its end go; what is inside stays.
    private static IEnumerable<CodeCut> Wrappings(Module module, List<CodeItem> code, int at)
    {
        if (EndOf(code, at) is not int end)
            yield break;
        ImmutableArray<CodeItem> drops = code[at].Op == WasmOp.If ? [.. Drops(1)] : [];
        yield return new CodeCut(at, 1, drops, end);
        if (code[at].Op == WasmOp.If)
            yield break;
        int catches = code.FindIndex(at, item => item.Op is WasmOp.Catch or WasmOp.CatchAll or WasmOp.Delegate);
        if (0 <= catches && catches < end)
            yield return new CodeCut(catches, end - catches, []);
    }

    // An instruction becomes drops and constants.
    private static IEnumerable<CodeCut> Instructions(Module module, List<CodeItem> code, int at)
    {
        CodeItem item = code[at];
        if (item.Op is WasmOp.Call or WasmOp.CallIndirect)
        {
            bool isIndirect = item.Op == WasmOp.CallIndirect;
            FunctionType type = isIndirect ? module.FunctionTypeAt(item.Index) : module.FunctionTypeOf(item.Index);
            yield return new CodeCut(at, 1, [.. Drops(type.Parameters.Length + (isIndirect ? 1 : 0)), .. Constants(type.Results)]);
        }

        PlainSignature signature = OpFacts.SignatureOf(item.Op);
        if (!signature.IsSpecial && signature.ParameterCount > 0)
            yield return new CodeCut(at, 1, [.. Drops(signature.ParameterCount), .. signature.HasResult ? Constants([signature.Result()]) : []]);
        if (item.Op is WasmOp.LocalSet or WasmOp.GlobalSet or WasmOp.BrIf)
            yield return new CodeCut(at, 1, [.. Drops(1)]);
        if (item.Op == WasmOp.GlobalGet)
            yield return new CodeCut(at, 1, Constants([module.GlobalTypes[item.Index].Value]));
        if (item.Op is WasmOp.Select or WasmOp.SelectTyped)
            yield return new CodeCut(at, 1, [.. Drops(2)]);
        if (item.Op is WasmOp.TableSet)
            yield return new CodeCut(at, 1, [.. Drops(2)]);
        if (item.Op is WasmOp.TableFill or WasmOp.TableInit or WasmOp.TableCopy)
            yield return new CodeCut(at, 1, [.. Drops(3)]);
    }

    // A value and what throws it away; one operand less of an operation on equal types.
    private static IEnumerable<CodeCut> Pairs(Module module, List<CodeItem> code, int at)
    {
        yield return new CodeCut(at, 1, []);
        if (at + 1 < code.Count - 1)
            yield return new CodeCut(at, 2, []);
        if (at + 2 < code.Count - 1)
            yield return new CodeCut(at, 3, []);
        if (OpFacts.SignatureOf(code[at].Op) is { IsSpecial: false, ParameterCount: > 0 })
            yield return new CodeCut(at, 1, [.. Drops(1)]);
    }

    private static int? EndOf(List<CodeItem> code, int at)
    {
        if (!Opens(code[at].Op))
            return null;
        int open = 0;
        for (int i = at; i < code.Count; i++)
        {
            open += Opens(code[i].Op) ? 1 : code[i].Op is WasmOp.End or WasmOp.Delegate ? -1 : 0;
            if (open == 0)
                return i;
        }

        return null;
    }

    private static bool Opens(WasmOp op) => OpFacts.ImmediateOf(op) is Imm.BlockType or Imm.CatchTable;

    private static IEnumerable<CodeItem> Drops(int count) => Enumerable.Repeat(CodeList.Item(code => code.Drop()), count);

    private static ImmutableArray<CodeItem> Constants(ImmutableArray<ValueType> types) => [.. types.Select(Constant)];

    private static CodeItem Constant(ValueType type)
    {
        if (type == ValueType.I32)
            return CodeList.Item(code => code.I32Const(0));
        if (type == ValueType.I64)
            return CodeList.Item(code => code.I64Const(0));
        if (type == ValueType.F32)
            return CodeList.Item(code => code.F32Const(0));
        if (type == ValueType.F64)
            return CodeList.Item(code => code.F64Const(0));
        return type == ValueType.V128
            ? CodeList.Item(code => code.V128Const(new byte[16]))
            : CodeList.Item(code => code.RefNull(type.HeapType));
    }
}
