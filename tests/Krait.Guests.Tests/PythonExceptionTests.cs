using System;
using System.Collections.Generic;
using System.Linq;
using Krait.Guests.Tests.Kit;

namespace Krait.Guests.Tests;

/// <summary>What the host learns of exceptions.</summary>
public sealed class PythonExceptionTests : IDisposable
{
    private readonly PythonSandbox _sandbox = Sandboxes.New(PythonInterpreter.CPython);

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public void ExceptionsBringCauseContextNotesAndArguments()
    {
        PythonException error = Raise("""
            def read():
                try:
                    try:
                        {}['k']
                    except KeyError:
                        raise ValueError('inner', 7, [1, None], object) from OSError('lost', 'gone')
                except ValueError as e:
                    e.add_note('a note')
                    raise
            read()
            """);
        Assert.Equal(("ValueError", "ValueError"), (error.TypeName, error.QualifiedTypeName));
        Assert.Equal(["inner", 7L, new List<object?> { 1, null }, "<class 'object'>"], error.Arguments.Select(static argument => argument is List<object?> list ? list.Select(static item => item is long number ? (object)(int)number : item).ToList() : argument));
        Assert.Equal(["a note"], error.Notes);
        Assert.Equal(["lost", "gone"], error.Cause!.Arguments);
        Assert.Equal("OSError", error.Cause.TypeName);
        Assert.Empty(error.Cause.Frames);
        Assert.Equal(("KeyError", "'k'"), (error.Context!.TypeName, error.Context.Text));
        Assert.True(error.SuppressesContext);
        Assert.Equal(["{}['k']"], error.Context.Frames.Select(static frame => frame.Text));
        Assert.Equal(new PythonFrame("rule.py", 4, "read") { Text = "{}['k']", EndLine = 4, Column = 13, EndColumn = 20 }, error.Context.Frames[0] with { Source = null });
        Assert.False(error.IsGroup);
    }

    [Fact]
    public void GroupsBringTheirMembers()
    {
        PythonException error = Raise("raise ExceptionGroup('two', [ValueError(1), ExceptionGroup('one', [TypeError('t')])])");
        Assert.True(error.IsGroup);
        Assert.Equal(["ValueError", "ExceptionGroup"], error.Members.Select(static member => member.TypeName));
        Assert.Equal("t", Assert.Single(error.Members[1].Members).Text);
        Assert.Equal(0, error.OmittedMembers);
    }

    [Theory]
    [InlineData("import json\njson.loads('[')", "JSONDecodeError", "json.decoder.JSONDecodeError")]
    [InlineData("class Own(Exception): pass\nraise Own", "Own", "Own")]
    [InlineData("def f():\n    class Own(Exception): pass\n    raise Own\nf()", "Own", "f.<locals>.Own")]
    public void ClassesHaveTheNamesThatTracebacksShow(string source, string name, string qualified)
    {
        PythonException error = Raise(source);
        Assert.Equal((name, qualified), (error.TypeName, error.QualifiedTypeName));
    }

    [Fact]
    public void ASyntaxErrorSaysWhere()
    {
        PythonException error = Raise("a = 1\nb = (2 +* 3)\n");
        Assert.Equal(new PythonSyntaxPosition("rule.py", 2, 9, 2, 10, "b = (2 +* 3)\n"), error.SyntaxPosition);
        Assert.Equal("  File \"rule.py\", line 2\n    b = (2 +* 3)\n            ^\nSyntaxError: invalid syntax\n", error.ToString());
        Assert.Null(Raise("1 / 0").SyntaxPosition);
    }

    [Theory]
    [InlineData("raise SystemExit", 0)]
    [InlineData("raise SystemExit(7)", 7)]
    [InlineData("import sys; sys.exit('text')", 1)]
    [InlineData("raise SystemExit(True)", 1)]
    [InlineData("raise SystemExit(10 ** 30)", 1)]
    [InlineData("1 / 0", null)]
    public void AnExitHasItsCode(string source, int? code) => Assert.Equal(code, Raise(source).ExitCode);

