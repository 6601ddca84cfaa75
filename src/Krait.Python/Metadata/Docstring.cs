using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Text;
using Krait.Python.Syntax;

namespace Krait.Python.Metadata;

/// <summary>Docstrings as <c>ast.get_docstring</c> gives them: without the indentation of the source.</summary>
internal static class Docstring
{
    private const int TabWidth = 8;

    /// <summary>The cleaned docstring of a body whose first statement is a string, otherwise null.</summary>
    public static string? OfOrNull(ImmutableArray<Statement> body) =>
        !body.IsEmpty && body[0] is Expr { Value: Constant { Value: StringConstant text } } ? Clean(text.Text) : null;

    /// <summary>Cleans a docstring by the rules of <c>inspect.cleandoc</c>.</summary>
    public static string Clean(string text)
    {
        List<string> lines = [.. ExpandTabs(text).Split('\n')];
        int margin = int.MaxValue;
        for (int i = 1; i < lines.Count; i++)
        {
            int content = lines[i].AsSpan().TrimStart(' ').Length;
            if (content != 0)
                margin = Math.Min(margin, lines[i].Length - content);
        }

        lines[0] = lines[0].TrimStart(' ');
        for (int i = 1; i < lines.Count; i++)
            lines[i] = margin == int.MaxValue ? lines[i] : lines[i][Math.Min(margin, lines[i].Length)..];
        while (lines.Count != 0 && lines[^1].Length == 0)
            lines.RemoveAt(lines.Count - 1);
        while (lines.Count != 0 && lines[0].Length == 0)
            lines.RemoveAt(0);
        return string.Join('\n', lines);
    }

    private static string ExpandTabs(string text)
    {
        if (!text.Contains('\t', StringComparison.Ordinal))
            return text;
        var result = new StringBuilder(text.Length + TabWidth);
        int column = 0;
        foreach (char c in text)
        {
            if (c == '\t')
            {
                int spaces = TabWidth - (column % TabWidth);
                result.Append(' ', spaces);
                column += spaces;
                continue;
            }

            result.Append(c);
            bool isSecondOfPair = char.IsLowSurrogate(c);
            column = c is '\n' or '\r' ? 0 : isSecondOfPair ? column : column + 1;
        }

        return result.ToString();
    }
}
