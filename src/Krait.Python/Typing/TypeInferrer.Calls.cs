using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Krait.Python.Binding;
using Krait.Python.Syntax;
using static Krait.Python.Typing.TypeRelations;
using Rows = Krait.Python.Diagnostics;

namespace Krait.Python.Typing;

// Calls: which function, builtin or method is meant, and whether the arguments fit.
internal sealed partial class TypeInferrer
{
    private PyType InferCall(Call call, PyType? expected)
    {
        switch (call.Func)
        {
            case Name name when FindVariable(name.Id) is null:
                return InferNamedCall(call, name, expected);
            case Attribute attribute:
                return InferMethodCall(call, attribute);
            default:
                InferArguments(call);
                Report(Rows.NotCallable, call.Func.Span);
                return PyType.Error;
        }
    }

    private void InferArguments(Call call)
    {
        foreach (Expression argument in call.Args)
            InferExpression(argument);
        foreach (Keyword keyword in call.Keywords)
            InferExpression(keyword.Value);
    }

    private PyType InferNamedCall(Call call, Name name, PyType? expected)
    {
        if (!_instance.IsLibrary && _scope.Functions.TryGetValue(name.Id, out FunctionSymbol? function))
            return InferFunctionCall(call, function, receiver: null);
        if (_instance.IsLibrary && Builtins.Has(Builtins.Intrinsics, name.Id))
            return InferBuiltin(call, Builtins.Intrinsics, name.Id, receiver: null, expected);
        if (_instance.IsLibrary && _program.FindLibrary(name.Id) is { } library)
            return InferFunctionCall(call, library, receiver: null);
        if (_scope.MathNames.TryGetValue(name.Id, out string? member) && 0 < member.Length)
            return InferMathCall(call, member);
        if (ExceptionTable.Find(name.Id) is not null)
        {
            InferArguments(call);
            Report(Rows.NotAsValue, call.Span, "an exception");
            return PyType.Error;
        }

        if (Builtins.Has(Builtins.Functions, name.Id))
            return InferBuiltin(call, Builtins.Functions, name.Id, receiver: null, expected);
        if (Builtins.Has(Builtins.Host, name.Id))
            return InferBuiltin(call, Builtins.Host, name.Id, receiver: null, expected);
        InferArguments(call);
        if (Builtins.Refused.Contains(name.Id))
            Report(Rows.BuiltinRefused, call.Func.Span, name.Id, "");
        else
            Report(Rows.NameNotDefined, call.Func.Span, name.Id);
        return PyType.Error;
    }

    private PyType InferMathCall(Call call, string member)
    {
        if (Builtins.Has(Builtins.Math, member))
            return InferBuiltin(call, Builtins.Math, member, receiver: null, null);
        InferArguments(call);
        Report(Rows.UnknownAttribute, call.Func.Span, "module 'math'", member);
        return PyType.Error;
    }

    private PyType InferMethodCall(Call call, Attribute attribute)
    {
        bool isMath = attribute.Value is Name module && FindVariable(module.Id) is null
            && _scope.MathNames.TryGetValue(module.Id, out string? whole) && whole.Length == 0;
        if (isMath)
            return InferMathCall(call, attribute.Attr);
        PyType receiver = InferExpression(attribute.Value);
        if (receiver.IsOpen)
        {
            InferArguments(call);
            return receiver is TypeHole ? PyType.Error : receiver;
        }

        BuiltinRow[] methods = Builtins.MethodsOf(receiver);
        if (Builtins.Has(methods, attribute.Attr))
            return InferBuiltin(call, methods, attribute.Attr, attribute.Value, null);
        InferArguments(call);
        if (receiver is OptionalType)
            Report(Rows.MayBeNone, attribute.Value.Span, receiver, _instance.Source.Slice(attribute.Value.Span).ToString());
        else
            Report(Rows.UnknownAttribute, attribute.Span, receiver, attribute.Attr);
        return PyType.Error;
    }

