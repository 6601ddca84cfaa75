using Krait.Guests.Emscripten;
using Krait.Guests.Tests.Kit;
using Krait.Runtime;

namespace Krait.Guests.Tests;

/// <summary>Python functions that C code calls, by <c>ctypes</c>.</summary>
public sealed class CallbackTests : IClassFixture<CPythonTests.SharedSandbox>
{
    private readonly PythonSandbox _sandbox;

    public CallbackTests(CPythonTests.SharedSandbox shared)
    {
        _sandbox = shared.Sandbox;
        _sandbox.Execute("import ctypes, gc\nfrom ctypes import *\nc = ctypes.CDLL(None)");
    }

    [Fact]
    public void FunctionsOfCSortByAPythonFunction()
    {
        _sandbox.Execute(
            """
            def sort(numbers, compare):
                items = (c_int * len(numbers))(*numbers)
                function = CFUNCTYPE(c_int, POINTER(c_int), POINTER(c_int))(lambda a, b: compare(a[0], b[0]))
                c.qsort.restype = None
                c.qsort(items, len(numbers), sizeof(c_int), function)
                return list(items)
            """);
        Assert.Equal("[1, 5, 7, 33, 99]", _sandbox.Repr("sort([5, 1, 7, 33, 99], lambda a, b: a - b)"));
        Assert.Equal("[99, 33, 7, 5, 1]", _sandbox.Repr("sort([5, 1, 7, 33, 99], lambda a, b: b - a)"));
        Assert.True((bool)_sandbox.Evaluate("sort([(i * 7919) % 1000 for i in range(1000)], lambda a, b: a - b) == list(range(1000))")!);
    }

    [Theory]
    [InlineData("c_byte, c_byte", "(-3,)", "-3")]
    [InlineData("c_ubyte, c_ubyte", "(253,)", "253")]
    [InlineData("c_short, c_short", "(-300,)", "-300")]
    [InlineData("c_longlong, c_longlong", "(-2**40,)", "-1099511627776")]
    [InlineData("c_double, c_double, c_float, c_int", "(1.5, 0.25, -2)", "(1.5, 0.25, -2)")]
    [InlineData("c_float, c_float", "(0.5,)", "0.5")]
    [InlineData("c_bool, c_bool", "(True,)", "True")]
    [InlineData("c_char_p, c_char_p", "(b'text',)", "b'text'")]
    [InlineData("py_object, py_object", "([1],)", "[1]")]
    [InlineData("c_int, c_int, c_int, c_int, c_int, c_int, c_int, c_int, c_int", "(1, 2, 3, 4, 5, 6, 7, 8)", "(1, 2, 3, 4, 5, 6, 7, 8)")]
    public void CallbacksAreCalledByTheirAddress(string types, string arguments, string expected)
    {
        _sandbox.Execute(
            $$"""
            got = None
            def take(*values):
                global got
                got = values[0] if len(values) == 1 else values
                return values[0]
            kind = CFUNCTYPE({{types}})
            made = kind(take)
            again = kind(cast(made, c_void_p).value)
            """);
        Assert.Equal(_sandbox.Repr($"{arguments}[0]"), _sandbox.Repr($"again(*{arguments})"));
        Assert.Equal(expected, _sandbox.Repr("got"));
    }

    [Fact]
    public void StructuresAreTakenByValue()
    {
        _sandbox.Execute(
            """
            class Pair(Structure):
                _fields_ = [('a', c_int), ('b', c_double)]
            class Alone(Structure):
                _fields_ = [('a', c_int)]
            kind = CFUNCTYPE(c_double, Pair, Alone)
            function = kind(lambda pair, alone: pair.a + pair.b + alone.a)
            """);
        Assert.Equal(8.5, _sandbox.Evaluate("kind(cast(function, c_void_p).value)(Pair(1, 2.5), Alone(5))"));
    }

