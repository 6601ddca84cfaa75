using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using Krait.Guests.Tests.Kit;

namespace Krait.Guests.Tests;

/// <summary>Values between .NET and CPython; what came in, Python says itself.</summary>
public sealed class CPythonValueTests(CPythonTests.SharedSandbox shared) : IClassFixture<CPythonTests.SharedSandbox>
{
    private readonly PythonSandbox _sandbox = shared.Sandbox;

    [Theory]
    [InlineData("None")]
    [InlineData("True")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("2**30 - 1")]
    [InlineData("2**30")]
    [InlineData("-2**60")]
    [InlineData("2**63 - 1")]
    [InlineData("-2**63")]
    [InlineData("2**63")]
    [InlineData("-2**63 - 1")]
    [InlineData("2**64 - 1")]
    [InlineData("10**1000")]
    [InlineData("-7**500")]
    [InlineData("0.0")]
    [InlineData("-0.0")]
    [InlineData("1e308")]
    [InlineData("5e-324")]
    [InlineData("float('nan')")]
    [InlineData("float('-inf')")]
    [InlineData("1.5 - 2j")]
    [InlineData("''")]
    [InlineData("'a'")]
    [InlineData("'\\xe9'")]
    [InlineData("'\\u20ac'")]
    [InlineData("'\\U0001f600'")]
    [InlineData("'plain'")]
    [InlineData("'caf\\xe9'")]
    [InlineData("'\\u4e2d\\u6587 x'")]
    [InlineData("'a\\U0001f600b\\U0010ffff'")]
    [InlineData("'nul \\0 within'")]
    [InlineData("'\\ud800'")]
    [InlineData("'x\\udfff\\U0001f600'")]
    [InlineData("b''")]
    [InlineData("b'\\0\\xff x'")]
    [InlineData("[]")]
    [InlineData("[1, 'two', 3.0, None, [True, []]]")]
    [InlineData("()")]
    [InlineData("(1,)")]
    [InlineData("(1, (2, (3, [])))")]
    [InlineData("{}")]
    [InlineData("{'b': 1, 'a': [2], 3: None, None: (), (1, 2): 'pair', 2.5: {}}")]
    [InlineData("{b'key': 1, frozenset({1, 2}): 2}")]
    [InlineData("set()")]
    [InlineData("{1}")]
    [InlineData("frozenset()")]
    [InlineData("frozenset({('a', 1)})")]
    [InlineData("__import__('datetime').date(1, 1, 1)")]
    [InlineData("__import__('datetime').date(9999, 12, 31)")]
    [InlineData("__import__('datetime').datetime(2024, 2, 29, 23, 59, 58, 999999)")]
    [InlineData("__import__('datetime').datetime(2024, 2, 29, tzinfo=__import__('datetime').timezone.utc)")]
    [InlineData("__import__('datetime').datetime(1999, 1, 2, 3, tzinfo=__import__('datetime').timezone(-__import__('datetime').timedelta(hours=5, minutes=30)))")]
    [InlineData("__import__('datetime').time(23, 59, 59, 1)")]
    [InlineData("__import__('datetime').timedelta(-3, 5, 7)")]
    [InlineData("__import__('datetime').timedelta(10000000, 86399, 999999)")]
    public void BringsBackWhatWentOut(string expression)
    {
        object? value = _sandbox.Evaluate(expression);
        _sandbox.SetGlobal("came_in", value);
        Assert.Equal(_sandbox.Repr(expression), _sandbox.Repr("came_in"));
        Assert.Equal(true, _sandbox.Evaluate($"type(came_in) is type({expression})"));
    }

    [Fact]
    public void KeepsHalvesOfSurrogatePairs() => Assert.Equal(new string(['\ud800', 'x']), _sandbox.Evaluate("'\\ud800x'"));

    [Fact]
    public void BringsBackRandomValues()
    {
        var random = new Random(20261121);
        for (int i = 0; i < 300; i++)
        {
            string source = RandomLiteral(random, 4);
            _sandbox.SetGlobal("came_in", _sandbox.Evaluate(source));
            Assert.Equal(_sandbox.Repr(source), _sandbox.Repr("came_in"));
            Assert.Equal(true, _sandbox.Evaluate($"came_in == {source}"));
        }
    }

