using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using Krait.Python.Metadata;
using Krait.Python.Syntax;
using Krait.Python.Tests.Syntax;

namespace Krait.Python.Tests.Metadata;

/// <summary>Signatures against CPython's ast, on every function of the standard library of the python3 on this machine.</summary>
public class StandardLibraryFunctionsTests
{
    [Fact]
    public void DescribesEveryFunctionAsCPythonDoes()
    {
        var different = new List<string>();
        int count = 0;
        foreach (string line in PythonOracle.Lines("Metadata/list_functions.py"))
        {
            string[] parts = line.Split(' ', 3);
            int expectedCount = int.Parse(parts[0], CultureInfo.InvariantCulture);
            DiagnosticBag diagnostics = SourceDecoder.Decode(File.ReadAllBytes(parts[2]), parts[2]);
            Module tree = Parser.Parse(diagnostics.Source, diagnostics);
            var functions = new List<FunctionSignature>();
            Collect(tree.Body, functions);
            string found = PythonOracle.Digest(string.Concat(functions.Select(Describe)));
            if (functions.Count != expectedCount || found != parts[1])
                different.Add(parts[2]);
            count += expectedCount;
        }

        Assert.Empty(different);
        Assert.True(10_000 < count, $"only {count} functions were compared");
    }

    private static void Collect(ImmutableArray<Statement> body, List<FunctionSignature> functions)
    {
        foreach (Statement statement in body)
        {
            if (FunctionSignature.OfOrNull(statement) is FunctionSignature function)
                functions.Add(function);
            foreach (ImmutableArray<Statement> block in StatementBlocks.Of(statement))
                Collect(block, functions);
        }
    }

    private static string Describe(FunctionSignature function)
    {
        var text = new StringBuilder();
        text.Append("def ").Append(function.Name).Append('\n');
        foreach (SignatureParameter parameter in function.Parameters)
        {
            text.Append(parameter.Kind).Append(' ').Append(parameter.Name).Append(": ").Append(Annotation(parameter.Annotation))
                .Append(" = ").Append(Default(parameter.Default)).Append('\n');
        }

        text.Append("-> ").Append(Annotation(function.Returns)).Append('\n');
        text.Append(function.Docstring is null ? "-" : PythonRepr.Print(new StringConstant(function.Docstring))).Append('\n');
        return text.ToString();
    }

    private static string Annotation(Expression? annotation) => annotation is null ? "-" : ExpressionPrinter.Print(annotation);

    private static string Default(Expression? expression)
    {
        if (expression is null)
            return "-";
        LiteralValue? value = LiteralEvaluator.EvaluateOrNull(expression);
        return value is null ? "not a literal" : Show(value);
    }

    /// <summary>As the script shows values: the elements of a set in the order of their texts.</summary>
    private static string Show(LiteralValue value) => value switch
    {
        SequenceLiteral { Kind: SequenceKind.Set, Items.IsEmpty: false } set =>
            "{" + string.Join(", ", set.Items.Select(Show).Order(System.StringComparer.Ordinal)) + "}",
        SequenceLiteral { Kind: SequenceKind.Tuple } tuple =>
            "(" + string.Join(", ", tuple.Items.Select(Show)) + (tuple.Items.Length == 1 ? ",)" : ")"),
        SequenceLiteral { Kind: SequenceKind.List } list => "[" + string.Join(", ", list.Items.Select(Show)) + "]",
        DictLiteral dict => "{" + string.Join(", ", dict.Entries.Select(entry => Show(entry.Key) + ": " + Show(entry.Value))) + "}",
        _ => value.Print(),
    };
}
