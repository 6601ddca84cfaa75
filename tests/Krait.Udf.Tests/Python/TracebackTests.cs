using Krait.Udf.Tests.Kit;

namespace Krait.Udf.Tests.Python;

/// <summary>Errors of Python UDFs say what, where and in which line.</summary>
public class TracebackTests
{
    private static UdfException Fails(UdfErrorCode code, string source, string document = "{}", string? parameters = null, params (string, long)[] limits)
    {
        using UdfHost host = Udfs.Open();
        host.Register(Udfs.Wat("healthy", Modules.Yes));
        host.Register(Udfs.Python("f", source.ReplaceLineEndings("\n")).WithLimits(limits));
        UdfException error = Udfs.Fails(code, () => host.Call("f", document, parameters));
        Assert.True(host.Call("healthy").Results[0].IsTrue);
        return error;
    }

    private static void Prints(string expected, UdfException error) =>
        Assert.Equal(expected.ReplaceLineEndings("\n"), error.Traceback!.Print());

    [Fact]
    public void AnUncaughtExceptionShowsTheWayItTook() => Prints(
        """
        Traceback (most recent call last):
          File "f.py", line 5, in udf_main
            return largest(a, b)
          File "f.py", line 2, in largest
            raise LookupError("nothing to choose from")
        LookupError: nothing to choose from
        """,
        Fails(
            UdfErrorCode.ExecutionFailed,
            """
            def largest(a: int, b: int) -> int:
                raise LookupError("nothing to choose from")

            def udf_main(a: int, b: int) -> int:
                return largest(a, b)
            """,
            """{"a": 1, "b": 0}"""));

    [Fact]
    public void ARaisedMessageIsShown() => Prints(
        """
        Traceback (most recent call last):
          File "f.py", line 3, in udf_main
            raise ValueError(f"bad {a}")
        ValueError: bad 7
        """,
        Fails(
            UdfErrorCode.ExecutionFailed,
            """
            def udf_main(a: int) -> bool:
                if a > 5:
                    raise ValueError(f"bad {a}")
                return True
            """,
            """{"a": 7}"""));

    [Theory]
    [InlineData("return 9223372036854775807 + a", "OverflowError")]
    [InlineData("return a % (a - 1)", "ZeroDivisionError")]
    [InlineData("return [1, 2][a + 1]", "IndexError")]
    [InlineData("return int(\"x\" * a)", "ValueError")]
    [InlineData("assert a > 1, \"small\"", "AssertionError")]
    [InlineData("return ord(\"ab\"[a:][1])", "IndexError")]
    public void BuiltInExceptionsCarryTheirLine(string statement, string type)
    {
        UdfException error = Fails(UdfErrorCode.ExecutionFailed, $"def udf_main(a: int) -> int:\n    b = a\n    {statement}\n    return b\n", """{"a": 1}""");
        Assert.Equal(type, error.Traceback!.Type);
        PythonFrame frame = Assert.Single(error.Traceback.Frames);
        Assert.Equal(("udf_main", "f.py", 3, statement), (frame.FunctionName, frame.FileName, frame.Line, frame.Excerpt));
        Assert.InRange(frame.Column, 5, 4 + statement.Length);
    }

    [Fact]
    public void AnExceptionThatNoHandlerTakesKeepsTypeAndMessage()
    {
        UdfException error = Fails(
            UdfErrorCode.ExecutionFailed,
            """
            def check(a: int) -> int:
                raise ValueError("never mind " + str(a))

            def udf_main(a: int) -> int:
                try:
                    return check(a)
                except IndexError:
                    return 0
            """,
            """{"a": 3}""");
        Assert.Equal("ValueError: never mind 3", error.Message);
        Assert.Equal("udf_main", error.Traceback!.Frames[0].FunctionName);
        Assert.InRange(error.Traceback.Frames[0].Line, 5, 6);
    }

