using System;
using System.Globalization;
using System.IO;
using System.Text;
using Krait.Guests.Tests.Kit;
using Krait.Runtime;
using Krait.Wasi;

namespace Krait.Guests.Tests;

/// <summary>Images, forks and resets: what they keep, what they renew, what they refuse.</summary>
public sealed class ImageTests
{
    [Theory]
    [InlineData(PythonInterpreter.CPython)]
    [InlineData(PythonInterpreter.MicroPython)]
    public void SandboxesOfAnImageBeginWithItsStateAndGoTheirOwnWays(PythonInterpreter interpreter)
    {
        using PythonSandbox parent = Sandboxes.New(interpreter);
        parent.Execute("import json\ntable = {'n': 1}\ndef add(x):\n    table['n'] += x\n    return table['n']");
        using PythonImage image = parent.TakeImage();
        using PythonSandbox first = PythonSandbox.Create(image);
        using PythonSandbox second = PythonSandbox.Create(image);
        Assert.Equal(11L, first.Evaluate("add(10)"));
        Assert.Equal(101L, second.Evaluate("add(100)"));
        Assert.Equal(12L, first.Evaluate("add(1)"));
        Assert.Equal(1L, parent.Evaluate("table['n']"));
        Assert.Equal(interpreter, image.Interpreter);
        Assert.InRange(image.SizeBytes, 1, 64 << 20);
    }

    [Theory]
    [InlineData(PythonInterpreter.CPython)]
    [InlineData(PythonInterpreter.MicroPython)]
    public void ForksGoOnFromWhereTheirParentIs(PythonInterpreter interpreter)
    {
        using PythonSandbox parent = Sandboxes.New(interpreter);
        parent.Execute("seen = [1]");
        using PythonSandbox child = parent.Fork();
        child.Execute("seen.append(2)");
        using PythonSandbox grandchild = child.Fork();
        grandchild.Execute("seen.append(3)");
        parent.Execute("seen.append('parent')");
        Assert.Equal("[1, 'parent']", parent.Repr("seen"));
        Assert.Equal("[1, 2]", child.Repr("seen"));
        Assert.Equal("[1, 2, 3]", grandchild.Repr("seen"));
    }

    [Theory]
    [InlineData(PythonInterpreter.CPython)]
    [InlineData(PythonInterpreter.MicroPython)]
    public void ResetGoesBackToTheBeginning(PythonInterpreter interpreter)
    {
        using PythonSandbox sandbox = Sandboxes.New(interpreter);
        for (int round = 0; round < 3; round++)
        {
            sandbox.Execute("import json\nkept = list(range(20000))");
            Assert.Equal(20000L, sandbox.Evaluate("len(kept)"));
            sandbox.Reset();
            Assert.Equal("NameError", Assert.Throws<PythonException>(() => sandbox.Evaluate("kept")).TypeName);
        }
    }

    [Theory]
    [InlineData(PythonInterpreter.CPython)]
    [InlineData(PythonInterpreter.MicroPython)]
    public void ResetRevivesASandboxThatALimitEnded(PythonInterpreter interpreter)
    {
        using PythonSandbox sandbox = Sandboxes.New(
            interpreter, new PythonSandboxOptions { Limits = new CallLimits { Deadline = TimeSpan.FromSeconds(1) } });
        sandbox.Execute("begun = 1");
        Assert.Throws<ResourceLimitException>(() => sandbox.Execute("while True:\n    try:\n        while True: pass\n    except BaseException: pass"));
        Assert.Throws<InvalidOperationException>(() => sandbox.TakeImage());
        sandbox.Reset();
        Assert.Equal(45L, sandbox.Evaluate("sum(range(10))"));
        Assert.Throws<PythonException>(() => sandbox.Evaluate("begun"));
    }

    [Fact]
    public void ResetForgetsFilesAndTheCurrentDirectory()
    {
        using PythonSandbox sandbox = Sandboxes.New(PythonInterpreter.CPython);
        sandbox.Execute("import os\nkept = open('/tmp/kept', 'w')\nkept.write('text')\nos.chdir('/tmp')\nos.umask(0)");
        sandbox.Reset();
        Assert.Equal("([], '/', 18)", sandbox.Repr("(__import__('os').listdir('/tmp'), __import__('os').getcwd(), __import__('os').umask(0))"));
    }

    [Fact]
    public void ResetLeavesTheTableOfDescriptorsAsItWas()
    {
        using PythonSandbox sandbox = Sandboxes.New(PythonInterpreter.CPython);
        for (int round = 0; round < 5; round++)
        {
            Assert.Equal(3L, sandbox.Evaluate("[open('/tmp/%d' % i, 'w') for i in range(100)][0].fileno()"));
            sandbox.Reset();
        }
    }

