using System;
using System.IO;
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

    [Fact]
    public void RefusesWhatAFileDoesNotHold()
    {
        using PythonSandbox parent = Sandboxes.New(PythonInterpreter.CPython);
        parent.Execute("open('/tmp/text', 'w').write('text')");
        using PythonImage image = parent.TakeImage();
        Assert.Contains("files", Assert.Throws<InvalidOperationException>(() => image.Save(File)).Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder));
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
