using System;
using System.Diagnostics;
using System.Globalization;

namespace Krait.Benchmarks.Guests;

/// <summary>A process that is given paths of programs, a line each, and answers each with a checksum and milliseconds.</summary>
internal sealed class LineProgram : IDisposable
{
    private readonly Process _process;

    public LineProgram(string command, params string[] arguments)
    {
        var start = new ProcessStartInfo(command, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true };
        _process = Process.Start(start) ?? throw new InvalidOperationException(command + " did not start");
    }

    /// <summary>Runs a program once.</summary>
    /// <returns>Null if it failed there.</returns>
    public Measurement? Run(string path)
    {
        _process.StandardInput.WriteLine(path);
        _process.StandardInput.Flush();
        string line = _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("a process that runs programs has ended at " + path);
        if (line.StartsWith("failed", StringComparison.Ordinal))
            return null;
        string[] words = line.Split(' ');
        return new Measurement(words[0], double.Parse(words[1], CultureInfo.InvariantCulture));
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
