using System.Linq;
using Krait.Python.Ir;
using Krait.Wasm;

namespace Krait.Python.Emit;

// Tests: short-circuit ones become branches and make no bool.
internal sealed partial class FunctionEmitter
{
    private void EmitIf(IrIf n)
    {
        if (n.WhenTrue is [IrBranch branch] && n.WhenFalse.Count == 0)
        {
            BranchIf(n.Test, branch.Target, wanted: true);
            return;
        }

        if (n.Test is IrConst constant)
        {
            EmitStructured(WasmOp.Block, null, constant.Bits != 0 ? n.WhenTrue : n.WhenFalse);
            return;
        }

        if (n.Test is IrChoose { Type: IrType.I32 } && n.WhenFalse.Count == 0)
        {
            // Short-circuit tests become branches and make no bool.
            var skip = new IrLabel("skip");
            Flush();
            _code.Block();
            _labels.Add(skip);
            BranchIf(n.Test, skip, wanted: false);
            EmitAll(n.WhenTrue);
            EndStructured();
            return;
        }

        Emit(n.Test);
        Flush();
        _code.If();
        _labels.Add(null);
        EmitAll(n.WhenTrue);
        if (0 < n.WhenFalse.Count)
        {
            Flush();
            _code.Else();
            EmitAll(n.WhenFalse);
        }

        EndStructured();
    }

    /// <summary>Goes to the label when the test has the wanted outcome.</summary>
    private void BranchIf(IrExpr test, IrLabel target, bool wanted)
    {
        switch (test)
        {
            case IrConst constant:
                if (constant.Bits != 0 == wanted)
                    Code.Br(DepthOf(target));
                return;
            case IrApply { Op: WasmOp.I32Eqz } not:
                BranchIf(not.Args[0], target, !wanted);
                return;
            case IrSequence sequence:
                EmitAll(sequence.Statements);
                BranchIf(sequence.Value, target, wanted);
                return;
            case IrChoose { WhenFalse: IrConst { Bits: 0 } } and:
                BranchIfBoth(and.Test, and.WhenTrue, target, wanted, stopsWhen: false);
                return;
            case IrChoose { WhenTrue: IrConst { Bits: 1 } } or:
                BranchIfBoth(or.Test, or.WhenFalse, target, wanted, stopsWhen: true);
                return;
        }

        Emit(wanted ? test : Make.Not(test));
        Code.BrIf(DepthOf(target));
    }

    // "and" is decided when its first operand is false, "or" when it is true.
    private void BranchIfBoth(IrExpr first, IrExpr second, IrLabel target, bool wanted, bool stopsWhen)
    {
        if (wanted == stopsWhen)
        {
            BranchIf(first, target, wanted);
            BranchIf(second, target, wanted);
            return;
        }

        var decided = new IrLabel("decided");
        Flush();
        _code.Block();
        _labels.Add(decided);
        BranchIf(first, decided, stopsWhen);
        BranchIf(second, target, wanted);
        EndStructured();
    }

    private void EmitChoose(IrChoose n)
    {
        bool isFree = Make.IsTrivial(n.WhenTrue) && Make.IsTrivial(n.WhenFalse) && IsPure(n.Test);
        if (isFree)
        {
            Emit(n.WhenTrue);
            Emit(n.WhenFalse);
            Emit(n.Test);
            Code.Op(WasmOp.Select);
            return;
        }

        Emit(n.Test);
        Flush();
        _code.If(BlockType.Of(TypeOf(n.Type)));
        _labels.Add(null);
        Emit(n.WhenTrue);
        Flush();
        _code.Else();
        Emit(n.WhenFalse);
        EndStructured();
    }

    // No statement inside, so the order in which the parts are evaluated cannot be seen.
    private static bool IsPure(IrExpr expression) => expression switch
    {
        IrApply n => n.Args.All(IsPure),
        IrLoad n => IsPure(n.Address),
        IrChoose n => IsPure(n.Test) && IsPure(n.WhenTrue) && IsPure(n.WhenFalse),
        IrSequence or IrCall => false,
        _ => true,
    };
}
