using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Numerics;
using System.Threading;
using System.Threading.Tasks;
using Krait.Guests.Tests.Kit;
using Krait.Runtime;

namespace Krait.Guests.Tests;

/// <summary>Functions of the host that CPython calls.</summary>
public sealed class CPythonHostFunctionTests(CPythonTests.SharedSandbox shared) : IClassFixture<CPythonTests.SharedSandbox>
{
    private readonly PythonSandbox _sandbox = shared.Sandbox;

    [Fact]
    public void CallsDelegates()
    {
        _sandbox.SetGlobal("add", (long a, long b) => a + b);
        Assert.Equal(5L, _sandbox.Evaluate("add(2, 3)"));
        Assert.Equal(5L, _sandbox.Evaluate("add(b=2, a=3)"));
        Assert.Equal("[1, 3, 5]", _sandbox.Repr("[add(i, i + 1) for i in range(3)]"));
        string? said = null;
        _sandbox.SetGlobal("say", (string text) => { said = text; });
        Assert.Null(_sandbox.Evaluate("say('h\u00e4')"));
        Assert.Equal("h\u00e4", said);
    }

    [Fact]
    public void TellsWhatItTakes()
    {
        _sandbox.SetGlobal("add", (long first, string second = "it's", double third = 0.5, bool? fourth = null, params long[] rest) => first);
        Assert.Equal("(first, second=\"it's\", third=0.5, fourth=None, *rest)", _sandbox.Evaluate("str(__import__('inspect').signature(add))"));
        Assert.StartsWith("<built-in method add", _sandbox.Repr("add"), StringComparison.Ordinal);
        Assert.Equal("add", _sandbox.Evaluate("add.__name__"));
    }

    [Fact]
    public void PassesDefaultsAndTheRest()
    {
        _sandbox.SetGlobal("f", (long a, string b = "two", params long[] rest) => $"{a} {b} {string.Join('+', rest)}");
        Assert.Equal("1 two ", _sandbox.Evaluate("f(1)"));
        Assert.Equal("1 x 3+4", _sandbox.Evaluate("f(1, 'x', 3, 4)"));
        Assert.Equal("1 y ", _sandbox.Evaluate("f(b='y', a=1)"));
        Assert.Equal("7 two ", _sandbox.Evaluate("f(*[7], **{})"));
    }

    [Theory]
    [InlineData("f()", "TypeError: f() missing required argument 'a'")]
    [InlineData("f(1, 'x', 3, 4, 5)", "TypeError: f() takes 4 arguments, 5 were given")]
    [InlineData("f('x')", "TypeError: f() argument 'a' must be int, not str")]
    [InlineData("f(1.0)", "TypeError: f() argument 'a' must be int, not float")]
    [InlineData("f(None)", "TypeError: f() argument 'a' must be int, not None")]
    [InlineData("f(1, 2)", "TypeError: f() argument 'b' must be str, not int")]
    [InlineData("f(1, c=[1, 'x'])", "TypeError: f() argument 'c' must be list[float], not list")]
    [InlineData("f(1, d={1: 2})", "TypeError: f() argument 'd' must be dict[str, int], not dict")]
    [InlineData("f(1, e=2)", "TypeError: f() got an unexpected keyword argument 'e'")]
    [InlineData("f(1, a=2)", "TypeError: f() got multiple values for argument 'a'")]
    [InlineData("f(2**31)", "OverflowError: f() argument 'a' is out of range of Int32")]
    [InlineData("f(-2**70)", "OverflowError: f() argument 'a' is out of range of Int32")]
    public void RaisesTypeErrorForWrongArguments(string call, string expected)
    {
        _sandbox.SetGlobal("f", (int a, string b = "", double[]? c = null, Dictionary<string, long>? d = null) => a);
        Assert.Equal(expected, Assert.Throws<PythonException>(() => _sandbox.Evaluate(call)).Message);
        Assert.Equal(true, _sandbox.Evaluate($"(lambda: [True for _ in range(1) if not f(1)])() == [] and f(True) == 1"));
    }

