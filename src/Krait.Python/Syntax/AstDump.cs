using System;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Krait.Python.Syntax;

// Prints trees exactly as ast.dump of a CPython version prints them, so that the two parsers can be compared as text.
// Field names and their order are those of the ast module; they differ from the properties' names in a few places.

/// <summary>What a dump shows, and which version of CPython it imitates.</summary>
/// <param name="MinorVersion">The 3.x version: from 12 on there are type parameters, from 13 on empty fields are left out.</param>
/// <param name="Locations">
/// Whether line and column attributes are shown. Up to version 11 CPython located what is inside f-strings by guessing;
/// a dump for such a version shows no attributes there.
/// </param>
internal sealed record AstDumpOptions(int MinorVersion, AstLocations Locations);

/// <summary>Whether a dump shows where nodes stand.</summary>
internal enum AstLocations
{
    Omitted,
    Shown,
}

/// <summary>Prints a syntax tree as <c>ast.dump</c> does.</summary>
internal sealed partial class AstDump
{
    private const int FirstVersionWithTypeParameters = 12;
    private const int FirstVersionThatLocatesFields = 12;
    private const int FirstVersionWithoutEmptyFields = 13;

    private readonly AstDumpOptions _options;
    private readonly LocationPrinter? _locations;
    private readonly StringBuilder _text = new();
    private bool _isFirstField;
    private bool _isInUnlocatedString;

    private AstDump(SourceText source, AstDumpOptions options)
    {
        _options = options;
        _locations = options.Locations == AstLocations.Shown ? new LocationPrinter(source) : null;
    }

    /// <summary>Prints a tree of a source text on one line.</summary>
    public static string Dump(Node tree, SourceText source, AstDumpOptions options)
    {
        var dump = new AstDump(source, options);
        dump.Print(tree);
        return dump._text.ToString();
    }

    /// <summary>A JoinedStr: what is inside it has no location in the versions that guess it.</summary>
    private void PrintJoined(JoinedStr node)
    {
        bool wasIn = _isInUnlocatedString;
        Open("JoinedStr");
        _isInUnlocatedString |= _options.MinorVersion < FirstVersionThatLocatesFields;
        Fields("values", node.Values);
        _isInUnlocatedString = wasIn;
        Close(node);
    }

    private AstDump Open(string name)
    {
        _text.Append(name).Append('(');
        _isFirstField = true;
        return this;
    }

    private void Close(Node? located = null)
    {
        if (located is not null && _locations is not null && !_isInUnlocatedString)
        {
            if (!_isFirstField)
                _text.Append(", ");
            _locations.Append(_text, located.Span);
        }

        _text.Append(')');
        _isFirstField = false;
    }

    private void BeginField(string name)
    {
        if (!_isFirstField)
            _text.Append(", ");
        _isFirstField = false;
        _text.Append(name).Append('=');
    }

    private AstDump Field(string name, Node node)
    {
        BeginField(name);
        Print(node);
        return this;
    }

    private AstDump Optional(string name, Node? node) => node is null ? this : Field(name, node);

    private AstDump Field(string name, string text)
    {
        BeginField(name);
        _text.Append(Quote(text));
        return this;
    }

    private AstDump Optional(string name, string? text) => text is null ? this : Field(name, text);

    private AstDump Field(string name, int number)
    {
        BeginField(name);
        _text.Append(number.ToString(CultureInfo.InvariantCulture));
        return this;
    }

    private AstDump Field(string name, ConstantValue value)
    {
        BeginField(name);
        _text.Append(PythonRepr.Print(value));
        return this;
    }

    /// <summary>A field that holds an operator or context: its class's name with empty parentheses.</summary>
    private AstDump Operator<T>(string name, T value)
        where T : struct, Enum
    {
        BeginField(name);
        _text.Append(value.ToString()).Append("()");
        return this;
    }

    private AstDump Fields<T>(string name, ImmutableArray<T> nodes)
        where T : Node?
    {
        if (nodes.IsEmpty && FirstVersionWithoutEmptyFields <= _options.MinorVersion)
            return this;
        BeginField(name);
        _text.Append('[');
        for (int i = 0; i < nodes.Length; i++)
        {
            if (i != 0)
                _text.Append(", ");
            if (nodes[i] is Node node)
                Print(node);
            else
                _text.Append("None");
        }

        _text.Append(']');
        return this;
    }

    private AstDump Names(string name, ImmutableArray<string> names)
    {
        if (names.IsEmpty && FirstVersionWithoutEmptyFields <= _options.MinorVersion)
            return this;
        BeginField(name);
        _text.Append('[');
        for (int i = 0; i < names.Length; i++)
            _text.Append(i == 0 ? "" : ", ").Append(Quote(names[i]));
        _text.Append(']');
        return this;
    }

    private AstDump Operators(string name, ImmutableArray<ComparisonOperator> operators)
    {
        BeginField(name);
        _text.Append('[');
        for (int i = 0; i < operators.Length; i++)
            _text.Append(i == 0 ? "" : ", ").Append(operators[i]).Append("()");
        _text.Append(']');
        return this;
    }

    private AstDump TypeParameters(ImmutableArray<TypeParameter> parameters) =>
        _options.MinorVersion < FirstVersionWithTypeParameters ? this : Fields("type_params", parameters);

    private static string Quote(string text) => PythonRepr.Print(new StringConstant(text));
}