    [Fact]
    public void LinesAreThoseOfTheSourceThatDefinedTheFunction()
    {
        _sandbox.Execute("def first():\n    raise ValueError(1)");
        _sandbox.Execute("def second():\n    raise ValueError(2)");
        _sandbox.Execute("third = lambda: first()");
        Assert.Equal(["third = lambda: first()", "raise ValueError(1)"], Texts(_sandbox, "third"));
        Assert.Equal(["raise ValueError(2)"], Texts(_sandbox, "second"));
        Assert.Equal(["1 / 0"], Assert.Throws<PythonException>(() => _sandbox.Evaluate("1 / 0")).Frames.Select(static frame => frame.Text));
        using PythonSandbox fork = _sandbox.Fork();
        Assert.Equal(["raise ValueError(2)"], Texts(fork, "second"));
        fork.Execute("def fourth():\n    raise ValueError(4)");
        fork.Reset();
        fork.Execute("def fifth():\n    raise ValueError(5)");
        Assert.Equal(["raise ValueError(5)"], Texts(fork, "fifth"));
        Assert.Equal(["raise ValueError(1)"], Texts(fork, "first"));
    }

    [Fact]
    public void OldSourcesAreForgottenButNotTheirErrors()
    {
        _sandbox.Execute("def first():\n    raise ValueError(1)");
        for (int i = 0; i < 300; i++)
            _sandbox.Execute($"def other():\n    return {i}");
        PythonFrame frame = Assert.Single(Assert.Throws<PythonException>(() => _sandbox.Call("first")).Frames);
        Assert.Equal(("<sandbox>", 2, null), (frame.File, frame.Line, frame.Text));
        _sandbox.Execute($"def large():\n    return 1 / 0\n# {new string('x', 2 << 20)}");
        Assert.Equal(["return 1 / 0"], Texts(_sandbox, "large"));
    }