    /// <summary>Binds a call to a function with a Python signature. A receiver is the first argument.</summary>
    private PyType InferFunctionCall(Call call, FunctionSymbol symbol, Expression? receiver)
    {
        if (BindArguments(call, symbol, receiver) is not { } arguments)
        {
            InferArguments(call);
            return PyType.Error;
        }

        (PyType[] parameters, PyType result, _) = _program.OpenSignature(symbol);
        List<Arg> declared = Signature.ParametersOf(symbol.Definition.Args);
        List<Expression?> defaults = Signature.DefaultsOf(symbol.Definition.Args);
        bool isKnown = true;
        for (int i = 0; i < parameters.Length; i++)
        {
            if (arguments[i] is null)
            {
                parameters[i] = ReferenceEquals(parameters[i], PyType.Pending) ? DefaultType(defaults[i]!) : parameters[i];
                continue;
            }

            PyType found = ReferenceEquals(arguments[i], receiver) ? Map[receiver!] : InferExpression(arguments[i]!, parameters[i]);
            // bool is a kind of int for the methods and builtins of the library, as in Python; they never show the difference.
            bool isLibraryBool = symbol.Origin == Origin.Library && !_instance.IsLibrary && ReferenceEquals(found, PyType.Bool) && ReferenceEquals(parameters[i].Resolve(), PyType.Int);
            if (ReferenceEquals(parameters[i], PyType.Pending))
                parameters[i] = found.Kept();
            else if (!isLibraryBool && !IsAssignable(found, parameters[i]))
                Report(Rows.ArgumentMismatch, arguments[i]!.Span, declared[i].Name, symbol.Name, parameters[i].Resolve(), found, ArgumentHint(found, parameters[i]));
            isKnown &= !found.IsOpen || parameters[i].Resolve() is not { IsOpen: true };
        }

        if (symbol.Origin == Origin.Library)
        {
            Map.Calls[call] = new BoundCall(symbol, null, parameters, arguments);
            return result.Resolve();
        }

        if (!isKnown || parameters.Any(IsUnsettled))
            return UnsettledCall(symbol, declared, parameters, call);
        FunctionInstance instance = _program.Instance(symbol, parameters);
        Map.Calls[call] = new BoundCall(symbol, instance, parameters, arguments);
        return _program.ResultOf(instance);
    }

    private PyType UnsettledCall(FunctionSymbol symbol, List<Arg> declared, PyType[] parameters, Call call)
    {
        int open = System.Array.FindIndex(parameters, type => type.Resolve().IsOpen || IsUnsettled(type));
        if (0 <= open && !ReferenceEquals(parameters[open].Resolve(), PyType.Error))
            Report(Rows.ParameterNeedsAnnotation, call.Span, declared[open].Name, symbol.Name);
        return _isReporting ? PyType.Error : PyType.Pending;
    }

    private static bool IsUnsettled(PyType type) => type.Resolve() switch
    {
        TypeHole => true,
        ListType list => IsUnsettled(list.Element),
        OptionalType optional => IsUnsettled(optional.Inner),
        TupleType tuple => tuple.Elements.Any(IsUnsettled),
        var t => t.IsOpen,
    };

    private static string ArgumentHint(PyType found, PyType wanted)
    {
        if (found is OptionalType)
            return "; check for None first";
        return FloatHint(found, wanted);
    }

    private PyType DefaultType(Expression value) => InferExpression(value).Kept();

    /// <summary>The argument of each parameter; null for a default. Null as a whole after a report.</summary>
    private Expression?[]? BindArguments(Call call, FunctionSymbol symbol, Expression? receiver)
    {
        Arguments definition = symbol.Definition.Args;
        List<Arg> parameters = Signature.ParametersOf(definition);
        List<Expression?> defaults = Signature.DefaultsOf(definition);
        var bound = new Expression?[parameters.Count];
        ImmutableArray<Expression> positional = receiver is null ? call.Args : [receiver, .. call.Args];
        int most = definition.PosOnlyArgs.Length + definition.Args.Length;
        int hidden = receiver is null ? 0 : 1;
        string name = receiver is null ? symbol.Name : ((Attribute)call.Func).Attr;
        if (most < positional.Length)
        {
            Report(Rows.WrongArgumentCount, call.Span, name, Count(most - hidden), (positional.Length - hidden).ToString(System.Globalization.CultureInfo.InvariantCulture));
            return null;
        }

        for (int i = 0; i < positional.Length; i++)
            bound[i] = positional[i];
        foreach (Keyword keyword in call.Keywords)
        {
            int index = parameters.FindIndex(parameter => parameter.Name == keyword.Name);
            if (index < definition.PosOnlyArgs.Length || bound[index] is not null)
            {
                Report(Rows.UnknownKeyword, keyword.Span, name, keyword.Name);
                return null;
            }

            bound[index] = keyword.Value;
        }

        for (int i = 0; i < bound.Length; i++)
        {
            if (bound[i] is null && defaults[i] is null)
            {
                Report(Rows.WrongArgumentCount, call.Span, name, Count(most - hidden), $"no '{parameters[i].Name}'");
                return null;
            }
        }

        return bound;
    }

