using System;
using System.Diagnostics;
using System.IO;
using System.Runtime.InteropServices;
using System.Threading;

namespace Krait.Runtime;

// The engine does not start programs by itself: a host that wants machine code hands Translate over.
#pragma warning disable RS0030 // Files and a process of another compiler are what this class is about.

/// <summary>crossgen2, .NET's own compiler to machine code, where this machine has it.</summary>
/// <remarks>
/// A NuGet package of its own, <c>microsoft.netcore.app.crossgen2.RID</c>, used in exactly the runtime's version. Hand
/// <see cref="Translate"/> to <see cref="PrecompileOptions.Translate"/> or <see cref="CodeCache.Translate"/>. Thread-safe.
/// </remarks>
/// <example>
/// <code>
/// byte[] compiled = engine.Precompile(wasm, new PrecompileOptions { Translate = Crossgen.Find() is { } crossgen ? crossgen.Translate : null });
/// </code>
/// </example>
public sealed class Crossgen
{
    private readonly string _program;
    private readonly string _folder;

    private Crossgen(string program, string folder)
    {
        _program = program;
        _folder = folder;
    }

    /// <summary>The environment variable with the program's path.</summary>
    public const string PathVariable = "KRAIT_CROSSGEN2";

    /// <summary>The program that goes with this runtime: the one that the environment names, or the package in NuGet's folder.</summary>
    /// <returns>Null where there is none.</returns>
    /// <exception cref="CrossgenException">The environment names one that is not there.</exception>
    public static Crossgen? Find()
    {
        string framework = Path.GetDirectoryName(typeof(object).Assembly.Location) ?? string.Empty;
        if (framework.Length == 0 || typeof(Engine).Assembly.Location.Length == 0)
            return null;
        if (Environment.GetEnvironmentVariable(PathVariable) is { Length: > 0 } named)
        {
            return File.Exists(named)
                ? new Crossgen(named, framework)
                : throw new CrossgenException($"{PathVariable} names '{named}', which is not there");
        }

        string packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } folder
            ? folder
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        string program = Path.Combine(
            packages,
            $"microsoft.netcore.app.crossgen2.{RuntimeInformation.RuntimeIdentifier}",
            Environment.Version.ToString(3),
            "tools",
            OperatingSystem.IsWindows() ? "crossgen2.exe" : "crossgen2");
        return File.Exists(program) ? new Crossgen(program, framework) : null;
    }

    /// <summary>Compiles an assembly that <see cref="Engine.Precompile"/> made.</summary>
    /// <param name="assembly">A .NET assembly in intermediate language.</param>
    /// <param name="cancellationToken">Ends the program.</param>
    /// <returns>The same assembly with machine code.</returns>
    /// <exception cref="CrossgenException">crossgen2 failed; the message is its own.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <remarks>Cost: some seconds for each megabyte of WebAssembly.</remarks>
    public byte[] Translate(ReadOnlyMemory<byte> assembly, CancellationToken cancellationToken)
    {
        string folder = Directory.CreateTempSubdirectory("krait-").FullName;
        try
        {
            string input = Path.Combine(folder, "in.dll");
            string output = Path.Combine(folder, "out.dll");
            File.WriteAllBytes(input, assembly.Span);
            Run(input, output, cancellationToken);
            return File.ReadAllBytes(output);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private void Run(string input, string output, CancellationToken cancellationToken)
    {
        AllowToRun();
        var start = new ProcessStartInfo(_program) { RedirectStandardOutput = true, RedirectStandardError = true };
        string[] arguments =
        [
            input, "-o", output, "-O",
            "-r", Path.Combine(_folder, "*.dll"), "-r", typeof(Engine).Assembly.Location, "-r", typeof(Krait.Wasm.Module).Assembly.Location,
            "--targetos", OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "osx" : "linux",
            "--targetarch", RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "arm64" : "x64",
        ];
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        using Process process = Process.Start(start) ?? throw new CrossgenException($"'{_program}' does not start");
        using CancellationTokenRegistration kill = cancellationToken.Register(() => process.Kill());
        var messages = new System.Text.StringBuilder();
        process.OutputDataReceived += (_, line) => Keep(messages, line.Data);
        process.ErrorDataReceived += (_, line) => Keep(messages, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        process.WaitForExit();
        cancellationToken.ThrowIfCancellationRequested();
        if (process.ExitCode != 0)
            throw new CrossgenException($"crossgen2 failed with code {process.ExitCode}: {messages.ToString().Trim()}");
    }

    // Packages are unpacked without the right to run what is in them.
    private void AllowToRun()
    {
        const UnixFileMode Execute = UnixFileMode.UserExecute;
        if (OperatingSystem.IsWindows())
            return;
        UnixFileMode mode = File.GetUnixFileMode(_program);
        if ((mode & Execute) == 0)
            File.SetUnixFileMode(_program, mode | Execute);
    }

    private static void Keep(System.Text.StringBuilder messages, string? line)
    {
        const int MaximumCharacters = 4_000;
        lock (messages)
        {
            if (messages.Length < MaximumCharacters)
                messages.AppendLine(line);
        }
    }
}