    [Fact]
    public void RefusesAnImageWithAnOpenFile()
    {
        using PythonSandbox sandbox = Sandboxes.New(PythonInterpreter.CPython);
        sandbox.Execute("library = open('/lib/python314.zip', 'rb')");
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => sandbox.TakeImage());
        Assert.Contains("descriptor 3 open", error.Message, StringComparison.Ordinal);
        sandbox.Execute("library.close()");
        sandbox.TakeImage().Dispose();
    }

    [Fact]
    public void ForksHaveRandomNumbersOfTheirOwn()
    {
        using PythonSandbox parent = Sandboxes.New(PythonInterpreter.CPython);
        parent.Execute("import random, tempfile\ntempfile.mktemp()");
        using PythonImage image = parent.TakeImage();
        string Numbers()
        {
            using PythonSandbox child = PythonSandbox.Create(image);
            string numbers = child.Repr("(random.random(), tempfile.mktemp())");
            child.Reset();
            Assert.NotEqual(numbers, child.Repr("(random.random(), tempfile.mktemp())"));
            return numbers;
        }

        Assert.NotEqual(Numbers(), Numbers());
    }

    [Fact]
    public void SandboxesOfAnImageHaveTheEnvironmentAndClockOfTheirOptions()
    {
        using PythonSandbox parent = Sandboxes.New(PythonInterpreter.CPython);
        parent.Execute("import os, time");
        using PythonImage image = parent.TakeImage();
        var options = new PythonSandboxOptions
        {
            Environment = ["NAME=it's \"quoted\"\n\\ \U0001F600 = x"],
            Clock = WasiClock.Simulated(new DateTimeOffset(2001, 2, 3, 4, 5, 6, TimeSpan.Zero)),
        };
        using PythonSandbox child = PythonSandbox.Create(image, options);
        for (int round = 0; round < 2; round++)
        {
            Assert.Equal("it's \"quoted\"\n\\ \U0001F600 = x", child.Evaluate("os.environ['NAME']"));
            Assert.Equal("2001-02-03", child.Evaluate("time.strftime('%Y-%m-%d')"));
            child.Reset();
        }

        using PythonSandbox other = PythonSandbox.Create(image);
        Assert.Equal(false, other.Evaluate("'NAME' in os.environ"));
    }

    [Fact]
    public void FreshSandboxesHaveTheEnvironmentOfTheirOptions()
    {
        using PythonSandbox sandbox = Sandboxes.New(PythonInterpreter.CPython, new PythonSandboxOptions { Environment = ["A=1", "B=", "PATH=/x:/y"] });
        Assert.Equal("['1', '', '/x:/y']", sandbox.Repr("[__import__('os').getenv(name) for name in ('A', 'B', 'PATH')]"));
        Assert.Equal("[]", sandbox.Repr("[name for name in globals() if 'krait' in name]"));
    }

    [Fact]
    public void StartsAnewForVariablesThatOnlyAStartReads()
    {
        var options = new PythonSandboxOptions { Environment = ["PYTHONHASHSEED=7"] };
        using PythonSandbox one = Sandboxes.New(PythonInterpreter.CPython, options);
        using PythonSandbox two = Sandboxes.New(PythonInterpreter.CPython, options);
        Assert.Equal(one.Evaluate("hash('text')"), two.Evaluate("hash('text')"));
        using PythonImage image = one.TakeImage();
        using PythonSandbox three = PythonSandbox.Create(image);
        Assert.Equal(one.Evaluate("hash('text')"), three.Evaluate("hash('text')"));
        Assert.Throws<InvalidOperationException>(one.Reset);
    }

    [Fact]
    public void WritesToTheStreamsOfItsOwnOptions()
    {
        using var output = new MemoryStream();
        using var other = new MemoryStream();
        using PythonSandbox parent = Sandboxes.New(PythonInterpreter.CPython, new PythonSandboxOptions { Output = other });
        parent.Execute("print('parent')\ndef tell(): print('told')");
        using PythonImage image = parent.TakeImage();
        using PythonSandbox child = PythonSandbox.Create(image, new PythonSandboxOptions { Output = output, Input = new MemoryStream("line\n"u8.ToArray()) });
        child.Execute("tell()\nprint(input())");
        Assert.Equal("told\nline\n", Encoding.UTF8.GetString(output.ToArray()));
        Assert.Equal("parent\n", Encoding.UTF8.GetString(other.ToArray()));
    }

    [Fact]
    public void ResetCountsOutputFromTheBeginning()
    {
        using var output = new MemoryStream();
        using PythonSandbox sandbox = Sandboxes.New(PythonInterpreter.CPython, new PythonSandboxOptions { Output = output, MaximumOutputBytes = 10 });
        sandbox.Execute("print('12345678')");
        Assert.Throws<PythonException>(() => sandbox.Execute("import os\nos.write(1, b'345678')\nos.write(1, b'9')"));
        sandbox.Reset();
        sandbox.Execute("print('12345678')");
        Assert.Equal("12345678\n312345678\n", Encoding.UTF8.GetString(output.ToArray()));
    }

    [Fact]
    public void RefusesAnImageThatDoesNotFit()
    {
        using PythonSandbox parent = Sandboxes.New(PythonInterpreter.CPython);
        parent.Execute("kept = b'x' * (40 << 20)");
        using PythonImage image = parent.TakeImage();
        ResourceLimitException error = Assert.Throws<ResourceLimitException>(
            () => PythonSandbox.Create(image, new PythonSandboxOptions { MaximumMemoryBytes = 40 << 20 }));
        Assert.Equal(ResourceKind.Memory, error.Kind);
    }

    [Fact]
    public void RefusesAnImageThatIsLargerThanTheSandboxMayMake()
    {
        using PythonSandbox sandbox = Sandboxes.New(PythonInterpreter.CPython, new PythonSandboxOptions { MaximumImageBytes = 20 << 20 });
        sandbox.Fork().Dispose();
        sandbox.Execute("kept = b'x' * (20 << 20)");
        ResourceLimitException error = Assert.Throws<ResourceLimitException>(() => sandbox.TakeImage());
        Assert.Contains("MaximumImageBytes", error.Message, StringComparison.Ordinal);
        Assert.Equal((ResourceKind.Memory, 20L << 20), (error.Kind, error.Limit));
        sandbox.Execute("del kept");
        sandbox.WriteFile("/tmp/file", new byte[20 << 20]);
        Assert.Throws<ResourceLimitException>(sandbox.Fork);
        Assert.Equal(2L, sandbox.Evaluate("1 + 1"));
    }

    [Fact]
    public void ADisposedImageMakesNoMoreSandboxesAndLeavesThoseThereAre()
    {
        using PythonSandbox parent = Sandboxes.New(PythonInterpreter.MicroPython);
        parent.Execute("n = 1");
        PythonImage image = parent.TakeImage();
        using PythonSandbox child = PythonSandbox.Create(image);
        image.Dispose();
        Assert.Throws<ObjectDisposedException>(() => PythonSandbox.Create(image));
        child.Execute("n += 1");
        child.Reset();
        Assert.Equal(1L, child.Evaluate("n"));
    }

    [Theory]
    [InlineData(1 << 20)]
    [InlineData(4 << 20)]
    public void HeapsOfMicroPythonHaveTheSizeThatWasAskedFor(int heapBytes)
    {
        string report = Sandboxes.Output(
            PythonInterpreter.MicroPython, "import micropython\nmicropython.mem_info()", new PythonSandboxOptions { MicroPythonHeapBytes = heapBytes });
        int total = int.Parse(report.Split("GC: total: ")[1].Split(',')[0], CultureInfo.InvariantCulture);
        Assert.InRange(total, heapBytes * 9 / 10, heapBytes);
    }

    [Fact]
    public void ForksHaveTheFilesOfTheirParentEachForItself()
    {
        using PythonSandbox parent = Sandboxes.New(PythonInterpreter.CPython);
        parent.Execute(
            """
            import os
            os.makedirs('/tmp/deep/er')
            open('/tmp/deep/text', 'w').write('one')
            os.symlink('text', '/tmp/deep/link')
            os.chdir('/tmp/deep')
            """);
        using PythonSandbox child = parent.Fork();
        child.Execute("open('text', 'a').write(' two')\nos.rmdir('er')");
        Assert.Equal("('one two', 'one two', ['link', 'text'])", child.Repr("(open('text').read(), open('link').read(), sorted(os.listdir()))"));
        Assert.Equal("('one', 'one', ['er', 'link', 'text'])", parent.Repr("(open('text').read(), open('link').read(), sorted(os.listdir()))"));
        child.Reset();
        Assert.Equal("('one', ['er', 'link', 'text'])", child.Repr("(open('text').read(), sorted(os.listdir()))"));
    }

    [Fact]
    public void FilesOfAnImageCountAgainstTheLimitOfTheSandbox()
    {
        using PythonSandbox parent = Sandboxes.New(PythonInterpreter.CPython);
        parent.Execute("open('/tmp/large', 'w').write('x' * 100000)");
        using PythonImage image = parent.TakeImage();
        using PythonSandbox child = PythonSandbox.Create(image, new PythonSandboxOptions { MaximumFileBytes = 50_000 });
        Assert.Equal(100_000L, child.Evaluate("len(open('/tmp/large').read())"));
        Assert.Equal("OSError", Assert.Throws<PythonException>(() => child.Execute("open('/tmp/more', 'w').write('x')")).TypeName);
    }

    [Fact]
    public void ForksCopyFoldersHoweverDeepTheyAreNested()
    {
        using PythonSandbox deep = Sandboxes.New(PythonInterpreter.CPython);
        deep.Execute(
            """
            import os
            os.makedirs('/tmp/a' + '/d' * 100)
            for i in range(50):
                os.makedirs('/tmp/b' + '/d' * 100)
                os.rename('/tmp/a', '/tmp/b' + '/d' * 100 + '/a')
                os.rename('/tmp/b', '/tmp/a')
            """);
        using PythonSandbox child = deep.Fork();
        Assert.Equal("['a', 'd']", child.Repr("sorted(os.listdir('/tmp/a') + os.listdir('/tmp'))"));
    }
}
