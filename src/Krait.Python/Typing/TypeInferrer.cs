using System.Collections.Generic;
using Krait.Python.Binding;
using Krait.Python.Syntax;
using Krait.Wasm;
using static Krait.Python.Typing.TypeRelations;
using Rows = Krait.Python.Diagnostics;

namespace Krait.Python.Typing;

// Walks the body of one function instance until the types of its variables no longer change, then once more to report.
// A variable has one type in the whole function: the join of all its assignments. What is known at one place only
// (assigned or not, None or not) is the flow state, which follows the walk.

/// <summary>Infers the types of one function instance.</summary>
internal sealed partial class TypeInferrer
{
    /// <summary>More rounds than any program needs that types settle in.</summary>
    private const int MaximumRounds = 12;

    /// <summary>The most variables of one function.</summary>
    private const int MaximumVariables = 5_000;

    private readonly TypedProgram _program;
    private readonly FunctionInstance _instance;
    private readonly ModuleScope _scope;
    private readonly List<Dictionary<string, Variable>> _inner = [];
    private readonly Dictionary<Node, TypeHole> _holes = [];
    private readonly Dictionary<(Comprehension, string), Variable> _comprehensionVariables = [];
    private readonly List<LoopFlow> _loops = [];
    private FlowState _flow = new();
    private bool _isReporting;
    private bool _hasChanged;

    private TypeInferrer(TypedProgram program, FunctionInstance instance)
    {
        _program = program;
        _instance = instance;
        _scope = program.ScopeOf(instance);
    }

    /// <summary>Infers an instance; what is found goes into its type map.</summary>
    public static void Infer(TypedProgram program, FunctionInstance instance)
    {
        var inferrer = new TypeInferrer(program, instance);
        for (int round = 0; round < MaximumRounds; round++)
        {
            inferrer.RunRound();
            if (!inferrer._hasChanged)
                break;
        }

        inferrer._isReporting = true;
        inferrer.RunRound();
    }

    private TypeMap Map => _instance.Types;

    private void RunRound()
    {
        _hasChanged = false;
        _flow = new FlowState();
        Map.MaybeUnbound.Clear();
        if (_instance.Symbol is { } symbol)
            DeclareParameters(symbol);
        IReadOnlyList<Statement> body = _instance.Symbol is { } function ? function.Definition.Body : _scope.Statements;
        InferBody(body);
        _instance.FallsThrough = _flow.IsReachable;
        FinishReturn();
    }

    private void DeclareParameters(FunctionSymbol symbol)
    {
        List<Arg> parameters = Signature.ParametersOf(symbol.Definition.Args);
        List<Expression?> defaults = Signature.DefaultsOf(symbol.Definition.Args);
        for (int i = 0; i < parameters.Count; i++)
        {
            Variable variable = LocalVariable(parameters[i].Name);
            variable.Type = _instance.ParameterTypes[i];
            variable.TypeSpan = parameters[i].Span;
            variable.IsDeclared = true;
            _flow.Assign(variable);
            if (defaults[i] is { } value)
                CheckDefault(parameters[i], value, variable.Type);
        }
    }

    private void CheckDefault(Arg parameter, Expression value, PyType type)
    {
        if (_instance.IsLibrary)
            return;
        if (!Signature.IsConstant(value))
        {
            Report(Rows.DefaultNotConstant, value.Span, parameter.Name);
            return;
        }

        PyType found = InferExpression(value, type);
        if (!IsAssignable(found, type))
            Report(Rows.ArgumentMismatch, value.Span, parameter.Name, _instance.Name, type, found, FloatHint(found, type));
    }

    private void FinishReturn()
    {
        if (!_flow.IsReachable)
        {
            if (!ReferenceEquals(_instance.ReturnType.Resolve(), PyType.Pending) || !_isReporting)
                return;
            _instance.ReturnType = HasReturn ? PyType.Error : PyType.None;
            if (HasReturn)
                Report(Rows.RecursiveInference, _instance.Symbol!.Definition.NameSpan, _instance.Name);
            return;
        }

        PyType promised = _instance.ReturnType.Resolve();
        if (!_instance.HasDeclaredReturn)
            JoinReturn(PyType.None, new SourceSpan(0, 0));
        else if (!IsAssignable(PyType.None, promised))
            Report(Rows.MissingReturn, _instance.Symbol!.Definition.NameSpan, promised);
    }

    private bool HasReturn { get; set; }

