using System.Collections.Generic;
using System.Linq;

namespace Krait.Python.Ir;

/// <summary>Copies IR, bottom up; a pass overrides what it changes.</summary>
internal abstract class IrRewriter
{
    public List<IrStmt> Rewrite(List<IrStmt> statements)
    {
        var result = new List<IrStmt>(statements.Count);
        foreach (IrStmt statement in statements)
            Rewrite(statement, result);
        return result;
    }

    protected virtual void Rewrite(IrStmt statement, List<IrStmt> into) => into.Add(statement switch
    {
        IrSet n => new IrSet(n.Local, Rewrite(n.Value)),
        IrSetGlobal n => new IrSetGlobal(n.Global, Rewrite(n.Value)),
        IrStore n => new IrStore(n.Op, Rewrite(n.Address), Rewrite(n.Value), n.Offset, n.Region),
        IrDo n => new IrDo(Rewrite(n.Value)),
        IrEffect n => new IrEffect(n.Op, RewriteAll(n.Args)),
        IrIf n => new IrIf(Rewrite(n.Test), Rewrite(n.WhenTrue), Rewrite(n.WhenFalse)),
        IrBlock n => new IrBlock(n.Label, Rewrite(n.Body)),
        IrLoop n => new IrLoop(n.Label, Rewrite(n.Body), n.Span),
        IrReturn { Value: { } value } => new IrReturn(Rewrite(value)),
        IrReturnMany n => new IrReturnMany(RewriteAll(n.Values)),
        IrRaiseDynamic n => new IrRaiseDynamic(n.Site, Rewrite(n.TypeId), Rewrite(n.Message), n.FrameCount is null ? null : Rewrite(n.FrameCount), n.Serial is null ? null : Rewrite(n.Serial)),
        _ => statement,
    });

    protected virtual IrExpr Rewrite(IrExpr expression) => expression switch
    {
        IrApply n => new IrApply(n.Op, n.Type, RewriteAll(n.Args)),
        IrLoad n => new IrLoad(n.Op, n.Type, Rewrite(n.Address), n.Offset, n.Region),
        IrCall n => new IrCall(n.Target, RewriteAll(n.Args), n.Site),
        IrChoose n => new IrChoose(Rewrite(n.Test), Rewrite(n.WhenTrue), Rewrite(n.WhenFalse)),
        IrSequence n => new IrSequence(Rewrite(n.Statements), Rewrite(n.Value)),
        IrChecked n => new IrChecked(n.Op, n.Type, n.Site, RewriteAll(n.Args)) { Facts = n.Facts },
        IrElement n => new IrElement(n.Kind, Rewrite(n.Sequence), Rewrite(n.Index), n.SizeBytes, n.Site)
        {
            IsStore = n.IsStore,
            IsInBounds = n.IsInBounds,
            IsNonNegative = n.IsNonNegative,
        },
        _ => expression,
    };

    protected IrExpr[] RewriteAll(IrExpr[] expressions) => [.. expressions.Select(Rewrite)];
}
