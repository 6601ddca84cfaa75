namespace Krait.Python.Tests.Compilation;

/// <summary>Two NaN in containers: CPython asks whether they are one object, which floats here are not; so the answer is refused.</summary>
public class NanItemTests
{
    [Theory]
    [InlineData("nan in [1.0, nan]")]
    [InlineData("nan in (1.0, nan)")]
    [InlineData("[nan].index(nan)")]
    [InlineData("[1.0, nan].count(nan)")]
    [InlineData("[nan] == [nan]")]
    [InlineData("[[nan]] != [[nan]]")]
    [InlineData("[nan] < [nan]")]
    [InlineData("(nan, 1) == (nan, 1)")]
    [InlineData("(nan, 1) < (nan, 2)")]
    [InlineData("nan in maybe")]
    public void AnswersThatNeedIdentityAreRefused(string expression)
    {
        using CompiledProgram program = CompiledProgram.Start(Source(expression));

        Assert.Equal("refused\n", program.Run());
    }

    // Each of these has one answer in CPython, whatever objects the NaN are.
    [Theory]
    [InlineData("1.0 in [nan, 1.0]", "True")]
    [InlineData("nan in [1.0, 2.0]", "False")]
    [InlineData("nan in [1, 2]", "False")]
    [InlineData("2.0 in (1.0, nan)", "False")]
    [InlineData("(1.0, nan) == (2.0, nan)", "False")]
    [InlineData("[nan] == [1.0]", "False")]
    [InlineData("xs == xs", "True")]
    [InlineData("xs <= xs", "True")]
    [InlineData("nan == nan", "False")]
    [InlineData("[nan, 1.0].count(1.0)", "1")]
    public void AnswersThatDoNotAreGiven(string expression, string expected)
    {
        using CompiledProgram program = CompiledProgram.Start(Source(expression));

        Assert.Equal(expected + "\n", program.Run());
    }

    private static string Source(string expression) => $"""
        def main() -> None:
            nan = float("nan")
            xs = [1.0, nan]
            maybe: list[float | None] = [None, nan]
            try:
                print({expression})
            except ValueError as error:
                print("refused" if "same object" in str(error) else str(error))
        main()

        """;
}
