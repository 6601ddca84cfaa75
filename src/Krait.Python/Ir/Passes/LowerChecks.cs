using System.Collections.Generic;
using Krait.Python.Emit;
using Krait.Python.Typing;
using Krait.Wasm;

namespace Krait.Python.Ir.Passes;

/// <summary>
/// Turns operations with Python's meaning into plain instructions and tests, and exceptions into traps, branches or returns.
/// Runs after range analysis, whose facts leave tests out, and after the effects of all functions are known.
/// </summary>
internal sealed partial class LowerChecks : IrRewriter
{
    private const string Overflow = "int result does not fit in 64 bits";
    private const string DivisionByZero = "division by zero";

    private readonly IrModule _module;
    private readonly IrFunction _function;
    private int _temporaries;

    private LowerChecks(IrModule module, IrFunction function)
    {
        _module = module;
        _function = function;
    }

    /// <summary>Lowers every function of the module.</summary>
    public static void Run(IrModule module)
    {
        foreach (IrFunction function in module.Functions)
        {
            if (function.Import is null)
                function.Body = new LowerChecks(module, function).Rewrite(function.Body);
        }

        module.Functions.AddRange(module.NewFunctions);
        module.NewFunctions.Clear();
    }

    protected override void Rewrite(IrStmt statement, List<IrStmt> into)
    {
        switch (statement)
        {
            case IrRaise raise:
                Raise(raise.Site, raise.TypeId, raise.Message, into);
                break;
            case IrRaiseDynamic raise:
                // The message first: making it may call functions, which take a type that is set for a failure.
                IrExpr type = Reusable(Rewrite(raise.TypeId), into);
                into.Add(new IrSetGlobal(_module.ExceptionMessage, Rewrite(raise.Message)));
                into.Add(new IrSetGlobal(_module.ExceptionType, type));
                if (raise is { FrameCount: { } count, Serial: { } serial })
                    LeaveAgain(raise.Site, Rewrite(count), Rewrite(serial), into);
                else
                    Leave(raise.Site, Passing.First, into);
                break;
            case IrDo { Value: IrCall { Type: IrType.Void } call }:
                into.Add(new IrDo(new IrCall(call.Target, RewriteAll(call.Args), call.Site)));
                CheckCall(call, into);
                break;
            default:
                base.Rewrite(statement, into);
                break;
        }
    }

    protected override IrExpr Rewrite(IrExpr expression)
    {
        IrExpr copy = base.Rewrite(expression);
        return copy switch
        {
            IrChecked n => Lower(n),
            IrElement n => Lower(n),
            IrCall { Type: not IrType.Void } n when NeedsCheck(n) => LowerCall(n),
            IrCall { Type: IrType.Void } n => LowerVoidCall(n),
            _ => copy,
        };
    }

    private static bool NeedsCheck(IrCall call) => call.Target.IsCatchable && call.Target.MayRaise;

    private IrSequence LowerCall(IrCall call)
    {
        var statements = new List<IrStmt>();
        IrLocal result = Temporary(call.Type);
        statements.Add(new IrSet(result, call));
        CheckCall(call, statements);
        return new IrSequence(statements, Make.Get(result));
    }

    // A call without result where a value is expected stands for None.
    private IrSequence LowerVoidCall(IrCall call)
    {
        var statements = new List<IrStmt> { new IrDo(call) };
        CheckCall(call, statements);
        return new IrSequence(statements, Make.I32(0));
    }

    private void CheckCall(IrCall call, List<IrStmt> into)
    {
        if (!NeedsCheck(call))
            return;
        var failed = new List<IrStmt>();
        Leave(call.Site, Passing.Next, failed);
        into.Add(new IrIf(new IrGlobalGet(_module.ExceptionType), failed, []));
    }

    private void Raise(IrSite site, int typeId, string? message, List<IrStmt> into)
    {
        if (site.Handler is null && !_function.IsCatchable)
        {
            into.Add(new IrTrap(site, typeId, message));
            return;
        }

        into.Add(new IrSetGlobal(_module.ExceptionType, Make.I32(typeId)));
        into.Add(new IrSetGlobal(_module.ExceptionMessage, message is null ? Make.I32(0) : _module.StringAddress(message)));
        Leave(site, Passing.First, into);
    }

    // Which of its sites an exception is at: where it is raised, at a call that it came out of, or at one it has been at.
    private enum Passing
    {
        First,
        Next,
        Known,
    }

    // The exception is in the globals; control goes to whoever handles it.
    private void Leave(IrSite site, Passing passing, List<IrStmt> into)
    {
        if (site.Handler is null && !_function.IsCatchable)
        {
            into.Add(new IrTrap(site, 0, null));
            return;
        }

        if (passing != Passing.Known)
            into.Add(Note(site, passing));
        if (site.Handler is { } handler)
            into.Add(new IrBranch(handler));
        else
            into.Add(new IrReturn(Nothing(_function.ReturnType)));
    }

    private IrDo Note(IrSite site, Passing passing)
    {
        IrExpr number = new IrSiteNumber(site);
        if (passing == Passing.First)
            number = Make.Op(WasmOp.I32Or, IrType.I32, number, Make.I32(int.MinValue));
        return new IrDo(new IrCall(_module.NoteFrame(), [number], site));
    }

