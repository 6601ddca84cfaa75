using System;
using System.IO;
using System.Linq;
using System.Numerics;
using System.Text;
using Krait.Guests.Tests.Kit;
using Krait.Runtime;
using Krait.Wasi;

namespace Krait.Guests.Tests;

/// <summary>CPython in a sandbox. Tests share the compiled interpreter and start it anew only where they break it.</summary>
public sealed class CPythonTests : IClassFixture<CPythonTests.SharedSandbox>
{
    private readonly SharedSandbox _shared;

    public CPythonTests(SharedSandbox shared) => _shared = shared;

    [Theory]
    [InlineData("1 + 1", 2L)]
    [InlineData("sum(range(10))", 45L)]
    [InlineData("-5 // 2", -3L)]
    [InlineData("2**63 - 1", long.MaxValue)]
    [InlineData("'a' * 3", "aaa")]
    [InlineData("'gr\\u00fc\\U0001F600'", "gr\u00fc\U0001F600")]
    [InlineData("1 / 4", 0.25)]
    [InlineData("3 > 2", true)]
    [InlineData("None", null)]
    public void GivesTheValueOfAnExpression(string expression, object? expected) => Assert.Equal(expected, _shared.Sandbox.Evaluate(expression));

    [Theory]
    [InlineData("2**64", "18446744073709551616")]
    [InlineData("-2**100", "-1267650600228229401496703205376")]
    [InlineData("2**63", "9223372036854775808")]
    public void GivesLargeIntegersInFull(string expression, string expected) =>
        Assert.Equal(BigInteger.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), _shared.Sandbox.Evaluate(expression));

    [Fact]
    public void GivesBytes() => Assert.Equal(new byte[] { 0, 255, 7 }, _shared.Sandbox.Evaluate("bytes([0, 255, 7])"));

    [Fact]
    public void RefusesAValueThatDoesNotCross()
    {
        PythonException error = Assert.Throws<PythonException>(() => _shared.Sandbox.Evaluate("object()"));
        Assert.Equal("TypeError", error.TypeName);
        Assert.Contains("object", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void GivesTheRepresentationOfAnyValue() => Assert.Equal("{'a': [1, 2.5, None]}", _shared.Sandbox.Repr("{'a': [1, 2.5, None]}"));

    [Fact]
    public void KeepsNamesFromCallToCall()
    {
        _shared.Sandbox.Execute("def double(x):\n    return 2 * x\nkept = double(21)");
        Assert.Equal(42L, _shared.Sandbox.Evaluate("kept"));
    }

    [Fact]
    public void RunsTheStandardLibrary()
    {
        _shared.Sandbox.Execute("import json, re, math, datetime, collections, decimal, random, hashlib");
        Assert.Equal("{\"a\": [1, null]}", _shared.Sandbox.Evaluate("json.dumps({'a': [1, None]})"));
        Assert.Equal("2024-02-29", _shared.Sandbox.Evaluate("str(datetime.date(2024, 2, 28) + datetime.timedelta(1))"));
        Assert.Equal("0.3", _shared.Sandbox.Evaluate("str(decimal.Decimal('0.1') + decimal.Decimal('0.2'))"));
        Assert.Equal("ba7816bf8f01cfea", _shared.Sandbox.Evaluate("hashlib.sha256(b'abc').hexdigest()[:16]"));
    }

    [Fact]
    public void TellsAnExceptionWithItsLines()
    {
        PythonException error = Assert.Throws<PythonException>(() => _shared.Sandbox.Execute("def f():\n    raise ValueError('no')\n\nf()", "rule.py"));
        Assert.Equal("ValueError", error.TypeName);
        Assert.Equal("no", error.Text);
        Assert.Equal([("rule.py", 4, "<module>", "f()"), ("rule.py", 2, "f", "raise ValueError('no')")], error.Frames.Select(static frame => (frame.File, frame.Line, frame.Function, frame.Text!)));
        Assert.Equal("Traceback (most recent call last):\n  File \"rule.py\", line 4, in <module>\n    f()\n    ~^^\n  File \"rule.py\", line 2, in f\n    raise ValueError('no')\nValueError: no\n", error.Traceback);
    }

    [Fact]
    public void TellsASyntaxError()
    {
        PythonException error = Assert.Throws<PythonException>(() => _shared.Sandbox.Execute("x = (1"));
        Assert.Equal("SyntaxError", error.TypeName);
        Assert.Contains("never closed", error.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void SurvivesAnExceptionWhoseTextFails()
    {
        PythonException error = Assert.Throws<PythonException>(
            () => _shared.Sandbox.Execute("class Bad(Exception):\n    def __str__(self): raise KeyError('again')\nraise Bad"));
        Assert.Equal("Bad", error.TypeName);
        Assert.Equal(2L, _shared.Sandbox.Evaluate("1 + 1"));
    }

    [Fact]
    public void EndsDeepRecursionInPython()
    {
        PythonException error = Assert.Throws<PythonException>(() => _shared.Sandbox.Execute("def f(): return f()\nf()"));
        Assert.Equal("RecursionError", error.TypeName);
    }

    [Theory]
    [InlineData("x = []\nfor i in range(300000): x = [x]\nrepr(x)")]
    [InlineData("import json\njson.loads('[' * 300000)")]
    [InlineData("import ast\nast.parse('-' * 100000 + '1')")]
    public void EndsDeepRecursionInC(string source)
    {
        PythonException error = Assert.Throws<PythonException>(() => _shared.Sandbox.Execute(source));
        Assert.Contains(error.TypeName, (string[])["RecursionError", "MemoryError", "SyntaxError"]);
        Assert.Equal(2L, _shared.Sandbox.Evaluate("1 + 1"));
    }

    [Fact]
    public void WritesReadsListsAndRemovesFiles()
    {
        _shared.Sandbox.Execute(
            """
            import os
            os.makedirs('/tmp/a/b')
            with open('/tmp/a/b/text', 'w') as f:
                f.write('one\ntwo\n')
            with open('/tmp/a/b/text', 'a') as f:
                f.write('three\n')
            os.rename('/tmp/a/b/text', '/tmp/a/moved')
            os.symlink('moved', '/tmp/a/link')
            os.chdir('/tmp/a')
            """);
        Assert.Equal("['b', 'link', 'moved']", _shared.Sandbox.Repr("sorted(os.listdir('.'))"));
        Assert.Equal("['one', 'two', 'three']", _shared.Sandbox.Repr("open('link').read().split()"));
        Assert.Equal("(14, '/tmp/a', 'moved', True)", _shared.Sandbox.Repr("(os.stat('moved').st_size, os.getcwd(), os.readlink('link'), os.path.isdir('b'))"));
        _shared.Sandbox.Execute("import shutil\nos.chdir('/')\nshutil.rmtree('/tmp/a')");
        Assert.Equal(false, _shared.Sandbox.Evaluate("os.path.exists('/tmp/a')"));
    }

    [Theory]
    [InlineData("open('/etc/passwd')", "FileNotFoundError")]
    [InlineData("open('/../../../etc/passwd')", "FileNotFoundError")]
    [InlineData("import socket; socket.create_connection(('127.0.0.1', 80))", "gaierror")]
    [InlineData("import socket; socket.socket()", "PermissionError")]
    [InlineData("import os; os.fork()", "OSError")]
    [InlineData("import subprocess; subprocess.run(['ls'])", "OSError")]
    [InlineData("import os; os.mkdir('/lib/python314.zip')", "FileExistsError")]
    public void GrantsNothingByDefault(string source, string expected)
    {
        PythonException error = Assert.Throws<PythonException>(() => _shared.Sandbox.Execute(source));
        Assert.Equal(expected, error.TypeName);
    }

    [Fact]
    public void ShowsNothingOfTheHostsEnvironment() =>
        Assert.Equal("['HOME', 'PYTHONDONTWRITEBYTECODE', 'PYTHONHOME', 'PYTHONPATH']", _shared.Sandbox.Repr("sorted(__import__('os').environ)"));

    [Fact]
    public void PrintsToItsStreams()
    {
        using var error = new MemoryStream();
        string output = Sandboxes.Output(
            PythonInterpreter.CPython, "import sys\nprint('to', 'out')\nprint('to error', file=sys.stderr)", new PythonSandboxOptions { Error = error });
        Assert.Equal("to out\n", output);
        Assert.Equal("to error\n", Encoding.UTF8.GetString(error.ToArray()));
    }

    [Fact]
    public void ReadsItsInputAndItsMounts()
    {
        var files = new MemoryFileSystem();
        files.WriteFile("notes.txt", "from the host"u8);
        var options = new PythonSandboxOptions
        {
            Input = new MemoryStream("a line\n"u8.ToArray()),
            Mounts = [new WasiMount("/data", new ReadOnlyFileSystem(files))],
        };
        string output = Sandboxes.Output(
            PythonInterpreter.CPython,
            """
            print(input(), open('/data/notes.txt').read())
            try:
                open('/data/notes.txt', 'w')
            except OSError as e:
                print(type(e).__name__, e.strerror)
            """,
            options);
        Assert.Equal("a line from the host\nOSError Read-only file system\n", output);
    }

    [Fact]
    public void EndsAtItsDeadline()
    {
        using PythonSandbox sandbox = Sandboxes.New(
            PythonInterpreter.CPython, new PythonSandboxOptions { Limits = new CallLimits { Deadline = TimeSpan.FromMilliseconds(100) }, InterruptGrace = TimeSpan.Zero });
        ResourceLimitException error = Assert.Throws<ResourceLimitException>(() => sandbox.Execute("while True: pass"));
        Assert.Equal(ResourceKind.Deadline, error.Kind);
        Assert.Throws<InvalidOperationException>(() => sandbox.Evaluate("1"));
    }

    [Fact]
    public void StaysWithinItsMemory()
    {
        using PythonSandbox sandbox = Sandboxes.New(PythonInterpreter.CPython, new PythonSandboxOptions { MaximumMemoryBytes = 64 << 20 });
        PythonException error = Assert.Throws<PythonException>(() => sandbox.Execute("kept = bytearray(100 << 20)"));
        Assert.Equal("MemoryError", error.TypeName);
        error = Assert.Throws<PythonException>(() => sandbox.Execute("kept = []\nwhile True: kept.append(bytes(1 << 16))"));
        Assert.Equal("MemoryError", error.TypeName);
        sandbox.Execute("kept = None");
        Assert.Equal(2L, sandbox.Evaluate("1 + 1"));
    }

    [Fact]
    public void RefusesMoreOutputThanAllowed()
    {
        using var output = new MemoryStream();
        using PythonSandbox sandbox = Sandboxes.New(PythonInterpreter.CPython, new PythonSandboxOptions { Output = output, MaximumOutputBytes = 1000 });
        PythonException error = Assert.Throws<PythonException>(() => sandbox.Execute("while True: print('x' * 100, flush=True)"));
        Assert.Equal("OSError", error.TypeName);
        Assert.Equal(1000, output.Length);
    }

    [Fact]
    public void RepeatsWithTheSameSeed()
    {
        string Numbers(long seed)
        {
            using PythonSandbox sandbox = Sandboxes.New(PythonInterpreter.CPython, new PythonSandboxOptions { Random = WasiRandom.Seeded(seed) });
            sandbox.Execute("import random");
            return sandbox.Repr("(random.random(), hash('text'))");
        }

        Assert.Equal(Numbers(7), Numbers(7));
        Assert.NotEqual(Numbers(7), Numbers(8));
    }

    /// <summary>One interpreter for the tests that leave it as it was.</summary>
    public sealed class SharedSandbox : IDisposable
    {
        private PythonSandbox? _sandbox;

        internal PythonSandbox Sandbox => _sandbox ??= Sandboxes.New(PythonInterpreter.CPython);

        public void Dispose() => _sandbox?.Dispose();
    }
}
