using System.Collections.Generic;
using System.Linq;
using Krait.Wasm;

namespace Krait.Python.Ir.Passes;

// a[i - 1] read twice, an index tested twice: Python programs say the same thing again and again.
// Every value gets a number, equal values the same one; where a local holds a number, the value is not computed again,
// and a test that failed before is not made again. Levenshtein over lists of ints (bench python) needs a third less.

/// <summary>Computes equal values once along each way through a function.</summary>
internal sealed class ReuseValues : IrRewriter
{
    // Numbering copies what is known at every branch: functions beyond this product stay as they are.
    private const long MaximumWork = 4_000_000;

    private readonly Dictionary<ValueKey, int> _numbers = [];
    private readonly Dictionary<object, int> _names = new(ReferenceEqualityComparer.Instance);
    private KnownValues _known = new();
    private int _fresh = 1;
    private int _number;

    private ReuseValues()
    {
    }

    /// <summary>Rewrites every function.</summary>
    public static void Run(IrModule module)
    {
        foreach (IrFunction function in module.Functions)
        {
            if (function.Import is null && Work(function.Body) <= MaximumWork)
                function.Body = DropDeadSets.Run(new ReuseValues().Rewrite(function.Body));
        }
    }

    protected override void Rewrite(IrStmt statement, List<IrStmt> into)
    {
        switch (statement)
        {
            case IrSet set:
                IrExpr value = Unwrap(Visit(set.Value, out int number), into);
                into.Add(new IrSet(set.Local, value));
                _known.Assign(set.Local, number);
                break;
            case IrIf branch:
                RewriteIf(branch, into);
                break;
            case IrLoop loop:
                Forget(loop.Body);
                base.Rewrite(statement, into);
                break;
            case IrBlock block:
                RewriteBlock(block, into);
                break;
            case IrStore store:
                base.Rewrite(statement, into);
                _known.Store(store.Region, ref _fresh);
                break;
            case IrEffect:
                base.Rewrite(statement, into);
                _known.StoreAnywhere(ref _fresh);
                break;
            default:
                base.Rewrite(statement, into);
                break;
        }
    }

    protected override IrExpr Rewrite(IrExpr expression) => Visit(expression, out _);

    // Gives the expression that computes the value, and the value's number.
    private IrExpr Visit(IrExpr expression, out int number)
    {
        IrExpr copy = Number(expression);
        number = _number;
        return copy;
    }

    private IrExpr Number(IrExpr expression)
    {
        switch (expression)
        {
            case IrConst n:
                return Known(new ValueKey(ValueKind.Constant, (int)n.Type, n.Bits), expression);
            case IrDataAddress n:
                return Known(new ValueKey(ValueKind.Named, 0, NameOf(n.Data)), expression);
            case IrLocalGet n:
                _number = _known.NumberOf(n.Local, ref _fresh);
                return _known.HolderOf(_number) is { } holder && !ReferenceEquals(holder, n.Local) ? Make.Get(holder) : expression;
            case IrApply n when OpFacts.SignatureOf(n.Op).IsSpecial || n.Op is WasmOp.MemoryGrow or WasmOp.MemorySize || 3 < n.Args.Length:
                return Unknown(base.Rewrite(expression));
            case IrApply n:
                var operands = new long[3];
                var args = new IrExpr[n.Args.Length];
                for (int i = 0; i < args.Length; i++)
                {
                    args[i] = Visit(n.Args[i], out int operand);
                    operands[i] = operand;
                }

                var first = new List<IrStmt>();
                args[0] = Unwrap(args[0], first);
                return Wrap(first, Reuse(new ValueKey(ValueKind.Operation, (int)n.Op, operands[0], operands[1], operands[2]), new IrApply(n.Op, n.Type, args)));
            case IrLoad n:
                var before = new List<IrStmt>();
                IrExpr address = Unwrap(Visit(n.Address, out int place), before);
                return Wrap(before, Reuse(new ValueKey(ValueKind.Load, (int)n.Op, place, n.Offset, _known.Epoch(n.Region)), new IrLoad(n.Op, n.Type, address, n.Offset, n.Region)));
            case IrSequence n:
                List<IrStmt> statements = Rewrite(n.Statements);
                IrExpr value = Visit(n.Value, out int last);
                _number = last;
                return Wrap(statements, Unwrap(value, statements));
            case IrChoose n:
                return Choose(n);
            case IrCall:
                IrExpr call = base.Rewrite(expression);
                _known.StoreAnywhere(ref _fresh);
                return Unknown(call);
            default:
                return Unknown(base.Rewrite(expression));
        }
    }

    // What comes before the first operand may as well come before the whole operation, where its value is seen as pure.
    private static IrExpr Unwrap(IrExpr expression, List<IrStmt> into)
    {
        if (expression is not IrSequence sequence)
            return expression;
        into.AddRange(sequence.Statements);
        return sequence.Value;
    }

    private static IrExpr Wrap(List<IrStmt> statements, IrExpr value) => statements.Count == 0 ? value : new IrSequence(statements, value);

