using System.Collections.Generic;
using Krait.Wasm;

namespace Krait.Python.Ir.Passes;

/// <summary>Removes assignments to locals that nothing reads, where computing the value has no effect.</summary>
internal sealed class DropDeadSets : IrRewriter
{
    // A removed value may have been the last reader of another; chains longer than this leave a rest, which is harmless.
    private const int MaximumRounds = 8;

    private readonly HashSet<IrLocal> _read;
    private bool _hasChanged;

    private DropDeadSets(HashSet<IrLocal> read) => _read = read;

    public static List<IrStmt> Run(List<IrStmt> body)
    {
        for (int round = 0; round < MaximumRounds; round++)
        {
            var read = new HashSet<IrLocal>();
            IrWalker.ForEachExpression(body, expression =>
            {
                if (expression is IrLocalGet get)
                    read.Add(get.Local);
            });
            var pass = new DropDeadSets(read);
            body = pass.Rewrite(body);
            if (!pass._hasChanged)
                break;
        }

        return body;
    }

    protected override void Rewrite(IrStmt statement, List<IrStmt> into)
    {
        if (statement is IrSet set && !_read.Contains(set.Local) && CannotTrap(set.Value))
            _hasChanged = true;
        else
            base.Rewrite(statement, into);
    }

    protected override IrExpr Rewrite(IrExpr expression) =>
        base.Rewrite(expression) is var copy && copy is IrSequence { Statements.Count: 0 } sequence ? sequence.Value : copy;

    private static bool CannotTrap(IrExpr value)
    {
        bool canTrap = !ReuseValues.IsPure(value);
        IrWalker.ForEachExpression([new IrDo(value)], expression => canTrap |= expression is IrApply apply && OpFacts.CanTrap(apply.Op));
        return !canTrap;
    }
}
