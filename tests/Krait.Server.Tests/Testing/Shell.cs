using System;
using System.Diagnostics;
using System.IO;
using System.Threading.Tasks;

namespace Krait.Server.Tests.Testing;

/// <summary>Runs the commands of documents and of users as they are printed.</summary>
internal static class Shell
{
    /// <summary>Skips the test, counted, where the programs that the commands need are not installed.</summary>
    public static void NeedsCurl()
    {
        foreach (string program in (string[])["bash", "curl", "base64"])
        {
            bool isThere = Array.Exists((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':'), folder => File.Exists(Path.Combine(folder, program)));
            if (!isThere)
                Assert.Skip(program + " is not installed");
        }
    }

    /// <summary>Runs commands in a folder; their output.</summary>
    public static async Task<string> Run(string commands, string folder)
    {
        var start = new ProcessStartInfo("bash", ["-euo", "pipefail", "-c", commands])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{commands}\nended with {process.ExitCode}\n{await errors}\n{output}");
        return output;
    }
}
