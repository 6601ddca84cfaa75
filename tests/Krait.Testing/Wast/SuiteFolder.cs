using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace Krait.Testing.Wast;

/// <summary>The official test suite, where it is present. It is data beside the checkout, never part of it.</summary>
public static class SuiteFolder
{
    /// <summary>The environment variable that says where the suite is.</summary>
    public const string Variable = "KRAIT_WASM_TESTSUITE";

    /// <summary>Files in the suite as this project pins it: core, legacy exceptions and threads.</summary>
    public const int FileCount = 268;

    /// <summary>Says that the suite is absent, how many files were not run, and how to get them.</summary>
    public static string AbsenceNote { get; } =
        $"{FileCount} files of the official suite were not run: clone the public repository WebAssembly/testsuite at commit 193e551f "
        + $"and set {Variable} to its folder";

    /// <summary>The folder, or null where the suite is absent.</summary>
    public static string? PathOrNull { get; } = Find();

    /// <summary>Names of all script files relative to the folder, sorted, e.g. <c>i32.wast</c>, <c>legacy/throw.wast</c>; empty where the suite is absent.</summary>
    public static IReadOnlyList<string> FileNames { get; } = ListFiles();

    /// <summary>The absolute path of a script file.</summary>
    public static string PathOf(string fileName) =>
        Path.Combine(PathOrNull ?? throw new InvalidOperationException(AbsenceNote), fileName);

    private static string? Find()
    {
        var named = Environment.GetEnvironmentVariable(Variable);
        if (!string.IsNullOrEmpty(named))
            return Directory.Exists(named) ? named : null;
        var beside = RepositoryRoot.File("..", "shared", "wasm-testsuite");
        return Directory.Exists(beside) ? Path.GetFullPath(beside) : null;
    }

    private static List<string> ListFiles()
    {
        if (PathOrNull is not { } root)
            return [];
        string[] folders = ["", "custom", "legacy", Path.Combine("proposals", "threads")];
        return [.. folders
            .Where(folder => Directory.Exists(Path.Combine(root, folder)))
            .SelectMany(folder => Directory.GetFiles(Path.Combine(root, folder), "*.wast"))
            .Select(path => Path.GetRelativePath(root, path).Replace('\\', '/'))
            .Order(StringComparer.Ordinal)];
    }
}
