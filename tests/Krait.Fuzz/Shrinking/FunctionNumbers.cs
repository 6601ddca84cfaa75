using System;
using System.Linq;
using Krait.Fuzz.Generation;
using Krait.Wasm;

namespace Krait.Fuzz.Shrinking;

/// <summary>Gives the functions of a module other indices, wherever they are named.</summary>
internal static class FunctionNumbers
{
    public static void Change(ModuleDraft draft, Func<int, int> renumber)
    {
        for (int i = 0; i < draft.Functions.Count; i++)
        {
            FunctionBody body = draft.Functions[i].Body;
            draft.Functions[i] = draft.Functions[i] with { Body = body with { Code = Changed(body.Code, renumber) } };
        }

        for (int i = 0; i < draft.Exports.Count; i++)
        {
            if (draft.Exports[i].Kind == ExternalKind.Function)
                draft.Exports[i] = draft.Exports[i] with { Index = renumber(draft.Exports[i].Index) };
        }

        for (int i = 0; i < draft.Elements.Count; i++)
        {
            ElementSegment segment = draft.Elements[i];
            draft.Elements[i] = segment.Functions.IsDefault
                ? segment with { Expressions = [.. segment.Expressions.Select(expression => new ConstantExpression(Changed(expression.Code, renumber)))] }
                : segment with { Functions = [.. segment.Functions.Select(renumber)] };
        }

        for (int i = 0; i < draft.Globals.Count; i++)
            draft.Globals[i] = draft.Globals[i] with { Initializer = new ConstantExpression(Changed(draft.Globals[i].Initializer.Code, renumber)) };
        if (draft.StartFunction is int start)
            draft.StartFunction = renumber(start);
    }

    private static ReadOnlyMemory<byte> Changed(ReadOnlyMemory<byte> code, Func<int, int> renumber) =>
        CodeList.Join(CodeList.Split(code).Select(item => OpFacts.ImmediateOf(item.Op) == Imm.FunctionIndex
            ? CodeList.Item(writer => writer.Op(item.Op, renumber(item.Index)))
            : item));
}
