using System;
using System.Diagnostics;
using System.Linq;
using System.Text;
using System.Text.Json;
using Krait.Cli.Tests.Prompt;
using Krait.Testing;

namespace Krait.Cli.Tests.Guests;

/// <summary>A run of the command on a terminal of its own; Python on this machine holds the terminal's other end.</summary>
/// <param name="Received">Everything that the terminal got.</param>
/// <param name="ExitCode">The command's.</param>
internal sealed record TerminalRun(string Received, int ExitCode)
{
    private const int Seconds = 240;

    /// <summary>What stands on the screen.</summary>
    public string Screen => TerminalPicture.Draw(Received);

    /// <summary>Runs the command.</summary>
    /// <param name="arguments">Its words.</param>
    /// <param name="historyFile">For the prompt; empty for none.</param>
    /// <param name="color">The value of <c>NO_COLOR</c>.</param>
    /// <param name="steps">What to wait for, and what to type then.</param>
    public static TerminalRun Of(string[] arguments, string historyFile, string color, params (string Expected, string Keys)[] steps)
    {
        Interpreters.Need();
        if (OperatingSystem.IsWindows())
            Assert.Skip("there are no such terminals here");
        string krait = typeof(KraitCommand).Assembly.Location;
        string request = JsonSerializer.Serialize(new
        {
            command = (string[])["dotnet", krait, .. arguments],
            environment = new { TERM = "xterm", NO_COLOR = color, KRAIT_HISTORY = historyFile, KRAIT_PREPARE = "never" },
            seconds = Seconds,
            steps = steps.Select(static step => (string[])[step.Expected, step.Keys]),
        });
        var start = new ProcessStartInfo("python3", [RepositoryRoot.File("tests", "Krait.Cli.Tests", "Guests", "terminal.py")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        using Process? process = Start(start);
        if (process is null)
        {
            Assert.Skip("python3 is not here, which holds the other end of the terminal");
            throw new InvalidOperationException();
        }

        process.StandardInput.Write(request);
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        string answer = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, error.GetAwaiter().GetResult());
        JsonElement result = JsonElement.Parse(answer);
        return new TerminalRun(result.GetProperty("received").GetString()!, result.GetProperty("status").GetInt32());
    }

    private static Process? Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
