using System;
using System.Collections.Generic;
using System.Numerics;
using Krait.Guests.Tests.Kit;

namespace Krait.Guests.Tests;

/// <summary>Values and calls between .NET and MicroPython; what came in, Python says itself.</summary>
public sealed class MicroPythonValueTests : IDisposable
{
    private readonly PythonSandbox _sandbox = Sandboxes.New(PythonInterpreter.MicroPython);

    [Theory]
    [InlineData("None")]
    [InlineData("True")]
    [InlineData("False")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("2**29")]
    [InlineData("2**30")]
    [InlineData("-2**30 - 1")]
    [InlineData("2**31")]
    [InlineData("-2**31")]
    [InlineData("2**63 - 1")]
    [InlineData("-2**63")]
    [InlineData("10**200")]
    [InlineData("-7**99")]
    [InlineData("0.5")]
    [InlineData("-0.0")]
    [InlineData("1e300")]
    [InlineData("float('-inf')")]
    [InlineData("''")]
    [InlineData("'a'")]
    [InlineData("'__name__'")]
    [InlineData("'a long text that nobody else has'")]
    [InlineData("'\\xe9\\u20ac\\U0001f600'")]
    [InlineData("'nul \\0 within'")]
    [InlineData("b''")]
    [InlineData("b'\\0\\xff x'")]
    [InlineData("[]")]
    [InlineData("[1, 'two', 3.0, None, [True, []]]")]
    [InlineData("()")]
    [InlineData("(1, (2, (3, [])))")]
    [InlineData("{}")]
    [InlineData("{0: 1}")]
    [InlineData("{(1, 2): {3: [4]}}")]
    [InlineData("{None: 1}")]
    [InlineData("{7}")]
    [InlineData("frozenset({'x'})")]
    [InlineData("list(range(1000))")]
    public void BringsBackWhatWentOut(string expression)
    {
        object? value = _sandbox.Evaluate(expression);
        _sandbox.SetGlobal("came_in", value);
        Assert.Equal(_sandbox.Repr(expression), _sandbox.Repr("came_in"));
        Assert.Equal(true, _sandbox.Evaluate($"type(came_in) is type({expression})"));
    }

    [Fact]
    public void BringsBackDictsInAnyOrder()
    {
        _sandbox.Execute("numbers = {i: str(i) for i in range(-20, 50)}\nfor i in range(10): del numbers[i]");
        var dict = (PythonDictionary)_sandbox.GetGlobal("numbers")!;
        Assert.Equal(60, dict.Count);
        Assert.Equal("-7", dict[-7]);
        _sandbox.SetGlobal("back", dict);
        Assert.Equal(true, _sandbox.Evaluate("back == numbers"));
        _sandbox.Execute("items = set(range(20))\nitems.remove(3)");
        _sandbox.SetGlobal("back", _sandbox.GetGlobal("items"));
        Assert.Equal(true, _sandbox.Evaluate("back == items"));
    }

    [Fact]
    public void TakesClassesDerivedFromBuiltInOnes()
    {
        _sandbox.Execute("from collections import namedtuple, OrderedDict\nT = namedtuple('T', 'a b')\nclass L(list): pass\nclass D(dict): pass\nod = OrderedDict([('b', 1), ('a', 2)])");
        Assert.Equal(new PythonTuple(1L, 2L), _sandbox.Evaluate("T(1, 2)"));
        Assert.Equal(["b", "a"], ((PythonDictionary)_sandbox.Evaluate("od")!).Keys);
        Assert.Equal(new List<object?> { 1L, 2L }, _sandbox.Evaluate("L([1, 2])"));
        Assert.Equal(new byte[] { 1, 2 }, _sandbox.Evaluate("bytearray([1, 2])"));
    }

    [Theory]
    [InlineData("x = []\nx.append(x)", "ValueError")]
    [InlineData("x = None\nfor i in range(101): x = [x]", "RecursionError")]
    [InlineData("x = object()", "TypeError")]
    [InlineData("x = [1, [lambda: 1]]", "TypeError")]
    [InlineData("x = ['a' * 10**6] * 1000", "OverflowError")]
    public void RefusesWhatCannotCross(string source, string expected)
    {
        _sandbox.Execute(source);
        Assert.Equal(expected, Assert.Throws<PythonException>(() => _sandbox.GetGlobal("x")).TypeName);
        Assert.Equal(2L, _sandbox.Evaluate("1 + 1"));
    }

