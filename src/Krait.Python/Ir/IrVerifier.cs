using System.Collections.Generic;
using System.Linq;
using Krait.Wasm;

namespace Krait.Python.Ir;

/// <summary>Checks what every pass must keep true. A broken rule is a defect of the compiler.</summary>
internal static class IrVerifier
{
    /// <summary>Checks the whole module.</summary>
    /// <param name="module">The IR.</param>
    /// <param name="after">The pass that ran last, for the message.</param>
    /// <exception cref="InternalErrorException">A rule is broken.</exception>
    public static void Check(IrModule module, string after)
    {
        foreach (IrFunction function in module.Functions)
        {
            string place = $"after '{after}' in '{function.Name}'";
            CheckLabels(function.Body, [], place);
            IrWalker.ForEach(function.Body, statement => Check(statement, function, place), expression => Check(expression, place));
        }
    }

    private static void Check(IrStmt statement, IrFunction function, string place)
    {
        switch (statement)
        {
            case IrSet n:
                Require(n.Value.Type == n.Local.Type, $"'{n.Local.Name}' of {n.Local.Type} gets {n.Value.Type}", place);
                break;
            case IrSetGlobal n:
                Require(n.Value.Type == n.Global.Type, $"global '{n.Global.Name}' of {n.Global.Type} gets {n.Value.Type}", place);
                break;
            case IrStore n:
                Require(n.Address.Type == IrType.I32 && 0 <= n.Offset, "an address is i32 and an offset not negative", place);
                break;
            case IrIf n:
                Require(n.Test.Type == IrType.I32, "a test is i32", place);
                break;
            case IrReturn n:
                Require((n.Value?.Type ?? IrType.Void) == function.ReturnType, $"returns {n.Value?.Type} instead of {function.ReturnType}", place);
                break;
        }
    }

    private static void Check(IrExpr expression, string place)
    {
        switch (expression)
        {
            case IrApply n when !OpFacts.SignatureOf(n.Op).IsSpecial:
                PlainSignature signature = OpFacts.SignatureOf(n.Op);
                Require(signature.ParameterCount == n.Args.Length, $"{OpFacts.TextOf(n.Op)} has {n.Args.Length} operands", place);
                for (int i = 0; i < n.Args.Length; i++)
                    Require(signature.Parameter(i) == Emit.FunctionEmitter.TypeOf(n.Args[i].Type) && n.Args[i].Type != IrType.Void, $"operand {i} of {OpFacts.TextOf(n.Op)} is {n.Args[i].Type}", place);
                Require(signature.Result() == Emit.FunctionEmitter.TypeOf(n.Type), $"{OpFacts.TextOf(n.Op)} does not give {n.Type}", place);
                break;
            case IrLoad n:
                Require(n.Address.Type == IrType.I32 && 0 <= n.Offset, "an address is i32 and an offset not negative", place);
                break;
            case IrCall n:
                Require(n.Args.Select(arg => arg.Type).SequenceEqual(n.Target.Parameters.Select(parameter => parameter.Type)), $"call of '{n.Target.Name}' passes {string.Join(' ', n.Args.Select(arg => arg.Type))}", place);
                break;
            case IrChoose n:
                Require(n.Test.Type == IrType.I32 && n.WhenTrue.Type == n.WhenFalse.Type, $"a choice between {n.WhenTrue.Type} and {n.WhenFalse.Type}", place);
                break;
            case IrChecked n:
                Require(n.Args.All(arg => arg.Type == n.Type), $"{n.Op} mixes types", place);
                break;
            case IrElement n:
                Require(n.Sequence.Type == IrType.I32 && n.Index.Type == IrType.I64, "an element needs an address and an int", place);
                break;
        }
    }

    // Every branch lies inside the block that it names; blocks inside expressions are seen with their statements.
    private static void CheckLabels(IReadOnlyList<IrStmt> body, List<IrLabel> open, string place)
    {
        foreach (IrStmt statement in body)
        {
            switch (statement)
            {
                case IrBranch n:
                    Require(open.Contains(n.Target), $"branch to '{n.Target.Name}' from outside", place);
                    break;
                case IrIf n:
                    CheckLabels(n.WhenTrue, open, place);
                    CheckLabels(n.WhenFalse, open, place);
                    break;
                case IrBlock n:
                    CheckInside(n.Label, n.Body, open, place);
                    break;
                case IrLoop n:
                    CheckInside(n.Label, n.Body, open, place);
                    break;
            }
        }
    }

    private static void CheckInside(IrLabel label, List<IrStmt> body, List<IrLabel> open, string place)
    {
        open.Add(label);
        CheckLabels(body, open, place);
        open.RemoveAt(open.Count - 1);
    }

    private static void Require(bool isTrue, string message, string place)
    {
        if (!isTrue)
            throw new InternalErrorException($"{message}, {place}");
    }
}
