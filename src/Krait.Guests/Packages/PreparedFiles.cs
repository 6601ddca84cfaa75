using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Krait.Guests.MicroPython;
using Krait.Runtime;
using Krait.Runtime.Persisting;

namespace Krait.Guests;

// FOLDER/prepared/cpython-KEY.krait    the interpreter, compiled
// FOLDER/prepared/cpython-KEY.image    the interpreter, started
//
// KEY stands for everything these depend on, so versions of Krait and .NET live side by side. Whoever can write here runs code as
// this user; what others could have written is not used.

/// <summary>Where compiled and started interpreters wait for the next process.</summary>
internal sealed class PreparedFiles
{
    private const int KeyCharacters = 16;

    private readonly ClosedFolder _folder = new(GuestPackages.PreparedFolder, "folder of prepared interpreters");
    private readonly string[] _keys; // by interpreter

    /// <param name="options">The settings of the engine that loads them.</param>
    public PreparedFiles(EngineOptions options)
    {
        string all = $"{GuestPackages.LockHash}\n{CodeKey.Of(options)}\n{PythonImageFile.Version}\n";
        _keys = [KeyOf(all), KeyOf(all + MicroPythonPrelude.Source)];
    }

    public string CodePath(PythonInterpreter interpreter) => Path.Combine(_folder.Path, $"{NameOf(interpreter)}-{_keys[(int)interpreter]}.krait");

    public string ImagePath(PythonInterpreter interpreter) => Path.Combine(_folder.Path, $"{NameOf(interpreter)}-{_keys[(int)interpreter]}.image");

    /// <summary>Whether a file may be used: it is there, and nobody else could have written it.</summary>
    public bool Has(string path)
    {
        try
        {
            if (!Directory.Exists(_folder.Path))
                return false;
            _folder.Check();
            var file = new FileInfo(path);
            return file.Exists && ClosedFolder.IsOwn(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Keeps code.</summary>
    /// <exception cref="GuestPackageException">It cannot be written.</exception>
    public void WriteCode(PythonInterpreter interpreter, ReadOnlySpan<byte> code)
    {
        CheckFolder();
        string path = CodePath(interpreter);
        if (!_folder.TryWrite(path, code))
            throw new GuestPackageException($"'{path}' cannot be written; {GuestPackages.FolderVariable} names another folder for prepared interpreters");
    }

    /// <summary>Keeps an image.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to, or others may write to it.</exception>
    public void WriteImage(PythonImage image)
    {
        _folder.Check();
        image.Save(ImagePath(image.Interpreter));
        RemoveOld();
    }

    /// <summary>Waits until no other process prepares, and keeps others waiting.</summary>
    /// <returns>Dispose it when done; the end of the process does so as well.</returns>
    /// <exception cref="GuestPackageException">The folder is of no use.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public IDisposable Lock(System.Threading.CancellationToken cancellationToken)
    {
        const int RetryMilliseconds = 100;
        CheckFolder();
        string path = Path.Combine(_folder.Path, "lock");
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(path))
            {
                cancellationToken.WaitHandle.WaitOne(RetryMilliseconds);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw Unusable(exception);
            }
        }
    }

    /// <summary>Deletes what was never finished. Call it with the lock held.</summary>
    public void RemoveUnfinished()
    {
        foreach (FileInfo file in new DirectoryInfo(_folder.Path).EnumerateFiles("*" + ClosedFolder.TemporaryExtension))
            ClosedFolder.Delete(file.FullName);
    }

    // Of versions of Krait and .NET other than this one only the newest stay.
    private void RemoveOld()
    {
        const int KeptVersions = 6; // of two interpreters
        IEnumerable<IGrouping<string, FileInfo>> others = new DirectoryInfo(_folder.Path).EnumerateFiles()
            .Where(static file => file.Extension is ".krait" or ".image")
            .GroupBy(static file => Path.GetFileNameWithoutExtension(file.Name).Split('-')[^1], StringComparer.Ordinal)
            .Where(version => !_keys.Contains(version.Key))
            .OrderByDescending(static version => version.Max(static file => file.LastWriteTimeUtc));
        foreach (FileInfo file in others.Skip(KeptVersions).SelectMany(static version => version))
            ClosedFolder.Delete(file.FullName);
    }

    private static string KeyOf(string all) => Convert.ToHexStringLower(Sha256.HashData(Encoding.UTF8.GetBytes(all)))[..KeyCharacters];

    private static string NameOf(PythonInterpreter interpreter) => interpreter == PythonInterpreter.CPython ? "cpython" : "micropython";

    private void CheckFolder()
    {
        try
        {
            _folder.Check();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unusable(exception);
        }
    }

    private GuestPackageException Unusable(Exception exception) =>
        new($"interpreters cannot be prepared in '{_folder.Path}': {exception.Message}; {GuestPackages.FolderVariable} names another folder", exception);
}
