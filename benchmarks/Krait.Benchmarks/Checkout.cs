using System;
using System.IO;

namespace Krait.Benchmarks;

/// <summary>Finds files of the checkout the benchmark was built from.</summary>
internal static class Checkout
{
    public static string File(params string[] parts)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (System.IO.File.Exists(Path.Combine(folder.FullName, "Krait.slnx")))
                return Path.Combine([folder.FullName, .. parts]);
        }

        throw new InvalidOperationException("no Krait.slnx above " + AppContext.BaseDirectory);
    }
}
