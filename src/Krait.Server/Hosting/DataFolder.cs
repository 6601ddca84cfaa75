using System;
using System.IO;
using Krait.Udf;

namespace Krait.Server.Hosting;

/// <summary>
/// The folder of a server's data: the user's own, or a temporary one that goes with the server.
/// One server at a time: each keeps the list of indices in memory, so two would not see each other's.
/// </summary>
internal sealed class DataFolder : IDisposable
{
    private const string LockName = "server.lock";

    private readonly bool _isTemporary;
    private readonly FileStream _lock;

    private DataFolder(string path, bool isTemporary)
    {
        Path = path;
        _isTemporary = isTemporary;
        _lock = Lock(path);
    }

    public string Path { get; }

    /// <summary>Opens or creates the folder.</summary>
    /// <exception cref="UdfException">Another server has it open, or it cannot be written.</exception>
    public static DataFolder Open(string? path)
    {
        try
        {
            return path is null
                ? new DataFolder(Directory.CreateTempSubdirectory("krait-").FullName, isTemporary: true)
                : new DataFolder(Directory.CreateDirectory(path).FullName, isTemporary: false);
        }
        catch (UnauthorizedAccessException error)
        {
            throw new UdfException(UdfErrorCode.StoreFailed, $"the data folder '{path}' cannot be written: {error.Message}", error);
        }
    }

    public void Dispose()
    {
        _lock.Dispose();
        if (_isTemporary && Directory.Exists(Path))
            Directory.Delete(Path, recursive: true);
    }

    // The operating system gives the lock back when the process ends, however it ends.
    private static FileStream Lock(string path)
    {
        try
        {
            return new FileStream(System.IO.Path.Combine(path, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error)
        {
            throw new UdfException(UdfErrorCode.StoreFailed, $"the data folder '{path}' is in use by another server; stop it or choose another folder", error);
        }
    }
}