    [Fact]
    public void RefusesValuesOfTheHostThatCannotCross()
    {
        Assert.Throws<ArgumentException>(() => _sandbox.SetGlobal("x", new object?[] { 1, "a", new Version(1, 0) }));
        Assert.Throws<ArgumentException>(() => _sandbox.SetGlobal("x", new[] { "ok", "\ud800" }));
        Assert.Throws<ArgumentException>(() => _sandbox.SetGlobal("x", DateTime.UnixEpoch));
        Assert.Equal("NameError", Assert.Throws<PythonException>(() => _sandbox.GetGlobal("x")).TypeName);
        _sandbox.SetGlobal("x", 1);
        Assert.Equal(1L, _sandbox.GetGlobal("x"));
    }

    [Fact]
    public void CallsFunctions()
    {
        _sandbox.Execute("import json\ndef f(a, b=2, *rest, **named):\n    return [a, b, rest, named]");
        Assert.Equal("[1, 2, (), {}]", In(_sandbox.Call("f", 1)));
        Assert.Equal("[1, 'x', (None,), {}]", In(_sandbox.Call("f", 1, "x", null)));
        Assert.Equal("[1, 5, (), {'c': [6]}]", In(_sandbox.Call("f", [1], new Dictionary<string, object?> { ["b"] = 5, ["c"] = new[] { 6 } })));
        Assert.Equal("{\"a\": 1}", _sandbox.Call("json.dumps", new Dictionary<string, int> { ["a"] = 1 }));
        Assert.Equal("TypeError", Assert.Throws<PythonException>(() => _sandbox.Call("f")).TypeName);
        Assert.Equal("NameError", Assert.Throws<PythonException>(() => _sandbox.Call("nowhere")).TypeName);
        Assert.Equal("AttributeError", Assert.Throws<PythonException>(() => _sandbox.Call("json.nothing")).TypeName);
        using PythonObject held = _sandbox.Hold("lambda x, y=1: x + y");
        Assert.Equal(3L, held.Call(2));
        Assert.Equal(12L, held.Call([2], new Dictionary<string, object?> { ["y"] = 10 }));
        _sandbox.SetGlobal("held", held);
        Assert.Equal(5L, _sandbox.Evaluate("held(4)"));
        using PythonObject attribute = _sandbox.Hold("json").GetAttribute("loads");
        Assert.Equal("{'a': [1]}", In(attribute.Call("{\"a\": [1]}")));
    }

    [Fact]
    public void TellsOfExceptionsInFunctionsThatItCalls()
    {
        _sandbox.Execute("def f(x):\n    raise ValueError('no ' + x)");
        PythonException error = Assert.Throws<PythonException>(() => _sandbox.Call("f", "way"));
        Assert.Equal("ValueError: no way", error.Message);
        Assert.Equal([new PythonFrame("<stdin>", 2, "f")], error.Frames);
    }

    [Fact]
    public void CallsFunctionsOfTheHost()
    {
        var fields = new Dictionary<string, object?> { ["title"] = "Dune", ["year"] = 1965L, ["tags"] = new[] { "a", "b" } };
        List<string> log = [];
        _sandbox.DefineModule("krait", new Dictionary<string, object?>
        {
            ["get_field"] = (string name, object? fallback = null) =>
                fields.TryGetValue(name, out object? value) ? value : fallback ?? throw new PythonException("KeyError", name),
            ["log"] = (string text) => log.Add(text),
            ["big"] = (BigInteger value, double number) => new object[] { value + 1, number },
            ["VERSION"] = 3,
        });
        _sandbox.Execute("import krait\nfrom krait import log, get_field\nlog(get_field('title'))\nyear = krait.get_field(name='year')");
        Assert.Equal(["Dune"], log);
        Assert.Equal(1965L, _sandbox.GetGlobal("year"));
        Assert.Equal("['a', 'b']", _sandbox.Repr("get_field('tags')"));
        Assert.Equal("[1267650600228229401496703205377, 5.0]", _sandbox.Repr("krait.big(2**100, 5)"));
        Assert.Equal("(3, 0)", _sandbox.Repr("(krait.VERSION, get_field('none', 0))"));
        PythonException error = Assert.Throws<PythonException>(() => _sandbox.Evaluate("get_field('none')"));
        Assert.Equal("KeyError", error.TypeName);
        Assert.Equal("TypeError", Assert.Throws<PythonException>(() => _sandbox.Evaluate("log(1)")).TypeName);
        _sandbox.Execute("try:\n    get_field('x')\nexcept KeyError as e:\n    caught = e.args");
        Assert.Equal("('x',)", _sandbox.Repr("caught"));
        _sandbox.DefineModule("krait", new Dictionary<string, object?> { ["get_field"] = (string name) => "new " + name });
        Assert.Equal("new x", _sandbox.Evaluate("get_field('x')"));
    }

