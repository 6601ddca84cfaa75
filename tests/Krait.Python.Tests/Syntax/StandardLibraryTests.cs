using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Krait.Python.Syntax;

namespace Krait.Python.Tests.Syntax;

/// <summary>The parser against CPython's, on every file of the standard library of the python3 on this machine.</summary>
public class StandardLibraryTests
{
    private const string Script = "Syntax/dump_library.py";
    private const string NotParsed = "-";

    [Fact]
    public void DumpsEveryFileAsCPythonDoes()
    {
        string[] lines = PythonOracle.Lines(Script);
        int minorVersion = int.Parse(lines[0], CultureInfo.InvariantCulture);
        var different = new List<string>();
        int count = 0;
        foreach (string line in lines.Skip(1))
        {
            string[] parts = line.Split(' ', 3);
            if (parts[0] == NotParsed)
                continue;
            count++;
            string? found = DigestOrNull(parts[2], new AstDumpOptions(minorVersion, AstLocations.Omitted));
            if (found != parts[0])
                different.Add(parts[2]);
        }

        Assert.Empty(different);
        Assert.True(1000 < count, $"only {count} files were compared");
    }

    [Fact]
    public void LocatesEveryNodeAsCPythonDoes()
    {
        string[] lines = PythonOracle.Lines(Script);
        int minorVersion = int.Parse(lines[0], CultureInfo.InvariantCulture);
        var different = new List<string>();
        foreach (string line in lines.Skip(1))
        {
            string[] parts = line.Split(' ', 3);
            if (parts[1] == NotParsed)
                continue;
            string? found = DigestOrNull(parts[2], new AstDumpOptions(minorVersion, AstLocations.Shown));
            if (found != parts[1])
                different.Add(parts[2]);
        }

        Assert.Empty(different);
    }

    private static string? DigestOrNull(string path, AstDumpOptions options)
    {
        DiagnosticBag diagnostics = SourceDecoder.Decode(File.ReadAllBytes(path), path);
        Module tree = Parser.Parse(diagnostics.Source, diagnostics);
        return diagnostics.HasErrors ? null : PythonOracle.Digest(AstDump.Dump(tree, diagnostics.Source, options));
    }
}
