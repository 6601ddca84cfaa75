using System;
using System.Collections.Immutable;
using System.Text;

namespace Krait.Python.Syntax;

// Literals side by side are one literal: "a" f"{b}" 'c' is one JoinedStr.
// Neighbouring text becomes one constant, and text that is empty none, as in CPython's trees.

/// <summary>Parses strings, bytes, f-strings and t-strings.</summary>
internal sealed class StringParser(TokenCursor cursor, ExpressionParser expressions)
{
    /// <summary>How many format specifiers may stand inside one another; the same bound as CPython's.</summary>
    private const int MaximumSpecifierDepth = 2;

    private readonly StringLiteral _literal = new(cursor);
    private int _specifierDepth;

    /// <summary>Parses one or more literals that stand side by side.</summary>
    public Expression Parse()
    {
        Token first = cursor.Current;
        bool isSinglePlain = cursor.Kind == TokenKind.String && cursor.NextKind is not (TokenKind.String or TokenKind.FStringStart);
        StringLiteral.Form form = StringLiteral.Form.Of(cursor.Text(first));
        if (!isSinglePlain)
            return ParseJoined(first.Start);
        cursor.Advance();
        ConstantValue value = form.IsBytes
            ? new BytesConstant(_literal.DecodeBytes(first, form))
            : _literal.DecodeString(first, form);
        return new Constant(value, form.HasUnicodePrefix ? "u" : null, first.Span);
    }

    private Expression ParseJoined(int start)
    {
        var parts = new StringParts();
        LiteralKind kind = LiteralKind.Unknown;
        var bytes = ImmutableArray.CreateBuilder<byte>();
        while (cursor.Kind is TokenKind.String or TokenKind.FStringStart)
        {
            Token token = cursor.Current;
            StringLiteral.Form form = StringLiteral.Form.Of(cursor.Text(token));
            LiteralKind found = KindOf(token, form);
            if (!TryCombine(ref kind, found))
            {
                cursor.Fail(Diagnostics.MixedStringKinds, token.Span, Describe(kind), Describe(found));
                break;
            }

            if (token.Kind == TokenKind.FStringStart)
            {
                ParseFormatted(form, parts);
                continue;
            }

            cursor.Advance();
            if (form.IsBytes)
                bytes.AddRange(_literal.DecodeBytes(token, form));
            else
                parts.AddText(_literal.DecodeString(token, form), token.Span, form.HasUnicodePrefix ? "u" : null);
        }

        SourceSpan span = cursor.SpanFrom(start);
        return kind switch
        {
            LiteralKind.Bytes => new Constant(new BytesConstant(bytes.ToImmutable()), null, span),
            LiteralKind.Formatted => new JoinedStr(parts.Finish(), span),
            LiteralKind.Template => new TemplateStr(parts.Finish(), span),
            _ => parts.FinishText(span),
        };
    }

    private void ParseFormatted(StringLiteral.Form form, StringParts parts)
    {
        cursor.Advance();
        int outerDepth = _specifierDepth;
        _specifierDepth = 0;
        while (cursor.Kind is TokenKind.FStringMiddle or TokenKind.LeftBrace)
            ParsePart(form, parts, StringLiteral.BraceRule.Doubled);
        _specifierDepth = outerDepth;
        cursor.Expect(TokenKind.FStringEnd);
    }

    private void ParsePart(StringLiteral.Form form, StringParts parts, StringLiteral.BraceRule braces)
    {
        if (cursor.Kind == TokenKind.LeftBrace)
        {
            ParseField(form, parts);
            return;
        }

        SourceSpan span = cursor.Current.Span;
        cursor.Advance();
        parts.AddText(_literal.DecodeFormattedText(span, form.IsRaw, braces), span, null);
    }

