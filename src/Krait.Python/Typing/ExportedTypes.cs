using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Krait.Python.Binding;
using Krait.Python.Ir;
using Krait.Python.Syntax;
using Rows = Krait.Python.Diagnostics;

namespace Krait.Python.Typing;

/// <summary>Describes the exported functions to the host.</summary>
internal static class ExportedTypes
{
    /// <summary>The exports; a type without a place in the ABI is reported.</summary>
    public static ImmutableArray<ExportedFunction> Describe(TypedProgram program, DiagnosticBag diagnostics)
    {
        var exports = ImmutableArray.CreateBuilder<ExportedFunction>();
        foreach (FunctionInstance instance in program.Exports)
        {
            FunctionSymbol symbol = instance.Symbol!;
            List<Arg> parameters = Signature.ParametersOf(symbol.Definition.Args);
            List<Expression?> defaults = Signature.DefaultsOf(symbol.Definition.Args);
            var described = ImmutableArray.CreateBuilder<ExportedParameter>();
            PyType? refused = null;
            for (int i = 0; i < parameters.Count; i++)
            {
                ExportedType? type = Of(instance.ParameterTypes[i]);
                refused ??= type is null ? instance.ParameterTypes[i].Resolve() : null;
                described.Add(new ExportedParameter(parameters[i].Name, type ?? new ExportedType(ExportedKind.None, []), defaults[i] is not null));
            }

            ExportedType? result = Of(IrBuilder.Settle(instance.ReturnType));
            refused ??= result is null ? instance.ReturnType.Resolve() : null;
            if (refused is not null && !refused.IsOpen)
                diagnostics.Report(Rows.ExportTypeRefused, symbol.Definition.NameSpan, symbol.Name, refused);
            exports.Add(new ExportedFunction(symbol.Name, described.ToImmutable(), result ?? new ExportedType(ExportedKind.None, [])));
        }

        return exports.ToImmutable();
    }

    /// <summary>A type as the host sees it; null where it has no place in the ABI.</summary>
    public static ExportedType? Of(PyType type)
    {
        type = type.Resolve();
        switch (type)
        {
            case ListType list:
                return Of(list.Element) is { Kind: not ExportedKind.None } element ? new ExportedType(ExportedKind.List, [element]) : null;
            case OptionalType optional:
                return Of(optional.Inner) is { } inner ? new ExportedType(ExportedKind.Optional, [inner]) : null;
            case TupleType tuple:
                ImmutableArray<ExportedType?> elements = [.. tuple.Elements.Select(Of)];
                return elements.Any(each => each is null or { Kind: ExportedKind.None }) ? null : new ExportedType(ExportedKind.Tuple, [.. elements.Select(each => each!)]);
        }

        if (ReferenceEquals(type, PyType.Int))
            return new ExportedType(ExportedKind.Int, []);
        if (ReferenceEquals(type, PyType.Float))
            return new ExportedType(ExportedKind.Float, []);
        if (ReferenceEquals(type, PyType.Bool))
            return new ExportedType(ExportedKind.Bool, []);
        if (ReferenceEquals(type, PyType.None))
            return new ExportedType(ExportedKind.None, []);
        return type.IsText ? new ExportedType(ExportedKind.Str, []) : null;
    }
}
