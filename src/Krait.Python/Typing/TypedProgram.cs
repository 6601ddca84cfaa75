using System.Collections.Generic;
using System.Linq;
using Krait.Python.Binding;
using Krait.Python.Syntax;
using Krait.Wasm;
using Rows = Krait.Python.Diagnostics;

namespace Krait.Python.Typing;

// The functions of one compilation, one instance per choice of parameter types.
// Instances are made when something calls them, so only what is reached is compiled.

/// <summary>All function instances of a program and of the part of the library that it reaches.</summary>
internal sealed class TypedProgram(ModuleScope scope, DiagnosticBag diagnostics, System.Func<string, FunctionSymbol?> findLibraryFunction, System.Func<SourceText, ModuleScope> findLibraryScope)
{
    /// <summary>The most instances of one compilation.</summary>
    public const int MaximumInstances = 2_000;

    /// <summary>How deep inference follows calls to functions whose result type is not written down.</summary>
    public const int MaximumCallDepth = 60;

    private readonly Dictionary<string, FunctionInstance> _instances = [];
    private readonly HashSet<(string Id, SourceSpan Span)> _reported = [];
    private readonly Queue<FunctionInstance> _pending = [];
    private int _depth;

    public ModuleScope Scope { get; } = scope;

    /// <summary>The variables of the module that functions see.</summary>
    public Dictionary<string, Variable> Globals { get; } = [];

    /// <summary>The statements of the module as a function, or null where there are none.</summary>
    public FunctionInstance? ModuleBody { get; private set; }

    /// <summary>The functions that the host can call, in source order.</summary>
    public List<FunctionInstance> Exports { get; } = [];

    /// <summary>Infers the whole program.</summary>
    public static TypedProgram Infer(
        ModuleScope scope,
        DiagnosticBag diagnostics,
        System.Func<string, FunctionSymbol?> findLibraryFunction,
        System.Func<SourceText, ModuleScope> findLibraryScope)
    {
        var program = new TypedProgram(scope, diagnostics, findLibraryFunction, findLibraryScope);
        program.InferModuleBody();
        foreach (FunctionSymbol symbol in scope.Functions.Values)
            program.AddExport(symbol);
        program.Drain();
        if (program.Exports.Count == 0 && program.ModuleBody is null && !diagnostics.HasErrors)
            diagnostics.Report(Rows.NothingToCompile, new SourceSpan(0, 0));
        return program;
    }

    /// <summary>The scope in which an instance's names are looked up.</summary>
    public ModuleScope ScopeOf(FunctionInstance instance) => instance.IsLibrary ? findLibraryScope(instance.Source) : Scope;

    /// <summary>The scope of the file that holds a function.</summary>
    public ModuleScope ScopeOfSymbol(FunctionSymbol symbol) => symbol.Origin == Origin.Library ? findLibraryScope(symbol.Source) : Scope;

    public DiagnosticBag DiagnosticsOf(FunctionInstance instance) => instance.IsLibrary ? new DiagnosticBag(instance.Source) : diagnostics;

    /// <summary>The library function of that name, or null.</summary>
    public FunctionSymbol? FindLibrary(string name) => findLibraryFunction(name);

    /// <summary>The library function of that name, which must exist.</summary>
    public FunctionSymbol Library(string name) =>
        findLibraryFunction(name) ?? throw new InternalErrorException($"the runtime library has no function '{name}'");

    /// <summary>The parameter types and result of a function; type parameters become holes that the arguments fill.</summary>
    public (PyType[] Parameters, PyType Return, Dictionary<string, PyType> TypeArguments) OpenSignature(FunctionSymbol symbol)
    {
        var typeArguments = new Dictionary<string, PyType>();
        foreach (TypeParameter parameter in symbol.Definition.TypeParams)
            typeArguments[parameter.Name] = new TypeHole();
        DiagnosticBag bag = symbol.Origin == Origin.Library ? new DiagnosticBag(symbol.Source) : diagnostics;
        PyType[] parameters = [.. Signature.ParametersOf(symbol.Definition.Args)
            .Select(parameter => parameter.Annotation is null ? PyType.Pending : ReadOnce(parameter.Annotation, typeArguments, bag))];
        PyType result = symbol.Definition.Returns is { } returns ? ReadOnce(returns, typeArguments, bag) : PyType.Pending;
        return (parameters, result, typeArguments);
    }

