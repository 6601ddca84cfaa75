using Krait.Wasm;
using Krait.Wasm.Text;

namespace Krait.Testing.Wast;

/// <summary>How a script writes a module.</summary>
public enum ScriptModuleKind
{
    /// <summary>In the text format, in place.</summary>
    Text,

    /// <summary>As bytes.</summary>
    Binary,

    /// <summary>As strings that hold the text format, so that the text may be malformed.</summary>
    Quote,
}

/// <summary>A module of a script, read only when asked for, so that what cannot be read yet harms nothing else.</summary>
public sealed class ScriptModule
{
    private readonly TokenList _tokens;
    private readonly int _position;
    private readonly byte[] _bytes;
    private readonly bool _isMalformedUtf8;

    internal ScriptModule(ScriptModuleKind kind, TokenList tokens, int position, byte[] bytes)
    {
        Kind = kind;
        _tokens = tokens;
        _position = position;
        _bytes = bytes;
        _isMalformedUtf8 = kind == ScriptModuleKind.Quote && !System.Text.Unicode.Utf8.IsValid(bytes);
    }

    /// <summary>How the script writes it.</summary>
    public ScriptModuleKind Kind { get; }

    /// <summary>Parses or decodes the module.</summary>
    /// <exception cref="MalformedModuleException">It is no module.</exception>
    public Module Read()
    {
        if (Kind == ScriptModuleKind.Binary)
            return ModuleDecoder.Decode(_bytes);
        if (Kind == ScriptModuleKind.Quote)
        {
            if (_isMalformedUtf8)
                throw MalformedModuleException.AtLine("malformed UTF-8 encoding", null, 1, 1);
            return TextParser.Parse(System.Text.Encoding.UTF8.GetString(_bytes));
        }

        TokenCursor cursor = new(_tokens, _position);
        var module = ModuleParser.Parse(cursor);
        if (!cursor.AtClose && cursor.Current.Kind != TextTokenKind.End)
            throw cursor.Unexpected("a module field");
        return module;
    }
}