    [Fact]
    public void WhatACallbackRaisesStaysInPython()
    {
        _sandbox.Execute("import sys\nseen = []\nsys.unraisablehook = lambda what: seen.append(repr(what.exc_value))\nCFUNCTYPE(c_int)(lambda: 1 / 0)()");
        Assert.Equal("[\"ZeroDivisionError('division by zero')\"]", _sandbox.Repr("seen"));
    }

    [Fact]
    public void PlacesOfCallbacksAreUsedAgain()
    {
        _sandbox.Execute("for i in range(200):\n    assert CFUNCTYPE(c_int, c_int)(lambda n: n + i)(1) == 1 + i");
        PythonException exception = Assert.Throws<PythonException>(() => _sandbox.Execute("kept = []\nwhile True:\n    kept.append(CFUNCTYPE(c_int)(lambda: 3))"));
        Assert.Equal("MemoryError", exception.TypeName);
        Assert.True((long)_sandbox.Evaluate("len(kept)")! >= 8);
        _sandbox.Execute("del kept\ngc.collect()");
        Assert.Equal(3L, _sandbox.Evaluate("CFUNCTYPE(c_int)(lambda: 3)()"));
    }

    [Fact]
    public void ImagesHoldCallbacks()
    {
        using PythonSandbox parent = Sandboxes.New(PythonInterpreter.CPython);
        parent.Execute(
            """
            from ctypes import *
            calls = 0
            def compare(a, b):
                global calls
                calls += 1
                return a[0] - b[0]
            function = CFUNCTYPE(c_int, POINTER(c_int), POINTER(c_int))(compare)
            def sort():
                items = (c_int * 3)(3, 1, 2)
                CDLL(None).qsort(items, 3, 4, function)
                return list(items)
            """);
        using PythonSandbox copy = parent.Fork();
        Assert.Equal("[1, 2, 3]", copy.Repr("sort()"));
        Assert.Equal(0L, parent.Evaluate("calls"));
        copy.Execute("other = CFUNCTYPE(c_int)(lambda: 4)\nassert other() == 4");
        copy.Reset();
        Assert.Equal(0L, copy.Evaluate("calls"));
        Assert.Equal("[1, 2, 3]", copy.Repr("sort()"));
    }

    [Fact]
    public void ATypeThatHoldsItselfIsRefused()
    {
        const uint Type = 64;
        const uint Elements = 96;
        var memory = new Memory(1);
        memory.Write(Type, 4u);
        memory.Write(Type + 6, (ushort)ForeignKind.Struct);
        memory.Write(Type + 8, Elements);
        memory.Write(Elements, Type);
        memory.Write(0, Type);
        Assert.Contains("within each other", Assert.Throws<GuestAbortException>(() => ForeignCalls.TypeAt(memory, 0)).Message, System.StringComparison.Ordinal);
    }

    [Fact]
    public void ACallOfAnotherTypeThanTheCallbacksTraps()
    {
        using PythonSandbox sandbox = Sandboxes.New(PythonInterpreter.CPython);
        Assert.Throws<TrapException>(() => sandbox.Execute(
            """
            from ctypes import *
            items = (c_int * 2)(2, 1)
            CDLL(None).qsort(items, 2, 4, CFUNCTYPE(c_double, c_double)(lambda n: n))
            """));
    }

    [Fact]
    public void ACallbackThatIsGoneEndsTheSandbox()
    {
        using PythonSandbox sandbox = Sandboxes.New(PythonInterpreter.CPython);
        GuestAbortException exception = Assert.Throws<GuestAbortException>(() => sandbox.Execute(
            """
            import gc
            from ctypes import *
            kept = CFUNCTYPE(c_int)(lambda: 1)
            kind = CFUNCTYPE(c_int)
            function = kind(lambda: 1)
            address = cast(function, c_void_p).value
            del function
            gc.collect()
            kind(address)()
            """));
        Assert.Contains("keep a reference", exception.Message, System.StringComparison.Ordinal);
    }
}
