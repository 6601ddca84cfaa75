using System;
using System.IO;

namespace Krait.Server.Hosting;

/// <summary>The folder of a server's data: the user's own, or a temporary one that goes with the server.</summary>
internal sealed class DataFolder : IDisposable
{
    private readonly bool _isTemporary;

    private DataFolder(string path, bool isTemporary)
    {
        Path = path;
        _isTemporary = isTemporary;
    }

    public string Path { get; }

    public static DataFolder Open(string? path) => path is null
        ? new DataFolder(Directory.CreateTempSubdirectory("krait-").FullName, isTemporary: true)
        : new DataFolder(Directory.CreateDirectory(path).FullName, isTemporary: false);

    public void Dispose()
    {
        if (_isTemporary && Directory.Exists(Path))
            Directory.Delete(Path, recursive: true);
    }
}
