using System.Collections.Immutable;
using Krait.Python.Syntax;

namespace Krait.Python.Metadata;

/// <summary>A signature's parameters and results as metadata.</summary>
internal static class ParameterReader
{
    /// <summary>The parameters in the order of the signature; those that no caller can bind by name are reported.</summary>
    public static ImmutableArray<UdfParameter> Read(FunctionSignature function, DiagnosticBag diagnostics)
    {
        var result = ImmutableArray.CreateBuilder<UdfParameter>();
        foreach (SignatureParameter parameter in function.Parameters)
        {
            if (parameter.Kind is ParameterKind.Variadic or ParameterKind.VariadicKeyword)
            {
                string stars = parameter.Kind == ParameterKind.Variadic ? "*" : "**";
                diagnostics.Report(Diagnostics.VariadicParameter, parameter.Span, stars + parameter.Name);
                continue;
            }

            AnnotationType type = AnnotationTypes.Map(parameter.Annotation, diagnostics);
            result.Add(new UdfParameter(parameter.Name, type.Name, parameter.Default is null)
            {
                Default = parameter.Default is null ? null : DefaultJson.ReadOrNull(parameter, diagnostics),
                Path = type.Path,
            });
        }

        return result.ToImmutable();
    }

    /// <summary>The result as metadata; none for a function that is annotated to return None.</summary>
    public static ImmutableArray<UdfReturn> ReadReturns(FunctionSignature function, DiagnosticBag diagnostics) =>
        function.Returns is Constant { Value: NoneConstant }
            ? []
            : [new UdfReturn(AnnotationTypes.Map(function.Returns, diagnostics).Name)];
}