    [Fact]
    public void TakesEveryNumberOfNet()
    {
        _sandbox.SetGlobal("came_in", new object[]
        {
            sbyte.MinValue, byte.MaxValue, short.MinValue, ushort.MaxValue, int.MinValue, uint.MaxValue, long.MinValue, ulong.MaxValue,
            Int128.MinValue, UInt128.MaxValue, (nint)(-5), (nuint)5, BigInteger.Pow(10, 40), 0.5f, (Half)0.25, 1.5, 'x',
        });
        Assert.Equal(
            "[-128, 255, -32768, 65535, -2147483648, 4294967295, -9223372036854775808, 18446744073709551615, "
            + "-170141183460469231731687303715884105728, 340282366920938463463374607431768211455, -5, 5, "
            + "10000000000000000000000000000000000000000, 0.5, 0.25, 1.5, 'x']",
            _sandbox.Repr("came_in"));
    }

    [Fact]
    public void TakesCollectionsOfNet()
    {
        Assert.Equal("[1, 2]", In(new[] { 1, 2 }));
        Assert.Equal("[1, 2]", In(new long[] { 1, 2 }));
        Assert.Equal("['a']", In(new List<string> { "a" }));
        Assert.Equal("[2, 4]", In(new[] { 1, 2 }.Select(static number => number * 2)));
        Assert.Equal("(1, 'a', None)", In((1, "a", (object?)null)));
        Assert.Equal("{'a': 1, 'b': [None]}", In(new Dictionary<string, object?> { ["a"] = 1, ["b"] = new object?[] { null } }));
        Assert.Equal("{1: 'x'}", In(new SortedDictionary<int, string> { [1] = "x" }));
        Assert.Equal("{7}", In(new HashSet<int> { 7 }));
        Assert.Equal("b'\\x01\\x02'", In(new byte[] { 1, 2 }));
        Assert.Equal("b'\\x02'", In(new ReadOnlyMemory<byte>([1, 2, 3], 1, 1)));
    }

    [Fact]
    public void TakesClassesDerivedFromBuiltInOnes()
    {
        _sandbox.Execute(
            """
            import collections, enum
            class Level(enum.IntEnum):
                HIGH = 3
            class Name(str): pass
            class Names(list): pass
            class Half(float): pass
            Point = collections.namedtuple('Point', 'x y')
            ordered = collections.OrderedDict(a=1, b=2)
            ordered.move_to_end('a')
            """);
        Assert.Equal(3L, _sandbox.Evaluate("Level.HIGH"));
        Assert.Equal("n\u20ac", _sandbox.Evaluate("Name('n\u20ac')"));
        Assert.Equal(0.5, _sandbox.Evaluate("Half(0.5)"));
        Assert.Equal(new List<object?> { 1L, 2L }, _sandbox.Evaluate("Names([1, 2])"));
        Assert.Equal(new PythonTuple(1L, 2L), _sandbox.Evaluate("Point(1, 2)"));
        Assert.Equal(["b", "a"], ((PythonDictionary)_sandbox.Evaluate("ordered")!).Keys);
        Assert.Equal(2L, ((PythonDictionary)_sandbox.Evaluate("collections.Counter('aab')")!)["a"]);
        Assert.Equal(new byte[] { 1, 2 }, _sandbox.Evaluate("bytearray([0, 1, 2])[1:]"));
    }

    [Fact]
    public void TakesDataclassesAsRecords()
    {
        _sandbox.Execute(
            """
            from dataclasses import dataclass, field
            @dataclass
            class Inner:
                name: str
            @dataclass(slots=True)
            class Outer:
                x: int
                inner: Inner
                many: list = field(default_factory=list)
            """);
        var record = (PythonRecord)_sandbox.Evaluate("Outer(1, Inner('n'), [2])")!;
        Assert.Equal("Outer", record.TypeName);
        Assert.Equal(["x", "inner", "many"], record.Fields.Select(static pair => pair.Key));
        Assert.Equal("n", ((PythonRecord)record["inner"]!)["name"]);
        Assert.Equal("TypeError", Assert.Throws<PythonException>(() => _sandbox.Evaluate("Outer")).TypeName);
    }

    [Fact]
    public void FindsKeysAsPythonDoes()
    {
        var dict = (PythonDictionary)_sandbox.Evaluate("{1: 'int', 2.0: 'float', None: 'none', b'k': 'bytes', (1, 'a'): 'tuple', 10**30: 'big'}")!;
        Assert.Equal("int", dict[1.0]);
        Assert.Equal("int", dict[true]);
        Assert.Equal("float", dict[2]);
        Assert.Equal("none", dict[null]);
        Assert.Equal("bytes", dict["k"u8.ToArray()]);
        Assert.Equal("tuple", dict[new PythonTuple(1, "a")]);
        Assert.Equal("big", dict[BigInteger.Pow(10, 30)]);
        Assert.False(dict.ContainsKey("missing"));
    }

