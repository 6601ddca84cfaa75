using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Krait.Guests.Tests.Kit;
using Krait.Wasi;

namespace Krait.Guests.Tests;

/// <summary>Files and modules that the host puts in and takes out.</summary>
public sealed class FileTests
{
    [Theory]
    [InlineData(PythonInterpreter.CPython)]
    [InlineData(PythonInterpreter.MicroPython)]
    public void ModulesAreImportedByTheirNames(PythonInterpreter interpreter)
    {
        using PythonSandbox sandbox = Sandboxes.New(interpreter);
        sandbox.AddModule("alone", "def f(): return 'alone'");
        sandbox.AddModule("deep.down.here", "def f(): return __name__");
        sandbox.AddModule("json", "def dumps(value): return 'own'");
        sandbox.Execute("import alone, json\nfrom deep.down import here\nimport deep.down.here as same");
        Assert.Equal("('alone', 'deep.down.here', 'own', True)", sandbox.Repr("(alone.f(), here.f(), json.dumps(1), same is here)"));
    }

    [Theory]
    [InlineData(PythonInterpreter.CPython)]
    [InlineData(PythonInterpreter.MicroPython)]
    public void AModuleThatGetsOthersIntoItBecomesAPackage(PythonInterpreter interpreter)
    {
        using PythonSandbox sandbox = Sandboxes.New(interpreter);
        sandbox.AddModule("rules", "kind = 'module'");
        sandbox.Execute("import rules");
        sandbox.AddModule("rules.prices", "from rules import kind\nprice = 7");
        sandbox.Execute("import rules.prices\nfrom rules.prices import price");
        Assert.Equal("('module', 7)", sandbox.Repr("(rules.prices.kind, price)"));
        sandbox.AddModule("rules", "kind = 'package'");
        sandbox.Execute("import rules");
        Assert.Equal("package", sandbox.Evaluate("rules.kind"));
        Assert.Equal(["__init__.py", "prices.py"], sandbox.ListFiles("/lib/modules/rules").Where(static name => name.EndsWith(".py", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(PythonInterpreter.CPython)]
    [InlineData(PythonInterpreter.MicroPython)]
    public void ANewModuleOfANameIsWhatTheNextImportGives(PythonInterpreter interpreter)
    {
        using PythonSandbox sandbox = Sandboxes.New(interpreter);
        for (int i = 0; i < 5; i++)
        {
            sandbox.AddModule("rule", $"value = {i}");
            sandbox.Execute("old = rule if 'rule' in globals() else None\nimport rule");
            Assert.Equal((long)i, sandbox.Evaluate("rule.value"));
        }

        Assert.Equal(3L, sandbox.Evaluate("old.value"));
    }

    [Theory]
    [InlineData(PythonInterpreter.CPython)]
    [InlineData(PythonInterpreter.MicroPython)]
    public void TracebacksShowTheLinesOfModules(PythonInterpreter interpreter)
    {
        using PythonSandbox sandbox = Sandboxes.New(interpreter);
        sandbox.AddModule("rules.prices", "def f(x):\n    return 1 / x\n");
        sandbox.AddModule("wrong", "x = 1\ny = = 2\n");
        sandbox.Execute("from rules.prices import f");
        PythonFrame frame = Assert.Throws<PythonException>(() => sandbox.Call("f", 0)).Frames[^1];
        Assert.Equal(("/lib/modules/rules/prices.py", 2, "f", "return 1 / x"), (frame.File, frame.Line, frame.Function, frame.Text));
        PythonSyntaxPosition position = Assert.Throws<PythonException>(() => sandbox.Execute("import wrong")).SyntaxPosition!.Value;
        Assert.Equal(("/lib/modules/wrong.py", 2, "y = = 2"), (position.File, position.Line, position.Text!.Trim()));
    }

    [Theory]
    [InlineData(PythonInterpreter.CPython)]
    [InlineData(PythonInterpreter.MicroPython)]
    public void ImagesAndForksHaveModulesAndFilesAndAResetGoesBackToThem(PythonInterpreter interpreter)
    {
        using PythonSandbox parent = Sandboxes.New(interpreter);
        parent.AddModule("rule", "value = 1");
        parent.WriteFile("/data/table", "one"u8.ToArray());
        using PythonImage image = parent.TakeImage();
        using PythonSandbox child = PythonSandbox.Create(image);
        child.Execute("import rule");
        Assert.Equal(1L, child.Evaluate("rule.value"));
        child.AddModule("rule", "value = 2");
        child.AddModule("other", "value = 3");
        child.WriteFile("/data/table", "two"u8.ToArray());
        child.Execute("import rule, other");
        Assert.Equal("(2, 3)", child.Repr("(rule.value, other.value)"));
        child.Reset();
        child.Execute("import rule");
        Assert.Equal(1L, child.Evaluate("rule.value"));
        Assert.Equal("one", Encoding.UTF8.GetString(child.ReadFile("/data/table")));
        PythonException error = Assert.Throws<PythonException>(() => child.Execute("import other"));
        Assert.Contains(error.TypeName, (string[])["ModuleNotFoundError", "ImportError"]);
        using PythonSandbox fork = child.Fork();
        fork.Execute("import rule");
        Assert.Equal(1L, fork.Evaluate("rule.value"));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("a..b")]
    [InlineData("../a")]
    [InlineData("a/b")]
    [InlineData("a'b")]
    [InlineData("a.b.")]
    [InlineData("1a")]
    public void NamesThatAreNoneAreRefused(string name)
    {
        using PythonSandbox sandbox = Sandboxes.New(PythonInterpreter.MicroPython);
        Assert.ThrowsAny<ArgumentException>(() => sandbox.AddModule(name, "x = 1"));
    }

    [Theory]
    [InlineData(PythonInterpreter.CPython)]
    [InlineData(PythonInterpreter.MicroPython)]
    public void FilesCrossBothWays(PythonInterpreter interpreter)
    {
        using PythonSandbox sandbox = Sandboxes.New(interpreter);
        byte[] content = [.. Enumerable.Range(0, 100_000).Select(static i => (byte)i)];
        sandbox.WriteFile("/home/user/in/data.bin", content);
        sandbox.Execute("data = open('/home/user/in/data.bin', 'rb').read()\nwith open('/home/user/in/out.bin', 'wb') as file: file.write(data + b'end')");
        Assert.Equal([.. content, .. "end"u8], sandbox.ReadFile("/home/user/in/out.bin"));
        Assert.Equal(["data.bin", "out.bin"], sandbox.ListFiles("/home/user/in"));
        Assert.Equal(["in/"], sandbox.ListFiles("/home/user").Where(static name => name == "in/"));
        sandbox.Execute("import os\nos.chdir('/home/user')");
        sandbox.WriteFile("here", "text"u8.ToArray());
        Assert.Equal("text"u8.ToArray(), sandbox.ReadFile("/home/user/here"));
        sandbox.WriteFile("here", ReadOnlyMemory<byte>.Empty);
        Assert.Empty(sandbox.ReadFile("here"));
    }

    [Fact]
    public void FilesAreThoseThatPythonSeesAcrossLinksAndMounts()
    {
        var mounted = new MemoryFileSystem();
        mounted.WriteFile("given", "given"u8);
        using PythonSandbox sandbox = Sandboxes.New(
            PythonInterpreter.CPython, new PythonSandboxOptions { Mounts = [new WasiMount("/data", mounted), new WasiMount("/fixed", new ReadOnlyFileSystem(mounted))] });
        Assert.Equal("given"u8.ToArray(), sandbox.ReadFile("/data/given"));
        sandbox.Execute("import os\nos.symlink('/data', '/tmp/link')");
        sandbox.WriteFile("/tmp/link/made", "made"u8.ToArray());
        Assert.Equal("made"u8.ToArray(), mounted.ReadFile("made"));
        Assert.ThrowsAny<IOException>(() => sandbox.WriteFile("/fixed/new", "x"u8.ToArray()));
        Assert.Equal("given"u8.ToArray(), sandbox.ReadFile("/../../fixed/given"));
        Assert.Contains("modules/", ListedAfterAdding(sandbox));
    }

    [Fact]
    public void WhatIsNotThereOrNotAllowedIsRefusedWithItsPath()
    {
        using PythonSandbox sandbox = Sandboxes.New(PythonInterpreter.CPython, new PythonSandboxOptions { MaximumFileBytes = 10_000 });
        Assert.Contains("\"/no/file\"", Assert.Throws<FileNotFoundException>(() => sandbox.ReadFile("/no/file")).Message, StringComparison.Ordinal);
        Assert.Contains("is a directory", Assert.Throws<IOException>(() => sandbox.ReadFile("/tmp")).Message, StringComparison.Ordinal);
        Assert.Throws<IOException>(() => sandbox.WriteFile("/", "x"u8.ToArray()));
        Assert.Throws<ArgumentException>(() => sandbox.ReadFile("a\0b"));
        Assert.ThrowsAny<ArgumentException>(() => sandbox.ListFiles(""));
        sandbox.WriteFile("/tmp/file", "x"u8.ToArray());
        Assert.Throws<IOException>(() => sandbox.WriteFile("/tmp/file/below", "x"u8.ToArray()));
        Assert.ThrowsAny<IOException>(() => sandbox.ListFiles("/tmp/file"));
    }

    [Fact]
    public void FilesAndModulesCountAgainstTheLimit()
    {
        var mounted = new MemoryFileSystem();
        mounted.WriteFile("large", new byte[20_001]);
        using PythonSandbox sandbox = Sandboxes.New(PythonInterpreter.CPython, new PythonSandboxOptions { MaximumFileBytes = 20_000, Mounts = [new WasiMount("/given", mounted)] });
        Assert.Contains("MaximumFileBytes", Assert.Throws<IOException>(() => sandbox.WriteFile("/tmp/large", new byte[30_000])).Message, StringComparison.Ordinal);
        Assert.Throws<FileNotFoundException>(() => sandbox.ReadFile("/tmp/large"));
        sandbox.WriteFile("/tmp/large", new byte[10_000]);
        Assert.Throws<IOException>(() => sandbox.AddModule("large", new string('#', 30_000)));
        Assert.Equal("ModuleNotFoundError", Assert.Throws<PythonException>(() => sandbox.Execute("import large")).TypeName);
        Assert.Equal("OSError", Assert.Throws<PythonException>(() => sandbox.Execute("with open('/tmp/more', 'wb') as file: file.write(b'x' * 15000)")).TypeName);
        Assert.Equal(10_000, sandbox.ReadFile("/tmp/large").Length);
        Assert.Contains("at most 20000", Assert.Throws<IOException>(() => sandbox.ReadFile("/given/large")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FunctionsOfTheHostMayReadAndWriteFiles()
    {
        using PythonSandbox sandbox = Sandboxes.New(PythonInterpreter.CPython);
        sandbox.SetGlobal("fetch", new Action<string>(name => sandbox.WriteFile(name, Encoding.UTF8.GetBytes("fetched " + name))));
        sandbox.Execute("fetch('/tmp/a')");
        Assert.Equal("fetched /tmp/a", sandbox.Evaluate("open('/tmp/a').read()"));
    }

    private static IReadOnlyList<string> ListedAfterAdding(PythonSandbox sandbox)
    {
        sandbox.AddModule("own", "");
        return sandbox.ListFiles("/lib");
    }
}