    [Fact]
    public void ConvertsArguments()
    {
        _sandbox.SetGlobal("number", (float a, ulong b, BigInteger c, byte d, double e) => $"{a} {b} {c} {d} {e}");
        Assert.Equal("1 18446744073709551615 5 255 1E+20", _sandbox.Evaluate("number(1, 2**64 - 1, 5, 255, 10**20)"));
        _sandbox.SetGlobal("many", (List<string> a, IReadOnlyList<double> b, HashSet<long> c, Dictionary<string, long[]> d, (long, long)? e = null) =>
            $"{string.Join(',', a)} {b.Sum()} {c.Count} {d["k"][1]}");
        Assert.Equal("x,y 3.5 2 8", _sandbox.Evaluate("many(['x', 'y'], (1, 2.5), {1, 2}, {'k': [7, 8]})"));
        _sandbox.SetGlobal("any", (object? value, PythonTuple tuple, byte[] bytes, DateOnly date) => $"{value ?? "none"} {tuple.Count} {bytes.Length} {date:O}");
        Assert.Equal("none 2 3 2024-02-29", _sandbox.Evaluate("any(None, (1, 2), b'abc', __import__('datetime').date(2024, 2, 29))"));
    }

    [Fact]
    public void RefusesDelegatesThatPythonCannotCall()
    {
        Assert.Throws<ArgumentException>(() => _sandbox.SetGlobal("f", new Parse(int.TryParse)));
        Assert.Throws<ArgumentException>(() => _sandbox.SetGlobal("f", () => Task.CompletedTask));
        Assert.Equal(2L, _sandbox.Evaluate("1 + 1"));
    }

    [Fact]
    public void GivesModules()
    {
        var fields = new Dictionary<string, object?> { ["title"] = "Dune", ["year"] = 1965L };
        List<string> log = [];
        _sandbox.DefineModule("krait", new Dictionary<string, object?>
        {
            ["get_field"] = (string name, object? fallback = null) =>
                fields.TryGetValue(name, out object? value) ? value : fallback ?? throw new PythonException("KeyError", name),
            ["log"] = (string text) => log.Add(text),
            ["VERSION"] = new[] { 1, 2 },
        });
        _sandbox.Execute("import krait\nfrom krait import log\nlog(krait.get_field('title'))\nyear = krait.get_field(name='year')");
        Assert.Equal(["Dune"], log);
        Assert.Equal(1965L, _sandbox.GetGlobal("year"));
        Assert.Equal("[1, 2]", _sandbox.Repr("krait.VERSION"));
        Assert.Equal(0L, _sandbox.Evaluate("krait.get_field('none', 0)"));
        Assert.Equal("KeyError: 'none'", Assert.Throws<PythonException>(() => _sandbox.Evaluate("krait.get_field('none')")).Message);
        Assert.Throws<ArgumentException>(() => _sandbox.DefineModule("a b", new Dictionary<string, object?>()));
    }

    [Fact]
    public void PutsNewFunctionsInThePlaceOfMembers()
    {
        _sandbox.DefineModule("rebound", new Dictionary<string, object?> { ["f"] = () => 1L });
        _sandbox.Execute("from rebound import f as imported");
        _sandbox.DefineModule("rebound", new Dictionary<string, object?> { ["f"] = () => 2L });
        Assert.Equal(2L, _sandbox.Evaluate("imported()"));
        _sandbox.SetGlobal("g", () => 1L);
        _sandbox.Execute("h = g");
        _sandbox.SetGlobal("g", () => 2L);
        Assert.Equal("(2, 1)", _sandbox.Repr("(g(), h())"));
    }

    [Theory]
    [InlineData("ValueError")]
    [InlineData("KeyError")]
    [InlineData("StopIteration")]
    [InlineData("PermissionError")]
    [InlineData("SystemExit")]
    public void RaisesWhatTheFunctionAsksFor(string typeName)
    {
        _sandbox.SetGlobal("fail", new Action(() => throw new PythonException(typeName, "because")));
        _sandbox.Execute($"try:\n    fail()\nexcept {typeName} as error:\n    caught = error.args");
        Assert.Equal("('because',)", _sandbox.Repr("caught"));
    }

    [Fact]
    public void RaisesRuntimeErrorForExceptionsThatPythonDoesNotHave()
    {
        _sandbox.SetGlobal("fail", new Action(() => throw new PythonException("NoSuchError", "text")));
        Assert.Equal("RuntimeError: NoSuchError: text", Assert.Throws<PythonException>(() => _sandbox.Evaluate("fail()")).Message);
    }

