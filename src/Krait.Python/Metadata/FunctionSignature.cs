using System.Collections.Immutable;
using Krait.Python.Syntax;

namespace Krait.Python.Metadata;

/// <summary>How a parameter takes its value.</summary>
internal enum ParameterKind
{
    PositionalOnly,
    Positional,

    /// <summary><c>*args</c></summary>
    Variadic,
    KeywordOnly,

    /// <summary><c>**kwargs</c></summary>
    VariadicKeyword,
}

/// <summary>One parameter as it is written.</summary>
internal sealed record SignatureParameter(string Name, ParameterKind Kind, Expression? Annotation, Expression? Default, SourceSpan Span);

/// <summary>A function as it is written: its name, parameters, return annotation and docstring.</summary>
internal sealed record FunctionSignature(
    string Name,
    ImmutableArray<SignatureParameter> Parameters,
    Expression? Returns,
    string? Docstring,
    SourceSpan NameSpan)
{
    /// <summary>The signature of a function definition, or null for any other statement.</summary>
    public static FunctionSignature? OfOrNull(Statement statement) => statement switch
    {
        FunctionDef function => Build(function.Name, function.Args, function.Returns, function.Body, function.NameSpan),
        AsyncFunctionDef function => Build(function.Name, function.Args, function.Returns, function.Body, function.NameSpan),
        _ => null,
    };

    private static FunctionSignature Build(
        string name, Arguments args, Expression? returns, ImmutableArray<Statement> body, SourceSpan nameSpan) =>
        new(name, ListParameters(args), returns, Metadata.Docstring.OfOrNull(body), nameSpan);

    private static ImmutableArray<SignatureParameter> ListParameters(Arguments args)
    {
        var result = ImmutableArray.CreateBuilder<SignatureParameter>();
        ImmutableArray<Arg> positional = args.PosOnlyArgs.AddRange(args.Args);
        for (int i = 0; i < positional.Length; i++)
        {
            ParameterKind kind = i < args.PosOnlyArgs.Length ? ParameterKind.PositionalOnly : ParameterKind.Positional;
            int defaultIndex = i - (positional.Length - args.Defaults.Length);
            Add(result, positional[i], kind, 0 <= defaultIndex ? args.Defaults[defaultIndex] : null);
        }

        if (args.VarArg is not null)
            Add(result, args.VarArg, ParameterKind.Variadic, null);
        for (int i = 0; i < args.KwOnlyArgs.Length; i++)
            Add(result, args.KwOnlyArgs[i], ParameterKind.KeywordOnly, args.KwDefaults[i]);
        if (args.KwArg is not null)
            Add(result, args.KwArg, ParameterKind.VariadicKeyword, null);
        return result.ToImmutable();
    }

    private static void Add(
        ImmutableArray<SignatureParameter>.Builder result, Arg parameter, ParameterKind kind, Expression? defaultValue) =>
        result.Add(new SignatureParameter(parameter.Name, kind, parameter.Annotation, defaultValue, parameter.Span));
}