    [Theory]
    [InlineData("x = []; x.append(x)", "ValueError")]
    [InlineData("x = {}; x['a'] = [x]", "ValueError")]
    [InlineData("x = None\nfor i in range(101): x = [x]", "RecursionError")]
    [InlineData("x = ['a' * 10**6] * 1000", "OverflowError")]
    [InlineData("x = [None] * (5 << 20); x = [x, x]", "OverflowError")]
    [InlineData("x = object()", "TypeError")]
    [InlineData("x = [1, [lambda: 1]]", "TypeError")]
    [InlineData("import datetime\nx = datetime.timedelta(999999999)", "OverflowError")]
    [InlineData("import datetime\nx = datetime.datetime(2000, 1, 1, tzinfo=datetime.timezone(datetime.timedelta(seconds=1)))", "OverflowError")]
    [InlineData("class D(dict):\n    def items(self): raise KeyError('mine')\nx = D(a=1)", "KeyError")]
    public void RefusesWhatCannotCross(string source, string expected)
    {
        _sandbox.Execute(source);
        Assert.Equal(expected, Assert.Throws<PythonException>(() => _sandbox.GetGlobal("x")).TypeName);
        Assert.Equal(2L, _sandbox.Evaluate("1 + 1"));
    }

    [Fact]
    public void TakesOneHundredLevelsEachWay()
    {
        _sandbox.Execute("x = None\nfor i in range(100): x = [x]");
        object? value = _sandbox.GetGlobal("x");
        _sandbox.SetGlobal("y", value);
        Assert.Equal(true, _sandbox.Evaluate("x == y"));
        Assert.Throws<ArgumentException>(() => _sandbox.SetGlobal("y", new[] { value }));
    }

    [Fact]
    public void RefusesValuesOfTheHostThatCannotCross()
    {
        var cycle = new List<object?>();
        cycle.Add(cycle);
        Assert.Contains("contains itself", Assert.Throws<ArgumentException>(() => _sandbox.SetGlobal("x", cycle)).Message, StringComparison.Ordinal);
        Assert.Contains("System.Object", Assert.Throws<ArgumentException>(() => _sandbox.SetGlobal("x", new object())).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => _sandbox.SetGlobal("x", new object[] { 1, "a", new Version(1, 0) }));
        Assert.Equal("TypeError", Assert.Throws<PythonException>(() => _sandbox.SetGlobal("x", new HashSet<object> { new List<int>() })).TypeName);
        Assert.Equal(2L, _sandbox.Evaluate("1 + 1"));
    }

    [Fact]
    public void CallsFunctions()
    {
        _sandbox.Execute("import json\ndef f(a, b=2, *rest, **named):\n    return [a, b, rest, named]");
        Assert.Equal("[1, 2, (), {}]", Text(_sandbox.Call("f", 1)));
        Assert.Equal("[1, 'x', (None,), {}]", Text(_sandbox.Call("f", 1, "x", null)));
        Assert.Equal("[1, 5, (), {'c': [6]}]", Text(_sandbox.Call("f", [1], new Dictionary<string, object?> { ["b"] = 5, ["c"] = new[] { 6 } })));
        Assert.Equal("{\"a\": 1}", _sandbox.Call("json.dumps", new Dictionary<string, int> { ["a"] = 1 }));
        Assert.Equal("TypeError", Assert.Throws<PythonException>(() => _sandbox.Call("f")).TypeName);
        Assert.Equal("NameError", Assert.Throws<PythonException>(() => _sandbox.Call("nowhere")).TypeName);
        Assert.Equal("AttributeError", Assert.Throws<PythonException>(() => _sandbox.Call("json.nothing")).TypeName);
    }

