using System;
using System.Collections.Immutable;

namespace Krait.Python.Syntax;

// Displays, comprehensions, lambda parameters and formatted strings.
internal sealed partial class ExpressionPrinter
{
    private void PrintDisplay(Expression expression, Precedence place)
    {
        switch (expression)
        {
            case Tuple tuple:
                bool needsParentheses = tuple.Elts.IsEmpty || Precedence.Tuple < place;
                _text.Append(needsParentheses ? "(" : "");
                PrintTupleItems(tuple.Elts);
                _text.Append(needsParentheses ? ")" : "");
                break;
            case List list:
                _text.Append('[');
                PrintList(list.Elts);
                _text.Append(']');
                break;
            case Set set:
                _text.Append('{');
                PrintList(set.Elts);
                _text.Append('}');
                break;
            case Dict dict:
                PrintDict(dict);
                break;
            case ListComp comprehension:
                PrintComprehension("[", comprehension.Elt, null, comprehension.Generators, "]");
                break;
            case SetComp comprehension:
                PrintComprehension("{", comprehension.Elt, null, comprehension.Generators, "}");
                break;
            case DictComp comprehension:
                PrintComprehension("{", comprehension.Key, comprehension.Value, comprehension.Generators, "}");
                break;
            case GeneratorExp generator:
                PrintComprehension("(", generator.Elt, null, generator.Generators, ")");
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(expression));
        }
    }

    private void PrintDict(Dict dict)
    {
        _text.Append('{');
        for (int i = 0; i < dict.Keys.Length; i++)
        {
            _text.Append(i == 0 ? "" : ", ");
            if (dict.Keys[i] is Expression key)
            {
                Print(key, Precedence.Test);
                _text.Append(": ");
                Print(dict.Values[i], Precedence.Test);
            }
            else
            {
                _text.Append("**");
                Print(dict.Values[i], Precedence.BitOr);
            }
        }

        _text.Append('}');
    }

    private void PrintComprehension(
        string open, Expression element, Expression? value, ImmutableArray<Comprehension> generators, string close)
    {
        _text.Append(open);
        Print(element, Precedence.Test);
        if (value is not null)
        {
            _text.Append(": ");
            Print(value, Precedence.Test);
        }

        foreach (Comprehension generator in generators)
        {
            _text.Append(generator.IsAsync ? " async for " : " for ");
            Print(generator.Target, Precedence.Tuple);
            _text.Append(" in ");
            Print(generator.Iter, Precedence.Or);
            foreach (Expression condition in generator.Ifs)
            {
                _text.Append(" if ");
                Print(condition, Precedence.Or);
            }
        }

        _text.Append(close);
    }

    private void PrintParameters(Arguments parameters)
    {
        string separator = " ";
        int positionalCount = parameters.PosOnlyArgs.Length + parameters.Args.Length;
        for (int i = 0; i < positionalCount; i++)
        {
            bool isPositionalOnly = i < parameters.PosOnlyArgs.Length;
            Arg parameter = isPositionalOnly ? parameters.PosOnlyArgs[i] : parameters.Args[i - parameters.PosOnlyArgs.Length];
            int defaultIndex = i - (positionalCount - parameters.Defaults.Length);
            PrintParameter(ref separator, parameter.Name, 0 <= defaultIndex ? parameters.Defaults[defaultIndex] : null);
            if (i + 1 == parameters.PosOnlyArgs.Length)
                PrintParameter(ref separator, "/", null);
        }

        if (parameters.VarArg is not null || !parameters.KwOnlyArgs.IsEmpty)
            PrintParameter(ref separator, "*" + parameters.VarArg?.Name, null);
        for (int i = 0; i < parameters.KwOnlyArgs.Length; i++)
            PrintParameter(ref separator, parameters.KwOnlyArgs[i].Name, parameters.KwDefaults[i]);
        if (parameters.KwArg is not null)
            PrintParameter(ref separator, "**" + parameters.KwArg.Name, null);
    }

    private void PrintParameter(ref string separator, string name, Expression? defaultValue)
    {
        _text.Append(separator).Append(name);
        separator = ", ";
        if (defaultValue is null)
            return;
        _text.Append('=');
        Print(defaultValue, Precedence.Test);
    }

    /// <summary>Prints a formatted string between quotes that its text does not contain, where there are any.</summary>
    private void PrintFormatted(Expression expression)
    {
        ImmutableArray<Expression> values = expression switch
        {
            JoinedStr joined => joined.Values,
            TemplateStr template => template.Values,
            _ => [expression],
        };
        var inner = new ExpressionPrinter();
        inner.PrintFormattedParts(values);
        string content = inner._text.ToString();
        string quote = !content.Contains('\'', StringComparison.Ordinal) ? "'" : !content.Contains('"', StringComparison.Ordinal) ? "\"" : "'''";
        _text.Append(expression is TemplateStr or Interpolation ? "t" : "f").Append(quote).Append(content).Append(quote);
    }

    private void PrintFormattedParts(ImmutableArray<Expression> values)
    {
        foreach (Expression value in values)
        {
            switch (value)
            {
                case Constant { Value: StringConstant text }:
                    string escaped = PythonRepr.Print(text)[1..^1];
                    _text.Append(escaped.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal));
                    break;
                case FormattedValue field:
                    PrintField(field.Value, field.Conversion, field.FormatSpec);
                    break;
                case Interpolation field:
                    PrintField(field.Value, field.Conversion, field.FormatSpec);
                    break;
            }
        }
    }

    private void PrintField(Expression value, int conversion, JoinedStr? formatSpec)
    {
        var inner = new ExpressionPrinter();
        inner.Print(value, Precedence.Or);
        string text = inner._text.ToString();
        _text.Append(text.StartsWith('{') ? "{ " : "{").Append(text);
        if (0 <= conversion)
            _text.Append('!').Append((char)conversion);
        if (formatSpec is not null)
        {
            _text.Append(':');
            PrintFormattedParts(formatSpec.Values);
        }

        _text.Append('}');
    }
}
