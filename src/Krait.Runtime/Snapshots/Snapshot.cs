using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using Krait.Runtime.Snapshots;
using Krait.Runtime.Store;
using Krait.Wasm;

namespace Krait.Runtime;

#pragma warning disable RS0030 // Snapshots can be files.

/// <summary>The state of an instance at one moment, from which any number of instances begin.</summary>
/// <remarks>
/// <para>
/// Holds memories, tables, globals and which segments are used up. Memories, tables and globals that the instance imported become
/// each new instance's own. Limits, fuel and everything of the host stay outside: host functions are linked by name again.
/// </para>
/// <para>
/// Secrets and seeds in the guest's memory are in the snapshot too: instances made from it have, for example, the same hash
/// seed. Thread-safe. Disposing frees the image once the instances made from it are gone as well.
/// </para>
/// </remarks>
public sealed class Snapshot : IDisposable
{
    private const UnixFileMode WritableByOthers = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    private readonly Dictionary<(string Module, string Name), object> _imports;

    // One for the snapshot itself until it is disposed, and one for each of its instances.
    private int _users = 1;
    private int _isDisposed;

    internal Snapshot(CompiledModule module, InstanceImage image, Dictionary<(string Module, string Name), object> imports)
    {
        Module = module;
        Image = image;
        _imports = imports;
    }

    /// <summary>The module of the instance it was taken of.</summary>
    public CompiledModule Module { get; }

    /// <summary>Bytes that the image of all memories takes, without blocks of zeros.</summary>
    public long ImageBytes => Image.Memories.Sum(static memory => memory.PresentBytes);

    internal InstanceImage Image { get; }

    /// <summary>Makes an instance in the state of the snapshot, with the host functions of the instance it was taken of.</summary>
    /// <param name="options">Limits; null for <see cref="InstanceOptions.Default"/>.</param>
    /// <exception cref="LinkException">The snapshot was loaded, so that it knows no host functions: name a linker.</exception>
    /// <exception cref="ResourceLimitException">A memory or table is above its limit.</exception>
    /// <remarks>Runs nothing of the guest. On Linux, pages of memory are shared with the snapshot until they are written to.</remarks>
    public Instance Instantiate(InstanceOptions? options = null) =>
        new Instantiation(Module, _imports, options ?? InstanceOptions.Default, this).Run();

    /// <summary>Makes an instance in the state of the snapshot, with host functions of a linker.</summary>
    /// <param name="linker">Defines every function and tag that the module imports; what else it defines is not looked at.</param>
    /// <param name="options">Limits; null for <see cref="InstanceOptions.Default"/>.</param>
    /// <exception cref="LinkException">An import is missing, of another type, or belongs to another instance.</exception>
    /// <exception cref="ResourceLimitException">A memory or table is above its limit.</exception>
    public Instance Instantiate(Linker linker, InstanceOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(linker);
        return linker.Instantiate(this, options ?? InstanceOptions.Default);
    }

    /// <summary>Reads a snapshot that <see cref="Save"/> wrote.</summary>
    /// <param name="module">The module that it was taken of, compiled by any engine with any settings.</param>
    /// <param name="stream">Read from where it is to the end of the snapshot; stays open.</param>
    /// <returns>A snapshot that knows no host functions: name a linker to make instances.</returns>
    /// <exception cref="SnapshotException">It is no snapshot, is damaged, or was taken of another module.</exception>
    /// <exception cref="ResourceLimitException">The machine has no memory left for it.</exception>
    /// <remarks>
    /// Everything is checked against the module, so that nobody's file can do more than the module's own code could. But it decides
    /// what that code finds in its memory: load it only from where you would load the module from.
    /// </remarks>
    public static Snapshot Load(CompiledModule module, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(module);
        ArgumentNullException.ThrowIfNull(stream);
        HashedReader reader = new(stream);
        return new Snapshot(module, new SnapshotReader(reader, module).Read(mappable: null), []);
    }