    [Fact]
    public void TellsPythonNothingOfTheHostsExceptions()
    {
        var secret = new InvalidOperationException("password in the message");
        _sandbox.SetGlobal("fail", new Action(() => throw secret));
        PythonException error = Assert.Throws<PythonException>(() => _sandbox.Execute("fail()"));
        Assert.Equal("RuntimeError: fail() failed in the host", error.Message);
        Assert.Same(secret, error.InnerException);
    }

    [Fact]
    public void CallsBackIntoTheSandbox()
    {
        _sandbox.SetGlobal("apply", (PythonObject function, long x) =>
        {
            using (function)
                return function.Call(x);
        });
        Assert.Equal(7L, _sandbox.Evaluate("apply(lambda x: x + 1, 6)"));
        Assert.Equal(9L, _sandbox.Evaluate("apply(x=8, function=lambda x: x + 1)"));
        Assert.Equal("ZeroDivisionError", Assert.Throws<PythonException>(() => _sandbox.Evaluate("apply(lambda x: 1 // 0, 6)")).TypeName);
        _sandbox.SetGlobal("again", () => _sandbox.Evaluate("again()"));
        Assert.Contains(Assert.Throws<PythonException>(() => _sandbox.Evaluate("again()")).TypeName, (string[])["RuntimeError", "MemoryError"]);
        Assert.Equal(2L, _sandbox.Evaluate("1 + 1"));
    }

    [Fact]
    public void GoesOnInCopiesOfTheSandbox()
    {
        _sandbox.DefineModule("host", new Dictionary<string, object?> { ["who"] = () => "first" });
        _sandbox.Execute("import host\ndef f(): return [host.who()]");
        using PythonSandbox fork = _sandbox.Fork();
        fork.DefineModule("host", new Dictionary<string, object?> { ["who"] = () => "fork" });
        Assert.Equal("['fork']", fork.Repr("f()"));
        Assert.Equal("['first']", _sandbox.Repr("f()"));
        fork.Execute("x = 1");
        fork.Reset();
        Assert.Equal("NameError", Assert.Throws<PythonException>(() => fork.GetGlobal("x")).TypeName);
        Assert.Equal(new List<object?> { "fork" }, fork.Call("f"));
    }

    [Fact]
    public void IsNotMovedByWhatAProgramRenames()
    {
        _sandbox.Execute("import builtins\nlist = tuple = dict = isinstance = len = repr = getattr = None\nbuiltins.zip = None\nbuiltins.eval = None");
        _sandbox.SetGlobal("x", new Dictionary<string, object?> { ["a"] = new object?[] { 1, 2.5 } });
        Assert.Equal("{'a': [1, 2.5]}", _sandbox.Repr("x"));
    }

    [Fact]
    public void KeepsNothingOfValuesThatCross()
    {
        _sandbox.Execute("import gc\ndef f(x): return x");
        object?[] value = ["text", 1L, new Dictionary<string, object?> { ["k"] = new[] { "a", "b" } }];
        _sandbox.Batch(() =>
        {
            for (int i = 0; i < 200; i++)
                _sandbox.Call("f", [value]);
            return true;
        });
        for (int i = 0; i < 3000; i++)
            _sandbox.Call("f", ["a text of some length, many times over " + new string('x', 5000)]);
        _sandbox.Execute("gc.collect()");
        Assert.InRange((long)_sandbox.Evaluate("gc.mem_alloc()")!, 0, 2 << 20);
    }

    public void Dispose() => _sandbox.Dispose();

    private string In(object? value)
    {
        _sandbox.SetGlobal("came_in", value);
        return _sandbox.Repr("came_in");
    }
}
