using System.Collections.Frozen;
using System.Collections.Generic;
using System.Linq;
using Krait.Python.Syntax;

namespace Krait.Python.Metadata;

/// <summary>An annotation's UDF type, and the document path where the annotation names one.</summary>
internal readonly record struct AnnotationType(string Name, string? Path = null);

/// <summary>Maps Python annotations to UDF types.</summary>
internal static class AnnotationTypes
{
    public const string Any = "any";

    /// <summary>What an annotation may be nested in itself: deeper ones are taken as <c>any</c>.</summary>
    private const int MaximumDepth = 16;

    private static readonly FrozenDictionary<string, string> s_plainTypes = new Dictionary<string, string>
    {
        ["str"] = "string",
        ["string"] = "string",
        ["int"] = "i64",
        ["integer"] = "i64",
        ["float"] = "f64",
        ["double"] = "f64",
        ["bool"] = "bool",
        ["boolean"] = "bool",
        ["list"] = "list<any>",
        ["List"] = "list<any>",
        ["dict"] = "map<any>",
        ["Dict"] = "map<any>",
        ["object"] = Any,
        ["Any"] = Any,
    }.ToFrozenDictionary();

    /// <summary>The type of an annotation; <c>any</c> where there is none, and with a warning where it has no UDF type.</summary>
    public static AnnotationType Map(Expression? annotation, DiagnosticBag diagnostics)
    {
        if (annotation is null)
            return new AnnotationType(Any);
        AnnotationType? type = MapOrNull(annotation, 0);
        if (type is not null)
            return type.Value;
        diagnostics.Report(Diagnostics.UnknownUdfType, annotation.Span, ExpressionPrinter.Print(annotation));
        return new AnnotationType(Any);
    }

    private static AnnotationType? MapOrNull(Expression annotation, int depth)
    {
        if (MaximumDepth < depth)
            return null;
        return annotation switch
        {
            Name or Attribute => s_plainTypes.TryGetValue(LastName(annotation), out string? type) ? new AnnotationType(type) : null,
            Constant { Value: StringConstant text } => MapText(text.Text, depth),
            BinOp { Op: BinaryOperator.BitOr } union => MapUnion([union.Left, union.Right], depth),
            Subscript subscript => MapSubscript(subscript, depth),
            _ => null,
        };
    }

    /// <summary>A type may be written as a string, for names that are defined later.</summary>
    private static AnnotationType? MapText(string text, int depth)
    {
        var source = new SourceText(text.Trim());
        Expression? inner = Parser.ParseExpressionOrNull(source, new DiagnosticBag(source));
        return inner is null ? null : MapOrNull(inner, depth + 1);
    }

    private static AnnotationType? MapSubscript(Subscript subscript, int depth)
    {
        Expression[] arguments = subscript.Slice is Tuple tuple ? [.. tuple.Elts] : [subscript.Slice];
        switch (LastName(subscript.Value), arguments.Length)
        {
            case ("list" or "List", 1):
                return MapOrNull(arguments[0], depth + 1) is AnnotationType element ? new AnnotationType($"list<{element.Name}>") : null;
            case ("dict" or "Dict", 2) when MapOrNull(arguments[0], depth + 1)?.Name == "string":
                return MapOrNull(arguments[1], depth + 1) is AnnotationType value ? new AnnotationType($"map<{value.Name}>") : null;
            case ("Optional", 1):
                return MapOrNull(arguments[0], depth + 1) is AnnotationType inner ? MakeOptional(inner) : null;
            case ("Union", _):
                return MapUnion(arguments, depth);
            case ("Annotated", > 1):
                if (MapOrNull(arguments[0], depth + 1) is not AnnotationType annotated)
                    return null;
                string? path = arguments.Skip(1).OfType<Constant>().Select(note => note.Value).OfType<StringConstant>().FirstOrDefault()?.Text;
                return annotated with { Path = path ?? annotated.Path };
            default:
                return null;
        }
    }

    /// <summary>A union has a UDF type where it is one type and None.</summary>
    private static AnnotationType? MapUnion(Expression[] members, int depth)
    {
        AnnotationType? type = null;
        bool hasNone = false;
        foreach (Expression member in members)
        {
            if (member is Constant { Value: NoneConstant })
            {
                hasNone = true;
                continue;
            }

            AnnotationType? mapped = MapOrNull(member, depth + 1);
            if (mapped is null || (type is not null && type.Value.Name != mapped.Value.Name))
                return null;
            type = mapped;
        }

        return type is null || !hasNone ? type : MakeOptional(type.Value);
    }

    private static AnnotationType MakeOptional(AnnotationType type) =>
        type.Name == Any || type.Name.EndsWith('?') ? type : type with { Name = type.Name + "?" };

    /// <summary>The name of a type, without the module it is taken from: <c>typing.Optional</c> is <c>Optional</c>.</summary>
    private static string LastName(Expression expression) => expression switch
    {
        Name name => name.Id,
        Attribute attribute => attribute.Attr,
        _ => "",
    };
}