    /// <summary>The instance for final parameter types. Library instances are inferred at once, those of the program when their result is needed or at the end.</summary>
    public FunctionInstance Instance(FunctionSymbol symbol, PyType[] parameterTypes)
    {
        string key = $"{symbol.Origin}:{symbol.Name}({string.Join(",", parameterTypes.Select(type => type.Resolve().Kept()))})";
        if (_instances.TryGetValue(key, out FunctionInstance? instance))
            return instance;
        (PyType[] declared, PyType result, Dictionary<string, PyType> typeArguments) = OpenSignature(symbol);
        var types = new PyType[parameterTypes.Length];
        for (int i = 0; i < types.Length; i++)
        {
            types[i] = parameterTypes[i].Resolve().Kept();
            PyType.Same(declared[i], types[i]);
        }

        instance = new FunctionInstance(symbol, symbol.Source, types)
        {
            TypeArguments = typeArguments,
            ReturnType = result.Resolve(),
            HasDeclaredReturn = symbol.Definition.Returns is not null,
        };
        _instances.Add(key, instance);
        if (MaximumInstances < _instances.Count)
        {
            Report(Rows.TooLarge, symbol.Definition.NameSpan, "the number of function instances", MaximumInstances);
            instance.State = InferenceState.Done;
            instance.ReturnType = PyType.Error;
            return instance;
        }

        if (instance.IsLibrary)
            InferNow(instance);
        else
            _pending.Enqueue(instance);
        return instance;
    }

    /// <summary>The result type of an instance, inferring its body where it is not written down.</summary>
    public PyType ResultOf(FunctionInstance instance)
    {
        if (!instance.HasDeclaredReturn && instance.State == InferenceState.NotStarted)
        {
            if (MaximumCallDepth <= _depth)
            {
                Report(Rows.RecursiveInference, instance.Symbol!.Definition.NameSpan, instance.Name);
                return PyType.Error;
            }

            InferNow(instance);
        }

        return instance.ReturnType.Resolve();
    }

    /// <summary>Reports once per place, however many instances have the problem.</summary>
    public void Report(DiagnosticRow row, SourceSpan span, params object?[] arguments)
    {
        if (_reported.Add((row.Id, span)))
            diagnostics.Report(row, span, arguments);
    }

    private PyType ReadOnce(Expression annotation, Dictionary<string, PyType> typeArguments, DiagnosticBag bag)
    {
        bool isFirst = bag != diagnostics || _reported.Add(("annotation", annotation.Span));
        return AnnotationReader.Read(annotation, typeArguments, isFirst ? bag : new DiagnosticBag(bag.Source));
    }

    private void InferModuleBody()
    {
        var seen = new HashSet<string>(Scope.Functions.Values.SelectMany(function => NamesUsedBy(function)));
        foreach (string name in Scope.GlobalNames.Where(seen.Contains))
            Globals[name] = new Variable(name, Globals.Count, VariableKind.Global);
        if (Scope.Statements.Count == 0)
            return;
        ModuleBody = new FunctionInstance(null, Scope.Source, []) { ReturnType = PyType.None, HasDeclaredReturn = true };
        InferNow(ModuleBody);
    }

    private static IEnumerable<string> NamesUsedBy(FunctionSymbol function)
    {
        var pending = new List<Node>(function.Definition.Body);
        while (0 < pending.Count)
        {
            Node node = pending[^1];
            pending.RemoveAt(pending.Count - 1);
            if (node is Name name && !function.LocalNames.Contains(name.Id))
                yield return name.Id;
            TreeChildren.Collect(node, pending);
        }
    }

    private void AddExport(FunctionSymbol symbol)
    {
        if (symbol.Name.StartsWith('_') || !symbol.Definition.TypeParams.IsEmpty)
            return;
        foreach (Arg parameter in Signature.ParametersOf(symbol.Definition.Args))
        {
            if (parameter.Annotation is not null)
                continue;
            if (!_instances.Values.Any(instance => instance.Symbol == symbol))
                diagnostics.Report(Rows.NotExported, symbol.Definition.NameSpan, symbol.Name, parameter.Name);
            return;
        }

        FunctionInstance instance = Instance(symbol, OpenSignature(symbol).Parameters);
        ResultOf(instance);
        Exports.Add(instance);
    }

    private void Drain()
    {
        while (_pending.TryDequeue(out FunctionInstance? instance))
        {
            if (instance.State == InferenceState.NotStarted)
                InferNow(instance);
        }
    }

    private void InferNow(FunctionInstance instance)
    {
        _depth++;
        instance.State = InferenceState.Running;
        TypeInferrer.Infer(this, instance);
        instance.State = InferenceState.Done;
        _depth--;
    }
}
