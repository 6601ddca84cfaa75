using System;
using Krait.Guests.Tests.Kit;
using Krait.Runtime;

namespace Krait.Guests.Tests;

/// <summary>MicroPython in a sandbox.</summary>
public sealed class MicroPythonTests : IDisposable
{
    private readonly PythonSandbox _sandbox = Sandboxes.New(PythonInterpreter.MicroPython);

    [Theory]
    [InlineData("1 + 1", 2L)]
    [InlineData("sum(range(10))", 45L)]
    [InlineData("'a' * 3", "aaa")]
    [InlineData("1 / 4", 0.25)]
    [InlineData("3 > 2", true)]
    [InlineData("None", null)]
    public void GivesTheValueOfAnExpression(string expression, object? expected) => Assert.Equal(expected, _sandbox.Evaluate(expression));

    [Fact]
    public void GivesTheRepresentationOfAnyValue() => Assert.Equal("[1, 'x', (2.5,)]", _sandbox.Repr("[1, 'x', (2.5,)]"));

    [Fact]
    public void RefusesAValueThatDoesNotCross() =>
        Assert.Equal("TypeError", Assert.Throws<PythonException>(() => _sandbox.Evaluate("object()")).TypeName);

    [Fact]
    public void KeepsNamesFromCallToCall()
    {
        _sandbox.Execute("import json\ndef f(x):\n    return json.dumps({'x': x})");
        Assert.Equal("{\"x\": [1, null]}", _sandbox.Evaluate("f([1, None])"));
    }

    [Fact]
    public void TellsAnExceptionWithItsLines()
    {
        PythonException error = Assert.Throws<PythonException>(() => _sandbox.Execute("def f():\n    raise ValueError('no')\n\nf()"));
        Assert.Equal("ValueError", error.TypeName);
        Assert.Equal("no", error.Text);
        Assert.Equal([4, 2], Array.ConvertAll([.. error.Frames], static frame => frame.Line));
    }

    [Fact]
    public void CatchesExceptionsByJumping() =>
        Assert.Equal(
            "caught 500\n",
            Sandboxes.Output(
                PythonInterpreter.MicroPython,
                """
                caught = 0
                for i in range(500):
                    try:
                        [][i]
                    except IndexError:
                        caught += 1
                print('caught', caught)
                """));

    [Fact]
    public void EndsDeepRecursion()
    {
        PythonException error = Assert.Throws<PythonException>(() => _sandbox.Execute("def f(): return f()\nf()"));
        Assert.Equal("RuntimeError", error.TypeName);
        Assert.Equal(2L, _sandbox.Evaluate("1 + 1"));
    }

    [Fact]
    public void EndsAtItsDeadline()
    {
        using PythonSandbox sandbox = Sandboxes.New(
            PythonInterpreter.MicroPython, new PythonSandboxOptions { Limits = new CallLimits { Deadline = TimeSpan.FromMilliseconds(100) } });
        Assert.Equal(ResourceKind.Deadline, Assert.Throws<ResourceLimitException>(() => sandbox.Execute("while True: pass")).Kind);
    }

    [Fact]
    public void StaysWithinItsHeap()
    {
        using PythonSandbox sandbox = Sandboxes.New(
            PythonInterpreter.MicroPython, new PythonSandboxOptions { MicroPythonHeapBytes = 1 << 20, MaximumMemoryBytes = 32 << 20 });
        PythonException error = Assert.Throws<PythonException>(() => sandbox.Execute("kept = []\nwhile True: kept.append(bytearray(100000))"));
        Assert.Equal("MemoryError", error.TypeName);
    }

    public void Dispose() => _sandbox.Dispose();
}