    private void ParseField(StringLiteral.Form form, StringParts parts)
    {
        int start = cursor.Start;
        cursor.Advance();
        int textStart = start + 1;
        if (cursor.Kind is TokenKind.RightBrace or TokenKind.Colon or TokenKind.Exclamation or TokenKind.Equal)
            cursor.Fail(Diagnostics.EmptyField, new SourceSpan(start, cursor.Current.End));
        Expression value = expressions.ParseYieldOrStarExpressions();
        int textEnd = Math.Max(textStart, cursor.PreviousEnd);
        bool isSelfDocumenting = cursor.TryTake(TokenKind.Equal);
        if (isSelfDocumenting)
        {
            SourceSpan shown = new(textStart, cursor.Start);
            parts.AddText(ShownText(shown), shown, null);
        }

        int conversion = cursor.Kind == TokenKind.Exclamation ? ParseConversion() : -1;
        JoinedStr? formatSpec = cursor.Kind == TokenKind.Colon ? ParseFormatSpec(form) : null;
        if (isSelfDocumenting && conversion < 0 && formatSpec is null)
            conversion = 'r';
        cursor.Expect(TokenKind.RightBrace);
        SourceSpan span = cursor.SpanFrom(start);
        parts.AddField(
            form.IsTemplate
                ? new Interpolation(value, cursor.Source.Text[textStart..textEnd].Trim(), conversion, formatSpec, span)
                : new FormattedValue(value, conversion, formatSpec, span));
    }

    /// <summary>The text of a field that shows itself, without comments and with every line end as a line feed.</summary>
    private StringConstant ShownText(SourceSpan span)
    {
        var text = new StringBuilder();
        int position = span.Start;
        foreach (SourceSpan comment in cursor.CommentsIn(span))
        {
            text.Append(cursor.Source.Slice(new SourceSpan(position, comment.Start)));
            position = comment.End;
        }

        text.Append(cursor.Source.Slice(new SourceSpan(position, span.End)));
        return new StringConstant(text.Replace("\r\n", "\n").Replace('\r', '\n').ToString());
    }

    private int ParseConversion()
    {
        cursor.Advance();
        Token token = cursor.Current;
        if (cursor.IsWord("s") || cursor.IsWord("r") || cursor.IsWord("a"))
        {
            cursor.Advance();
            return cursor.Text(token)[0];
        }

        string found = cursor.Kind == TokenKind.Name ? cursor.Text(token).ToString() : cursor.DescribeCurrent();
        cursor.Fail(Diagnostics.BadConversion, token.Span, found);
        return -1;
    }

    private JoinedStr ParseFormatSpec(StringLiteral.Form form)
    {
        int start = cursor.Start;
        cursor.Advance();
        var parts = new StringParts();
        if (MaximumSpecifierDepth <= _specifierDepth)
            cursor.Fail(Diagnostics.SpecifiersTooDeep, cursor.SpanFrom(start), MaximumSpecifierDepth);
        _specifierDepth++;
        while (cursor.Kind is TokenKind.FStringMiddle or TokenKind.LeftBrace)
            ParsePart(form with { IsTemplate = false }, parts, StringLiteral.BraceRule.Ordinary);
        _specifierDepth--;

        // The fields of a t-string's format specifiers are f-string fields.
        return new JoinedStr(parts.Finish(), cursor.SpanFrom(start));
    }

    private static LiteralKind KindOf(Token token, StringLiteral.Form form)
    {
        if (token.Kind == TokenKind.FStringStart)
            return form.IsTemplate ? LiteralKind.Template : LiteralKind.Formatted;
        return form.IsBytes ? LiteralKind.Bytes : LiteralKind.Text;
    }

    /// <summary>Text and formatted strings combine to a formatted one; other kinds only with their like.</summary>
    private static bool TryCombine(ref LiteralKind kind, LiteralKind found)
    {
        bool isFormatted = (kind, found) is (LiteralKind.Text, LiteralKind.Formatted) or (LiteralKind.Formatted, LiteralKind.Text);
        if (kind != LiteralKind.Unknown && kind != found && !isFormatted)
            return false;
        kind = isFormatted ? LiteralKind.Formatted : found;
        return true;
    }

    private static string Describe(LiteralKind kind) => kind switch
    {
        LiteralKind.Bytes => "bytes",
        LiteralKind.Template => "a template string",
        LiteralKind.Formatted => "a formatted string",
        _ => "a string",
    };

    private enum LiteralKind
    {
        Unknown,
        Text,
        Bytes,
        Formatted,
        Template,
    }
}
