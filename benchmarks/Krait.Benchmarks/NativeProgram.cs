using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;

namespace Krait.Benchmarks;

/// <summary>Runs the C and Python halves of a comparison; both print "answer milliseconds" on one line.</summary>
internal static class NativeProgram
{
    /// <summary>Compiles benchmarks/programs/NAME.c with gcc -O2 and answers the path of the executable.</summary>
    public static string CompileC(string folder, string name)
    {
        string executable = Path.Combine(folder, name);
        Execute("gcc", "-O2", "-o", executable, Checkout.File("benchmarks", "programs", name + ".c"));
        return executable;
    }

    /// <summary>Runs a program and reads its answer and its best time.</summary>
    public static Measurement Measure(string command, params string[] arguments)
    {
        string[] words = Execute(command, arguments).Trim().Split(' ');
        return new Measurement(words[0], double.Parse(words[1], CultureInfo.InvariantCulture));
    }

    /// <summary>True when the command is on the PATH.</summary>
    public static bool Exists(string command) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Any(folder => folder.Length > 0 && File.Exists(Path.Combine(folder, command)));

    /// <summary>Runs a program that has to succeed, and answers its standard output.</summary>
    public static string Execute(string command, params string[] arguments)
    {
        var start = new ProcessStartInfo(command, arguments) { RedirectStandardOutput = true };
        using Process process = Process.Start(start) ?? throw new InvalidOperationException(command + " did not start");
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{command} ended with exit code {process.ExitCode}");
        return output;
    }
}