    [Fact]
    public void LinesOfTheLibraryAndOfFilesAreFound()
    {
        PythonException error = Raise("""
            import os, sys
            os.makedirs('/home/user/lib')
            with open('/home/user/lib/own.py', 'w') as file:
                file.write('def f():\n    import json\n    json.loads("[")\n')
            sys.path.insert(0, '/home/user/lib')
            import own
            own.f()
            """);
        Assert.Equal("json.loads(\"[\")", error.Frames[1].Text);
        Assert.StartsWith("/lib/python314.zip/json/", error.Frames[^1].File, StringComparison.Ordinal);
        Assert.StartsWith("raise JSONDecodeError(", error.Frames[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void ChainsWithoutEndAreCut()
    {
        _sandbox.Execute("""
            def chain(n):
                error = ValueError(0)
                for i in range(1, n):
                    next = ValueError(i)
                    next.__cause__ = error
                    error = next
                raise error
            def ring():
                a, b = ValueError('a'), ValueError('b')
                a.__cause__ = b
                b.__context__ = a
                raise a
            def wide(n):
                raise ExceptionGroup('wide', [ValueError(i) for i in range(n)])
            """);
        Assert.Equal(PythonException.MaximumRelated, Depth("chain(5000)"));
        Assert.Equal(50, Depth("chain(51)"));
        PythonException ring = Assert.Throws<PythonException>(() => _sandbox.Execute("ring()"));
        Assert.Null(ring.Cause!.Context);
        PythonException wide = Assert.Throws<PythonException>(() => _sandbox.Execute("wide(5000)"));
        Assert.Equal((PythonException.MaximumRelated, 5000 - PythonException.MaximumRelated), (wide.Members.Length, wide.OmittedMembers));
        Assert.Contains("and 4985 more exceptions\n", wide.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void TheMiddleOfALongTracebackIsLeftOut()
    {
        _sandbox.Execute("""
            import sys
            sys.setrecursionlimit(5000)
            def down(n):
                if n: down(n - 1)
                else: raise ValueError('bottom')
            """);
        PythonException error = Assert.Throws<PythonException>(() => _sandbox.Execute("down(1500)"));
        Assert.Equal((PythonException.MaximumFrames, 502), (error.Frames.Length, error.OmittedFrames));
        Assert.Equal("else: raise ValueError('bottom')", error.Frames[^1].Text);
        Assert.Contains("  [502 frames left out]\n", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void WhatAnExceptionBringsIsBounded()
    {
        PythonException error = Raise("""
            e = ValueError('x', *['y' * 1000] * 1000)
            for i in range(1000):
                e.add_note('n' * 10000)
            e.__cause__ = ValueError('c' * 10 ** 7)
            e.__context__ = ValueError([0] * 10 ** 6)
            raise e
            """);
        Assert.Equal(PythonException.MaximumArguments, error.Arguments.Length);
        Assert.Equal(PythonException.MaximumArguments, error.Notes.Length);
        Assert.InRange(error.Cause!.Text.Length, 1, 1 << 20);
        Assert.InRange(error.ToString().Length, 1, 4 << 20);
    }

    [Fact]
    public void WhatProgramsDoToExceptionsHarmsNobody()
    {
        string[] programs =
        [
            "class E(Exception):\n    def __str__(self): 1 / 0\n    __repr__ = __str__\ne = E(E())\ne.__cause__ = E()\ne.__notes__ = [E()]\nraise e",
            "class E(Exception):\n    def __getattribute__(self, name): raise SystemExit\nraise E",
            "class E(ExceptionGroup):\n    exceptions = 5\nraise E('x', [ValueError()])",
            "class E(SyntaxError):\n    lineno = property(lambda self: 1 / 0)\n    offset = 'x'\nraise E('x', ('f', 10 ** 30, -5, 't'))",
            "class E(Exception):\n    def __str__(self):\n        self.__context__ = self.__cause__ = None\n        return 'cut'\ntry:\n    raise E(1)\nexcept E as e:\n    x = e\n    del e\n    raise E(2) from x",
            "class E(Exception): pass\nE.__module__ = 5\nE.__qualname__ = 'x' * 10000\nraise E",
            "def f(): 1 / 0\nf.__code__ = f.__code__.replace(co_name='n' * 10 ** 6, co_filename='f' * 10 ** 6, co_firstlineno=-5, co_linetable=b'\\xff' * 9)\nf()",
        ];
        foreach (string program in programs)
        {
            PythonException error = Raise(program);
            Assert.InRange(error.ToString().Length, 1, 20_000);
            Assert.Equal(2L, _sandbox.Evaluate("1 + 1"));
        }
    }

    [Fact]
    public void ASandboxWithoutMemoryForACallSaysHowToGoOn()
    {
        using PythonSandbox full = Sandboxes.New(PythonInterpreter.CPython, new PythonSandboxOptions { MaximumMemoryBytes = 48 << 20 });
        full.Execute(
            """
            kept = []
            size = 1 << 20
            while size > 1 << 16:
                try:
                    kept.append(bytearray(size))
                except MemoryError:
                    size //= 2
            """);
        Action[] calls = [() => full.Execute("# " + new string('x', 1 << 20)), () => full.SetGlobal("x", new string('x', 1 << 20)), () => full.SetGlobal("x", new byte[1 << 20])];
        foreach (Action call in calls)
        {
            PythonException error = Assert.Throws<PythonException>(call);
            Assert.Equal("MemoryError", error.TypeName);
            Assert.Contains("Reset the sandbox", error.Message, StringComparison.Ordinal);
        }

        full.Reset();
        full.SetGlobal("x", new string('x', 1 << 20));
        Assert.Equal(1L << 20, full.Evaluate("len(x)"));
    }

    [Fact]
    public void MicroPythonSaysWhatItKnows()
    {
        using PythonSandbox sandbox = Sandboxes.New(PythonInterpreter.MicroPython);
        PythonException syntax = Assert.Throws<PythonException>(() => sandbox.Execute("a = 1\nb = = 2\n"));
        Assert.Equal(new PythonSyntaxPosition("<stdin>", 2, 0, 0, 0, "b = = 2"), syntax.SyntaxPosition);
        Assert.Empty(syntax.Frames);
        Assert.Equal(3, Assert.Throws<PythonException>(() => sandbox.Execute("raise SystemExit(3)")).ExitCode);
        Assert.Equal(0, Assert.Throws<PythonException>(() => sandbox.Execute("raise SystemExit")).ExitCode);
        PythonException raised = Assert.Throws<PythonException>(() => sandbox.Execute("def f():\n    raise ValueError('no')\nf()"));
        Assert.Equal("Traceback (most recent call last):\n  File \"<stdin>\", line 3, in <module>\n  File \"<stdin>\", line 2, in f\nValueError: no\n", raised.ToString());
        Assert.Equal(["f()", null], raised.Frames.Select(static frame => frame.Text));
    }

    private static IEnumerable<string?> Texts(PythonSandbox sandbox, string function) =>
        Assert.Throws<PythonException>(() => sandbox.Call(function)).Frames.Select(static frame => frame.Text);

    private PythonException Raise(string source) => Assert.Throws<PythonException>(() => _sandbox.Execute(source, "rule.py"));

    private int Depth(string source)
    {
        int depth = -1;
        for (PythonException? error = Assert.Throws<PythonException>(() => _sandbox.Execute(source)); error is not null; error = error.Cause)
            depth++;
        return depth;
    }
}
