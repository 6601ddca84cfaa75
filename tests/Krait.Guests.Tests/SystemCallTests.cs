using System;
using System.Text;
using Krait.Guests.Tests.Kit;
using Krait.Runtime;
using Krait.Wasi;

namespace Krait.Guests.Tests;

/// <summary>What Python asks of the system below it, beyond plain files.</summary>
public sealed class SystemCallTests : IClassFixture<CPythonTests.SharedSandbox>
{
    private readonly CPythonTests.SharedSandbox _shared;

    public SystemCallTests(CPythonTests.SharedSandbox shared) => _shared = shared;

    [Fact]
    public void CallsFunctionsOfCByTheirTypes()
    {
        _shared.Sandbox.Execute(
            """
            import ctypes
            api = ctypes.pythonapi
            def call(name, result, *arguments):
                f = getattr(api, name)
                f.restype = result
                return f(*arguments)
            buffer = ctypes.create_string_buffer(b'abcdef', 8)
            ctypes.memmove(ctypes.addressof(buffer) + 1, b'XY', 2)
            """);
        Assert.Equal("aXYdef"u8.ToArray(), _shared.Sandbox.Evaluate("buffer.value"));
        Assert.Equal("XYd"u8.ToArray(), _shared.Sandbox.Evaluate("ctypes.string_at(ctypes.addressof(buffer) + 1, 3)"));
        Assert.Equal("dcba", _shared.Sandbox.Evaluate("ctypes.cast(ctypes.c_char_p(b'dcba'), ctypes.c_char_p).value.decode()"));
        Assert.Equal(2.5, _shared.Sandbox.Evaluate("call('PyFloat_AsDouble', ctypes.c_double, ctypes.py_object(2.5))"));
        Assert.Equal(-(1L << 40), _shared.Sandbox.Evaluate("call('PyLong_AsLongLong', ctypes.c_longlong, ctypes.py_object(-2**40))"));
        Assert.Equal("1.5", _shared.Sandbox.Evaluate("str(call('PyFloat_FromDouble', ctypes.py_object, ctypes.c_double(1.5)))"));
        Assert.Equal("-3", _shared.Sandbox.Evaluate("str(call('PyLong_FromLongLong', ctypes.py_object, ctypes.c_longlong(-3)))"));
    }

    [Fact]
    public void PassesWhatFollowsTheDotsOfAFunction()
    {
        _shared.Sandbox.Execute("import ctypes\nformat = ctypes.pythonapi.PyUnicode_FromFormat\nformat.argtypes = [ctypes.c_char_p]\nformat.restype = ctypes.py_object");
        Assert.Equal(
            "1 -5000000000 x 2",
            _shared.Sandbox.Evaluate("format(b'%d %lld %s %i', ctypes.c_int(1), ctypes.c_longlong(-5000000000), ctypes.c_char_p(b'x'), ctypes.c_int(2))"));
        Assert.Equal("none", _shared.Sandbox.Evaluate("format(b'none')"));
    }

    [Theory]
    [InlineData("import ctypes\nctypes.string_at(0xfffffff0, 100)", typeof(TrapException))]
    [InlineData("import ctypes\nctypes.CFUNCTYPE(ctypes.c_int)(1 << 30)()", typeof(TrapException))]
    public void EndsTheSandboxWhereCWouldCrash(string source, Type expected)
    {
        using PythonSandbox sandbox = Sandboxes.New(PythonInterpreter.CPython);
        Assert.IsType(expected, Record.Exception(() => sandbox.Execute(source)));
    }

