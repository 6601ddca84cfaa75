using System;
using System.IO;
using Krait.Guests;

namespace Krait.Server.Tests.Testing;

/// <summary>A cache of interpreters of its own: fetched, by a link to what the machine has, and not prepared. crossgen2 is hidden, because it takes seconds.</summary>
internal sealed class GuestFolder : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("krait-guests-").FullName;

    public GuestFolder()
    {
        Directory.CreateSymbolicLink(Path.Combine(_path, Path.GetFileName(GuestPackages.Folder)), GuestPackages.Folder);
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(PreparedPath);
        else
            Directory.CreateDirectory(PreparedPath, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>What a process needs to know of it.</summary>
    public (string Name, string Value)[] Environment => [(GuestPackages.FolderVariable, _path), ("NUGET_PACKAGES", _path)];

    private string PreparedPath => Path.Combine(_path, "prepared");

    /// <summary>Skips the test where the interpreters are not and cannot be fetched.</summary>
    public static void NeedInterpreters()
    {
        try
        {
            GuestPackages.Restore();
        }
        catch (GuestPackageException exception)
        {
            Assert.Skip(exception.Message);
        }
    }

    /// <summary>Keeps everybody from preparing anything until it is disposed.</summary>
    public FileStream Hold() => new(Path.Combine(PreparedPath, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

    /// <summary>What is prepared, by the end of its name.</summary>
    public string[] Prepared(string pattern) => Directory.GetFiles(PreparedPath, pattern);

    public void Dispose() => Directory.Delete(_path, recursive: true);
}