    [Fact]
    public void TellsPythonNothingOfTheHostsExceptions()
    {
        var secret = new InvalidOperationException("password in the message");
        _sandbox.SetGlobal("fail", new Action(() => throw secret));
        PythonException error = Assert.Throws<PythonException>(() => _sandbox.Execute("def f():\n    fail()\nf()", "rule.py"));
        Assert.Equal("RuntimeError: fail() failed in the host", error.Message);
        Assert.Same(secret, error.InnerException);
        Assert.Equal([3, 2], error.Frames.Select(static frame => frame.Line));
        _sandbox.Execute("try:\n    fail()\nexcept RuntimeError as e:\n    text = repr(e) + str(e.__cause__) + str(e.__context__)");
        Assert.Equal("RuntimeError('fail() failed in the host')NoneNone", _sandbox.Evaluate("text"));
    }

    [Fact]
    public void RefusesResultsThatDoNotCross()
    {
        _sandbox.SetGlobal("odd", () => new Version(1, 0));
        PythonException error = Assert.Throws<PythonException>(() => _sandbox.Evaluate("odd()"));
        Assert.Equal("TypeError", error.TypeName);
        Assert.Contains("odd(): a System.Version does not cross", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CallsBackIntoTheSandbox()
    {
        _sandbox.Execute("def double(x):\n    return 2 * x");
        _sandbox.SetGlobal("twice", (long x) => _sandbox.Call("double", _sandbox.Call("double", x)));
        Assert.Equal(12L, _sandbox.Evaluate("twice(3)"));
        _sandbox.SetGlobal("apply", (PythonObject function, long x) =>
        {
            using (function)
                return function.Call(x);
        });
        Assert.Equal(7L, _sandbox.Evaluate("apply(lambda x: x + 1, 6)"));
        Assert.Equal("ZeroDivisionError", Assert.Throws<PythonException>(() => _sandbox.Evaluate("apply(lambda x: 1 // 0, 6)")).TypeName);
    }

    [Fact]
    public void PassesExceptionsOfPythonThroughTheHost()
    {
        _sandbox.SetGlobal("apply", (PythonObject function) => function.Call());
        _sandbox.Execute(
            """
            class Mine(Exception): pass
            raised = Mine('a')
            def fail(): raise raised
            try:
                apply(fail)
            except Mine as error:
                same = error is raised
            """);
        Assert.Equal(true, _sandbox.GetGlobal("same"));
    }

    [Fact]
    public void EndsRecursionThroughTheHost()
    {
        _sandbox.SetGlobal("again", () => _sandbox.Evaluate("again()"));
        PythonException error = Assert.Throws<PythonException>(() => _sandbox.Evaluate("again()"));
        Assert.Equal(("RecursionError", $"functions of the host and the sandbox call each other more than {PythonSandbox.MaximumNesting} levels deep"), (error.TypeName, error.Text));
        Assert.Equal(2L, _sandbox.Evaluate("1 + 1"));
    }

    [Fact]
    public void KeepsItsLimitsInFunctionsOfTheHost()
    {
        using PythonSandbox sandbox = Sandboxes.New(
            PythonInterpreter.CPython, new PythonSandboxOptions { Limits = new CallLimits { Deadline = TimeSpan.FromMilliseconds(200) } });
        bool wasCancelled = false;
        sandbox.SetGlobal("wait", (CancellationToken interruption) =>
        {
            wasCancelled = interruption.WaitHandle.WaitOne(TimeSpan.FromSeconds(30));
            interruption.ThrowIfCancellationRequested();
        });
        Assert.Equal(ResourceKind.Deadline, Assert.Throws<ResourceLimitException>(() => sandbox.Execute("try:\n    wait()\nexcept BaseException:\n    pass\nwhile True: pass")).Kind);
        Assert.True(wasCancelled);
    }

    [Fact]
    public void EndsWithTheSandboxThatAFunctionBroke()
    {
        using PythonSandbox sandbox = Sandboxes.New(
            PythonInterpreter.CPython, new PythonSandboxOptions { Limits = new CallLimits { Deadline = TimeSpan.FromMilliseconds(200) }, InterruptGrace = TimeSpan.Zero });
        sandbox.SetGlobal("spin", () => sandbox.Execute("while True: pass"));
        Assert.Throws<ResourceLimitException>(() => sandbox.Execute("try:\n    spin()\nexcept BaseException:\n    pass"));
        Assert.Throws<InvalidOperationException>(() => sandbox.Evaluate("1"));
    }

    [Fact]
    public void RefusesOtherThreads()
    {
        Exception? refusal = null;
        _sandbox.SetGlobal("other", () => refusal = Task.Run(() => Record.Exception(() => _sandbox.Evaluate("1"))).GetAwaiter().GetResult());
        Assert.Throws<PythonException>(() => _sandbox.Evaluate("other()"));
        Assert.IsType<InvalidOperationException>(refusal);
    }

    [Fact]
    public void GoesOnInCopiesOfTheSandbox()
    {
        using PythonSandbox first = Sandboxes.New(PythonInterpreter.CPython);
        first.DefineModule("host", new Dictionary<string, object?> { ["who"] = () => "first" });
        first.SetGlobal("shared", () => "shared");
        first.Execute("import host\ndef f(): return host.who() + ' ' + shared()");
        using PythonImage image = first.TakeImage();
        using PythonSandbox second = PythonSandbox.Create(image);
        Assert.Equal("first shared", second.Call("f"));
        second.DefineModule("host", new Dictionary<string, object?> { ["who"] = () => "second" });
        Assert.Equal("second shared", second.Call("f"));
        Assert.Equal("first shared", first.Call("f"));
        second.SetGlobal("shared", () => "own");
        Assert.Equal("second own", second.Call("f"));
        second.Reset();
        Assert.Equal("second shared", second.Call("f"));
        using PythonSandbox fork = second.Fork();
        fork.DefineModule("host", new Dictionary<string, object?> { ["who"] = () => "fork", ["more"] = () => 3L });
        Assert.Equal("fork shared", fork.Call("f"));
        Assert.Equal(3L, fork.Evaluate("host.more()"));
    }

    [Fact]
    public void IsDefinedAnewInAnImageThatWasLoaded()
    {
        using PythonSandbox first = Sandboxes.New(PythonInterpreter.CPython);
        first.SetGlobal("alone", () => 1L);
        first.DefineModule("host", new Dictionary<string, object?> { ["who"] = () => "first" });
        first.Execute("from host import who");
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            using (PythonImage image = first.TakeImage())
                image.Save(path);
            using PythonImage loaded = PythonImage.Load(path);
            using PythonSandbox second = PythonSandbox.Create(loaded);
            Assert.Equal("RuntimeError", Assert.Throws<PythonException>(() => second.Evaluate("who()")).TypeName);
            second.DefineModule("host", new Dictionary<string, object?> { ["who"] = () => "second" });
            Assert.Equal("second", second.Evaluate("who()"));
            Assert.Equal("RuntimeError", Assert.Throws<PythonException>(() => second.Evaluate("alone()")).TypeName);
            second.SetGlobal("alone", () => 2L);
            Assert.Equal(2L, second.Evaluate("alone()"));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void KnowsAFunctionThatIsHandedInAgain()
    {
        using PythonSandbox sandbox = Sandboxes.New(PythonInterpreter.CPython);
        Func<long> one = () => 1L;
        for (int i = 0; i < 2 * PythonSandbox.MaximumHostFunctions; i++)
            sandbox.SetGlobal("one", one);
        Assert.Equal(1L, sandbox.Evaluate("one()"));
    }

    [Fact]
    public void KnowsTenThousandFunctions()
    {
        using PythonSandbox sandbox = Sandboxes.New(PythonInterpreter.CPython);
        sandbox.Batch(() =>
        {
            for (int i = 0; i < PythonSandbox.MaximumHostFunctions; i++)
            {
                long number = i;
                sandbox.SetGlobal("f", () => number);
            }

            return true;
        });
        Assert.Equal(9999L, sandbox.Evaluate("f()"));
        Assert.Throws<ArgumentException>(() => sandbox.SetGlobal("f", () => 0L));
        Assert.Equal(9999L, sandbox.Evaluate("f()"));
    }

    [Fact]
    public void RunsBatchesOnOneThread()
    {
        _sandbox.Execute("def add(a, b): return a + b");
        long sum = _sandbox.Batch(() =>
        {
            long total = 0;
            for (long i = 0; i < 1000; i++)
                total = (long)_sandbox.Call("add", total, i)!;
            Assert.Throws<PythonException>(() => _sandbox.Call("add", 1, "x"));
            return total;
        });
        Assert.Equal(499500, sum);
        Assert.Throws<FileNotFoundException>(() => _sandbox.Batch<int>(() => throw new FileNotFoundException()));
        Assert.Equal(2L, _sandbox.Evaluate("1 + 1"));
    }

    private delegate bool Parse(string text, out int value);
}
