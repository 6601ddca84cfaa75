using System.Collections.Immutable;

namespace Krait.Python.Syntax;

/// <summary>What the lexer makes of a source text.</summary>
/// <param name="Tokens">All tokens in order; the last one is EndOfFile.</param>
/// <param name="Comments">The comments, each from its <c>#</c> to the end of its line.</param>
/// <param name="UnclosedBrackets">From each bracket that is never closed to where the lexer gave up on it; reported already.</param>
internal sealed record LexedText(ImmutableArray<Token> Tokens, ImmutableArray<SourceSpan> Comments, ImmutableArray<SourceSpan> UnclosedBrackets);
