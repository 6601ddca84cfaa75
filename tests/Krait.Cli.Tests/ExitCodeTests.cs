using System;
using System.Globalization;
using System.IO;
using System.Linq;
using Krait.Testing;
using Krait.Udf;

namespace Krait.Cli.Tests;

public class ExitCodeTests
{
    [Fact]
    public void EveryCodeIsDocumented()
    {
        int[] documented = [.. File.ReadLines(RepositoryRoot.File("docs", "CLI.md"))
            .Where(static line => line.StartsWith("| ", StringComparison.Ordinal) && char.IsDigit(line[2]))
            .Select(static line => int.Parse(line.Split('|')[1], CultureInfo.InvariantCulture))];
        Assert.Equal(Enum.GetValues<ExitCode>().Select(static code => (int)code), documented);
    }

    [Fact]
    public void EveryUdfErrorEndsWithADeclaredCode() =>
        Assert.All(ErrorMapping.Rows, static row => Assert.True(Enum.IsDefined((ExitCode)row.ExitCode)));
}
