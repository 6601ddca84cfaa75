using System;
using System.IO;

namespace Krait.Runtime.Persisting;

// What is kept for later processes runs with this user's rights or decides what guests find in their memory. So nothing is
// used whose permissions say that others could have put it there. On Windows the folder's access list is the caller's business.
#pragma warning disable RS0030 // Files are what this class is about.

/// <summary>A folder that its owner alone may enter, and files in it that are whole or not there.</summary>
/// <param name="path">Its full path.</param>
/// <param name="name">What messages call it, e.g. <c>code cache</c>.</param>
internal sealed class ClosedFolder(string path, string name)
{
    /// <summary>The end of names of files that are being written.</summary>
    public const string TemporaryExtension = ".tmp";

    private const UnixFileMode FolderMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode FileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public string Path => path;

    /// <summary>Makes the folder if it does not exist.</summary>
    /// <exception cref="UnauthorizedAccessException">Others may read or write it, or it is a link.</exception>
    /// <exception cref="IOException">It cannot be made.</exception>
    public void Check()
    {
        DirectoryInfo folder = new(path);
        if (!folder.Exists)
            Make();
        else if (folder.LinkTarget is not null)
            throw new UnauthorizedAccessException($"the {name} '{path}' is a link; name the folder itself");
        if (!IsClosed(path, FolderMode))
        {
            throw new UnauthorizedAccessException(
                $"the {name} '{path}' is open to other users, who could put code there; close it with chmod 700 after emptying it");
        }
    }

    /// <summary>Whether nobody else could have written a file that exists.</summary>
    public static bool IsOwn(FileInfo file) => file.LinkTarget is null && IsClosed(file.FullName, FileMode);

    /// <summary>Writes a file so that readers find all of it or none, whoever else writes it.</summary>
    /// <param name="file">Its full path in the folder.</param>
    /// <param name="content">What it holds then.</param>
    /// <returns>Whether it is there; what cannot be written leaves nothing behind.</returns>
    public bool TryWrite(string file, ReadOnlySpan<byte> content)
    {
        string written = System.IO.Path.Combine(path, System.IO.Path.GetRandomFileName() + TemporaryExtension);
        try
        {
            FileStreamOptions options = new() { Mode = System.IO.FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = FileMode;
            using (FileStream stream = new(written, options))
            {
                stream.Write(content);
                stream.Flush(flushToDisk: true);
            }

            File.Move(written, file, overwrite: true);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Delete(written);
            return false;
        }
    }

    /// <summary>Deletes a file; one that cannot be deleted is not used either way.</summary>
    public static void Delete(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It is not used either way.
        }
    }

    private void Make()
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, FolderMode);
    }

    private static bool IsClosed(string file, UnixFileMode allowed) =>
        OperatingSystem.IsWindows() || (File.GetUnixFileMode(file) & ~allowed) == 0;
}
