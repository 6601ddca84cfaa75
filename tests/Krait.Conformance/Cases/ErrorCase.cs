using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Krait.Python;
using Krait.Testing;

namespace Krait.Conformance.Cases;

/// <summary>A program of <c>tests/cases/python/err</c>: each offending line ends with <c># error ID: message</c>, once per diagnostic.</summary>
internal sealed partial class ErrorCase
{
    private ErrorCase(string path)
    {
        Path = path;
        Name = System.IO.Path.ChangeExtension(System.IO.Path.GetRelativePath(Folder, path), null).Replace('\\', '/');
        Lines = File.ReadAllLines(path);
    }

    /// <summary>All of them, by name.</summary>
    public static SortedDictionary<string, ErrorCase> All { get; } = new(
        Directory.EnumerateFiles(Folder, "*.py", SearchOption.AllDirectories).Select(path => new ErrorCase(path)).ToDictionary(item => item.Name),
        StringComparer.Ordinal);

    /// <summary>The rows of a theory over all of them.</summary>
    public static IEnumerable<TheoryDataRow<string>> Names => All.Keys.Select(name => new TheoryDataRow<string>(name));

    /// <summary>The full path.</summary>
    public string Path { get; }

    /// <summary>Area and name.</summary>
    public string Name { get; }

    /// <summary>The lines with their directives.</summary>
    public string[] Lines { get; }

    private static string Folder => RepositoryRoot.File("tests", "cases", "python", "err");

    /// <summary>The program as it is compiled; comments stay, so that lines and columns are those of the file.</summary>
    public SourceText Source => new(string.Join('\n', Lines) + "\n", Name + ".py");

    /// <summary>The lines with the directives that the found diagnostics ask for.</summary>
    public string Annotate(ImmutableArray<Diagnostic> diagnostics)
    {
        SourceText source = Source;
        ILookup<int, Diagnostic> byLine = diagnostics.ToLookup(item => source.PositionAt(item.Span.Start).Line);
        IEnumerable<string> lines = Lines.Select((line, i) =>
            DirectivePattern().Replace(line, "") + string.Concat(byLine[i + 1].Select(item => $"  # {item.Severity.ToString().ToLowerInvariant()} {item.Id}: {item.Message}")));
        return string.Join('\n', lines) + "\n";
    }

    [GeneratedRegex(@"(  # (error|warning)( PY\d{4})?(: .*)?)+\z")]
    private static partial Regex DirectivePattern();
}
