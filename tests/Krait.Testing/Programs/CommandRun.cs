using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;

namespace Krait.Testing.Programs;

/// <summary>How a program of the machine ended.</summary>
/// <param name="ExitCode">What it ended with; on Unix 128 and the signal's number where a signal ended it.</param>
/// <param name="Output">Its standard output, read as Latin-1: one character a byte.</param>
/// <param name="Errors">Its standard error.</param>
public sealed record CommandRun(int ExitCode, string Output, string Errors)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(5);

    /// <summary>True when the command is on the PATH.</summary>
    public static bool Exists(string command) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Any(folder => folder.Length > 0 && File.Exists(Path.Combine(folder, command)));

    /// <summary>Runs a program to its end.</summary>
    /// <param name="command">A file, or a name on the PATH.</param>
    /// <param name="arguments">Passed on unchanged.</param>
    /// <param name="folder">The working folder, null for the current one.</param>
    /// <param name="input">Its standard input, one byte a character.</param>
    /// <param name="environment">Variables beside those of this process, as <c>NAME=value</c>.</param>
    /// <exception cref="TimeoutException">It did not end within five minutes; it was killed.</exception>
    public static CommandRun Of(string command, string[] arguments, string? folder = null, string input = "", string[]? environment = null)
    {
        ProcessStartInfo start = new(command, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.Latin1,
            StandardInputEncoding = Encoding.Latin1,
            WorkingDirectory = folder ?? "",
        };
        foreach (string variable in environment ?? [])
        {
            int sign = variable.IndexOf('=', StringComparison.Ordinal);
            start.Environment[variable[..sign]] = variable[(sign + 1)..];
        }

        using Process process = Process.Start(start) ?? throw new InvalidOperationException("cannot start " + command);
        Task<string> errors = process.StandardError.ReadToEndAsync();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        if (!process.WaitForExit(s_patience))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{command} did not end within {s_patience.TotalMinutes} minutes");
        }

        return new CommandRun(process.ExitCode, output.GetAwaiter().GetResult(), errors.GetAwaiter().GetResult());
    }
}
