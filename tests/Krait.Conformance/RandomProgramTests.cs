using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Krait.Conformance.Cases;
using Krait.Conformance.Generation;
using Krait.Conformance.Judges;

namespace Krait.Conformance;

/// <summary>Random typed programs: Krait prints what CPython prints.</summary>
public sealed class RandomProgramTests
{
    private const int FileCount = 30;
    private const int ProgramsPerFile = 10;

    private static readonly Lazy<Dictionary<int, (string Source, Outcome Expected)>> s_expressions =
        new(() => WriteAndRun(seed => ProgramGenerator.Write(seed, ProgramsPerFile), IntCheck.None));

    private static readonly Lazy<Dictionary<int, (string Source, Outcome Expected)>> s_loops =
        new(() => WriteAndRun(seed => LoopGenerator.Write(seed, ProgramsPerFile), IntCheck.Bits64));

    public static IEnumerable<TheoryDataRow<int>> Seeds => Enumerable.Range(1, FileCount).Select(seed => new TheoryDataRow<int>(seed));

    [Theory]
    [MemberData(nameof(Seeds))]
    public void ExpressionsAgree(int seed) => Compare(s_expressions, seed);

    [Theory]
    [MemberData(nameof(Seeds))]
    public void LoopsAgree(int seed) => Compare(s_loops, seed);

    private static void Compare(Lazy<Dictionary<int, (string Source, Outcome Expected)>> programs, int seed)
    {
        Assert.SkipUnless(CPython.IsPresent, "python3 is not on the PATH");
        (string source, Outcome expected) = programs.Value[seed];
        Outcome found = KraitEngine.Run(KraitEngine.Compile(source, $"random{seed}"));
        Assert.Equal(expected.InSharedWords().Print(), found.InSharedWords().Print());
    }

    private static Dictionary<int, (string, Outcome)> WriteAndRun(Func<ulong, string> write, IntCheck intCheck)
    {
        string folder = Directory.CreateTempSubdirectory("krait-random-").FullName;
        try
        {
            Dictionary<int, string> sources = Enumerable.Range(1, FileCount).ToDictionary(seed => seed, seed => write((ulong)seed));
            Dictionary<int, string> paths = sources.ToDictionary(row => row.Key, row => Path.Combine(folder, $"random{row.Key}.py"));
            foreach ((int seed, string path) in paths)
                File.WriteAllText(path, sources[seed]);
            Dictionary<string, Outcome> outcomes = CPython.Run([.. paths.Values], intCheck);
            return sources.ToDictionary(row => row.Key, row => (row.Value, outcomes[paths[row.Key]]));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
