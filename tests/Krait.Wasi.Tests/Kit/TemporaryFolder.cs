using System;
using System.IO;

namespace Krait.Wasi.Tests;

/// <summary>A folder that goes when the test ends.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("krait-wasi-").FullName;

    public string Combine(params string[] names) => System.IO.Path.Combine([Path, .. names]);

    public string MakeFolder(params string[] names) => Directory.CreateDirectory(Combine(names)).FullName;

    public string Write(string name, string text)
    {
        File.WriteAllText(Combine(name), text);
        return Combine(name);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
