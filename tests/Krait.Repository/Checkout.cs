using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Krait.Testing;

namespace Krait.Repository;

/// <summary>The files of the checkout that people write, as the repository rules see them.</summary>
internal static class Checkout
{
    private static readonly string[] s_notOurs = ["artifacts", "node_modules", ".git", "__pycache__", "bin", "obj"];

    /// <summary>Every file below the given folders, relative to the root, with '/' between the parts.</summary>
    public static IEnumerable<string> Files(string extension, params string[] folders) =>
        from folder in folders
        let absolute = RepositoryRoot.File(folder)
        where Directory.Exists(absolute)
        from file in Directory.EnumerateFiles(absolute, "*" + extension, SearchOption.AllDirectories)
        let relative = Path.GetRelativePath(RepositoryRoot.Path, file).Replace('\\', '/')
        where !relative.Split('/').Any(s_notOurs.Contains)
        orderby relative
        select relative;

    /// <summary>Source files that people write; generated ones (<c>*.g.cs</c>) are left out.</summary>
    public static IEnumerable<string> SourceFiles(params string[] folders) =>
        Files(".cs", folders).Where(static file => !file.EndsWith(".g.cs", StringComparison.Ordinal));

    public static string Read(string relative) => File.ReadAllText(RepositoryRoot.File(relative));

    public static string[] ReadLines(string relative) => File.ReadAllLines(RepositoryRoot.File(relative));
}