    /// <summary>Opens a snapshot that <see cref="SaveFile(string)"/> wrote. On Linux its memory is mapped, not read.</summary>
    /// <param name="module">The module that it was taken of, compiled by any engine with any settings.</param>
    /// <param name="path">
    /// The file. It may be deleted, or replaced by another file as <see cref="SaveFile(string)"/> does, but not written to or cut short while
    /// the snapshot or an instance made from it is in use: that would change the memory of guests, or end the process. A file that
    /// other users may write to is read into memory instead.
    /// </param>
    /// <returns>A snapshot that knows no host functions: name a linker to make instances.</returns>
    /// <exception cref="SnapshotException">It is no snapshot, is damaged, or was taken of another module.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    /// <exception cref="ResourceLimitException">The machine has no memory left for it.</exception>
    /// <remarks>
    /// Processes that open the same file share its pages. Everything is checked as by <see cref="Load"/>; on Linux that takes about a
    /// tenth of a millisecond for a megabyte in memory.
    /// </remarks>
    public static Snapshot LoadFile(CompiledModule module, string path)
    {
        ArgumentNullException.ThrowIfNull(module);
        ArgumentException.ThrowIfNullOrEmpty(path);
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        HashedReader reader = new(stream);
        bool isMappable = OperatingSystem.IsLinux() && (File.GetUnixFileMode(stream.SafeFileHandle) & WritableByOthers) == 0;
        return new Snapshot(module, new SnapshotReader(reader, module).Read(isMappable ? stream.SafeFileHandle : null), []);
    }

    /// <summary>Writes the snapshot with a version, the hash of its module, and a hash of itself. Blocks of zeros are left out.</summary>
    /// <param name="stream">Written from where it is; stays open.</param>
    public void Save(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        Use(image =>
        {
            SnapshotFile.Write(stream, Module.Identity, image, SnapshotLayout.Packed);
            return true;
        });
    }

    /// <summary>Writes the snapshot to a file that <see cref="LoadFile"/> can map: memories in full, blocks of zeros as holes in the file.</summary>
    /// <param name="path">
    /// Its place. What is there is replaced when all is written and flushed, so that readers find one or the other and snapshots that
    /// were loaded from the old file go on. The file is the user's alone.
    /// </param>
    /// <exception cref="IOException">The file cannot be written; nothing is left of it then.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public void SaveFile(string path) => SaveFile(path, default);

    /// <param name="path">Its place.</param>
    /// <param name="trailer">What stands behind the snapshot, which <see cref="LoadFile"/> does not look at.</param>
    internal void SaveFile(string path, ReadOnlySpan<byte> trailer)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string fullPath = Path.GetFullPath(path);
        string written = Path.Combine(Path.GetDirectoryName(fullPath)!, Path.GetRandomFileName() + ".tmp");
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        bool isDone = false;
        try
        {
            using (FileStream stream = new(written, options))
            {
                Use(image =>
                {
                    SnapshotFile.Write(stream, Module.Identity, image, SnapshotLayout.Mapped);
                    return true;
                });
                stream.Position = stream.Length;
                stream.Write(trailer);
                stream.Flush(flushToDisk: true);
            }

            File.Move(written, fullPath, overwrite: true);
            isDone = true;
        }
        finally
        {
            if (!isDone)
                File.Delete(written);
        }
    }

    /// <summary>The module with this state written into it: a module like any other, which any engine runs.</summary>
    /// <returns>
    /// Its memories and tables are filled by segments and its globals begin with what they hold. Memories, tables and globals that were
    /// imported are its own. There is no start function, and no export <c>_initialize</c>, because both have run.
    /// </returns>
    /// <remarks>Encode it with <see cref="ModuleEncoder"/>. Zeros in memory take no space.</remarks>
    public Module ToModule() => Use(image => SnapshotModule.Of(Module.Source, image));

    /// <summary>Ends the snapshot: no more instances are made. Those that there are go on, and can be reset.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
            Leave();
    }

    /// <summary>Keeps the image for one more instance.</summary>
    /// <exception cref="ObjectDisposedException">The snapshot is disposed.</exception>
    internal void Join()
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _isDisposed) != 0, this);
        int users;
        do
        {
            users = Volatile.Read(ref _users);
            ObjectDisposedException.ThrowIf(users == 0, this);
        }
        while (Interlocked.CompareExchange(ref _users, users + 1, users) != users);
    }

    /// <summary>Lets go of the image for one instance.</summary>
    internal void Leave()
    {
        if (Interlocked.Decrement(ref _users) > 0)
            return;
        foreach (MemoryImage memory in Image.Memories)
            memory.Free();
    }

    // The image stays while somebody reads it.
    private T Use<T>(Func<InstanceImage, T> use)
    {
        Join();
        try
        {
            return use(Image);
        }
        finally
        {
            Leave();
        }
    }

    internal static Snapshot Of(Instance instance)
    {
        Dictionary<(string Module, string Name), object> imports = [];
        int function = 0;
        int tag = 0;
        foreach (Import import in instance.Module.Source.Imports)
        {
            if (import.Type.Kind == ExternalKind.Function)
                imports[(import.ModuleName, import.Name)] = instance.ImportedFunctions[function++];
            else if (import.Type.Kind == ExternalKind.Tag)
                imports[(import.ModuleName, import.Name)] = instance.Tags[tag++];
        }

        return new Snapshot(instance.Module, InstanceImage.Of(instance), imports);
    }
}
