using System.Collections.Generic;
using System.Linq;
using Krait.Python.Emit;
using Krait.Python.Syntax;
using Krait.Python.Typing;
using Krait.Wasm;

namespace Krait.Python.Ir;

// try, except, else, finally. An exception inside the body is a branch to the end of a block, where the handlers are.
// A finally block is emitted once: whoever passes it leaves a note which way to go on.
internal sealed partial class FunctionBuilder
{
    // An exception taken out of the globals: its type and message, how many sites it had passed, and its number.
    private sealed record CaughtException(IrLocal Type, IrLocal Message, IrLocal FrameCount, IrLocal Serial);

    private void BuildTry(Try statement)
    {
        if (statement.FinalBody.IsEmpty)
        {
            BuildHandlers(statement);
            return;
        }

        var start = new IrLabel("finally");
        var failed = new IrLabel("failed");
        IrLocal way = Temporary(IrType.I32);
        CaughtException? caught = null;
        var context = new FinallyContext(start, way, Function.ReturnType == IrType.Void ? null : Temporary(Function.ReturnType));
        IrLabel? outer = _handler;
        List<IrStmt> guarded = Inside(() =>
        {
            _contexts.Add(context);
            _handler = failed;
            List<IrStmt> body = Inside(() => BuildHandlers(statement));
            _handler = outer;
            _contexts.RemoveAt(_contexts.Count - 1);
            body.Add(new IrSet(way, Make.I32(GoOn)));
            body.Add(new IrBranch(start));
            Emit(new IrBlock(failed, body));
            caught = TakeException();
            Emit(new IrSet(way, Make.I32(Reraise)));
        });
        Emit(new IrBlock(start, guarded));
        // A bare raise in the finally block means the exception on its way, if there is one.
        BuildBody(statement.FinalBody);
        GoOnAsNoted(context, caught!, Site(statement));
    }

    private void GoOnAsNoted(FinallyContext context, CaughtException caught, IrSite site)
    {
        Emit(new IrIf(Is(context.Way, Reraise), Inside(() => RaiseAgain(site, caught)), []));
        Emit(new IrIf(Is(context.Way, GoReturn), Inside(() => GoReturning(context.ReturnValue is { } value ? Make.Get(value) : null)), []));
        if (_contexts.Any(outer => outer is LoopContext))
        {
            Emit(new IrIf(Is(context.Way, GoBreak), Inside(() => LeaveLoopBody(GoBreak)), []));
            Emit(new IrIf(Is(context.Way, GoContinue), Inside(() => LeaveLoopBody(GoContinue)), []));
        }
    }

    private static IrExpr Is(IrLocal way, int note) => Make.Test(WasmOp.I32Eq, Make.Get(way), Make.I32(note));

    private CaughtException TakeException()
    {
        IrModule module = Module.Module;
        var caught = new CaughtException(Temporary(IrType.I32), Temporary(IrType.I32), Temporary(IrType.I32), Temporary(IrType.I32));
        Emit(new IrSet(caught.Type, new IrGlobalGet(module.ExceptionType)));
        Emit(new IrSet(caught.Message, new IrGlobalGet(module.ExceptionMessage)));
        Emit(new IrSet(caught.FrameCount, new IrLoad(WasmOp.I32Load, IrType.I32, new IrDataAddress(module.ExceptionFrames), 0, IrRegion.Raw)));
        Emit(new IrSet(caught.Serial, new IrLoad(WasmOp.I32Load, IrType.I32, new IrDataAddress(module.ExceptionFrames), IrModule.ExceptionSerialOffset, IrRegion.Raw)));
        Emit(new IrSetGlobal(module.ExceptionType, Make.I32(0)));
        Emit(new IrStore(WasmOp.I32Store, new IrDataAddress(module.ExceptionFrames), Make.I32(0), 0, IrRegion.Raw));
        return caught;
    }

    private void RaiseAgain(IrSite site, CaughtException caught) =>
        Emit(new IrRaiseDynamic(site, Make.Get(caught.Type), Make.Get(caught.Message), Make.Get(caught.FrameCount), Make.Get(caught.Serial)));

    private void BuildHandlers(Try statement)
    {
        if (statement.Handlers.IsEmpty)
        {
            BuildBody(statement.Body);
            BuildBody(statement.OrElse);
            return;
        }

        var end = new IrLabel("tried");
        var failed = new IrLabel("except");
        IrLabel? outer = _handler;
        List<IrStmt> all = Inside(() =>
        {
            List<IrStmt> body = Inside(() =>
            {
                _handler = failed;
                BuildBody(statement.Body);
                _handler = outer;
                BuildBody(statement.OrElse);
                Emit(new IrBranch(end));
            });
            Emit(new IrBlock(failed, body));
            CaughtException caught = TakeException();
            _caught.Push(caught);
            foreach (ExceptHandler handler in statement.Handlers)
                BuildHandler(handler, caught.Type, caught.Message, end);
            _caught.Pop();
            RaiseAgain(Site(statement), caught);
        });
        Emit(new IrBlock(end, all));
    }

