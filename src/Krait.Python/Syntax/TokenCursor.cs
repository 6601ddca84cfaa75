using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Krait.Python.Syntax;

// The parsers' place in the token list, and how they fail.
// After an error the cursor panics: every look at the current token finds Error, so that all loops end and all
// expectations fail silently, until the statement parser skips to the next line. One error is one diagnostic.

/// <summary>Reads tokens for the parsers. One per parse.</summary>
internal sealed class TokenCursor
{
    private readonly ImmutableArray<Token> _tokens;
    private readonly ImmutableArray<SourceSpan> _comments;
    private readonly ImmutableArray<SourceSpan> _unclosedBrackets;
    private readonly DiagnosticBag _diagnostics;
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _names;
    private int _index;
    private int _depth;
    private bool _isSpeculating;

    public TokenCursor(LexedText lexed, DiagnosticBag diagnostics)
    {
        _tokens = lexed.Tokens;
        _comments = lexed.Comments;
        _unclosedBrackets = lexed.UnclosedBrackets;
        _diagnostics = diagnostics;
        Source = diagnostics.Source;
        _names = new HashSet<string>(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        Kind = _tokens[0].Kind;
    }

    public SourceText Source { get; }

    /// <summary>The current token's kind; Error while panicking.</summary>
    public TokenKind Kind { get; private set; }

    public Token Current => _tokens[_index];

    /// <summary>Where the current token starts.</summary>
    public int Start => _tokens[_index].Start;

    /// <summary>Where the last token ended that is no layout.</summary>
    public int PreviousEnd { get; private set; }

    public bool IsPanicking { get; private set; }

    /// <summary>The kind of the token after the current one.</summary>
    public TokenKind NextKind => _index + 1 < _tokens.Length && !IsPanicking ? _tokens[_index + 1].Kind : TokenKind.Error;

    public Token Next => _tokens[Math.Min(_index + 1, _tokens.Length - 1)];

    /// <summary>From an offset to the end of the last token.</summary>
    public SourceSpan SpanFrom(int start) => new(start, Math.Max(start, PreviousEnd));

    public ReadOnlySpan<char> Text(Token token) => Source.Slice(token.Span);

    /// <summary>Whether the current token is a name with this spelling: a soft keyword.</summary>
    public bool IsWord(string word) => Kind == TokenKind.Name && Text(Current).SequenceEqual(word);

    /// <summary>The comments inside a span, in order.</summary>
    public ImmutableArray<SourceSpan> CommentsIn(SourceSpan span)
    {
        int low = FirstFrom(_comments, span.Start);
        int end = low;
        while (end < _comments.Length && _comments[end].End <= span.End)
            end++;
        return _comments[low..end];
    }

    public void Advance()
    {
        if (IsPanicking)
            return;
        Token token = _tokens[_index];
        if (token.Kind is not (TokenKind.Newline or TokenKind.Indent or TokenKind.Dedent))
            PreviousEnd = token.End;
        if (_index + 1 < _tokens.Length)
            _index++;
        Kind = _tokens[_index].Kind;
    }

    /// <summary>Goes past the current token if it is of this kind.</summary>
    public bool TryTake(TokenKind kind)
    {
        if (Kind != kind)
            return false;
        Advance();
        return true;
    }

    /// <summary>Goes past a token that must be here.</summary>
    public void Expect(TokenKind kind)
    {
        if (!TryTake(kind))
            FailExpected(TokenFacts.Describe(kind));
    }

    /// <summary>Takes an identifier; the empty string after an error.</summary>
    public string ExpectName()
    {
        if (Kind != TokenKind.Name)
        {
            if (TokenFacts.IsKeyword(Kind))
                Fail(Diagnostics.KeywordAsName, Current.Span, TokenFacts.Spelling(Kind));
            else
                FailExpected(TokenFacts.Describe(TokenKind.Name));
            return "";
        }

        string name = Identifier(Current);
        Advance();
        return name;
    }

    /// <summary>The identifier that a name token means: in NFKC form, one string object per spelling.</summary>
    public string Identifier(Token token)
    {
        ReadOnlySpan<char> text = Text(token);
        if (_names.TryGetValue(text, out string? known))
            return known;
        string name = System.Text.Ascii.IsValid(text) ? text.ToString() : IdentifierNormalizer.Normalize(text);
        _names.Add(name);
        return name;
    }

    /// <summary>Reports and panics.</summary>
    public void Fail(DiagnosticRow row, SourceSpan span, params ReadOnlySpan<object?> arguments)
    {
        if (IsPanicking)
            return;
        if (Kind != TokenKind.Error && !IsInUnclosedBracket(span.Start))
            Report(row, span, arguments);
        IsPanicking = true;
        Kind = TokenKind.Error;
    }

    /// <summary>Reports that something else than the current token was expected, and panics.</summary>
    public void FailExpected(string expectation) =>
        Fail(Diagnostics.Expected, VisibleSpan(), expectation, DescribeCurrent());

    /// <summary>Reports and goes on: the tree can be built all the same.</summary>
    public void Report(DiagnosticRow row, SourceSpan span, params ReadOnlySpan<object?> arguments)
    {
        if (!_isSpeculating && !IsPanicking)
            _diagnostics.Report(row, span, arguments);
    }

    /// <summary>What the current token is, for messages: keywords, operators and names by their spelling.</summary>
    public string DescribeCurrent() =>
        Kind == TokenKind.Name ? $"'{Text(Current)}'" : TokenFacts.Describe(Kind);

    /// <summary>The current token's span; the place behind the last token where the current one is layout.</summary>
    public SourceSpan VisibleSpan() =>
        Kind is TokenKind.Newline or TokenKind.EndOfFile or TokenKind.Dedent ? new SourceSpan(PreviousEnd, PreviousEnd) : Current.Span;

    /// <summary>Ends a panic and goes to the start of the next line of code in this block, or to the block's end.</summary>
    public void Recover()
    {
        IsPanicking = false;
        Kind = _tokens[_index].Kind;
        while (Kind is not (TokenKind.Newline or TokenKind.Dedent or TokenKind.Indent or TokenKind.EndOfFile))
            Advance();
        TryTake(TokenKind.Newline);
    }

    /// <summary>Tries a parse, reports nothing, goes back, and says whether it would succeed.</summary>
    public bool WouldParse(Func<bool> parse)
    {
        (int index, int previousEnd, TokenKind kind) = (_index, PreviousEnd, Kind);
        if (IsPanicking || _isSpeculating)
            return false;
        _isSpeculating = true;
        bool succeeds = parse() && !IsPanicking;
        _isSpeculating = false;
        IsPanicking = false;
        (_index, PreviousEnd, Kind) = (index, previousEnd, kind);
        return succeeds;
    }

    /// <summary>Guards a recursive construct; where it answers true, <see cref="Leave"/> must follow.</summary>
    public bool TryEnter()
    {
        if (_depth < PythonLimits.MaximumNesting && RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            _depth++;
            return true;
        }

        FailTooDeep();
        return false;
    }

    public void Leave() => _depth--;

    /// <summary>Fails where an expression is as high as a tree may be: every walk over one may recurse, at up to 2 KB of stack a level.</summary>
    public void CheckHeight(Expression expression)
    {
        if (PythonLimits.MaximumNesting <= expression.Height)
            FailTooDeep();
    }

    private void FailTooDeep() => Fail(Diagnostics.TooDeep, Current.Span, PythonLimits.MaximumNesting);

    private bool IsInUnclosedBracket(int offset)
    {
        int following = FirstFrom(_unclosedBrackets, offset + 1);
        return following != 0 && offset <= _unclosedBrackets[following - 1].End;
    }

    /// <summary>The index of the first span that starts at an offset or behind it. The spans are in source order.</summary>
    private static int FirstFrom(ImmutableArray<SourceSpan> spans, int offset)
    {
        int low = 0;
        int high = spans.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (spans[middle].Start < offset)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
