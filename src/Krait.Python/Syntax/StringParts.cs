using System.Collections.Immutable;

namespace Krait.Python.Syntax;

/// <summary>The parts of a formatted string while it is read: neighbouring texts grow together.</summary>
internal sealed class StringParts
{
    private readonly ImmutableArray<Expression>.Builder _parts = ImmutableArray.CreateBuilder<Expression>();
    private readonly StringValueBuilder _text = new();
    private SourceSpan _textSpan;
    private string? _kind;
    private bool _hasText;

    /// <summary>Adds literal text; the kind of a run of texts is that of its first.</summary>
    public void AddText(StringConstant text, SourceSpan span, string? kind)
    {
        if (!_hasText)
            (_hasText, _textSpan, _kind) = (true, span, kind);
        _textSpan = _textSpan.To(span);
        _text.Append(text);
    }

    public void AddField(Expression field)
    {
        EndText();
        _parts.Add(field);
    }

    /// <summary>All parts in order, without empty texts.</summary>
    public ImmutableArray<Expression> Finish()
    {
        EndText();
        return _parts.ToImmutable();
    }

    /// <summary>The one text of a literal without fields.</summary>
    public Constant FinishText(SourceSpan span) => new(_text.Take(), _kind, span);

    private void EndText()
    {
        if (_hasText && !_text.IsEmpty)
            _parts.Add(new Constant(_text.Take(), _kind, _textSpan));
        _hasText = false;
    }
}
