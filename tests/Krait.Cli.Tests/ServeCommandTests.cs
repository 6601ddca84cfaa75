using System;
using System.Diagnostics;
using System.IO;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Krait.Cli.Tests.Guests;
using Krait.Guests;

namespace Krait.Cli.Tests;

/// <summary><c>krait serve</c> on a machine where nobody has prepared an interpreter. MicroPython stands for both; crossgen2 is hidden, because it takes seconds.</summary>
public class ServeCommandTests
{
    [Fact]
    public async Task FunctionsOfInterpretersWorkWithoutPreparation()
    {
        Interpreters.Need();
        using var guests = new TemporaryFolder();
        using var folder = new TemporaryFolder();
        Directory.CreateSymbolicLink(Path.Combine(guests.Path, Path.GetFileName(GuestPackages.Folder)), GuestPackages.Folder);
        using Process server = KraitProcess.Start(
            ["serve", "--data", folder.Combine("store"), "--urls", "http://127.0.0.1:0"], (GuestPackages.FolderVariable, guests.Path), ("NUGET_PACKAGES", guests.Path));
        try
        {
            string first = await server.StandardOutput.ReadLineAsync() ?? await server.StandardError.ReadToEndAsync();
            Match address = Regex.Match(first, "listening on (http://127.0.0.1:[0-9]+), data in ");
            Assert.True(address.Success, first);
            string url = address.Groups[1].Value;
            string file = folder.Write("double.py", "def udf_main(n: int) -> int:\n    return n * 2\n");
            CommandResult registered = CommandResult.Run("udf", "register", file, "--mode", "micropython", "--limit", "deadline_ms=60000", "--url", url);
            Assert.True(registered.ExitCode == 0, registered.Error);
            Assert.Equal("42\n", CommandResult.Run("udf", "test", "double", "--document", """{"n": 21}""", "--url", url).Output);
            string[] prepared = Array.ConvertAll(Directory.GetFiles(Path.Combine(guests.Path, "prepared"), "micropython-*"), file => Path.GetExtension(file));
            Array.Sort(prepared, StringComparer.Ordinal);
            Assert.Equal([".image", ".krait"], prepared);
        }
        finally
        {
            server.Kill();
            await server.WaitForExitAsync();
        }
    }
}
