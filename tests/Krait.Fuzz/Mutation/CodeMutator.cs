using System;
using System.Collections.Generic;
using System.Linq;
using Krait.Fuzz.Generation;
using Krait.Fuzz.Shrinking;
using Krait.Wasm;

namespace Krait.Fuzz.Mutation;

/// <summary>Changes instructions of a module so that many of the results are valid, and odd.</summary>
internal static class CodeMutator
{
    private static readonly ILookup<string, WasmOp> s_alike = OpFacts.All.ToArray()
        .Where(op => OpTable.All.Contains(op) && !OpFacts.SignatureOf(op).IsSpecial && OpFacts.ImmediateOf(op) == Imm.None)
        .ToLookup(SignatureKey);

    /// <summary>A module that differs in a few instructions.</summary>
    public static Module Mutate(Dice dice, Module module)
    {
        ModuleDraft draft = ModuleDraft.Of(module);
        if (draft.Functions.Count == 0)
            return module;
        int function = dice.Roll(draft.Functions.Count);
        FunctionBody body = draft.Functions[function].Body;
        List<CodeItem> code = CodeList.Split(body.Code);
        for (int i = dice.Between(1, 3); i > 0 && code.Count > 0; i--)
            MutateOnce(dice, code);
        draft.Functions[function] = draft.Functions[function] with { Body = body with { Code = CodeList.Join(code) } };
        return draft.ToModule();
    }

    private static void MutateOnce(Dice dice, List<CodeItem> code)
    {
        int at = dice.Roll(code.Count);
        switch (dice.Roll(7))
        {
            case 0:
                code.RemoveRange(at, Math.Min(dice.Between(1, 3), code.Count - at));
                break;
            case 1:
                code.InsertRange(at, [.. code.Skip(at).Take(dice.Between(1, 6))]);
                break;
            case 2:
                int other = dice.Roll(code.Count);
                (code[at], code[other]) = (code[other], code[at]);
                break;
            case 3 or 4:
                ReplaceAlike(dice, code, at);
                break;
            case 5:
                byte[] bytes = code[at].Bytes.ToArray();
                bytes[dice.Roll(bytes.Length)] = (byte)dice.Bits();
                code[at] = code[at] with { Bytes = bytes };
                break;
            default:
                code.InsertRange(at, [.. Enumerable.Repeat(dice.PickFrom(code), dice.Between(1, 3))]);
                break;
        }
    }

    // The next instruction from here on that has others of its signature becomes one of them.
    private static void ReplaceAlike(Dice dice, List<CodeItem> code, int start)
    {
        for (int at = start; at < code.Count; at++)
        {
            if (OpFacts.ImmediateOf(code[at].Op) != Imm.None || OpFacts.SignatureOf(code[at].Op).IsSpecial)
                continue;
            WasmOp[] alike = [.. s_alike[SignatureKey(code[at].Op)]];
            if (alike.Length < 2)
                continue;
            WasmOp op = dice.PickFrom(alike);
            code[at] = CodeList.Item(writer => writer.Op(op));
            return;
        }
    }

    private static string SignatureKey(WasmOp op)
    {
        PlainSignature signature = OpFacts.SignatureOf(op);
        return $"{string.Join(' ', Enumerable.Range(0, signature.ParameterCount).Select(i => signature.Parameter(i)))} -> {(signature.HasResult ? signature.Result() : null)}";
    }
}
