using System;

namespace Krait.Fuzz;

public sealed class FuzzOptionsTests
{
    [Theory]
    [InlineData("")]
    [InlineData("0.5")]
    [InlineData("2 --seed 7")]
    [InlineData("--seed 7 2 --v8")]
    [InlineData("--case a.wat --v8")]
    [InlineData("--mutant 12")]
    public void Understands(string line) => Assert.NotNull(Parse(line));

    [Theory]
    [InlineData("6921 6922")]
    [InlineData("6921")]
    [InlineData("1 2")]
    [InlineData("-1")]
    [InlineData("nan")]
    [InlineData("--seed")]
    [InlineData("--seed x")]
    [InlineData("quick")]
    public void AsksAgainForWhatMakesNoSense(string line) => Assert.Null(Parse(line));

    private static FuzzOptions? Parse(string line) => FuzzOptions.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
