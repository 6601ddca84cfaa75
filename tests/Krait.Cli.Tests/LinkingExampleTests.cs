using System;
using System.IO;
using System.Linq;
using Krait.Examples.Linking;
using Krait.Runtime;
using Krait.Testing.Programs;
using Krait.Wasm;

namespace Krait.Cli.Tests;

/// <summary>The game and the player of examples/linking, and players that are not what they should be.</summary>
public class LinkingExampleTests
{
    private const string Parameters = "(param f64 f64 f64 f64 f64 f64 f64 f64)";

    private static byte[] Game => File.ReadAllBytes(CommandResult.Example("linking", "rocket.wasm"));

    [Fact]
    public void PlaysTheMatchThatItsReadmeShows()
    {
        string readme = File.ReadAllText(CommandResult.Example("linking", "README.md"));
        string shown = readme.Split("```text\n")[1].Split("```")[0];
        Assert.Equal(shown, Play(Game, Player()));
    }

    [Fact]
    public void TheGameIsWhatItsSourceSays()
    {
        Assert.SkipUnless(ClangToolchain.Missing is null, ClangToolchain.Missing ?? "");
        byte[] game = ClangToolchain.Compile([CommandResult.Example("linking", "rocket.c")], "--target=wasm32", "-nostdlib", "-Wl,--no-entry");
        Assert.Equal(Play(Game, Player()), Play(game, Player()));
    }

    [Fact]
    public void APlayerWhoDoesNothingIsHit()
    {
        string[] lines = Play(Game, Text($"(module (func (export \"decide\") {Parameters} (result i64) (i64.const 0)))")).TrimEnd('\n').Split('\n');
        Assert.Matches("^hit after [0-9]+ ticks, 0 rocks shot$", lines[^1]);
    }

    [Theory]
    [InlineData("(module)", "player", "decide")]
    [InlineData("(module (func (export \"decide\") (param f64) (result i64) (i64.const 0)))", "(f64) -> i64", "(f64, f64, f64, f64, f64, f64, f64, f64) -> i64")]
    [InlineData("(module (import \"host\" \"secrets\" (func)))", "host", "secrets")]
    public void RefusesOtherPlayersBeforeTheyRun(string player, string first, string second)
    {
        LinkException refused = Assert.Throws<LinkException>(() => new RocketMatch(Game, Text(player)));
        Assert.Contains(first, refused.Message, StringComparison.Ordinal);
        Assert.Contains(second, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EndsAPlayerWhoThinksForever()
    {
        ResourceLimitException ended = Assert.Throws<ResourceLimitException>(
            () => Play(Game, Text($"(module (func (export \"decide\") {Parameters} (result i64) (loop (br 0)) (unreachable)))")));
        Assert.Equal(ResourceKind.Fuel, ended.Kind);
        Assert.Equal(["decide", "tick"], ended.Frames.Select(static frame => frame.FunctionName));
    }

    private static string Play(byte[] game, byte[] player)
    {
        using var match = new RocketMatch(game, player);
        using var output = new StringWriter { NewLine = "\n" };
        match.Play(seed: 1, output);
        return output.ToString();
    }

    private static byte[] Player()
    {
        using var folder = new TemporaryFolder();
        string module = folder.Combine("player.wasm");
        CommandResult built = CommandResult.Run("build", CommandResult.Example("linking", "player.py"), "-o", module);
        Assert.Equal((0, string.Empty), (built.ExitCode, built.Error));
        return File.ReadAllBytes(module);
    }

    private static byte[] Text(string text) => ModuleEncoder.Encode(TextParser.Parse(text));
}
