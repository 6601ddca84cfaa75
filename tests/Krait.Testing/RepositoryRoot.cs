using System;
using System.IO;

namespace Krait.Testing;

/// <summary>Finds files of the checkout that a test runs from.</summary>
public static class RepositoryRoot
{
    /// <summary>The folder that holds <c>Krait.slnx</c>, found upwards from the test's own assembly.</summary>
    public static string Path { get; } = Find();

    /// <summary>An absolute path inside the checkout, e.g. <c>File("examples", "find_prime.py")</c>.</summary>
    public static string File(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    private static string Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (System.IO.File.Exists(System.IO.Path.Combine(folder.FullName, "Krait.slnx")))
                return folder.FullName;
        }

        throw new InvalidOperationException("no Krait.slnx above " + AppContext.BaseDirectory);
    }
}