    [Fact]
    public void HoldsOnToObjects()
    {
        using PythonObject function = _sandbox.Hold("lambda x, *, y=1: x + y");
        Assert.Equal(3L, function.Call(2));
        Assert.Equal(12L, function.Call([2], new Dictionary<string, object?> { ["y"] = 10 }));
        using PythonObject generator = _sandbox.Hold("(i * i for i in range(3))");
        Assert.Equal("[0, 1, 4]", Text(_sandbox.Call("__builtins__.list", generator)));
        using PythonObject method = generator.GetAttribute("close");
        Assert.Null(method.Call());
        Assert.StartsWith("<generator", generator.Repr(), StringComparison.Ordinal);
        _sandbox.SetGlobal("held", function);
        Assert.Equal(5L, _sandbox.Evaluate("held(4)"));
    }

    [Fact]
    public void LetsGoOfObjects()
    {
        _sandbox.Execute("import weakref\nclass Thing: pass\nthing = Thing()\nseen = weakref.ref(thing)");
        PythonObject held = _sandbox.Hold("thing");
        _sandbox.Execute("del thing");
        Assert.Equal(true, _sandbox.Evaluate("seen() is not None"));
        held.Dispose();
        Assert.Equal(true, _sandbox.Evaluate("seen() is None"));
        Assert.Throws<ObjectDisposedException>(() => held.Call());
    }

    [Fact]
    public void RefusesObjectsOfOtherSandboxes()
    {
        using PythonSandbox other = Sandboxes.New(PythonInterpreter.CPython);
        using PythonObject theirs = other.Hold("len");
        Assert.Throws<ArgumentException>(() => _sandbox.SetGlobal("x", theirs));
    }

    [Fact]
    public void LeavesNothingBehind()
    {
        using PythonSandbox sandbox = Sandboxes.New(PythonInterpreter.CPython);
        sandbox.Execute("import sys, gc\ndef f(x, **k): return x\nclass Odd: pass");
        object?[] value = [1000L, "text", new PythonTuple(1.5, "z"), new Dictionary<string, object?> { ["k"] = new HashSet<long> { 5000 } }, DateTime.UnixEpoch];
        var keywords = new Dictionary<string, object?> { ["k"] = 1.5 };
        void Work()
        {
            for (int i = 0; i < 200; i++)
            {
                sandbox.Call("f", [value], keywords);
                Assert.Throws<PythonException>(() => sandbox.Evaluate("[1, Odd()]"));
                Assert.Throws<ArgumentException>(() => sandbox.SetGlobal("x", new object?[] { "a", new PythonTuple("b", new Version(1, 0)) }));
                Assert.Throws<PythonException>(() => sandbox.SetGlobal("x", new HashSet<object> { new List<int>() }));
            }

            sandbox.Execute("gc.collect()");
        }

        Work();
        long before = (long)sandbox.Evaluate("sys._debugmallocstats and sys.getallocatedblocks()")!;
        Work();
        long after = (long)sandbox.Evaluate("sys._debugmallocstats and sys.getallocatedblocks()")!;
        Assert.InRange(after - before, -50, 50);
    }

    private static string RandomLiteral(Random random, int depth)
    {
        string Items(int count, Func<string> item) => string.Join(", ", Enumerable.Range(0, count).Select(_ => item()));
        string Scalar() => random.Next(6) switch
        {
            0 => random.Next(-5, 300).ToString(System.Globalization.CultureInfo.InvariantCulture),
            1 => $"{(random.Next(2) == 0 ? "-" : "")}{random.NextInt64()}**{random.Next(1, 5)}",
            2 => random.NextDouble().ToString("R", System.Globalization.CultureInfo.InvariantCulture),
            3 => "'" + string.Concat(Enumerable.Range(0, random.Next(6)).Select(_ => $"\\U{random.Next(random.Next(1, 0x110000)):x8}")) + "'",
            4 => "b'" + string.Concat(Enumerable.Range(0, random.Next(6)).Select(_ => $"\\x{random.Next(256):x2}")) + "'",
            _ => random.Next(2) == 0 ? "None" : "False",
        };
        if (depth == 0)
            return Scalar();
        return random.Next(6) switch
        {
            0 => $"[{Items(random.Next(4), () => RandomLiteral(random, depth - 1))}]",
            1 => $"({Items(random.Next(1, 4), () => RandomLiteral(random, depth - 1))},)",
            2 => $"{{{Items(random.Next(4), () => $"{Scalar()}: {RandomLiteral(random, depth - 1)}")}}}",
            3 => $"frozenset([{Scalar()}])",
            _ => Scalar(),
        };
    }

    private string In(object? value)
    {
        _sandbox.SetGlobal("came_in", value);
        return _sandbox.Repr("came_in");
    }

    private string Text(object? value) => In(value);
}
