using System;
using System.Text.Json;
using System.Threading.Tasks;

namespace Krait.Cli.Tests;

public class UdfCommandTests
{
    [Fact]
    public async Task RegistersListsTestsAndDeletes()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        CommandResult registered = CommandResult.Run("udf", "register", CommandResult.Example("udfs", "text_similarity.py"), "--url", server.Url);
        Assert.Equal((0, string.Empty), (registered.ExitCode, registered.Error));
        Assert.Contains("typed", registered.Output, StringComparison.Ordinal);

        CommandResult listed = CommandResult.Run("udf", "list", "--url", server.Url);
        Assert.Contains("text_similarity", listed.Output, StringComparison.Ordinal);

        CommandResult tested = CommandResult.Run(
            "udf", "test", "text_similarity", "--url", server.Url, "--document", """{"title": "laptop"}""", "--param", "query=laptops", "--param", "threshold=2");
        Assert.Equal((0, "true\n"), (tested.ExitCode, tested.Output));

        CommandResult deleted = CommandResult.Run("udf", "delete", "text_similarity", "1.0.0", "--url", server.Url);
        Assert.Equal((0, "deleted text_similarity 1.0.0\n"), (deleted.ExitCode, deleted.Output));
        Assert.Equal("no functions are registered\n", CommandResult.Run("udf", "list", "--url", server.Url).Output);
    }

    [Fact]
    public async Task JsonIsTheServersAnswer()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        CommandResult.Run("udf", "register", CommandResult.Example("udfs", "text_similarity_typed.py"), "--url", server.Url);
        CommandResult tested = CommandResult.Run(
            "udf", "test", "text_similarity_typed", "--url", server.Url, "--json", "--document", """{"title": "laptop"}""", "--param", "query=desktop", "--param", "threshold=1");
        JsonElement answer = JsonElement.Parse(tested.Output);
        Assert.False(answer.GetProperty("results")[0].GetBoolean());
        Assert.Equal("1.0.0", answer.GetProperty("version").GetString());
    }

    [Fact]
    public async Task WasmTextIsRegisteredUnderItsFileName()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        CommandResult registered = CommandResult.Run("udf", "register", CommandResult.Example("udfs", "price_filter.wat"), "--url", server.Url, "--json");
        Assert.Equal((0, string.Empty), (registered.ExitCode, registered.Error));
        Assert.Equal("price_filter", JsonElement.Parse(registered.Output).GetProperty("name").GetString());
    }

    [Fact]
    public async Task RefusalShowsTheServersReason()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        using var folder = new TemporaryFolder();
        CommandResult refused = CommandResult.Run("udf", "register", folder.Write("bad.py", "def udf_main(x: int) -> bool:\n    return x.y\n"), "--mode", "typed", "--url", server.Url);
        Assert.Equal(69, refused.ExitCode);
        Assert.Contains("COMPILATION_FAILED", refused.Error, StringComparison.Ordinal);

        CommandResult missing = CommandResult.Run("udf", "delete", "nothing", "1.0.0", "--url", server.Url);
        Assert.Equal(69, missing.ExitCode);
        Assert.Contains("UDF_NOT_FOUND", missing.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--param", "threshold", "NAME=VALUE")]
    [InlineData("--document", "[1]", "JSON object")]
    [InlineData("--document", "{", "not JSON")]
    public void WrongOptionValueIsAUsageError(string option, string value, string message)
    {
        CommandResult result = CommandResult.Run("udf", "test", "f", option, value);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
    }
}
