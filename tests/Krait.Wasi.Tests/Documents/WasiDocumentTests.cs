using System.Linq;
using System.Text;
using Krait.Testing;
using Krait.Wasi.Abi;
using Krait.Wasi.Tests.Cases;

namespace Krait.Wasi.Tests.Documents;

/// <summary>The tables of docs/WASI.md are written from the code. <c>./dev bless</c> rewrites them.</summary>
public sealed class WasiDocumentTests
{
    private const string FunctionsTitle = "## Functions\n";
    private const string DifferencesTitle = "## Differences from Node\n";

    [Fact]
    public void TablesOfTheDocumentAreCurrent()
    {
        string file = RepositoryRoot.File("docs", "WASI.md");
        string text = System.IO.File.ReadAllText(file).ReplaceLineEndings("\n");
        int start = text.IndexOf(FunctionsTitle, System.StringComparison.Ordinal);
        Assert.InRange(start, 0, text.Length);
        Golden.Check(file, text[..start] + Functions() + Differences());
    }

    private static string Functions()
    {
        var page = new StringBuilder(FunctionsTitle);
        page.Append($"\nAll {WasiFunctions.All.Length} of `{WasiLinker.ModuleName}`. `@` is an address in the guest's memory. ");
        page.Append("What a function shows or needs of `WasiOptions` stands in the last column.\n\n");
        page.Append("| function | parameters | from |\n|---|---|---|\n");
        foreach (WasiFunction function in WasiFunctions.All)
        {
            string parameters = string.Join(", ", function.Parameters.Select(static parameter => $"`{parameter.Name}: {parameter.Type}`"));
            page.Append($"| `{function.Name}` | {parameters} | {function.Grant} |\n");
        }

        return page.Append('\n').ToString();
    }

    private static string Differences()
    {
        var page = new StringBuilder(DifferencesTitle);
        page.Append("\nThe same C programs run in Node's WASI; where it answers something else, this is why ours differs. ");
        page.Append("A test fails for a difference that is not listed, and for one that no longer is.\n\n");
        page.Append("| case | Node answers | Krait answers | because |\n|---|---|---|---|\n");
        foreach (NodeDifference row in NodeDifferences.Lines)
            page.Append($"| `{row.Case}` | `{row.Node}` | `{row.Ours}` | {row.Reason} |\n");
        foreach ((string name, string reason) in NodeDifferences.WholeCases)
            page.Append($"| `{name}` | much else | see `tests/cases/wasi/{name}.out` | {reason} |\n");
        return page.ToString();
    }
}
