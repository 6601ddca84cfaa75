using System;
using System.IO;
using System.Linq;
using Krait.Guests.Tests.Kit;
using Krait.Runtime;

namespace Krait.Guests.Tests;

/// <summary>Images in files.</summary>
public sealed class SavedImageTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("krait-test-").FullName;

    private string File => Path.Combine(_folder, "image");

    [Theory]
    [InlineData(PythonInterpreter.CPython)]
    [InlineData(PythonInterpreter.MicroPython)]
    public void SandboxesBeginWhereTheImageWasSaved(PythonInterpreter interpreter)
    {
        using (PythonSandbox parent = Sandboxes.New(interpreter))
        {
            parent.Execute("import json\ntable = {'n': [1, 2]}\ndef text(): return json.dumps(table)");
            using PythonImage image = parent.TakeImage();
            image.Save(File);
        }

        using PythonImage loaded = PythonImage.Load(File);
        System.IO.File.Delete(File);
        Assert.Equal(interpreter, loaded.Interpreter);
        using PythonSandbox one = PythonSandbox.Create(loaded);
        using PythonSandbox two = PythonSandbox.Create(loaded);
        one.Execute("table['n'].append(3)");
        Assert.Equal("{\"n\": [1, 2, 3]}", one.Evaluate("text()"));
        Assert.Equal("{\"n\": [1, 2]}", two.Evaluate("text()"));
        one.Reset();
        Assert.Equal("{\"n\": [1, 2]}", one.Evaluate("text()"));
    }

    [Fact]
    public void KeepsTheCurrentDirectory()
    {
        using PythonSandbox parent = Sandboxes.New(PythonInterpreter.CPython);
        parent.Execute("import os\nos.chdir('/home')\nos.umask(7)");
        using PythonImage image = parent.TakeImage();
        image.Save(File);
        using PythonImage loaded = PythonImage.Load(File);
        using PythonSandbox sandbox = PythonSandbox.Create(loaded);
        Assert.Equal("('/home', 7)", sandbox.Repr("(os.getcwd(), os.umask(0))"));
    }

    [Theory]
    [InlineData(PythonInterpreter.CPython)]
    [InlineData(PythonInterpreter.MicroPython)]
    public void KeepsModulesFilesAndLinesOfSources(PythonInterpreter interpreter)
    {
        using PythonSandbox parent = Sandboxes.New(interpreter);
        parent.AddModule("rules.prices", "price = 7");
        parent.WriteFile("/data/empty", ReadOnlyMemory<byte>.Empty);
        byte[] content = [.. Enumerable.Repeat((byte)7, 10_000)];
        parent.WriteFile("/data/deep/er/file", content);
        parent.Execute("def f():\n    raise ValueError(1)", "rule.py");
        using PythonImage image = parent.TakeImage();
        image.Save(File);
        using PythonImage loaded = PythonImage.Load(File);
        Assert.Equal(image.SizeBytes, loaded.SizeBytes);
        using PythonSandbox sandbox = PythonSandbox.Create(loaded);
        for (int round = 0; round < 2; round++)
        {
            sandbox.Execute("from rules.prices import price");
            Assert.Equal(7L, sandbox.Evaluate("price"));
            Assert.Equal(["deep/", "empty"], sandbox.ListFiles("/data"));
            Assert.Equal(content, sandbox.ReadFile("/data/deep/er/file"));
            sandbox.WriteFile("/data/empty", "full"u8.ToArray());
            if (interpreter == PythonInterpreter.CPython)
                Assert.Equal("raise ValueError(1)", Assert.Throws<PythonException>(() => sandbox.Call("f")).Frames[^1].Text);
            sandbox.Reset();
        }
    }

    [Fact]
    public void KeepsHolesLinksAndTimesOfFiles()
    {
        using PythonSandbox parent = Sandboxes.New(PythonInterpreter.CPython);
        parent.Execute(
            """
            import os
            os.makedirs('/tmp/a/b')
            with open('/tmp/a/sparse', 'wb') as file:
                file.seek(10 ** 6)
                file.write(b'end')
            os.symlink('../sparse', '/tmp/a/b/link')
            os.utime('/tmp/a/sparse', (1, 1000))
            def facts():
                stat = os.stat('/tmp/a/sparse')
                with open('/tmp/a/b/link', 'rb') as file:
                    content = file.read()
                return (stat.st_size, int(stat.st_mtime), content[-4:], content.count(b'\\0'),
                        os.readlink('/tmp/a/b/link'), sorted(os.listdir('/tmp/a/b')))
            """);
        using PythonImage image = parent.TakeImage();
        image.Save(File);
        using PythonImage loaded = PythonImage.Load(File);
        using PythonSandbox sandbox = PythonSandbox.Create(loaded, new PythonSandboxOptions { MaximumFileBytes = 30_000 });
        Assert.Equal(parent.Repr("facts()"), sandbox.Repr("facts()"));
        sandbox.WriteFile("/tmp/more", new byte[5000]);
    }

    [Fact]
    public void RefusesAFileThatIsTooLarge()
    {
        using PythonSandbox parent = Sandboxes.New(PythonInterpreter.MicroPython);
        using PythonImage image = parent.TakeImage();
        image.Save(File);
        long bytes = new FileInfo(File).Length;
        PythonImage.Load(File, bytes).Dispose();
        Assert.Contains($"at most {bytes - 1}", Assert.Throws<SnapshotException>(() => PythonImage.Load(File, bytes - 1)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void RefusesADamagedFile(int damage)
    {
        using PythonSandbox parent = Sandboxes.New(PythonInterpreter.MicroPython);
        using PythonImage image = parent.TakeImage();
        image.Save(File);
        byte[] bytes = System.IO.File.ReadAllBytes(File);
        byte[] damaged = damage switch
        {
            0 => [],
            1 => bytes[..^1],
            2 => Changed(bytes, bytes.Length - 40),
            _ => Changed(bytes, 60),
        };
        System.IO.File.WriteAllBytes(File, damaged);
        Assert.Throws<SnapshotException>(() => PythonImage.Load(File));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static byte[] Changed(byte[] bytes, int place)
    {
        byte[] changed = [.. bytes];
        changed[place] ^= 1;
        return changed;
    }
}