    private void JoinReturn(PyType type, SourceSpan span)
    {
        PyType before = _instance.ReturnType.Resolve();
        PyType? joined = Join(before, type.Kept());
        if (joined is null)
        {
            Report(Rows.ReturnMismatch, span, before, type, FloatHint(type, before));
            return;
        }

        if (!ReferenceEquals(joined, before) && !PyType.Same(joined, before))
        {
            _instance.ReturnType = joined;
            _hasChanged = true;
        }
        else if (before.IsOpen && !joined.IsOpen)
        {
            _instance.ReturnType = joined;
            _hasChanged = true;
        }
    }

    private Variable LocalVariable(string name)
    {
        if (_instance.Locals.TryGetValue(name, out Variable? variable))
            return variable;
        variable = NewVariable(name);
        _instance.Locals.Add(name, variable);
        return variable;
    }

    private Variable NewVariable(string name)
    {
        // Globals share the flow state with the locals, so their indices come first.
        var variable = new Variable(name, _program.Globals.Count + _instance.AllVariables.Count, VariableKind.Local);
        _instance.AllVariables.Add(variable);
        if (_instance.AllVariables.Count == MaximumVariables)
            _program.Report(Rows.TooLarge, new SourceSpan(0, 0), "the number of variables of a function", MaximumVariables);
        return variable;
    }

    /// <summary>The variable that a name means here, or null where it is none.</summary>
    private Variable? FindVariable(string name)
    {
        for (int i = _inner.Count - 1; 0 <= i; i--)
        {
            if (_inner[i].TryGetValue(name, out Variable? inner))
                return inner;
        }

        bool isLocal = _instance.Symbol is { } symbol ? symbol.LocalNames.Contains(name) : _scope.GlobalNames.Contains(name) && !_program.Globals.ContainsKey(name);
        if (isLocal)
            return LocalVariable(name);
        return _instance.IsLibrary ? null : _program.Globals.GetValueOrDefault(name);
    }

    private void AssignVariable(Variable variable, PyType type, SourceSpan span)
    {
        _flow.Assign(variable);
        if (type is TupleType)
            type = type.Kept();
        PyType before = variable.Type.Resolve();
        if (type.IsOpen && type is not TypeHole)
        {
            // After the last round a type that is still unknown comes from an error that has been reported.
            if (_isReporting && before.IsOpen && ReferenceEquals(type, PyType.Error))
                variable.Type = PyType.Error;
            _flow.MarkNotNone(variable);
            return;
        }

        if (variable.IsDeclared)
        {
            if (!IsAssignable(type, before))
                ReportChange(variable, before, type, span);
        }
        else if (before.IsOpen)
        {
            SetVariableType(variable, type, span);
        }
        else if (Join(before, type) is not { } joined)
        {
            ReportChange(variable, before, type, span);
        }
        else if (!ReferenceEquals(joined, before))
        {
            SetVariableType(variable, joined, variable.TypeSpan);
        }

        if (type.Resolve() is OptionalType || ReferenceEquals(type, PyType.None))
            _flow.ForgetNotNone(variable);
        else
            _flow.MarkNotNone(variable);
    }

    private void SetVariableType(Variable variable, PyType type, SourceSpan span)
    {
        if (type is IterableType)
        {
            Report(Rows.NotAsValue, span, "'" + type + "'");
            type = PyType.Error;
        }

        if (!ReferenceEquals(variable.Type, type))
            _hasChanged = true;
        variable.Type = type;
        variable.TypeSpan = span;
    }

    private void ReportChange(Variable variable, PyType before, PyType type, SourceSpan span)
    {
        int line = _instance.Source.PositionAt(variable.TypeSpan.Start).Line;
        Report(Rows.VariableChangesType, span, variable.Name, before, line, type, FloatHint(type, before));
    }

    private void Report(DiagnosticRow row, SourceSpan span, params object?[] arguments)
    {
        if (!_isReporting)
            return;
        if (_instance.IsLibrary)
            throw new InternalErrorException($"runtime library, {_instance.Source.Name} {_instance.Source.PositionAt(span.Start)}: {string.Format(System.Globalization.CultureInfo.InvariantCulture, row.Format, arguments)}");
        _program.Report(row, span, arguments);
    }

    /// <summary>What is known where the loop's <c>break</c> and <c>continue</c> statements leave it.</summary>
    private sealed class LoopFlow
    {
        public FlowState? AtBreak { get; set; }
    }
}
