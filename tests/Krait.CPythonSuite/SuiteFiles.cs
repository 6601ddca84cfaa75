using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Krait.Guests;
using Krait.Testing;
using Krait.Wasi;

namespace Krait.CPythonSuite;

/// <summary>CPython's own tests on this machine, and the guest that runs them.</summary>
internal static class SuiteFiles
{
    private const string FolderVariable = "KRAIT_CPYTHON_SUITE";

    private static readonly Lazy<string?> s_missing = new(FindMissing);

    private static readonly Lazy<IFileSystem> s_files = new(static () => new HostFolder(LibraryFolder, FolderAccess.ReadOnly));

    /// <summary>Python source that runs one module and writes down what became of its tests.</summary>
    public static string Driver { get; } = File.ReadAllText(RepositoryRoot.File("tests", "Krait.CPythonSuite", "run_module.py"));

    /// <summary>The folder that holds the package <c>test</c>, as guests get it.</summary>
    public static IFileSystem Files => s_files.Value;

    /// <summary>Names of all modules of tests, files and packages.</summary>
    public static IEnumerable<string> Modules => Directory.EnumerateFileSystemEntries(Path.Combine(LibraryFolder, "test"), "test_*")
        .Where(static path => path.EndsWith(".py", StringComparison.Ordinal) || File.Exists(Path.Combine(path, "__init__.py")))
        .Select(static path => Path.GetFileNameWithoutExtension(path))
        .Order(StringComparer.Ordinal);

    private static string LibraryFolder => Path.Combine(Folder, "usr", "lib", "python3.11");

    private static string Folder
    {
        get
        {
            if (Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } named)
                return Path.GetFullPath(named);
            string cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } folder
                ? folder
                : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
            return Path.Combine(cache, "krait", "cpython-suite");
        }
    }

    /// <summary>Skips the test where the suite or the interpreters are not on this machine.</summary>
    public static void Need()
    {
        if (s_missing.Value is { } reason)
            Assert.Skip(reason);
    }

    private static string? FindMissing()
    {
        if (!OperatingSystem.IsLinux() || !Directory.Exists(Path.Combine(LibraryFolder, "test", "support")))
            return $"CPython's tests are not at {LibraryFolder}; ./dev test puts Debian's packages of them there, or {FolderVariable} names their folder";
        try
        {
            GuestPackages.Restore();
            return null;
        }
        catch (GuestPackageException exception)
        {
            return exception.Message;
        }
    }
}
