using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Krait.Python.Syntax;
using Rows = Krait.Python.Diagnostics;

namespace Krait.Python.Binding;

// Finds out what the names of a file are and refuses, by name, what the typed tier does not have.
// It walks the whole file, also functions that nothing calls, so that one pass shows every refusal.

/// <summary>Binds the names of one file.</summary>
internal sealed class Binder
{
    /// <summary>The deepest nesting of statements and expressions that is compiled; later stages walk the tree by recursion.</summary>
    public const int MaximumDepth = 200;

    private readonly ModuleScope _scope;
    private readonly DiagnosticBag _diagnostics;
    private readonly Origin _origin;

    private Binder(ModuleScope scope, DiagnosticBag diagnostics, Origin origin)
    {
        _scope = scope;
        _diagnostics = diagnostics;
        _origin = origin;
    }

    /// <summary>Binds a file; problems are reported and the scope is given back all the same.</summary>
    public static ModuleScope Bind(Module tree, SourceText source, Origin origin, DiagnosticBag diagnostics)
    {
        var binder = new Binder(new ModuleScope(source), diagnostics, origin);
        if (origin == Origin.Program && !binder.CheckShape(tree))
            return binder._scope;
        foreach (Statement statement in tree.Body)
            binder.BindTopLevel(statement);
        binder.FindConstants();
        return binder._scope;
    }

    private void BindTopLevel(Statement statement)
    {
        switch (statement)
        {
            case FunctionDef function:
                BindFunction(function);
                break;
            case Import import:
                BindImport(import);
                break;
            case ImportFrom import:
                BindImportFrom(import);
                break;
            case Expr { Value: Constant }:
                // A docstring does nothing.
                break;
            default:
                _scope.Statements.Add(statement);
                _scope.GlobalNames.UnionWith(AssignedNames.In([statement]));
                break;
        }
    }

    private void BindFunction(FunctionDef function)
    {
        var symbol = new FunctionSymbol(function, _scope.Source, _origin);
        if (!_scope.Functions.TryAdd(function.Name, symbol))
        {
            _diagnostics.Report(Rows.Duplicate, function.NameSpan, function.Name);
            return;
        }

        foreach (Arg parameter in Signature.ParametersOf(function.Args))
            symbol.LocalNames.Add(parameter.Name);
        symbol.LocalNames.UnionWith(AssignedNames.In(function.Body));
        foreach (Global global in Descendants(function).OfType<Global>())
            symbol.GlobalNames.UnionWith(global.Names);
        symbol.LocalNames.ExceptWith(symbol.GlobalNames);
    }

    private void BindImport(Import import)
    {
        foreach (Alias alias in import.Names)
        {
            if (alias.Name == "math")
                _scope.MathNames[alias.AsName ?? "math"] = "";
            else
                _diagnostics.Report(Rows.ImportRefused, alias.Span, alias.Name);
        }
    }

    private void BindImportFrom(ImportFrom import)
    {
        bool isTyping = import.Level == 0 && import.Module is "__future__" or "typing";
        if (isTyping || _origin == Origin.Library)
            return;
        if (import.Module != "math" || import.Level != 0)
        {
            _diagnostics.Report(Rows.ImportRefused, import.Span, new string('.', import.Level) + import.Module);
            return;
        }

        foreach (Alias alias in import.Names)
            _scope.MathNames[alias.AsName ?? alias.Name] = alias.Name;
    }

    // A name that one statement sets to a literal and nothing else touches needs no storage.
    private void FindConstants()
    {
        var counts = new Dictionary<string, int>();
        foreach (Statement statement in _scope.Statements)
        {
            foreach (string name in AssignedNames.In([statement]))
                counts[name] = counts.GetValueOrDefault(name) + 1;
        }

        var changed = _scope.Functions.Values.SelectMany(function => function.GlobalNames).ToHashSet();
        // Loaded in order: a use before the assignment must fail, so the constant has to come before any other statement.
        Statement[] statements = [.. _scope.Statements];
        _scope.Statements.Clear();
        bool isLeading = true;
        foreach (Statement statement in statements)
        {
            bool isConstant = TryConstant(statement, out string name, out Expression? value)
                && counts[name] == 1 && !changed.Contains(name) && !_scope.Functions.ContainsKey(name);
            if (isConstant && isLeading)
            {
                _scope.Constants[name] = value!;
                _scope.GlobalNames.Remove(name);
                continue;
            }

            _scope.Statements.Add(statement);
            isLeading = _origin == Origin.Library;
        }
    }

    private bool TryConstant(Statement statement, out string name, out Expression? value)
    {
        (Expression? target, value) = statement switch
        {
            Assign { Targets: [Name t] } assign => (t, assign.Value),
            AnnAssign { Target: Name t, Annotation: Name { Id: "int" or "float" or "str" or "bool" } a, Value: { } v } when AgreesWith(a.Id, v) => (t, v),
            _ => ((Expression?)null, (Expression?)null),
        };
        name = (target as Name)?.Id ?? "";
        if (target is null || value is null)
            return false;
        bool isLibraryBytes = _origin == Origin.Library && value is Constant { Value: BytesConstant } or Call { Func: Name { Id: "bytearray" } };
        return isLibraryBytes || Signature.IsConstant(value) && value is not Constant { Value: NoneConstant };
    }

    private static bool AgreesWith(string annotation, Expression value) =>
        Signature.Literal(value) switch
        {
            IntConstant => annotation == "int",
            FloatConstant => annotation == "float",
            StringConstant => annotation == "str",
            BoolConstant => annotation == "bool",
            _ => false,
        };

    // Walks with an explicit stack: the tree may be as deep as the parser allows.
    private bool CheckShape(Module tree)
    {
        var pending = new List<(Node Node, int Depth, RefusalContext Context)>();
        var children = new List<Node>();
        foreach (Statement statement in tree.Body.Reverse())
            pending.Add((statement, 1, RefusalContext.TopLevel));
        while (0 < pending.Count)
        {
            (Node node, int depth, RefusalContext context) = pending[^1];
            pending.RemoveAt(pending.Count - 1);
            if (MaximumDepth < depth)
            {
                _diagnostics.Report(Rows.TooNested, node.Span, MaximumDepth);
                return false;
            }

            if (Refusals.Find(node, context) is { } refusal)
            {
                _diagnostics.Report(refusal.Row, refusal.Span, refusal.Arguments);
                continue;
            }

            children.Clear();
            TreeChildren.Collect(node, children);
            RefusalContext inner = Refusals.Inside(node, context);
            for (int i = children.Count - 1; 0 <= i; i--)
                pending.Add((children[i], depth + 1, Refusals.ForChild(node, children[i], inner, context)));
        }

        return true;
    }

    private static IEnumerable<Node> Descendants(Node root)
    {
        var pending = new List<Node> { root };
        while (0 < pending.Count)
        {
            Node node = pending[^1];
            pending.RemoveAt(pending.Count - 1);
            yield return node;
            TreeChildren.Collect(node, pending);
        }
    }
}
