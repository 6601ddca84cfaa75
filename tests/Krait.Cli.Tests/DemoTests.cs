using System;

namespace Krait.Cli.Tests;

public class DemoTests
{
    [Fact]
    public void DemoRunsTheMainJobToItsEnd()
    {
        CommandResult result = CommandResult.Run("demo");
        Assert.Equal((0, string.Empty), (result.ExitCode, result.Error));
        Assert.Contains("1200 documents loaded", result.Output, StringComparison.Ordinal);
        Assert.Contains("mode typed", result.Output, StringComparison.Ordinal);
        Assert.Contains("Laptop Computer", result.Output, StringComparison.Ordinal);
        Assert.EndsWith("demo: ok\n", result.Output, StringComparison.Ordinal);
    }
}
