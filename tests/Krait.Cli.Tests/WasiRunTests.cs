using System;
using System.IO;

namespace Krait.Cli.Tests;

/// <summary>Programs for WASI under <c>krait run</c>: what they are granted, and what ends them.</summary>
public class WasiRunTests
{
    private const string Imports = """
        (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
        (import "wasi_snapshot_preview1" "args_sizes_get" (func $args_sizes_get (param i32 i32) (result i32)))
        (import "wasi_snapshot_preview1" "args_get" (func $args_get (param i32 i32) (result i32)))
        (import "wasi_snapshot_preview1" "environ_sizes_get" (func $environ_sizes_get (param i32 i32) (result i32)))
        (import "wasi_snapshot_preview1" "environ_get" (func $environ_get (param i32 i32) (result i32)))
        (import "wasi_snapshot_preview1" "fd_write" (func $fd_write (param i32 i32 i32 i32) (result i32)))
        (import "wasi_snapshot_preview1" "fd_read" (func $fd_read (param i32 i32 i32 i32) (result i32)))
        (import "wasi_snapshot_preview1" "path_open" (func $path_open (param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)))
        (import "wasi_snapshot_preview1" "poll_oneoff" (func $poll_oneoff (param i32 i32 i32 i32) (result i32)))
        (memory (export "memory") 1)
        (data (i32.const 16) "file.txt")
        """;

