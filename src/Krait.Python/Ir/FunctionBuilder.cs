using System;
using System.Collections.Generic;
using System.Linq;
using Krait.Python.Binding;
using Krait.Python.Emit;
using Krait.Python.Syntax;
using Krait.Python.Typing;

namespace Krait.Python.Ir;

// Builds the body of one function. Expressions become trees; what needs statements becomes a sequence inside the tree,
// so that Python's order of evaluation is the order of the tree.

/// <summary>Builds the IR of one function instance.</summary>
internal sealed partial class FunctionBuilder
{
    private readonly FunctionInstance _instance;
    private readonly Dictionary<Variable, IrLocal> _locals = [];
    private readonly Dictionary<Variable, IrLocal> _flags = [];
    private readonly List<ControlContext> _contexts = [];
    private readonly Stack<CaughtException> _caught = new();
    private List<IrStmt> _out = [];
    private IrLabel? _handler;
    private int _temporaries;

    private FunctionBuilder(IrBuilder module, FunctionInstance instance, IrFunction function)
    {
        Module = module;
        _instance = instance;
        Function = function;
        Values = new ValueBuilder(this);
        Calls = new CallBuilder(this, instance.Types);
    }

    public IrBuilder Module { get; }

    public IrFunction Function { get; }

    /// <summary>What is done with values of any type: compare, convert, print.</summary>
    public ValueBuilder Values { get; }

    public CallBuilder Calls { get; }

    public SourceText Source => _instance.Source;

    public bool IsLibrary => _instance.IsLibrary;

    private TypeMap Map => _instance.Types;

    /// <summary>Builds the body into the function.</summary>
    public static void Build(IrBuilder module, FunctionInstance instance, IrFunction function)
    {
        var builder = new FunctionBuilder(module, instance, function);
        IReadOnlyList<Statement> body = instance.Symbol is { } symbol ? symbol.Definition.Body : module.Program.Scope.Statements;
        if (instance.Symbol is { } owner)
            builder.BindParameters(owner);
        builder.BuildBody(body);
        if (function.ReturnType != IrType.Void && instance.FallsThrough)
            builder.Emit(new IrReturn(builder.Coerce(new Value(PyType.None, Make.I32(0)), builder.ReturnType)));
        function.Body = builder._out;
    }

    /// <summary>A builder for a function that the compiler makes itself.</summary>
    public static FunctionBuilder Synthetic(IrBuilder module, IrFunction function, SourceText source)
    {
        var instance = new FunctionInstance(null, source, []);
        return new FunctionBuilder(module, instance, function);
    }

    /// <summary>Takes over what was emitted as the function's body.</summary>
    public void Finish() => Function.Body = _out;

    private PyType ReturnType => IrBuilder.Settle(_instance.ReturnType);

    private void BindParameters(FunctionSymbol symbol)
    {
        List<Arg> parameters = Signature.ParametersOf(symbol.Definition.Args);
        for (int i = 0; i < parameters.Count; i++)
        {
            Variable variable = _instance.Locals[parameters[i].Name];
            _locals[variable] = Function.Parameters[i];
        }
    }

    public void Emit(IrStmt statement) => _out.Add(statement);

    /// <summary>Emits into a list of its own and gives the list.</summary>
    public List<IrStmt> Inside(Action emit)
    {
        List<IrStmt> outer = _out;
        _out = [];
        emit();
        List<IrStmt> inner = _out;
        _out = outer;
        return inner;
    }

    /// <summary>Statements that end in a value, as one expression.</summary>
    public IrExpr Sequence(Func<IrExpr> emit)
    {
        IrExpr? value = null;
        List<IrStmt> statements = Inside(() => value = emit());
        return statements.Count == 0 ? value! : new IrSequence(statements, value!);
    }

    public IrLocal Temporary(IrType type) => new("t" + _temporaries++, type);

    /// <summary>Emits the expression into a new local.</summary>
    public IrLocal Spill(IrExpr value)
    {
        IrLocal local = Temporary(value.Type);
        Emit(new IrSet(local, value));
        return local;
    }

    /// <summary>An expression that can be used several times: itself where that costs nothing, else a local.</summary>
    public IrExpr Reusable(IrExpr value)
    {
        if (value.Type != IrType.Void)
            return value is IrConst or IrDataAddress ? value : Make.Get(Spill(value));
        // A call without result gives None.
        Emit(new IrDo(value));
        return Make.I32(0);
    }

    /// <summary>A value that can be used several times.</summary>
    public Value Reusable(Value value) => value.IsParts
        ? new Value((TupleType)value.Type, [.. value.Parts.Select(Reusable)])
        : new Value(value.Type, Reusable(value.Expression!));

    public IrSite Site(Node node) => new(node.Span, _handler);

    public IrSite Site(SourceSpan span) => new(span, _handler);

    public IrExpr CallLibrary(string name, IrSite site, params IrExpr[] args) => Make.Call(Module.Library(name), site, args);

    /// <summary>Memory for an object of a fixed size, as an address.</summary>
    public IrExpr Allocate(int sizeBytes, IrSite site) =>
        Make.Narrow(CallLibrary("alloc", site, Make.I64(sizeBytes)));

    public void Raise(IrSite site, string exception, string? message) =>
        Emit(new IrRaise(site, ExceptionTable.IdOf(exception), message));

    public IrLocal LocalOf(Variable variable)
    {
        if (!_locals.TryGetValue(variable, out IrLocal? local))
            _locals.Add(variable, local = new IrLocal(variable.Name, IrBuilder.Settle(variable.Type).Held));
        return local;
    }

