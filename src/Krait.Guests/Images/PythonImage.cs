using System;
using System.IO;
using Krait.Guests.Emscripten;
using Krait.Runtime;

namespace Krait.Guests;

/// <summary>An interpreter at rest, from which any number of sandboxes begin: what it had imported and defined is there at once.</summary>
/// <remarks>
/// <para>
/// Sandboxes share the image's memory until they write to it. Files that Python wrote outside of mounts are part of it and are copied
/// for each of them; streams, mounts, limits, clocks and random numbers are those of each new sandbox. All sandboxes of an image have
/// the same hash seed, and whatever secrets Python had in its memory.
/// </para>
/// <para>Thread-safe. Disposing frees the image once the sandboxes made from it are gone as well.</para>
/// </remarks>
public sealed class PythonImage : IDisposable
{
    /// <summary>Bytes of the largest file that <see cref="Load(string)"/> reads: 4 GiB.</summary>
    public const long MaximumFileBytes = 4L << 30;

    private readonly Snapshot _snapshot;

    internal PythonImage(GuestModule module, Snapshot snapshot, HostImage host, int root)
    {
        Module = module;
        _snapshot = snapshot;
        Host = host;
        Root = root;
    }

    /// <summary>Which Python it is.</summary>
    public PythonInterpreter Interpreter => Module.Interpreter;

    /// <summary>Bytes that it takes: memory without pages of zeros, and files.</summary>
    public long SizeBytes => _snapshot.ImageBytes + (Host.Files?.UsedBytes ?? 0);

    /// <summary>Whether nothing has run in it since it started, so that its copies have nothing to renew.</summary>
    internal bool IsFresh { get; init; }

    /// <summary>The functions of the host that programs in it can call.</summary>
    internal HostFunctionImage Functions { get; init; } = HostFunctionImage.Empty;

    internal GuestModule Module { get; }

    internal HostImage Host { get; }

    /// <summary>See <see cref="IPythonGuest.Root"/>.</summary>
    internal int Root { get; }

    /// <summary>Reads an image that <see cref="Save"/> wrote.</summary>
    /// <param name="path">Its file, which is mapped: it may be deleted or replaced, but not written to, while the image is in use.</param>
    /// <exception cref="SnapshotException">It is no image, is damaged, is of another version of the interpreter, or is larger than <see cref="MaximumFileBytes"/>.</exception>
    /// <exception cref="GuestPackageException">The interpreters are not on this machine; see <see cref="GuestPackages.Restore"/>.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    /// <remarks>
    /// What is in the file decides what Python does in the sandbox, and nothing outside of it. Cost: some milliseconds, and a copy of the
    /// files in it.
    /// </remarks>
    public static PythonImage Load(string path) => Load(path, MaximumFileBytes);

    /// <summary>Reads an image that <see cref="Save"/> wrote, if it is not too large.</summary>
    /// <param name="path">Its file, which is mapped: it may be deleted or replaced, but not written to, while the image is in use.</param>
    /// <param name="maximumBytes">A larger file is refused.</param>
    /// <inheritdoc cref="Load(string)" path="/exception"/>
    /// <inheritdoc cref="Load(string)" path="/remarks"/>
    public static PythonImage Load(string path, long maximumBytes)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        long bytes = new FileInfo(path).Length;
        if (bytes > maximumBytes)
            throw new SnapshotException($"it has {bytes} bytes, at most {maximumBytes} are loaded");
        PythonImageFacts facts = PythonImageFile.Read(path);
        return Load(path, GuestModule.For(facts.Interpreter), facts);
    }

    /// <summary>Writes the image to a file that is the user's alone.</summary>
    /// <param name="path">Its place; what is there is replaced when all is written.</param>
    /// <remarks>
    /// Files that Python has written outside of mounts are in it. Functions of the host are not: who loads it defines modules anew, with <see cref="PythonSandbox.DefineModule"/>. Until then, and
    /// where a function was no member of a module, Python gets a <c>RuntimeError</c> when it calls it.
    /// </remarks>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        _snapshot.SaveFile(path, PythonImageFile.Encode(new PythonImageFacts(Interpreter, Root, IsFresh, Host, Functions)));
    }

    /// <summary>No more sandboxes are made from it; those that there are go on.</summary>
    public void Dispose() => _snapshot.Dispose();

    internal static PythonImage Load(string path, GuestModule module) => Load(path, module, PythonImageFile.Read(path));

    internal Instance Instantiate(EmscriptenHost host, InstanceOptions options) => Module.Instantiate(_snapshot, host, options);

    private static PythonImage Load(string path, GuestModule module, PythonImageFacts facts)
    {
        if (facts.Interpreter != module.Interpreter)
            throw new SnapshotException($"it is of {facts.Interpreter}, {module.Interpreter} was expected");
        return new PythonImage(module, Snapshot.LoadFile(module.Module, path), facts.Host, facts.Root)
        {
            IsFresh = facts.IsFresh,
            Functions = facts.Functions,
        };
    }
}