    // The sites that the exception had passed are its sites again, unless others were raised in the meantime.
    private void LeaveAgain(IrSite site, IrExpr count, IrExpr serial, List<IrStmt> into)
    {
        IrExpr frames = new IrDataAddress(_module.ExceptionFrames);
        IrExpr last = new IrLoad(WasmOp.I32Load, IrType.I32, frames, IrModule.ExceptionSerialOffset, IrRegion.Raw);
        into.Add(new IrIf(
            Make.Test(WasmOp.I32Eq, last, serial),
            [new IrStore(WasmOp.I32Store, frames, count, 0, IrRegion.Raw)],
            [Note(site, Passing.First)]));
        Leave(site, Passing.Known, into);
    }

    private static IrConst? Nothing(IrType type) => type == IrType.Void ? null : new IrConst(type, 0);

    private IrLocal Temporary(IrType type) => new("c" + _temporaries++, type);

    private List<IrStmt> RaiseIn(IrSite site, string exception, string message)
    {
        var statements = new List<IrStmt>();
        Raise(site, ExceptionTable.IdOf(exception), message, statements);
        return statements;
    }

    private IrExpr Reusable(IrExpr value, List<IrStmt> into)
    {
        if (value is IrConst)
            return value;
        IrLocal local = Temporary(value.Type);
        into.Add(new IrSet(local, value));
        return Make.Get(local);
    }

    // A local is read where it is used when the other operand cannot write it.
    private (IrExpr Left, IrExpr Right) Operands(IrChecked n, List<IrStmt> into)
    {
        IrExpr a = Make.IsTrivial(n.Args[0]) && Make.IsTrivial(n.Args[1]) ? n.Args[0] : Reusable(n.Args[0], into);
        IrExpr b = Make.IsTrivial(n.Args[1]) ? n.Args[1] : Reusable(n.Args[1], into);
        return (a, b);
    }

    private IrExpr Lower(IrElement n)
    {
        var statements = new List<IrStmt>();
        bool isList = n.Kind == IndexedKind.List;
        IrExpr sequence = n.Sequence is IrLocalGet or IrDataAddress ? n.Sequence : Reusable(n.Sequence, statements);
        // The sequence's local may be written by the index expression; only then it is copied.
        if (n.Sequence is IrLocalGet get && Writes(n.Index, get.Local))
            sequence = Reusable(n.Sequence, statements);
        IrExpr index = Make.IsTrivial(n.Index) ? n.Index : Reusable(n.Index, statements);
        var length = new IrLoad(WasmOp.I32Load, IrType.I32, sequence, Layouts.ListLength, isList ? IrRegion.ListLength : IrRegion.Immutable);
        if (!n.IsInBounds)
        {
            string message = isList ? (n.IsStore ? "list assignment index out of range" : "list index out of range") : "string index out of range";
            index = CheckedIndex(n, index, length, statements, message);
        }

        IrExpr at = Make.Narrow(index);
        if (isList)
        {
            var items = new IrLoad(WasmOp.I32Load, IrType.I32, sequence, Layouts.ListItems, IrRegion.ListItems);
            return new IrSequence(statements, Make.Add32(items, FunctionBuilder.Scale(at, n.SizeBytes)));
        }

        IrExpr Field(int offset) => new IrLoad(WasmOp.I32Load, IrType.I32, sequence, offset, IrRegion.Immutable);
        IrExpr place = Make.Add32(sequence, Make.Op(WasmOp.I32Shl, IrType.I32, at, Field(Layouts.StrShift)));
        var load = new IrLoad(WasmOp.I32Load, IrType.I32, place, Layouts.StrChars, IrRegion.Immutable);
        return new IrSequence(statements, Make.Op(WasmOp.I32And, IrType.I32, load, Field(Layouts.StrMask)));
    }

    private IrExpr CheckedIndex(IrElement n, IrExpr index, IrExpr length, List<IrStmt> statements, string message)
    {
        if (index is IrConst { Bits: < 0 })
            index = Reusable(I64(WasmOp.I64Add, index, Make.Widen(length)), statements);
        else if (index is not IrConst && !n.IsNonNegative)
        {
            IrLocal adjusted = Temporary(IrType.I64);
            statements.Add(new IrSet(adjusted, index));
            statements.Add(new IrIf(Make.Test(WasmOp.I64LtS, index, Make.I64(0)), [new IrSet(adjusted, I64(WasmOp.I64Add, index, Make.Widen(length)))], []));
            index = Make.Get(adjusted);
        }

        IrExpr isOutside = Make.Test(WasmOp.I64GeU, index, Make.Widen(length));
        statements.Add(new IrIf(isOutside, RaiseIn(n.Site, "IndexError", message), []));
        return index;
    }

    private static bool Writes(IrExpr expression, IrLocal local)
    {
        bool isWritten = false;
        IrWalker.ForEach([new IrDo(expression)], statement => isWritten |= statement is IrSet set && ReferenceEquals(set.Local, local), _ => { });
        return isWritten;
    }
}
