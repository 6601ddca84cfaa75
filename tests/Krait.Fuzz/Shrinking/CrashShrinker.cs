using System;
using System.IO;
using Krait.Fuzz.Generation;
using Krait.Testing;
using Krait.Testing.Programs;

namespace Krait.Fuzz.Shrinking;

/// <summary>Makes a program small that ends the process which runs it: each attempt has a process of its own.</summary>
internal static class CrashShrinker
{
    private static readonly TimeSpan s_time = TimeSpan.FromMinutes(10);

    /// <summary>The file with the smallest program found, or null if the program of the seed does no harm.</summary>
    public static string? Shrink(ulong seed)
    {
        ProgramProfile profile = ProgramGenerator.ProfileOf(seed);
        string folder = RepositoryRoot.File("artifacts", "fuzz");
        Directory.CreateDirectory(folder);
        string attempt = Path.Combine(folder, "attempt.wat");
        FuzzProgram program = ProgramGenerator.Generate(seed, profile);
        if (!Crashes(program))
            return null;
        string path = Path.Combine(folder, $"crash-{seed}.wat");
        File.WriteAllText(path, CaseText.Write(Shrinker.Shrink(program, Crashes, s_time), profile, $"crash-{seed}"));
        return path;

        bool Crashes(FuzzProgram candidate)
        {
            File.WriteAllText(attempt, CaseText.Write(candidate, profile, "an attempt"));
            return CommandRun.Of("dotnet", [typeof(CrashShrinker).Assembly.Location, "fuzz", "--case", attempt]).ExitCode > 2;
        }
    }
}
