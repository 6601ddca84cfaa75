using System.Collections.Generic;
using System.Linq;
using Krait.Wasm;

namespace Krait.Python.Ir.Passes;

// The smaller or larger of two ints depends on the data, so a branch on it is guessed wrong again and again.
//
//   if E < best:            t = E
//       best = E     ->     best = select(t, best, t < best)
//
// The second E is the same expression with nothing in between, so it gives the same number and cannot raise.

/// <summary>Turns choices between two ints that are at hand into <c>select</c>.</summary>
internal sealed class AvoidBranches : IrRewriter
{
    public static void Run(IrModule module)
    {
        foreach (IrFunction function in module.Functions)
        {
            if (function.Import is null)
                function.Body = new AvoidBranches().Rewrite(function.Body);
        }
    }

    protected override void Rewrite(IrStmt statement, List<IrStmt> into)
    {
        if (statement is IrIf
            {
                Test: IrApply { Args: [var left, var right] } test,
                WhenTrue: [IrSet { Local: { Type: IrType.I64 } local, Value: var value }],
                WhenFalse: [],
            }
            && IsOrder(test.Op))
        {
            bool isLeft = IsSame(value, left) && IsGet(right, local);
            if (isLeft || (IsSame(value, right) && IsGet(left, local)))
            {
                var chosen = new IrLocal("chosen", IrType.I64);
                into.Add(new IrSet(chosen, Rewrite(isLeft ? left : right)));
                IrExpr order = isLeft
                    ? Make.Test(test.Op, Make.Get(chosen), Make.Get(local))
                    : Make.Test(test.Op, Make.Get(local), Make.Get(chosen));
                into.Add(new IrSet(local, Select(Make.Get(chosen), Make.Get(local), order)));
                return;
            }
        }

        base.Rewrite(statement, into);
    }

    protected override IrExpr Rewrite(IrExpr expression)
    {
        IrExpr rewritten = base.Rewrite(expression);
        return rewritten is IrChoose { Type: IrType.I64, Test: IrApply { Op: var op } test } choose
            && IsOrder(op)
            && Make.IsTrivial(choose.WhenTrue)
            && Make.IsTrivial(choose.WhenFalse)
                ? Select(choose.WhenTrue, choose.WhenFalse, test)
                : rewritten;
    }

    private static IrApply Select(IrExpr whenTrue, IrExpr whenFalse, IrExpr test) => new(WasmOp.Select, IrType.I64, whenTrue, whenFalse, test);

    private static bool IsOrder(WasmOp op) => op is WasmOp.I64LtS or WasmOp.I64LeS or WasmOp.I64GtS or WasmOp.I64GeS;

    private static bool IsGet(IrExpr expression, IrLocal local) => expression is IrLocalGet get && ReferenceEquals(get.Local, local);

    // Only expressions without effect are alike; an exception is no effect here, because the first one would have raised it.
    private static bool IsSame(IrExpr a, IrExpr b) => (a, b) switch
    {
        (IrConst x, IrConst y) => x.Type == y.Type && x.Bits == y.Bits,
        (IrDataAddress x, IrDataAddress y) => ReferenceEquals(x.Data, y.Data),
        (IrLocalGet x, IrLocalGet y) => ReferenceEquals(x.Local, y.Local),
        (IrGlobalGet x, IrGlobalGet y) => ReferenceEquals(x.Global, y.Global),
        (IrApply x, IrApply y) => x.Op == y.Op && x.Op != WasmOp.MemoryGrow && AreSame(x.Args, y.Args),
        (IrLoad x, IrLoad y) => x.Op == y.Op && x.Offset == y.Offset && IsSame(x.Address, y.Address),
        (IrChecked x, IrChecked y) => x.Op == y.Op && AreSame(x.Args, y.Args),
        (IrElement x, IrElement y) => x.Kind == y.Kind && x.SizeBytes == y.SizeBytes && !x.IsStore && !y.IsStore
            && IsSame(x.Sequence, y.Sequence) && IsSame(x.Index, y.Index),
        _ => false,
    };

    private static bool AreSame(IrExpr[] a, IrExpr[] b) => a.Length == b.Length && a.Zip(b).All(pair => IsSame(pair.First, pair.Second));
}
