using System.Linq;

namespace Krait.Udf.Tests;

public class PythonTracebackTests
{
    private static readonly PythonFrame s_main = new("udf_main", "f.py", Line: 9, Column: 5, Excerpt: "return divide(1, 0)");
    private static readonly PythonFrame s_divide = new("divide", "f.py", Line: 2, Column: 12, Excerpt: "return a // b");

    [Fact]
    public void PrintsAsPythonDoes() => Assert.Equal(
        """
        Traceback (most recent call last):
          File "f.py", line 9, in udf_main
            return divide(1, 0)
          File "f.py", line 2, in divide
            return a // b
        ZeroDivisionError: integer division or modulo by zero
        """,
        new PythonTraceback("ZeroDivisionError", "integer division or modulo by zero", [s_main, s_divide]).Print());

    [Fact]
    public void CountsRepeatedFrames() => Assert.Equal(
        """
        Traceback (most recent call last):
          File "f.py", line 9, in udf_main
            return divide(1, 0)
          File "f.py", line 2, in divide
            return a // b
          File "f.py", line 2, in divide
            return a // b
          File "f.py", line 2, in divide
            return a // b
          [Previous line repeated 7 more times]
        RecursionError
        """,
        new PythonTraceback("RecursionError", "", [s_main, .. Enumerable.Repeat(s_divide, 10)]).Print());

    [Fact]
    public void ShowsFunctionsOfModulesWithoutSource() => Assert.Equal(
        """
        Traceback (most recent call last):
          File "f", in filter
        RuntimeError: unreachable
        """,
        new PythonTraceback("RuntimeError", "unreachable", [new("filter", "f", Line: 0, Column: 0, Excerpt: "")]).Print());
}
