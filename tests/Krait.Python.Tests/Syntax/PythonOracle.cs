using System;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Security.Cryptography;
using System.Text;
using Krait.Testing;

namespace Krait.Python.Tests.Syntax;

/// <summary>
/// Answers of the CPython on this machine. An answer about the standard library is kept beside the build's output,
/// by interpreter version and script, because it takes CPython much longer than Krait.
/// </summary>
internal static class PythonOracle
{
    private const int TimeLimitMs = 180_000;

    /// <summary>The lines that a script of this test project writes. Skips the test on a machine without python3.</summary>
    /// <param name="script">The script, relative to the test project.</param>
    public static string[] Lines(string script)
    {
        string path = RepositoryRoot.File("tests", "Krait.Python.Tests", script);
        string version = Run("-c", "import sys; print(sys.version + sys.prefix)");
        string key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(version + File.ReadAllText(path))))[..16];
        string folder = RepositoryRoot.File("artifacts", "oracle");
        string answer = Path.Combine(folder, Path.GetFileNameWithoutExtension(script) + "-" + key + ".txt");
        if (!File.Exists(answer))
        {
            Directory.CreateDirectory(folder);
            Run(path, answer);
        }

        return File.ReadAllLines(answer);
    }

    /// <summary>A hash as the scripts make it: half a SHA-256 of the text with all beyond ASCII escaped.</summary>
    public static string Digest(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Escape(text))))[..32];

    private static string Escape(string text)
    {
        if (Ascii.IsValid(text))
            return text;
        var result = new StringBuilder(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (rune.IsAscii)
                result.Append((char)rune.Value);
            else
                result.Append(rune.Value switch { <= 0xFF => $"\\x{rune.Value:x2}", <= 0xFFFF => $"\\u{rune.Value:x4}", _ => $"\\U{rune.Value:x8}" });
        }

        return result.ToString();
    }

    private static string Run(params string[] arguments)
    {
        var start = new ProcessStartInfo("python3", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using Process process = Process.Start(start)!;
            string output = process.StandardOutput.ReadToEnd();
            string errors = process.StandardError.ReadToEnd();
            Assert.True(process.WaitForExit(TimeLimitMs), "python3 takes too long");
            Assert.True(process.ExitCode == 0, errors);
            return output;
        }
        catch (Win32Exception)
        {
            Assert.Skip("there is no python3 on this machine to compare with");
            throw;
        }
    }
}