    // Writes the texts that a pair of functions gives; the sizes go to 0 and 4.
    private const string WriteTexts = """
        (func $write (param $length i32)
          (i32.store (i32.const 64) (i32.const 4096))
          (i32.store (i32.const 68) (local.get $length))
          (drop (call $fd_write (i32.const 1) (i32.const 64) (i32.const 1) (i32.const 72))))
        """;

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(255)]
    public void ExitCodeIsTheGuests(int code)
    {
        CommandResult result = Run($"(func (export \"_start\") (call $exit (i32.const {code})))");
        Assert.Equal((code, string.Empty), (result.ExitCode, result.Error));
    }

    [Fact]
    public void ArgumentsReachTheGuest()
    {
        const string Body = WriteTexts + """
            (func (export "_start")
              (drop (call $args_sizes_get (i32.const 0) (i32.const 4)))
              (drop (call $args_get (i32.const 1024) (i32.const 4096)))
              (call $write (i32.load (i32.const 4))))
            """;
        CommandResult result = Run(Body, "--", "-v", "two words");
        Assert.EndsWith("program.wat\0-v\0two words\0", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void VariablesReachTheGuestOnlyWhenGranted()
    {
        const string Body = WriteTexts + """
            (func (export "_start")
              (drop (call $environ_sizes_get (i32.const 0) (i32.const 4)))
              (if (i32.gt_u (i32.load (i32.const 4)) (i32.const 50000)) (then (call $exit (i32.const 9))))
              (drop (call $environ_get (i32.const 1024) (i32.const 4096)))
              (call $write (i32.load (i32.const 4))))
            """;
        Assert.Equal(string.Empty, Run(Body).Output);
        Assert.Equal("A=1\0B=x=y\0", Run(Body, "--env", "A=1", "--env", "B=x=y").Output);
        Assert.Contains("\0PATH=", "\0" + Run(Body, "--inherit-env").Output, StringComparison.Ordinal);
        Assert.Contains("\0PATH=mine\0", "\0" + Run(Body, "--inherit-env", "--env", "PATH=mine").Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 0, "content")]
    [InlineData(":/data", 0, "content")]
    [InlineData(":/data:ro", 0, "content")]
    [InlineData("::ro", 0, "content")]
    public void FolderIsReadWhenGranted(string suffix, int code, string output)
    {
        using var folder = new TemporaryFolder();
        string data = Directory.CreateDirectory(folder.Combine("data")).FullName;
        File.WriteAllText(Path.Combine(data, "file.txt"), "content");
        CommandResult result = Run(ReadFile, "--dir", data + suffix);
        Assert.Equal((code, output), (result.ExitCode, result.Output));
    }

    [Fact]
    public void FolderIsNotThereUnlessGranted() => Assert.Equal(8, Run(ReadFile).ExitCode);

    [Theory]
    [InlineData("", 0, true)]
    [InlineData(":/:ro", 69, false)]
    public void FolderIsWrittenUnlessReadOnly(string suffix, int code, bool exists)
    {
        const string Body = """
            (func (export "_start")
              (call $exit (call $path_open (i32.const 3) (i32.const 0) (i32.const 16) (i32.const 8) (i32.const 1) (i64.const 64) (i64.const 0) (i32.const 0) (i32.const 80))))
            """;
        using var folder = new TemporaryFolder();
        string data = Directory.CreateDirectory(folder.Combine("data")).FullName;
        Assert.Equal(code, Run(Body, "--dir", data + suffix).ExitCode);
        Assert.Equal(exists, File.Exists(Path.Combine(data, "file.txt")));
    }

    [Theory]
    [InlineData(2, "--dir", "a:b:c")]
    [InlineData(2, "--dir", "a:b:c:d")]
    [InlineData(2, "--dir", ":x")]
    [InlineData(66, "--dir", "no/such/folder")]
    [InlineData(2, "--env", "novalue")]
    [InlineData(2, "--env", "=x")]
    public void WrongGrantsAreRefused(int code, string option, string value)
    {
        CommandResult result = Run("(func (export \"_start\"))", option, value);
        Assert.Equal(code, result.ExitCode);
        Assert.Contains(value.Split(':')[^1], result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void DeadlineEndsAWait()
    {
        // A subscription at 1024 to the clock, in 2^62 nanoseconds.
        const string Body = """
            (func (export "_start")
              (i64.store (i32.const 1048) (i64.const 0x4000000000000000))
              (drop (call $poll_oneoff (i32.const 1024) (i32.const 2048) (i32.const 1) (i32.const 0))))
            """;
        Assert.Equal(75, Run(Body, "--timeout", "100").ExitCode);
    }

    [Theory]
    [InlineData("--timeout", "100")]
    [InlineData("--fuel", "100000")]
    public void FloodOfOutputIsEnded(string option, string value)
    {
        const string Body = WriteTexts + "(func (export \"_start\") (loop $again (call $write (i32.const 10)) (br $again)))";
        Assert.Equal(75, Run(Body, option, value).ExitCode);
    }

    [Fact]
    public void MemoryEndsAtItsLimit()
    {
        const string Body = """
            (func (export "_start")
              (loop $again (br_if $again (i32.ne (memory.grow (i32.const 1)) (i32.const -1))))
              (call $exit (memory.size)))
            """;
        Assert.Equal(20, Run(Body, "--memory", "1310720").ExitCode);
    }

    [Fact]
    public void InputReachesTheGuest()
    {
        const string Body = WriteTexts + """
            (func (export "_start")
              (i32.store (i32.const 64) (i32.const 4096))
              (i32.store (i32.const 68) (i32.const 100))
              (drop (call $fd_read (i32.const 0) (i32.const 64) (i32.const 1) (i32.const 72)))
              (call $write (i32.load (i32.const 72))))
            """;
        using var folder = new TemporaryFolder();
        CommandResult result = CommandResult.RunWith("typed\n"u8.ToArray(), "run", folder.Write("program.wat", $"(module {Imports} {Body})"));
        Assert.Equal("typed\n", result.Output);
    }

    private const string ReadFile = WriteTexts + """
        (func (export "_start")
          (local $errno i32)
          (local.set $errno
            (call $path_open (i32.const 3) (i32.const 0) (i32.const 16) (i32.const 8) (i32.const 0) (i64.const 2) (i64.const 0) (i32.const 0) (i32.const 80)))
          (if (local.get $errno) (then (call $exit (local.get $errno))))
          (i32.store (i32.const 64) (i32.const 4096))
          (i32.store (i32.const 68) (i32.const 100))
          (drop (call $fd_read (i32.load (i32.const 80)) (i32.const 64) (i32.const 1) (i32.const 72)))
          (call $write (i32.load (i32.const 72))))
        """;

    private static CommandResult Run(string body, params string[] options)
    {
        using var folder = new TemporaryFolder();
        return CommandResult.Run(["run", folder.Write("program.wat", $"(module {Imports} {body})"), .. options]);
    }
}