    [Fact]
    public void AnExceptionFromAFunctionThatATryCallsShowsItsLine()
    {
        UdfException error = Fails(
            UdfErrorCode.ExecutionFailed,
            """
            def check(a: int) -> int:
                if a > 2:
                    raise ValueError("too large: " + str(a))
                return a

            def safe(a: int) -> int:
                try:
                    return check(a)
                except ValueError:
                    return 0

            def udf_main(a: int) -> int:
                return safe(a) + check(a)
            """,
            """{"a": 3}""");
        Assert.Equal("ValueError: too large: 3", error.Message);
        Assert.Equal((13, 3), (error.Traceback!.Frames[0].Line, error.Traceback.Frames[^1].Line));
    }

    [Fact]
    public void AnEndlessLoopTimesOutAtItsLine()
    {
        const string Source = "def udf_main() -> bool:\n    n = 0\n    while True:\n        n = n ^ 1\n    return True\n";
        UdfException error = Fails(UdfErrorCode.Timeout, Source, "{}", null, ("deadline_ms", 50), ("fuel", 1_000_000_000_000));
        Assert.InRange(Assert.Single(error.Traceback!.Frames).Line, 3, 4);
        Assert.Equal("TimeoutError", error.Traceback.Type);
        error = Fails(UdfErrorCode.FuelExhausted, Source, "{}", null, ("fuel", 1_000_000));
        Assert.InRange(Assert.Single(error.Traceback!.Frames).Line, 3, 4);
    }

    [Fact]
    public void WhileTruePassTimesOut() => Fails(
        UdfErrorCode.Timeout, "def udf_main() -> bool:\n    while True:\n        pass\n", "{}", null, ("deadline_ms", 50), ("fuel", 1_000_000_000_000));

    [Fact]
    public void EndlessRecursionIsARecursionError()
    {
        UdfException error = Fails(
            UdfErrorCode.ExecutionFailed,
            "def down(n: int) -> int:\n    return down(n + 1) + 1\n\ndef udf_main() -> int:\n    return down(0)\n");
        Assert.Equal("RecursionError", error.Traceback!.Type);
        Assert.Equal(2, error.Traceback.Frames[^1].Line);
        Assert.Contains("[Previous line repeated ", error.Traceback.Print());
    }

    [Fact]
    public void AStringThatDoublesReachesTheMemoryLimit()
    {
        UdfException error = Fails(
            UdfErrorCode.MemoryLimit, "def udf_main() -> int:\n    x = \"ab\"\n    while len(x) > 0:\n        x = x + x\n    return len(x)\n");
        Assert.Equal("MemoryError", error.Traceback!.Type);
        Assert.Equal(4, error.Traceback.Frames[^1].Line);
    }

    [Fact]
    public void AListThatGrowsForEverReachesTheMemoryLimit() => Fails(
        UdfErrorCode.MemoryLimit, "def udf_main() -> int:\n    xs = [1]\n    while len(xs) > 0:\n        xs.append(len(xs))\n    return 0\n");

    [Fact]
    public void ANanIndexIsRefusedBeforeItRuns()
    {
        using UdfHost host = Udfs.Open();
        UdfException error = Udfs.Fails(
            UdfErrorCode.CompilationFailed, () => host.Register(Udfs.Python("f", "def udf_main() -> int:\n    return [1, 2][float(\"nan\")]\n") with { Mode = UdfMode.Typed }));
        Assert.Equal(2, error.Diagnostics[0].Line);
        error = Fails(UdfErrorCode.ExecutionFailed, "def udf_main() -> int:\n    xs = [1, 2]\n    return xs[int(float(\"nan\"))]\n");
        Assert.Equal(("ValueError", 3), (error.Traceback!.Type, error.Traceback.Frames[^1].Line));
    }

    [Fact]
    public void AWrongFieldTypeIsATypeErrorAtTheFunction()
    {
        UdfException error = Fails(UdfErrorCode.ExecutionFailed, "\ndef udf_main(price: float) -> bool:\n    return price > 1.0\n", """{"price": "cheap"}""");
        Assert.Equal("TypeError", error.Traceback!.Type);
        Assert.Contains("parameter 'price' takes float, and field 'price' is str", error.Message);
        Assert.Equal("udf_main", Assert.Single(error.Traceback.Frames).FunctionName);
    }
}
