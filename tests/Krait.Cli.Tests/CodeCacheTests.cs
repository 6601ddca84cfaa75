using System.IO;

namespace Krait.Cli.Tests;

/// <summary><c>--code-cache</c>.</summary>
public class CodeCacheTests
{
    [Fact]
    public void CodeOfALargeModuleIsKeptAndUsedAgain()
    {
        using var folder = new TemporaryFolder();
        string module = Module(folder, dataBytes: 300_000);
        string cache = folder.Combine("cache");
        string? written = null;
        for (int run = 0; run < 3; run++)
        {
            CommandResult result = CommandResult.Run("call", module, "seven", "--code-cache", cache);
            Assert.Equal("7", result.Output.Trim());
            string entry = Assert.Single(Directory.GetFiles(cache));
            written ??= entry;
            Assert.Equal(written, entry);
        }

        // What is there is used: without it the module is compiled and kept again, and damage is found.
        File.WriteAllText(written!, "damaged");
        Assert.Equal("7", CommandResult.Run("call", module, "seven", "--code-cache", cache).Output.Trim());
        Assert.True(1000 < new FileInfo(written!).Length);
    }

    [Fact]
    public void CodeOfASmallModuleIsNotKept()
    {
        using var folder = new TemporaryFolder();
        string cache = folder.Combine("cache");
        Assert.Equal("7", CommandResult.Run("call", Module(folder, dataBytes: 10), "seven", "--code-cache", cache).Output.Trim());
        Assert.Empty(Directory.GetFiles(cache));
    }

    [Fact]
    public void FolderThatOthersMayWriteToIsRefused()
    {
        if (System.OperatingSystem.IsWindows())
        {
            Assert.Skip("folders have no such permissions here");
            return;
        }

        using var folder = new TemporaryFolder();
        string cache = folder.Combine("cache");
        Directory.CreateDirectory(cache);
        File.SetUnixFileMode(cache, File.GetUnixFileMode(cache) | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite);
        CommandResult result = CommandResult.Run("call", Module(folder, dataBytes: 10), "seven", "--code-cache", cache);
        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("chmod 700", result.Error, System.StringComparison.Ordinal);
    }

    private static string Module(TemporaryFolder folder, int dataBytes)
    {
        string text = folder.Write("m.wat", $"(module (data \"{new string('x', dataBytes)}\") (func (export \"seven\") (result i32) (i32.const 7)))");
        Assert.Equal(0, CommandResult.Run("wat2wasm", text).ExitCode);
        return folder.Combine("m.wasm");
    }
}