    private IrExpr Known(ValueKey key, IrExpr expression)
    {
        _number = NumberOf(key);
        return expression;
    }

    // A value that some local holds is read from there.
    private IrExpr Reuse(ValueKey key, IrExpr expression)
    {
        _number = NumberOf(key);
        return _known.HolderOf(_number) is { } holder && holder.Type == expression.Type && IsPure(expression) ? Make.Get(holder) : expression;
    }

    private IrExpr Unknown(IrExpr expression)
    {
        _number = _fresh++;
        return expression;
    }

    private IrChoose Choose(IrChoose n)
    {
        IrExpr test = Rewrite(n.Test);
        KnownValues before = _known;
        _known = before.Copy();
        IrExpr whenTrue = Rewrite(n.WhenTrue);
        KnownValues afterTrue = _known;
        _known = before;
        IrExpr whenFalse = Rewrite(n.WhenFalse);
        _known.Meet(afterTrue, ref _fresh);
        _number = _fresh++;
        return new IrChoose(test, whenTrue, whenFalse);
    }

    private void RewriteIf(IrIf branch, List<IrStmt> into)
    {
        IrExpr test = Visit(branch.Test, out int number);
        if (_known.IsFalse(number) && IsPure(test))
        {
            into.AddRange(Rewrite(branch.WhenFalse));
            return;
        }

        KnownValues before = _known;
        _known = before.Copy();
        List<IrStmt> whenTrue = Rewrite(branch.WhenTrue);
        KnownValues afterTrue = _known;
        _known = before;
        _known.NoteFalse(number);
        List<IrStmt> whenFalse = Rewrite(branch.WhenFalse);
        into.Add(new IrIf(test, whenTrue, whenFalse));
        if (Leaves(whenTrue))
            return;
        if (Leaves(whenFalse))
            _known = afterTrue;
        else
            _known.Meet(afterTrue, ref _fresh);
    }

    private void RewriteBlock(IrBlock block, List<IrStmt> into)
    {
        bool isTarget = false;
        IrWalker.ForEach(block.Body, statement => isTarget |= statement is IrBranch branch && ReferenceEquals(branch.Target, block.Label), static _ => { });
        KnownValues before = _known.Copy();
        into.Add(new IrBlock(block.Label, Rewrite(block.Body)));
        if (!isTarget)
            return;

        // Branches come from anywhere in the body: what the body assigns is open.
        _known = before;
        Forget(block.Body);
    }

    private void Forget(List<IrStmt> body) => IrWalker.ForEach(
        body,
        statement =>
        {
            switch (statement)
            {
                case IrSet set: _known.Forget(set.Local); break;
                case IrStore store: _known.Store(store.Region, ref _fresh); break;
                case IrEffect: _known.StoreAnywhere(ref _fresh); break;
            }
        },
        expression =>
        {
            if (expression is IrCall)
                _known.StoreAnywhere(ref _fresh);
        });

    private static bool Leaves(List<IrStmt> statements) => statements.Count != 0 && statements[^1] switch
    {
        IrTrap or IrReturn or IrReturnMany or IrBranch or IrRaise or IrRaiseDynamic => true,
        IrIf n => Leaves(n.WhenTrue) && Leaves(n.WhenFalse),
        _ => false,
    };

    /// <summary>Evaluating the expression again, or not at all, makes no difference.</summary>
    internal static bool IsPure(IrExpr expression) => expression switch
    {
        IrConst or IrLocalGet or IrGlobalGet or IrDataAddress or IrHeapBase => true,
        IrApply n => !OpFacts.SignatureOf(n.Op).IsSpecial && n.Op is not (WasmOp.MemoryGrow or WasmOp.MemorySize) && n.Args.All(IsPure),
        IrLoad n => IsPure(n.Address),
        IrChoose n => IsPure(n.Test) && IsPure(n.WhenTrue) && IsPure(n.WhenFalse),
        _ => false,
    };

    private static long Work(List<IrStmt> body)
    {
        var locals = new HashSet<IrLocal>();
        long branches = 1;
        IrWalker.ForEach(
            body,
            statement =>
            {
                if (statement is IrSet set)
                    locals.Add(set.Local);
                if (statement is IrIf or IrBlock or IrLoop)
                    branches++;
            },
            expression => branches += expression is IrChoose ? 1 : 0);
        return branches * locals.Count;
    }

    private int NumberOf(ValueKey key)
    {
        if (!_numbers.TryGetValue(key, out int number))
            _numbers.Add(key, number = _fresh++);
        return number;
    }

    private int NameOf(object named)
    {
        if (!_names.TryGetValue(named, out int name))
            _names.Add(named, name = _fresh++);
        return name;
    }

    private enum ValueKind
    {
        Constant,
        Named,
        Operation,
        Load,
    }

    /// <summary>What makes two values equal: the operation and the numbers of its operands.</summary>
    private readonly record struct ValueKey(ValueKind Kind, int Op, long A = 0, long B = 0, long C = 0);
}