    private void BuildHandler(ExceptHandler handler, IrLocal type, IrLocal message, IrLabel end)
    {
        List<IrStmt> body = Inside(() =>
        {
            if (handler.Name is not null)
                BindException(Map.HandlerVariables[handler], type, message);
            BuildBody(handler.Body);
            // The name of the exception is unbound where its handler ends.
            if (handler.Name is not null)
                FlagVariable(Map.HandlerVariables[handler], isBound: false);
            Emit(new IrBranch(end));
        });
        IEnumerable<Expression> classes = handler.Type switch
        {
            null => [],
            Tuple tuple => tuple.Elts,
            _ => [handler.Type],
        };
        IrExpr? test = null;
        foreach (Expression each in classes)
        {
            IrExpr matches = Matches(ExceptionTable.Find(((Name)each).Id)!, type);
            test = test is null ? matches : Make.Op(WasmOp.I32Or, IrType.I32, test, matches);
        }

        Emit(new IrIf(handler.Type is null ? Make.I32(1) : test ?? Make.I32(0), body, []));
    }

    private static IrExpr Matches(ExceptionRow row, IrLocal type)
    {
        if (row.Id == row.LastDescendant)
            return Make.Test(WasmOp.I32Eq, Make.Get(type), Make.I32(row.Id));
        IrExpr above = Make.Op(WasmOp.I32Sub, IrType.I32, Make.Get(type), Make.I32(row.Id));
        return Make.Test(WasmOp.I32LeU, above, Make.I32(row.LastDescendant - row.Id));
    }

    private void BindException(Variable variable, IrLocal type, IrLocal message)
    {
        IrLocal record = Spill(Allocate(Layouts.ExceptionBytes, Site(new SourceSpan(0, 0))));
        Emit(new IrStore(WasmOp.I32Store, Make.Get(record), Make.Get(type), Layouts.ExceptionType, IrRegion.Immutable));
        Emit(new IrStore(WasmOp.I32Store, Make.Get(record), Make.Get(message), Layouts.ExceptionMessage, IrRegion.Immutable));
        SetVariable(variable, new Value(new ExceptionType(), Make.Get(record)));
    }

    private void BuildRaise(Raise statement)
    {
        IrSite site = Site(statement);
        switch (statement.Exc)
        {
            case null when _caught.TryPeek(out CaughtException? caught):
                RaiseAgain(site, caught);
                break;
            case null:
                Raise(site, "RuntimeError", "No active exception to reraise");
                break;
            case Name name when Map.Variables.TryGetValue(name, out _):
                IrExpr record = Reusable(BuildName(name).Expression!);
                Emit(new IrRaiseDynamic(site,
                    new IrLoad(WasmOp.I32Load, IrType.I32, record, Layouts.ExceptionType, IrRegion.Immutable),
                    new IrLoad(WasmOp.I32Load, IrType.I32, record, Layouts.ExceptionMessage, IrRegion.Immutable)));
                break;
            case Name name:
                Raise(site, name.Id, null);
                break;
            case Call call:
                RaiseNew(site, ((Name)call.Func).Id, call.Args);
                break;
        }
    }

    private void RaiseNew(IrSite site, string exception, IReadOnlyList<Expression> arguments)
    {
        if (arguments.Count == 0)
        {
            Raise(site, exception, null);
            return;
        }

        // str() of a KeyError is the repr of its argument.
        bool isKeyError = exception == "KeyError";
        if (arguments is [Constant { Value: StringConstant { SplitPairs.IsEmpty: true } text }] && !isKeyError)
        {
            Raise(site, exception, text.Text);
            return;
        }

        IrExpr message = arguments.Count == 1
            ? isKeyError ? Values.Repr(Build(arguments[0]), site) : Values.Str(Build(arguments[0]), site)
            : Values.Repr(BuildParts(arguments), site);
        Emit(new IrRaiseDynamic(site, Make.I32(ExceptionTable.IdOf(exception)), message));
    }

    private void BuildAssert(Assert statement)
    {
        IrExpr test = Condition(statement.Test);
        List<IrStmt> failed = Inside(() => RaiseNew(Site(statement), "AssertionError", statement.Message is null ? [] : [statement.Message]));
        Emit(new IrIf(Make.Not(test), failed, []));
    }
}