    private IrLocal FlagOf(Variable variable)
    {
        if (!_flags.TryGetValue(variable, out IrLocal? flag))
            _flags.Add(variable, flag = new IrLocal("has_" + variable.Name, IrType.I32));
        return flag;
    }

    /// <summary>The final type of an expression.</summary>
    private PyType TypeOf(Expression expression) => IrBuilder.Settle(Map.Types[expression]);

    /// <summary>The value as an expression of the type in which it is kept.</summary>
    public IrExpr Coerce(Value value, PyType to)
    {
        to = IrBuilder.Settle(to);
        PyType from = IrBuilder.Settle(value.Type);
        if (value.IsParts)
            return to is TupleType tuple ? MakeTuple(value, tuple) : MakeTuple(value, (TupleType)((OptionalType)to).Inner);
        IrExpr expression = value.Expression!;
        if (expression.Type == IrType.Void)
            expression = new IrSequence([new IrDo(expression)], Make.I32(0));
        if (ReferenceEquals(from, PyType.Char) && !ReferenceEquals(to, PyType.Char))
            return Values.CharToStr(expression);
        if (to is OptionalType optional && from is not OptionalType)
            return Wrap(expression, from, optional);
        if (from is TupleType a && to is TupleType b && !SameElements(a, b))
            return MakeTuple(Explode(value, a), b);
        if (to.IsNumber && from.IsNumber && !ReferenceEquals(from, to))
            return ValueBuilder.ConvertNumber(expression, from, to);
        return expression;
    }

    private IrExpr Wrap(IrExpr expression, PyType from, OptionalType optional)
    {
        if (ReferenceEquals(from, PyType.None))
            return expression is IrConst ? Make.I32(0) : new IrSequence([new IrDo(expression)], Make.I32(0));
        PyType inner = IrBuilder.Settle(optional.Inner);
        if (inner.IsReference)
            return Coerce(new Value(from, expression), inner);
        return Sequence(() =>
        {
            IrLocal content = Spill(Coerce(new Value(from, expression), inner));
            IrLocal box = Spill(Allocate(Layouts.BoxBytes, Site(new SourceSpan(0, 0))));
            Emit(new IrStore(Layouts.FieldStore(inner), Make.Get(box), Make.Get(content), 0, IrRegion.Immutable));
            return Make.Get(box);
        });
    }

    /// <summary>The inside of an optional value that is known not to be None.</summary>
    public static IrExpr Unwrap(IrExpr expression, PyType inner) =>
        inner.IsReference ? expression : new IrLoad(Layouts.FieldLoad(inner), inner.Held, expression, 0, IrRegion.Immutable);

    private static bool SameElements(TupleType a, TupleType b) =>
        a.Elements.Zip(b.Elements).All(pair => ReferenceEquals(pair.First.Resolve(), pair.Second.Resolve()) || (pair.First.Resolve().Held == pair.Second.Resolve().Held
            && !ReferenceEquals(pair.First.Resolve(), PyType.Char) && pair.First.Resolve() is OptionalType == pair.Second.Resolve() is OptionalType && !ReferenceEquals(pair.First.Resolve(), PyType.None)));

    /// <summary>The parts of a tuple value, each usable several times.</summary>
    public Value Explode(Value value, TupleType type)
    {
        if (value.IsParts)
            return Reusable(value);
        IrExpr tuple = Reusable(value.Expression!);
        System.Collections.Immutable.ImmutableArray<int> offsets = Layouts.TupleOffsets(type);
        return new Value(type, [.. type.Elements.Select((element, i) =>
        {
            PyType part = IrBuilder.Settle(element).Kept();
            return new Value(part, new IrLoad(Layouts.FieldLoad(part), part.Held, tuple, offsets[i], IrRegion.Immutable));
        })]);
    }

    private IrExpr MakeTuple(Value value, TupleType type) => Sequence(() =>
    {
        // All parts are evaluated before the tuple is made: a part may itself make objects.
        var parts = new IrExpr[type.Elements.Length];
        for (int i = 0; i < parts.Length; i++)
            parts[i] = Reusable(Coerce(value.Parts[i], type.Elements[i].Resolve().Kept()));
        System.Collections.Immutable.ImmutableArray<int> offsets = Layouts.TupleOffsets(type);
        IrLocal tuple = Spill(Allocate(Math.Max(8, offsets[^1]), Site(new SourceSpan(0, 0))));
        for (int i = 0; i < parts.Length; i++)
        {
            PyType part = IrBuilder.Settle(type.Elements[i]).Kept();
            Emit(new IrStore(Layouts.FieldStore(part), Make.Get(tuple), parts[i], offsets[i], IrRegion.Immutable));
        }

        return Make.Get(tuple);
    });

    /// <summary>The value as an expression of its own type.</summary>
    public IrExpr ToExpression(Value value) => Coerce(value, value.Type.Kept());

    /// <summary>Something that break, continue or return must pass.</summary>
    private abstract class ControlContext;

    private sealed class LoopContext(IrLabel breakLabel, IrLabel continueLabel) : ControlContext
    {
        public IrLabel BreakLabel { get; } = breakLabel;

        public IrLabel ContinueLabel { get; } = continueLabel;
    }

    /// <summary>A finally block: whoever passes leaves a note which way to go on and goes to its start.</summary>
    private sealed class FinallyContext(IrLabel start, IrLocal way, IrLocal? returnValue) : ControlContext
    {
        public IrLabel Start { get; } = start;

        public IrLocal Way { get; } = way;

        public IrLocal? ReturnValue { get; } = returnValue;
    }
}
