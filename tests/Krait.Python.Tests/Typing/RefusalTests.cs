using System.Linq;

namespace Krait.Python.Tests.Typing;

/// <summary>What is refused, with which id and on which line.</summary>
public class RefusalTests
{
    [Theory]
    [InlineData("async def f(a: int) -> int:\n    return a\n", "PY3001", "`async def` is not in the typed tier")]
    [InlineData("class A:\n    pass\n", "PY3001", "`class` is not in the typed tier")]
    [InlineData("x = {}\n", "PY3001", "a dict is not in the typed tier")]
    [InlineData("f = lambda: 1\n", "PY3001", "`lambda` is not in the typed tier")]
    [InlineData("import os\n", "PY3002", "import of 'os' is not in the typed tier")]
    [InlineData("print(eval('1'))\n", "PY3003", "builtin 'eval' is not in the typed tier")]
    [InlineData("def f(*a: int) -> int:\n    return 1\n", "PY3001", "`*a` is not in the typed tier")]
    [InlineData("print(f'{1:>3}')\n", "PY3007", "a format specifier in an f-string is not in the typed tier")]
    [InlineData("x = 1\nx = 'a'\nprint(x)\n", "PY2006", "'x' is int at line 1 but gets str here")]
    [InlineData("def f(x: int | None) -> int:\n    return x + 1\n", "PY2012", "this may be None: its type is int | None")]
    [InlineData("def f(x: float) -> float:\n    return x\nprint(f(1))\n", "PY2005", "parameter 'x' of 'f' takes float but gets int")]
    [InlineData("def f(a: int) -> int:\n    if a:\n        return 1\n", "PY2015", "this function promises int but its end can be reached without a return")]
    [InlineData("print(1 if len('a') else 1.5)\n", "PY2026", "this is an int or a float depending on the way taken")]
    [InlineData("print(y)\n", "PY2001", "name 'y' is not defined")]
    [InlineData("print([1, 'a'])\n", "PY2021", "the elements of this list have different types: int and str")]
    public void NamesWhatItRefuses(string source, string id, string message)
    {
        CompileResult result = PythonCompiler.Compile(new SourceText(source));

        Diagnostic diagnostic = Assert.Single(result.Diagnostics);
        Assert.Equal((id, message), (diagnostic.Id, diagnostic.Message));
    }

    [Theory]
    [InlineData("def f(x: int | None) -> int:\n    if x is None:\n        return 0\n    return x + 1\n")]
    [InlineData("def f(x: int | None) -> int:\n    return x + 1 if x is not None else 0\n")]
    [InlineData("def f(x: int | None) -> bool:\n    return x is not None and x > 0\n")]
    [InlineData("def f(x: int | None) -> int:\n    while x is not None and x > 0:\n        x = x - 1 if x > 1 else None\n    return 0\n")]
    [InlineData("def f(x: int | None) -> int:\n    assert x is not None\n    return x\n")]
    [InlineData("def f(x: str | None) -> str:\n    return (x or 'none').upper()\n")]
    [InlineData("def f(x: int | None) -> int:\n    if not x:\n        raise ValueError('x')\n    return x\n")]
    public void NarrowsWhatACheckSaysIsNotNone(string source)
    {
        CompileResult result = PythonCompiler.Compile(new SourceText(source));

        Assert.Empty(result.Diagnostics);
    }

    [Fact]
    public void ForgetsWhatALoopMayMakeNone()
    {
        CompileResult result = PythonCompiler.Compile(new SourceText(
            "def f(x: int | None, n: int) -> int:\n    if x is None:\n        return 0\n    for i in range(n):\n        print(x + 1)\n        x = None\n    return 1\n"));

        Assert.Equal(["PY2012"], result.Diagnostics.Select(diagnostic => diagnostic.Id));
    }

    [Fact]
    public void RaisesForAUseBeforeAssignment()
    {
        using Compilation.CompiledProgram program = Compilation.CompiledProgram.Start(
            "def f(n: int) -> int:\n    for i in range(n):\n        last = i\n    return last\ntry:\n    print(f(3))\n    print(f(0))\nexcept UnboundLocalError as e:\n    print(e)\n");

        Assert.Equal("2\ncannot access local variable 'last' where it is not associated with a value\n", program.Run());
    }
}
