namespace Krait.Wasi;

/// <summary>A tree of files that can be mounted for a guest.</summary>
/// <remarks>
/// <para>
/// A file system never sees a path. The engine takes paths apart, follows symbolic links itself and asks directories for one name at a
/// time, so <c>..</c>, absolute paths and links can lead nowhere that the tree does not hold.
/// </para>
/// <para>
/// Errors are numbers, not exceptions, because a missing file is an ordinary answer. An <see cref="System.IO.IOException"/> that
/// leaks out becomes <see cref="WasiErrno.Io"/>. Several guests may use one file system from several threads.
/// </para>
/// </remarks>
public interface IFileSystem
{
    /// <summary>Opens the topmost directory.</summary>
    /// <exception cref="System.IO.IOException">It cannot be opened.</exception>
    public IDirectoryHandle OpenRoot();
}
