using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Krait.Python.Syntax;
using Rows = Krait.Python.Diagnostics;

namespace Krait.Python.Typing;

/// <summary>Turns an annotation into a type.</summary>
internal static class AnnotationReader
{
    // Both the types' own names and the words that UDF metadata accepts.
    private static readonly Dictionary<string, PyType> s_names = new()
    {
        ["int"] = PyType.Int,
        ["float"] = PyType.Float,
        ["bool"] = PyType.Bool,
        ["str"] = PyType.Str,
        ["None"] = PyType.None,
    };

    /// <summary>The annotation's type; <see cref="PyType.Error"/> after a report.</summary>
    public static PyType Read(Expression annotation, IReadOnlyDictionary<string, PyType>? typeArguments, DiagnosticBag diagnostics)
    {
        switch (annotation)
        {
            case Constant { Value: NoneConstant }:
                return PyType.None;
            case Constant { Value: StringConstant text } when s_names.TryGetValue(text.Text.Trim(), out PyType? quoted):
                return quoted;
            case Name name when typeArguments is not null && typeArguments.TryGetValue(name.Id, out PyType? argument):
                return argument;
            case Name name when s_names.TryGetValue(name.Id, out PyType? type):
                return type;
            case BinOp { Op: BinaryOperator.BitOr } union:
                return ReadUnion(union, Read(union.Left, typeArguments, diagnostics), Read(union.Right, typeArguments, diagnostics), diagnostics);
            case Subscript subscript:
                return ReadSubscript(subscript, typeArguments, diagnostics);
            default:
                return Unknown(annotation, diagnostics);
        }
    }

    private static PyType ReadUnion(Expression annotation, PyType left, PyType right, DiagnosticBag diagnostics)
    {
        if (left.IsOpen || right.IsOpen)
            return PyType.Error;
        if (ReferenceEquals(left, PyType.None))
            (left, right) = (right, left);
        if (!ReferenceEquals(right, PyType.None))
            return Unknown(annotation, diagnostics);
        return left is OptionalType || ReferenceEquals(left, PyType.None) ? left : new OptionalType(left);
    }

    private static PyType ReadSubscript(Subscript subscript, IReadOnlyDictionary<string, PyType>? typeArguments, DiagnosticBag diagnostics)
    {
        string name = subscript.Value switch
        {
            Name n => n.Id,
            Attribute { Value: Name { Id: "typing" } } a => a.Attr,
            _ => "",
        };
        ImmutableArray<Expression> parts = subscript.Slice is Tuple tuple ? tuple.Elts : [subscript.Slice];
        switch (name)
        {
            case "list" or "List" when parts.Length == 1:
                PyType element = Read(parts[0], typeArguments, diagnostics);
                return element.IsOpen && element is not TypeHole ? PyType.Error : new ListType(element);
            case "tuple" or "Tuple":
                ImmutableArray<PyType> elements = [.. parts.Select(part => Read(part, typeArguments, diagnostics))];
                return elements.Any(e => ReferenceEquals(e, PyType.Error)) ? PyType.Error : new TupleType(elements);
            case "Optional" when parts.Length == 1:
                return ReadUnion(subscript, Read(parts[0], typeArguments, diagnostics), PyType.None, diagnostics);
            case "Annotated" when 1 <= parts.Length:
                return Read(parts[0], typeArguments, diagnostics);
            default:
                return Unknown(subscript, diagnostics);
        }
    }

    private static PyType Unknown(Expression annotation, DiagnosticBag diagnostics)
    {
        diagnostics.Report(Rows.UnknownAnnotation, annotation.Span, diagnostics.Source.Slice(annotation.Span).ToString());
        return PyType.Error;
    }
}
