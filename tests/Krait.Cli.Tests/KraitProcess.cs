using System;
using System.Diagnostics;
using System.IO;
using System.Threading.Tasks;

namespace Krait.Cli.Tests;

/// <summary>The command in a process of its own.</summary>
internal static class KraitProcess
{
    /// <summary>The program and the first argument that start it.</summary>
    public static (string Program, string Assembly) Command => (Environment.ProcessPath!, Path.Combine(AppContext.BaseDirectory, "krait.dll"));

    /// <summary>Starts it; its input ends at once.</summary>
    public static Process Start(string[] arguments, params ReadOnlySpan<(string Name, string Value)> environment)
    {
        var start = new ProcessStartInfo(Command.Program, [Command.Assembly, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;
        Process process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }

    /// <summary>Runs commands in bash, where <c>krait</c> is the command; their output. Skips the test where a program is missing.</summary>
    public static async Task<string> RunInShell(string commands, string folder)
    {
        foreach (string program in (string[])["bash", "curl", "base64"])
        {
            bool isThere = Array.Exists((Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(':'), path => File.Exists(Path.Combine(path, program)));
            if (!isThere)
                Assert.Skip(program + " is not installed");
        }

        var start = new ProcessStartInfo("bash", ["-euo", "pipefail", "-c", $"krait() {{ \"{Command.Program}\" \"{Command.Assembly}\" \"$@\"; }}\n{commands}"])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["KRAIT_PREPARE"] = "never";
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{commands}\nended with {process.ExitCode}\n{await errors}\n{output}");
        return output;
    }
}
