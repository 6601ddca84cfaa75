using System.IO;
using System.Linq;
using Krait.Testing;
using Krait.Udf.Host;

namespace Krait.Udf.Tests;

/// <summary>docs/UDFS.md says what the tables say.</summary>
public class DocumentationTests
{
    private static readonly string[] s_lines = File.ReadAllLines(RepositoryRoot.File("docs", "UDFS.md"));

    [Fact]
    public void EveryHostFunctionIsListed() => Assert.Equal(
        HostFunctionTable.Rows.Select(row => $"| `{row.Module}` | {string.Join(", ", row.Names.Select(name => $"`{name}`"))} | `{row.Type}` |"),
        s_lines.Where(line => line.StartsWith("| `env`", System.StringComparison.Ordinal) || line.StartsWith("| `python`", System.StringComparison.Ordinal)));

    [Fact]
    public void EveryErrorIsListed() => Assert.Equal(
        ErrorMapping.Rows.Select(row => $"| `{row.WireName}` | {row.HttpStatus} | {row.ExitCode} | {row.Title} |"),
        s_lines.SkipWhile(line => line != "## Errors").Where(line => line.StartsWith("| `", System.StringComparison.Ordinal)).Take(ErrorMapping.Rows.Length));
}