    private static string Count(int count) => count == 1 ? "1 argument" : $"{count} arguments";

    private PyType InferBuiltin(Call call, BuiltinRow[] table, string name, Expression? receiver, PyType? expected)
    {
        // A method that is one library function takes that function's own signature.
        BuiltinRow first = System.Array.Find(table, row => row.Name == name)!;
        if (first.Parameters.Length == 0 && first.Library is { } method && receiver is not null)
        {
            Map.Builtins[call] = first;
            PyType result = _program.FindLibrary(method) is { } symbol ? InferFunctionCall(call, symbol, receiver) : MissingMethod(call, receiver, name);
            if (receiver is not null && name == "insert" && result.IsOpen)
                return result;
            return result;
        }

        List<PyType> types = receiver is null ? [] : [Map[receiver]];
        if (first.Special != Special.None && TypesOfSpecial(first.Special) is { } infer)
        {
            Map.Builtins[call] = first;
            return infer(call, first, receiver, expected);
        }

        foreach (Expression argument in call.Args)
            types.Add(InferExpression(argument));
        foreach (Keyword keyword in call.Keywords)
        {
            InferExpression(keyword.Value);
            Report(Rows.UnknownKeyword, keyword.Span, name, keyword.Name);
        }

        if (types.Any(type => type.IsOpen && type is not TypeHole))
            return first.Result ?? PyType.Pending;
        foreach (BuiltinRow row in table)
        {
            if (row.Name != name || !Fits(row.Parameters, types))
                continue;
            Map.Builtins[call] = row;
            return row.Result ?? ResultOfLibrary(row, types, call);
        }

        if (types.Find(type => type is OptionalType) is { } optional)
            Report(Rows.MayBeNone, call.Span, optional, "it");
        else if (table.Where(row => row.Name == name).All(row => row.Parameters.Length != types.Count))
            Report(Rows.WrongArgumentCount, call.Span, name, Count(first.Parameters.Length), types.Count.ToString(System.Globalization.CultureInfo.InvariantCulture));
        else
            Report(Rows.OperatorMismatch, call.Span, name + "()", types[0], types.Count == 1 ? "no other" : types[1]);
        return PyType.Error;
    }

    private PyType MissingMethod(Call call, Expression receiver, string name)
    {
        InferArguments(call);
        Report(Rows.UnknownAttribute, call.Func.Span, Map[receiver], name);
        return PyType.Error;
    }

    private PyType ResultOfLibrary(BuiltinRow row, List<PyType> types, Call call)
    {
        if (row.Library is null)
            return row.Special == Special.Data ? PyType.Int : types[0];
        if (_program.FindLibrary(row.Library) is not { } symbol)
        {
            Report(Rows.BuiltinRefused, call.Span, row.Name, "");
            return PyType.Error;
        }

        return _program.OpenSignature(symbol).Return.Resolve();
    }

    private static bool Fits(string parameters, List<PyType> types)
    {
        if (parameters.Length != types.Count)
            return false;
        for (int i = 0; i < types.Count; i++)
        {
            OperandKind kind = Operators.KindOf(types[i]);
            bool fits = parameters[i] switch
            {
                'i' => kind == OperandKind.Int,
                'n' => kind is OperandKind.Int or OperandKind.Bool,
                'f' => kind is OperandKind.Float or OperandKind.Int or OperandKind.Bool,
                'b' => kind == OperandKind.Bool,
                's' => kind == OperandKind.Str,
                'l' => kind == OperandKind.List,
                _ => true,
            };
            if (!fits)
                return false;
        }

        return true;
    }
}
