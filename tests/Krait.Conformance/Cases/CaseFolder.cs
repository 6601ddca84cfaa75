using System.Collections.Generic;
using System.IO;
using System.Linq;
using Krait.Testing;

namespace Krait.Conformance.Cases;

/// <summary>All differential cases.</summary>
internal static class CaseFolder
{
    /// <summary><c>tests/cases/python/ok</c>.</summary>
    public static string Path { get; } = RepositoryRoot.File("tests", "cases", "python", "ok");

    /// <summary>By name, in order.</summary>
    public static SortedDictionary<string, CaseFile> All { get; } = ReadAll();

    /// <summary>The rows of a theory over all cases.</summary>
    public static IEnumerable<TheoryDataRow<string>> Names => All.Keys.Select(name => new TheoryDataRow<string>(name));

    private static SortedDictionary<string, CaseFile> ReadAll()
    {
        var cases = new SortedDictionary<string, CaseFile>(System.StringComparer.Ordinal);
        foreach (string path in Directory.EnumerateFiles(Path, "*.py", SearchOption.AllDirectories))
        {
            CaseFile file = CaseFile.Read(Path, path);
            cases.Add(file.Name, file);
        }

        return cases;
    }
}