    [Fact]
    public void PermissionsOfFilesAreKeptAndShown()
    {
        using PythonSandbox sandbox = Sandboxes.New(PythonInterpreter.CPython);
        sandbox.Execute(
            """
            import os, stat
            def mode(path):
                return oct(os.lstat(path).st_mode & 0o7777)
            open('/tmp/plain', 'w').close()
            os.close(os.open('/tmp/own', os.O_CREAT | os.O_WRONLY, 0o600))
            os.mkdir('/tmp/folder', 0o751)
            before = os.umask(0o077)
            os.close(os.open('/tmp/masked', os.O_CREAT | os.O_WRONLY, 0o777))
            os.umask(before)
            """);
        Assert.Equal("('0o644', '0o600', '0o751', '0o700')", sandbox.Repr("tuple(mode('/tmp/' + name) for name in ('plain', 'own', 'folder', 'masked'))"));
        sandbox.Execute("os.chmod('/tmp/plain', 0o4755)\nwith open('/tmp/own') as f: os.fchmod(f.fileno(), 0o400)\nos.chmod('/tmp/folder', 0o500)\nos.chmod('/lib/python314.zip', 0o444)");
        Assert.Equal("('0o4755', '0o400', '0o500', '0o444')", sandbox.Repr("(mode('/tmp/plain'), mode('/tmp/own'), mode('/tmp/folder'), mode('/lib/python314.zip'))"));
        Assert.Equal("(True, False, True)", sandbox.Repr("tuple(os.access('/tmp/' + name, os.X_OK) for name in ('plain', 'own', 'folder'))"));
        sandbox.Execute("open('/tmp/own', 'w').close()"); // User 0 may do everything.
        using PythonSandbox copy = sandbox.Fork();
        Assert.Equal("'0o4755'", copy.Repr("mode('/tmp/plain')"));
        copy.Execute("os.chmod('/tmp/plain', 0)");
        Assert.Equal("'0o4755'", sandbox.Repr("mode('/tmp/plain')"));
    }

    [Fact]
    public void PermissionsOfMountsAreThoseOfTheirFileSystems()
    {
        var files = new MemoryFileSystem();
        files.WriteFile("a", [1]);
        using PythonSandbox sandbox = Sandboxes.New(
            PythonInterpreter.CPython, new PythonSandboxOptions { Mounts = [new WasiMount("/open", files), new WasiMount("/closed", new ReadOnlyFileSystem(files))] });
        sandbox.Execute("import os\nos.chmod('/open/a', 0o640)");
        Assert.Equal("'0o100640'", sandbox.Repr("oct(os.stat('/closed/a').st_mode)"));
        PythonException exception = Assert.Throws<PythonException>(() => sandbox.Execute("os.chmod('/closed/a', 0o600)"));
        Assert.Contains("Read-only file system", exception.Message, StringComparison.Ordinal);
        Assert.Throws<PythonException>(() => sandbox.Execute("os.chmod('/open/missing', 0o600)"));
    }

    [Fact]
    public void MapsFiles()
    {
        _shared.Sandbox.Execute(
            """
            import mmap, os
            with open('/tmp/mapped', 'wb') as f:
                f.write(b'0123456789' * 1000)
            with open('/tmp/mapped', 'r+b') as f, mmap.mmap(f.fileno(), 0) as m:
                found = m.find(b'90')
                m[3:6] = b'abc'
                m.flush()
                flushed = open('/tmp/mapped', 'rb').read(10)
                m[0] = 65
            written = open('/tmp/mapped', 'rb').read(10)
            with open('/tmp/mapped', 'rb') as f, mmap.mmap(f.fileno(), 100, access=mmap.ACCESS_COPY) as m:
                m[0:4] = b'copy'
                copied = m[:10]
            unchanged = open('/tmp/mapped', 'rb').read(4)
            """);
        Assert.Equal(
            "(9, b'012abc6789', b'A12abc6789', b'copybc6789', b'A12a')",
            _shared.Sandbox.Repr("(found, flushed, written, copied, unchanged)"));
    }

    [Theory]
    [InlineData("mmap.mmap(os.open('/tmp', os.O_RDONLY), 10)", "OSError")]
    [InlineData("mmap.mmap(os.open('/lib/python314.zip', os.O_RDONLY), 10)", "PermissionError")]
    [InlineData("mmap.mmap(999, 10)", "OSError")]
    public void RefusesToMapWhatIsNoFile(string expression, string expected)
    {
        PythonException error = Assert.Throws<PythonException>(() => _shared.Sandbox.Execute("import mmap, os\n" + expression));
        Assert.Equal(expected, error.TypeName);
    }

