using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace Krait.Testing.Programs;

/// <summary>The machine's own C and C++ compilers: programs that they make are the judges of ours.</summary>
public static class NativeToolchain
{
    /// <summary>Why nothing can be compiled here, for <c>Assert.SkipUnless</c>; null where gcc and g++ are present.</summary>
    public static string? Missing { get; } =
        CommandRun.Exists("gcc") && CommandRun.Exists("g++") ? null : "no native C compiler to compare with: gcc or g++ is missing";

    /// <summary>Compiles and links a program.</summary>
    /// <param name="sources">Paths; <c>.cc</c> is C++.</param>
    /// <param name="executable">The file to write.</param>
    /// <exception cref="InvalidOperationException">The compiler refused; the message holds its words.</exception>
    public static void Compile(IReadOnlyList<string> sources, string executable)
    {
        ArgumentNullException.ThrowIfNull(sources);
        bool isCpp = sources.Any(static source => Path.GetExtension(source) == ".cc");
        CommandRun run = CommandRun.Of(isCpp ? "g++" : "gcc", ["-O2", .. sources, "-o", executable, "-lm"]);
        if (run.ExitCode != 0)
            throw new InvalidOperationException($"the compiler ended with status {run.ExitCode}:\n{run.Errors}");
    }
}
