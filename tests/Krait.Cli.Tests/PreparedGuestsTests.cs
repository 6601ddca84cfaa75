using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using Krait.Guests;

namespace Krait.Cli.Tests;

/// <summary>
/// What is prepared lies in files that several processes use, damage or leave half done. MicroPython stands for both, because it is
/// small; crossgen2 is hidden from the command, because it takes seconds.
/// </summary>
public sealed class PreparedGuestsTests : IDisposable
{
    private static readonly Lazy<string?> s_missing = new(Restore);

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void PreparesFilesThatAreTheOwnersAlone()
    {
        Need();
        Assert.Contains("MicroPython 1.27.0: prepared", Succeed("guests", "prepare", "micropython"), StringComparison.Ordinal);
        string[] files = [.. Prepared("*.krait").Concat(Prepared("*.image"))];
        Assert.Equal(2, files.Length);
        foreach (string file in files)
        {
            if (!OperatingSystem.IsWindows())
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }

        DateTime[] written = [.. files.Select(File.GetLastWriteTimeUtc)];
        Succeed("guests", "prepare", "micropython");
        Assert.Equal(written, files.Select(File.GetLastWriteTimeUtc));
        Assert.Equal("45\n", Succeed("eval", "--micropython", "sum(range(10))"));
        Assert.Contains(" MB freed", Succeed("guests", "clear"), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_folder.Path, "prepared")));
        Assert.True(GuestPackages.IsRestored);
    }

    [Theory]
    [InlineData("*.krait", "cut")]
    [InlineData("*.krait", "changed")]
    [InlineData("*.krait", "empty")]
    [InlineData("*.image", "cut")]
    [InlineData("*.image", "changed")]
    [InlineData("*.image", "empty")]
    public void DoesWithoutDamagedFiles(string name, string damage)
    {
        Need();
        Succeed("guests", "prepare", "micropython");
        string file = Assert.Single(Prepared(name));
        byte[] bytes = File.ReadAllBytes(file);
        int place = Array.FindIndex(bytes, bytes.Length / 2, static value => value != 0);
        bytes[place < 0 ? bytes.Length / 100 : place] ^= 1;
        File.WriteAllBytes(file, damage switch { "cut" => bytes[..(bytes.Length / 3)], "empty" => [], _ => bytes });
        Assert.Equal("45\n", Succeed("eval", "--micropython", "sum(range(10))"));
    }

    [Fact]
    public void UsesNothingThatOthersCouldHaveWritten()
    {
        Need();
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("permissions of Unix are needed");
            return;
        }

        Succeed("guests", "prepare", "micropython");
        foreach (string file in Prepared("*.krait").Concat(Prepared("*.image")))
        {
            File.WriteAllText(file, "from a stranger");
            File.SetUnixFileMode(file, File.GetUnixFileMode(file) | UnixFileMode.OtherWrite);
        }

        Assert.Contains("prepared  no", Succeed("guests", "list"), StringComparison.Ordinal);
        Assert.Equal("45\n", Succeed("eval", "--micropython", "sum(range(10))"));
        string folder = Path.Combine(_folder.Path, "prepared");
        File.SetUnixFileMode(folder, File.GetUnixFileMode(folder) | UnixFileMode.OtherWrite);
        Assert.Equal("45\n", Succeed("eval", "--micropython", "sum(range(10))"));
        (int code, _, string error) = Run("guests", "prepare", "micropython");
        Assert.Equal(69, code);
        Assert.Contains("chmod 700", error, StringComparison.Ordinal);
    }

    [Fact]
    public void ManyProcessesMayUseAndPrepareAtTheSameTime()
    {
        Need();
        Process[] processes =
        [
            Start("guests", "prepare", "micropython"), Start("eval", "--micropython", "sum(range(10))"),
            Start("guests", "prepare", "micropython"), Start("eval", "--micropython", "sum(range(10))"),
        ];
        foreach (Process process in processes)
        {
            (int code, string output, string error) = Finish(process);
            Assert.True(code == 0, error);
            Assert.True(output == "45\n" || output.Contains("prepared", StringComparison.Ordinal), output);
        }

        Assert.Single(Prepared("*.krait"));
        Assert.Single(Prepared("*.image"));
        Assert.Empty(Prepared("*.tmp"));
    }

    [Fact]
    public void APreparationThatWasKilledIsDoneAgain()
    {
        Need();
        using (Process process = Start("guests", "prepare", "micropython"))
        {
            // At work from the moment on that it holds the lock.
            while (!process.HasExited && Prepared("lock").Length == 0)
                Thread.Sleep(5);
            process.Kill();
            process.WaitForExit();
        }

        File.WriteAllText(Path.Combine(_folder.Path, "prepared", "half.tmp"), "half");
        Succeed("guests", "prepare", "micropython");
        Assert.Single(Prepared("*.krait"));
        Assert.Single(Prepared("*.image"));
        Assert.Empty(Prepared("*.tmp"));
        Assert.Equal("45\n", Succeed("eval", "--micropython", "sum(range(10))"));
    }

    [Fact]
    public void SaysWhatToDoWhereNpmIsMissing()
    {
        (int code, _, string error) = Finish(Start(["guests", "prepare"], ("PATH", Path.GetDirectoryName(Environment.ProcessPath) ?? string.Empty)));
        Assert.Equal(69, code);
        Assert.Contains("install Node.js with npm", error, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    // The packages are those that the machine has, by a link.
    private void Need()
    {
        if (s_missing.Value is { } reason)
            Assert.Skip(reason);
        Directory.CreateSymbolicLink(Path.Combine(_folder.Path, Path.GetFileName(GuestPackages.Folder)), GuestPackages.Folder);
    }

    private static string? Restore()
    {
        try
        {
            GuestPackages.Restore();
            return null;
        }
        catch (GuestPackageException exception)
        {
            return exception.Message;
        }
    }

    private string[] Prepared(string pattern)
    {
        string folder = Path.Combine(_folder.Path, "prepared");
        return Directory.Exists(folder) ? Directory.GetFiles(folder, pattern) : [];
    }

    private string Succeed(params string[] arguments)
    {
        (int code, string output, string error) = Run(arguments);
        Assert.True(code == 0, error);
        return output;
    }

    private (int Code, string Output, string Error) Run(params string[] arguments) => Finish(Start(arguments));

    private Process Start(params string[] arguments) => Start(arguments, []);

    private Process Start(string[] arguments, params (string Name, string Value)[] environment) =>
        KraitProcess.Start(arguments, [(GuestPackages.FolderVariable, _folder.Path), ("NUGET_PACKAGES", _folder.Path), .. environment]);

    private static (int Code, string Output, string Error) Finish(Process process)
    {
        using (process)
        {
            var error = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, output, error.GetAwaiter().GetResult());
        }
    }
}