    [Fact]
    public void FollowsLinksToAbsolutePathsWithinTheGuestsOwnRoot()
    {
        var granted = new MemoryFileSystem();
        granted.WriteFile("inner/text", "granted"u8);
        using var output = new System.IO.MemoryStream();
        using PythonSandbox sandbox = Sandboxes.New(
            PythonInterpreter.CPython, new PythonSandboxOptions { Mounts = [new WasiMount("/data", granted)], Output = output });
        sandbox.Execute(
            """
            import os
            os.makedirs('/tmp/real/deep')
            open('/tmp/real/deep/text', 'w').write('scratch')
            os.symlink('/tmp/real', '/tmp/link')
            os.symlink('/data/inner/', '/tmp/out')
            os.symlink('/tmp/real/deep/text', '/data/back')
            os.symlink('/tmp/loop', '/tmp/loop')
            os.symlink('/etc/passwd', '/tmp/passwd')
            os.chmod('/tmp/passwd', 0o700, follow_symlinks=False)
            print(open('/tmp/link/deep/text').read(), open('/tmp/out/text').read(), open('/data/back').read())
            print(os.path.isdir('/tmp/link'), os.path.islink('/tmp/link'), os.listdir('/tmp/out'), os.path.realpath('/tmp/out/text'))
            for path in '/tmp/loop', '/tmp/passwd', '/tmp/loop/x':
                try:
                    open(path)
                except OSError as e:
                    print(e.strerror)
            """);
        Assert.Equal(
            "scratch granted scratch\nTrue True ['text'] /data/inner/text\nToo many levels of symbolic links\nNo such file or directory\nToo many levels of symbolic links\n",
            Encoding.UTF8.GetString(output.ToArray()).Replace("Symbolic link loop", "Too many levels of symbolic links", StringComparison.Ordinal));
    }

    [Fact]
    public void HasTheDevicesThatProgramsExpect()
    {
        _shared.Sandbox.Execute(
            """
            import os, stat
            with open(os.devnull, 'w') as f:
                f.write('gone')
            with open('/dev/urandom', 'rb', buffering=0) as f:
                random = f.read(16) != f.read(16)
            zeros = open('/dev/zero', 'rb').read(5)
            """);
        Assert.Equal(
            "(b'', b'\\x00\\x00\\x00\\x00\\x00', True, True, ['null', 'random', 'urandom', 'zero'])",
            _shared.Sandbox.Repr("(open(os.devnull, 'rb').read(), zeros, random, stat.S_ISCHR(os.stat(os.devnull).st_mode), sorted(os.listdir('/dev')))"));
    }

    [Fact]
    public void CarriesBytesThroughPipes()
    {
        _shared.Sandbox.Execute(
            """
            import os
            r, w = os.pipe()
            def trouble(f, *arguments):
                try:
                    return f(*arguments)
                except OSError as e:
                    return type(e).__name__
            empty = trouble(os.read, r, 10)
            os.write(w, b'abcdef')
            parts = os.read(r, 4), os.read(r, 4)
            written = 0
            while True:
                count = trouble(os.write, w, b'0123456789' * 1000)
                if isinstance(count, str):
                    break
                written += count
            full = count
            read = os.read(r, 100000)
            rest = os.dup(w)
            os.close(w)
            still = trouble(os.read, r, 1)
            os.close(rest)
            end = os.read(r, 1)
            os.close(r)
            r, w = os.pipe()
            os.close(r)
            broken = trouble(os.write, w, b'x')
            os.close(w)
            """);
        Assert.Equal(
            "('BlockingIOError', (b'abcd', b'ef'), 65536, 'BlockingIOError', True, 'BlockingIOError', b'', 'BrokenPipeError')",
            _shared.Sandbox.Repr("(empty, parts, written, full, read == (b'0123456789' * 7000)[:65536], still, end, broken)"));
    }

    [Fact]
    public void SetsTimesThroughADescriptor()
    {
        _shared.Sandbox.Execute("import os\nf = open('/tmp/timed', 'w')\nos.utime(f.fileno(), ns=(1_000_000_007, 2_000_000_009))\nf.close()");
        Assert.Equal(2_000_000_009L, _shared.Sandbox.Evaluate("os.stat('/tmp/timed').st_mtime_ns"));
        PythonException error = Assert.Throws<PythonException>(() => _shared.Sandbox.Execute("os.fstatvfs(99)"));
        Assert.Equal("OSError", error.TypeName);
    }
}
