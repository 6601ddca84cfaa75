using System;
using System.Threading;
using Krait.Wasi.Files.Layered;

namespace Krait.Wasi;

/// <summary>Two file systems shown as one: what is changed goes to the upper one, the lower one stays as it is.</summary>
/// <remarks>
/// <para>
/// A file of the lower layer is copied up before it is first written; its inode changes then. A removed name of the lower layer is kept as
/// an empty file <c>.wh.NAME</c> in the upper one, a directory made anew in a removed one's place holds <c>.wh..wh..opq</c>, as in
/// container images; guests see neither and cannot use names that begin with <c>.wh.</c>. Renaming a directory that the
/// lower layer has a part of is refused with <see cref="WasiErrno.Xdev"/>, as between two disks.
/// </para>
/// <para>Several guests may use it at the same time; the layers themselves should be left alone meanwhile.</para>
/// </remarks>
public sealed class LayeredFileSystem : IFileSystem
{
    private readonly IFileSystem _lower;
    private readonly IFileSystem _upper;

    /// <summary>Puts one file system over another.</summary>
    /// <param name="lower">Is only read.</param>
    /// <param name="upper">Takes all changes; for example a <see cref="MemoryFileSystem"/>, whose quota then holds.</param>
    public LayeredFileSystem(IFileSystem lower, IFileSystem upper)
    {
        ArgumentNullException.ThrowIfNull(lower);
        ArgumentNullException.ThrowIfNull(upper);
        _lower = new ReadOnlyFileSystem(lower);
        _upper = upper;
    }

    /// <summary>Held by every change, because one change is several steps.</summary>
    internal Lock Gate { get; } = new();

    /// <inheritdoc/>
    public IDirectoryHandle OpenRoot() => new LayeredDirectory(this, new LayerPair(null, string.Empty, _upper.OpenRoot(), _lower.OpenRoot()));
}
